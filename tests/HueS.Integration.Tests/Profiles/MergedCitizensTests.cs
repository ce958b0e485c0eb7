using System.Net;
using System.Net.Http.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Protection;
using HueS.Integration.Storage;
using HueS.Integration.Tests.World;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Profiles;

/// <summary>Two citizens who turn out to be one, and one who turns out to be two.</summary>
public sealed class MergedCitizensTests(TestDatabases databases) : IAsyncLifetime
{
    private const string New = "046190990301";
    private const string Third = "046190990302";

    private TestService _service = null!;

    private static string Old => Personas.Plain.Number;

    private static string Dossier => Personas.Plain.Dossiers.First(dossier => dossier.Flaw == DossierFlaw.None).Number;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Everything of both that merging touches, as the database holds it.</summary>
    private const string State =
        """
        select 'citizen ' || id || encode(identity, 'hex') || coalesce(merged_into::text, '') from citizen
        union all select 'number ' || subject_id || citizen_id || encode(number, 'hex') from citizen_number
        union all select 'account ' || id || citizen_id || coalesce(encode(phone, 'hex'), '') from profile
        union all select 'link ' || id || citizen_id || state || decided_by || decided_at from link
        union all select 'hold ' || citizen_id || kind from linking_hold
        order by 1
        """;

    public async ValueTask InitializeAsync()
    {
        // Without workers: nothing happens to a link but what a test does.
        _service = await TestService.StartAsync(databases, "--Roles=Api");
        foreach (var number in (string[])[Old, New, Third])
            CitizenCalls.Holds(_service, number);
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Two_accounts_claiming_one_citizen_are_both_theirs_and_see_the_same()
    {
        var verification = await CitizenCalls.VerifyAsync(_service, Old);
        var (one, other) = (await CitizenCalls.BindAsync(_service, "one", verification), await CitizenCalls.BindAsync(_service, "other", verification));
        await CitizenCalls.LinkAsync(_service, "one", Dossier);

        var citizen = await CitizenCalls.ReadAsync(_service.Portal, one.CitizenId);

        other.CitizenId.ShouldBe(one.CitizenId);
        citizen.Accounts.Select(account => account.AccountId).ShouldBe(["one", "other"], ignoreOrder: true);
        (await CitizenCalls.LinksAsync(_service, "other")).ShouldHaveSingleItem().RecordId.ShouldBe(Dossier);
    }

    [Fact]
    public async Task Two_citizens_become_one_only_by_two_officers_and_everything_of_both_is_the_survivors()
    {
        var (one, other) = await TwoAsync();
        await CitizenCalls.LinkAsync(_service, "other", Dossier);

        using var proposed = await CitizenCalls.ProposeAsync(_service, "one", "other");
        var task = await TestService.ReadAsync<ReviewTask>(proposed);
        using var byTheFirst = await Reviews.PostAsync(_service.Approver, task.Id, "approve", new { officer = Reviews.First });
        var meanwhile = await CitizenCalls.ReadAsync(_service.Portal, other.CitizenId);
        using var bySecond = await Reviews.PostAsync(_service.Approver, task.Id, "approve", new { officer = Reviews.Second });
        var survivor = await CitizenCalls.ReadAsync(_service.Portal, one.CitizenId);

        (proposed.StatusCode, task.Kind, task.State).ShouldBe((HttpStatusCode.Created, ReviewKind.Citizen, ReviewState.Proposed));
        (await Reviews.CodeOf(byTheFirst), meanwhile.Merges.Count, bySecond.StatusCode).ShouldBe(("review_same_officer", 0, HttpStatusCode.OK));
        survivor.Accounts.Select(account => account.AccountId).ShouldBe(["one", "other"], ignoreOrder: true);
        survivor.Links.ShouldHaveSingleItem().ShouldBe(new CitizenLinks(LinkState.Linked, 1));
        var merge = survivor.Merges.ShouldHaveSingleItem();
        (merge.Other, merge.Survived, merge.UnmergedAt).ShouldBe((other.CitizenId, true, null));
        (await CitizenCalls.CitizenOfAsync(_service.Portal, "other")).ShouldBe(one.CitizenId);
        (await _service.Database.QueryAsync<long>("select count(distinct citizen_id) from citizen_number")).ShouldBe([1]);
        (await _service.Database.QueryAsync<string>("select note from audit where action = 'citizen.merged' order by note")).ShouldBe(["merged", "survivor"]);
        (await _service.Database.QueryAsync<string>("select client_id from event where kind = 'profile.moved'")).ShouldBe(["portal"]);
    }

    [Fact]
    public async Task The_id_of_a_merged_citizen_leads_to_the_survivor_and_answers_again_once_they_are_two()
    {
        var (one, other) = await TwoAsync();
        await CitizenCalls.MergeAsync(_service, "one", "other");

        using var merged = await CitizenCalls.LookAsync(_service, _service.Portal, other.CitizenId);
        using var survivor = await CitizenCalls.LookAsync(_service, _service.Portal, one.CitizenId);
        await CitizenCalls.UnmergedAsync(_service.Operator, await OperatorsIdAsync(other.CitizenId));
        using var again = await CitizenCalls.LookAsync(_service, _service.Portal, other.CitizenId);

        (merged.StatusCode, merged.Headers.Location?.OriginalString).ShouldBe((HttpStatusCode.PermanentRedirect, $"/v1/citizens/{one.CitizenId}"));
        (survivor.StatusCode, again.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK));
        (await CitizenCalls.CitizenOfAsync(_service.Portal, "other")).ShouldBe(other.CitizenId);
    }

    [Fact]
    public async Task The_id_of_a_withdrawn_citizen_says_that_there_was_one()
    {
        var (one, _) = await TwoAsync();
        await EraseAsync("one");

        using var withdrawn = await CitizenCalls.LookAsync(_service, _service.Portal, one.CitizenId);

        (withdrawn.StatusCode, await Reviews.CodeOf(withdrawn)).ShouldBe((HttpStatusCode.Gone, "citizen_withdrawn"));
    }

    [Fact]
    public async Task Unmerged_citizens_have_exactly_what_they_had()
    {
        await TwoAsync(phone: Personas.Plain.Phone);
        var link = await CitizenCalls.LinkAsync(_service, "other", Dossier);
        await HoldAsync("other", LinkingHold.Frozen);
        var before = await _service.Database.QueryAsync<string>(State);
        var other = await CitizenCalls.CitizenOfAsync(_service.Operator, "other");

        await CitizenCalls.MergeAsync(_service, "one", "other");
        var meanwhile = await _service.Database.QueryAsync<string>(State);
        var unmerged = await CitizenCalls.UnmergedAsync(_service.Operator, other);

        meanwhile.ShouldNotBe(before);
        unmerged.LeftAlone.ShouldBeEmpty();
        (await _service.Database.QueryAsync<string>(State)).ShouldBe(before);
        (await CitizenCalls.LinksAsync(_service, "other")).ShouldHaveSingleItem().Id.ShouldBe(link.Id);
        (await CitizenCalls.LinksAsync(_service, "one")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Unmerged_citizens_may_be_merged_again_and_taken_apart_again()
    {
        await TwoAsync();
        await CitizenCalls.LinkAsync(_service, "other", Dossier);
        var before = await _service.Database.QueryAsync<string>(State);
        var other = await CitizenCalls.CitizenOfAsync(_service.Operator, "other");

        for (var round = 0; round < 2; round++)
        {
            await CitizenCalls.MergeAsync(_service, "one", "other");
            await CitizenCalls.UnmergedAsync(_service.Operator, other);
            (await _service.Database.QueryAsync<string>(State)).ShouldBe(before);
        }

        (await CitizenCalls.ReadAsync(_service.Operator, other)).Merges.Select(merge => (merge.Survived, merge.UnmergedAt is null))
            .ShouldBe([(false, false), (false, false)]);
    }

    [Fact]
    public async Task What_a_person_changed_since_stays_and_is_listed()
    {
        await TwoAsync();
        var (kept, changed) = (await CitizenCalls.LinkAsync(_service, "other", Dossier), await CitizenCalls.LinkAsync(_service, "other", DossierOf(DossierFlaw.NoNumber)));
        var other = await CitizenCalls.CitizenOfAsync(_service.Operator, "other");
        await CitizenCalls.MergeAsync(_service, "one", "other");
        await CitizenCalls.DecideAsync(_service, changed.Id, "confirm");

        var unmerged = await CitizenCalls.UnmergedAsync(_service.Operator, other);

        unmerged.LeftAlone.ShouldBe([new LeftAlone("link", changed.Id)]);
        (await CitizenCalls.LinksAsync(_service, "other")).ShouldHaveSingleItem().Id.ShouldBe(kept.Id);
        (await CitizenCalls.LinksAsync(_service, "one")).Select(link => (link.Id, link.State)).ShouldBe([(changed.Id, LinkState.Linked)]);
        (await CitizenCalls.ReadAsync(_service.Operator, other)).Merges.Single().LeftAlone.ShouldBe([new LeftAlone("link", changed.Id)]);
    }

    [Fact]
    public async Task An_account_verified_anew_since_goes_where_its_number_goes()
    {
        await TwoAsync();
        var other = await CitizenCalls.CitizenOfAsync(_service.Operator, "other");
        await CitizenCalls.MergeAsync(_service, "one", "other");
        await CitizenCalls.BindAsync(_service, "other", await CitizenCalls.VerifyAsync(_service, Old, birthDate: "1990"), Personas.Plain.Phone);
        await CitizenCalls.BindAsync(_service, "late", await CitizenCalls.VerifyAsync(_service, Old));

        var unmerged = await CitizenCalls.UnmergedAsync(_service.Operator, other);
        var citizen = await CitizenCalls.ReadAsync(_service.Operator, other);

        unmerged.LeftAlone.ShouldBeEmpty();
        citizen.Accounts.Select(account => account.AccountId).ShouldBe(["other", "late"], ignoreOrder: true);
        (await CitizenCalls.ReadAsync(_service.Operator, unmerged.Survivor)).Accounts.Select(account => account.AccountId).ShouldBe(["one"]);
    }

    [Fact]
    public async Task Replaced_numbers_of_two_citizens_become_one_citizens_by_the_task_that_found_them()
    {
        var (one, other) = (
            await CitizenCalls.BindAsync(_service, "one", await CitizenCalls.VerifyAsync(_service, Old)),
            await CitizenCalls.BindAsync(_service, "other", await CitizenCalls.VerifyAsync(_service, New)));
        await CitizenCalls.ReplaceAsync(_service, Old, New);
        await CitizenCalls.BindAsync(_service, "other", await CitizenCalls.VerifyAsync(_service, New, birthDate: "1990"));
        var task = await Reviews.OnlyAsync(_service.Reviewer);

        var proposed = await Reviews.DecidedAsync(_service.Reviewer, task.Id, "merge", "documents_seen");
        using var approved = await Reviews.PostAsync(_service.Approver, task.Id, "approve", new { officer = Reviews.Second });
        await CitizenCalls.BindAsync(_service, "third", await CitizenCalls.VerifyAsync(_service, New));

        task.Reasons.ShouldBe(["numbers_of_two_citizens"]);
        (proposed.State, approved.StatusCode).ShouldBe((ReviewState.Proposed, HttpStatusCode.OK));
        (await CitizenCalls.ReadAsync(_service.Portal, one.CitizenId)).Accounts.Count.ShouldBe(3, "whoever was known first goes on, by both numbers");
        using var led = await CitizenCalls.LookAsync(_service, _service.Portal, other.CitizenId);
        led.StatusCode.ShouldBe(HttpStatusCode.PermanentRedirect);
        (await _service.Database.QueryAsync<long>("select count(*) from review_task where state in ('open', 'proposed')")).ShouldBe([0]);
    }

    [Fact]
    public async Task Whoever_is_bound_by_a_merged_citizens_number_is_the_survivor()
    {
        var (one, _) = await TwoAsync();
        await CitizenCalls.MergeAsync(_service, "one", "other");

        var late = await CitizenCalls.BindAsync(_service, "late", await CitizenCalls.VerifyAsync(_service, Old));

        late.CitizenId.ShouldBe(one.CitizenId);
        (await _service.Database.QueryAsync<long>("select count(*) from citizen")).ShouldBe([2]);
    }

    [Fact]
    public async Task A_chain_of_merges_leads_to_the_last_survivor_and_is_taken_apart_from_its_end()
    {
        var (one, other) = await TwoAsync();
        var third = await CitizenCalls.BindAsync(_service, "third", await CitizenCalls.VerifyAsync(_service, Third));
        var (operatorsOne, operatorsOther) = (await CitizenCalls.CitizenOfAsync(_service.Operator, "one"), await CitizenCalls.CitizenOfAsync(_service.Operator, "other"));
        await CitizenCalls.MergeAsync(_service, "one", "other");
        await CitizenCalls.MergeAsync(_service, "third", "one");

        using var led = await CitizenCalls.LookAsync(_service, _service.Portal, other.CitizenId);
        using var tooEarly = await CitizenCalls.UnmergeAsync(_service.Operator, operatorsOther);
        await CitizenCalls.UnmergedAsync(_service.Operator, operatorsOne);
        await CitizenCalls.UnmergedAsync(_service.Operator, operatorsOther);
        using var notAgain = await CitizenCalls.UnmergeAsync(_service.Operator, operatorsOther);

        led.Headers.Location?.OriginalString.ShouldBe($"/v1/citizens/{third.CitizenId}");
        (await Reviews.CodeOf(tooEarly), await Reviews.CodeOf(notAgain)).ShouldBe(("citizen_merged_further", "citizen_not_merged"));
        foreach (var (account, citizen) in ((string, Guid)[])[("one", one.CitizenId), ("other", other.CitizenId), ("third", third.CitizenId)])
            (await CitizenCalls.CitizenOfAsync(_service.Portal, account)).ShouldBe(citizen);
    }

    [Fact]
    public async Task The_same_two_are_proposed_once_whichever_is_to_go_on_and_one_is_never_merged_with_themselves()
    {
        await TwoAsync();

        using var first = await CitizenCalls.ProposeAsync(_service, "one", "other");
        using var again = await CitizenCalls.ProposeAsync(_service, "other", "one", Reviews.Second);
        using var same = await CitizenCalls.ProposeAsync(_service, "one", "one");

        (first.StatusCode, again.StatusCode).ShouldBe((HttpStatusCode.Created, HttpStatusCode.OK));
        (await TestService.ReadAsync<ReviewTask>(again)).Id.ShouldBe((await TestService.ReadAsync<ReviewTask>(first)).Id);
        (await Reviews.CodeOf(same)).ShouldBe("same_citizen");
    }

    [Fact]
    public async Task A_merge_that_is_refused_can_be_found_to_be_two_people_by_anybody()
    {
        var (one, other) = await TwoAsync();
        using var proposed = await CitizenCalls.ProposeAsync(_service, "one", "other");
        var id = (await TestService.ReadAsync<ReviewTask>(proposed)).Id;

        using var refused = await Reviews.PostAsync(_service.Approver, id, "refuse", new { officer = Reviews.Second, reason = "evidence_too_thin" });
        await Reviews.DecidedAsync(_service.Reviewer, id, "keep_apart", "twin_or_household", Reviews.Second);

        (await TestService.ReadAsync<ReviewTask>(refused)).State.ShouldBe(ReviewState.Open);
        (await CitizenCalls.ReadAsync(_service.Portal, one.CitizenId)).Merges.ShouldBeEmpty();
        (await CitizenCalls.ReadAsync(_service.Portal, other.CitizenId)).Accounts.ShouldHaveSingleItem();
        (await _service.Database.QueryAsync<long>("select count(*) from audit where action = 'citizen.kept_apart'")).ShouldBe([2]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_was_said_to_be_two_though_the_register_ties_their_numbers_is_not_doubted_again(bool byTheTaskThatFoundThem)
    {
        await CitizenCalls.BindAsync(_service, "one", await CitizenCalls.VerifyAsync(_service, Old));
        var first = await CitizenCalls.VerifyAsync(_service, New);
        var other = await CitizenCalls.BindAsync(_service, "other", first);
        await CitizenCalls.ReplaceAsync(_service, Old, New);
        var second = await CitizenCalls.VerifyAsync(_service, New, birthDate: "1990");
        await CitizenCalls.BindAsync(_service, "other", second);
        var doubt = await Reviews.OnlyAsync(_service.Reviewer);
        if (!byTheTaskThatFoundThem)
        {
            using var proposed = await CitizenCalls.ProposeAsync(_service, "one", "other");
            var id = (await TestService.ReadAsync<ReviewTask>(proposed)).Id;
            using var refused = await Reviews.PostAsync(_service.Approver, id, "refuse", new { officer = Reviews.Second, reason = "evidence_too_thin" });
            await Reviews.DecidedAsync(_service.Reviewer, id, "keep_apart", "another_person");
        }

        await Reviews.DecidedAsync(_service.Reviewer, doubt.Id, "keep", "another_person");
        await CitizenCalls.BindAsync(_service, "other", first);
        await CitizenCalls.BindAsync(_service, "third", second);

        (await Reviews.ListAsync(_service.Reviewer)).Items.ShouldBeEmpty();
        (await CitizenCalls.ReadAsync(_service.Portal, other.CitizenId)).Accounts.Count.ShouldBe(2);
        (await _service.Database.QueryAsync<long>("select count(*) from audit where action = 'citizen.kept_apart'")).ShouldBe([2]);
    }

    [Fact]
    public async Task What_the_register_says_after_two_were_kept_apart_is_a_new_doubt()
    {
        await TwoAsync();
        using var proposed = await CitizenCalls.ProposeAsync(_service, "one", "other");
        var id = (await TestService.ReadAsync<ReviewTask>(proposed)).Id;
        using var refused = await Reviews.PostAsync(_service.Approver, id, "refuse", new { officer = Reviews.Second, reason = "evidence_too_thin" });
        await Reviews.DecidedAsync(_service.Reviewer, id, "keep_apart", "another_person");

        await CitizenCalls.ReplaceAsync(_service, Old, New);
        await CitizenCalls.BindAsync(_service, "one", await CitizenCalls.VerifyAsync(_service, New, birthDate: "1990"));

        (await Reviews.OnlyAsync(_service.Reviewer)).Reasons.ShouldBe(["numbers_of_two_citizens"]);
    }

    [Fact]
    public async Task What_was_proposed_does_not_outlive_a_change_of_either()
    {
        await TwoAsync();
        using var proposed = await CitizenCalls.ProposeAsync(_service, "one", "other");
        var id = (await TestService.ReadAsync<ReviewTask>(proposed)).Id;
        await CitizenCalls.BindAsync(_service, "other-too", await CitizenCalls.VerifyAsync(_service, New));

        using var late = await Reviews.PostAsync(_service.Approver, id, "approve", new { officer = Reviews.Second });

        (await Reviews.CodeOf(late)).ShouldBe("review_target_changed");
        (await _service.Database.QueryAsync<long>("select count(*) from citizen where merged_into is not null")).ShouldBe([0]);
    }

    [Fact]
    public async Task Both_sides_of_a_merge_are_shown_masked_and_both_citizens_are_in_the_trail()
    {
        await TwoAsync();
        using var proposed = await CitizenCalls.ProposeAsync(_service, "one", "other");
        var id = (await TestService.ReadAsync<ReviewTask>(proposed)).Id;

        using var response = await _service.Reviewer.GetAsync($"{Reviews.Tasks}/{id}/evidence", Cancellation);
        var shown = await TestService.ReadAsync<ReviewEvidence>(response);

        (shown.Left, shown.Right).ShouldBe((ReviewSide.Citizen, ReviewSide.OtherCitizen));
        (shown.Lines[0].Field, shown.Lines[0].Comparison).ShouldBe(("number", "other"));
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldNotContain(Old);
        (await _service.Database.QueryAsync<long>($"select count(distinct subject_id) from audit where action = 'review.evidence.disclosed' and target = '{id}'")).ShouldBe([2]);
    }

    private async Task<(Profile One, Profile Other)> TwoAsync(string? phone = null)
    {
        var one = await CitizenCalls.BindAsync(_service, "one", await CitizenCalls.VerifyAsync(_service, New));
        var other = await CitizenCalls.BindAsync(_service, "other", await CitizenCalls.VerifyAsync(_service, Old), phone);
        other.CitizenId.ShouldNotBe(one.CitizenId);
        return (one, other);
    }

    private static string DossierOf(DossierFlaw flaw) => Personas.Plain.Dossiers.First(dossier => dossier.Flaw == flaw).Number;

    private async Task HoldAsync(string account, LinkingHold kind)
    {
        using var held = await _service.Operator.PutAsJsonAsync($"/v1/profiles/{account}/linking-hold", new LinkingHoldRequest(kind, "mot-cua-01"), Cancellation);
        held.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    /// <summary>What the operator is shown where the portal is shown this.</summary>
    private Task<Guid> OperatorsIdAsync(Guid portals)
    {
        var ids = _service.Rooms.GetRequiredService<PairwiseIds>();
        return Task.FromResult(ids.Show("operator", ids.Read("portal", portals)!.Value));
    }

    private async Task EraseAsync(string account)
    {
        var citizen = (await _service.Database.QueryAsync<Guid>($"select citizen_id from profile where account_id = '{account}'")).Single();
        await _service.Rooms.GetRequiredService<Database>().TransactAsync(
            Pool.Api,
            (connection, token) => _service.Rooms.GetRequiredService<SubjectStore>().EraseAsync(connection, [citizen], token),
            Cancellation);
    }
}
