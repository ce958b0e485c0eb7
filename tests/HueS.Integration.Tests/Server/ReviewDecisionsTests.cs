using System.Net;
using System.Net.Http.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class ReviewDecisionsTests(TestDatabases databases) : IAsyncLifetime
{
    private TestService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(databases);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Theory]
    [InlineData("seen_in_person", "confirmed_by_person")]
    [InlineData("documents_seen", "confirmed_by_person,vital_status_not_asked")]
    public async Task A_check_a_person_confirms_is_verified_and_says_living_only_where_the_citizen_was_seen(string reason, string reasons)
    {
        var check = await Reviews.DoubtfulCheckAsync(_service);

        var task = await Reviews.DecidedAsync(_service.Reviewer, (await Reviews.OnlyAsync(_service.Reviewer)).Id, "confirm", reason);
        var answer = await ReadAsync(_service.Portal, check.Id);

        task.State.ShouldBe(ReviewState.Decided);
        (answer.Outcome, answer.Source, answer.AsOf).ShouldBe((Outcome.Verified, AnswerSource.Person, check.AsOf));
        answer.Reasons.ShouldBe(reasons.Split(','));
        answer.Text.Vi.Official.Contains("còn sống", StringComparison.Ordinal).ShouldBe(reason == "seen_in_person");
        (await EventsAsync(check.Id)).ShouldBe(["verification.settled", "verification.settled"]);
        (await _service.Database.QueryAsync<string>($"select note from audit where action = 'verification.settled' and target = '{check.Id}'"))
            .ShouldBe(["Verified Person"]);
        (await _service.Database.QueryAsync<bool>("select officer_id is not null from audit where action = 'review.decided'")).ShouldBe([true]);
    }

    [Fact]
    public async Task An_account_can_be_bound_to_what_a_person_confirmed()
    {
        var check = await Reviews.DoubtfulCheckAsync(_service);
        using var before = await BindAsync("doubt", check.Id);

        await Reviews.DecidedAsync(_service.Reviewer, (await Reviews.OnlyAsync(_service.Reviewer)).Id, "confirm", "seen_in_person");
        using var after = await BindAsync("doubt", check.Id);

        (before.StatusCode, after.StatusCode).ShouldBe((HttpStatusCode.Conflict, HttpStatusCode.Created));
    }

    [Fact]
    public async Task A_check_a_person_refutes_differs_and_what_the_register_showed_is_not_kept_any_longer()
    {
        var check = await Reviews.DoubtfulCheckAsync(_service);
        (await KeptAsync()).ShouldBe([true]);

        await Reviews.DecidedAsync(_service.Reviewer, (await Reviews.OnlyAsync(_service.Reviewer)).Id, "refute", "another_person");
        var answer = await ReadAsync(_service.Portal, check.Id);

        (answer.Outcome, answer.Source).ShouldBe((Outcome.Differs, AnswerSource.Person));
        answer.Reasons.ShouldBe([.. check.Reasons, "refuted_by_person"]);
        (await KeptAsync()).ShouldBe([false]);
    }

    [Fact]
    public async Task A_client_without_detail_is_told_verified_or_not_and_nothing_of_the_person_who_decided()
    {
        var check = await Reviews.DoubtfulCheckAsync(_service, _service.Kiosk);

        await Reviews.DecidedAsync(_service.Reviewer, (await Reviews.OnlyAsync(_service.Reviewer)).Id, "refute", "claim_mistyped");
        var answer = await _service.UntilSettledAsync(_service.Kiosk, check.Id);

        answer.Outcome.ShouldBe(Outcome.NotVerified);
        answer.Reasons.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_check_nobody_can_tell_stays_with_a_reason_and_one_decision_ends_the_task()
    {
        var check = await Reviews.DoubtfulCheckAsync(_service);
        var id = (await Reviews.OnlyAsync(_service.Reviewer)).Id;

        var task = await Reviews.DecidedAsync(_service.Reviewer, id, "leave", "sent_to_police");
        using var again = await Reviews.PostAsync(_service.Reviewer, id, "decision", new { officer = Reviews.First, decision = "confirm", reason = "documents_seen" }, task.Version);
        var answer = await ReadAsync(_service.Portal, check.Id);

        (answer.Outcome, answer.Reasons[^1]).ShouldBe((Outcome.NeedsPerson, "left_undecided"));
        (await Reviews.CodeOf(again)).ShouldBe("review_task_closed");
    }

    [Fact]
    public async Task Where_the_register_never_answered_nobody_may_answer_in_its_place_but_it_can_be_asked_again()
    {
        await using var service = await TestService.StartAsync(databases, "--Access:Purposes:0:Deadline=00:00:00.1", "--Population:Ndxp:Pipeline:AttemptTimeout=00:00:02");
        service.Stubs.Population.Weather.Down();
        var asked = await service.VerifyAsync(service.Portal, TestService.Claim(Personas.Plain));
        var handed = await service.UntilSettledAsync(service.Portal, asked.Id);
        handed.Reasons.ShouldBe(["deadline_passed"]);
        var task = await Reviews.OnlyAsync(service.Reviewer);

        using var confirmed = await Reviews.DecideAsync(service.Reviewer, task.Id, "confirm", "documents_seen");
        service.Stubs.Population.Weather.Clear();
        await Reviews.DecidedAsync(service.Reviewer, task.Id, "ask_again", "fault_mended");
        var answer = await service.UntilSettledAsync(service.Portal, asked.Id);

        (await Reviews.CodeOf(confirmed)).ShouldBe("invalid_request");
        (answer.Outcome, answer.Source).ShouldBe((Outcome.Verified, AnswerSource.Register));
    }

    [Fact]
    public async Task A_decision_holds_for_the_version_that_was_read_by_whoever_has_the_task_and_for_its_own_reasons()
    {
        await Reviews.DoubtfulCheckAsync(_service);
        var id = (await Reviews.OnlyAsync(_service.Reviewer)).Id;
        var taken = await Reviews.TakeAsync(_service.Reviewer, id);

        using var others = await DecideAsync(id, Reviews.Second, "confirm", "documents_seen", taken.Version);
        using var stale = await DecideAsync(id, Reviews.First, "confirm", "documents_seen", taken.Version - 1);
        using var unread = await DecideAsync(id, Reviews.First, "confirm", "documents_seen", null);
        using var ground = await DecideAsync(id, Reviews.First, "confirm", "another_person", taken.Version);
        using var kind = await DecideAsync(id, Reviews.First, "link", "documents_seen", taken.Version);

        (await Reviews.CodeOf(others), await Reviews.CodeOf(stale)).ShouldBe(("review_task_not_taken", "review_task_changed"));
        (stale.StatusCode, unread.StatusCode, ground.StatusCode, kind.StatusCode).ShouldBe(
            (HttpStatusCode.PreconditionFailed, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest));
        (await kind.Content.ReadAsStringAsync(Cancellation)).ShouldContain("confirm, refute, ask_again, leave");
        (await _service.Database.QueryAsync<string>("select outcome from verification")).ShouldBe(["NeedsPerson"]);
    }

    [Fact]
    public async Task Many_who_decide_at_once_decide_once()
    {
        await Reviews.DoubtfulCheckAsync(_service);
        var id = (await Reviews.OnlyAsync(_service.Reviewer)).Id;
        var taken = await Reviews.TakeAsync(_service.Reviewer, id);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(at =>
            DecideAsync(id, Reviews.First, at % 2 == 0 ? "confirm" : "refute", at % 2 == 0 ? "documents_seen" : "another_person", taken.Version)));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        (await _service.Database.QueryAsync<long>("select count(*) from audit where action = 'review.decided'")).ShouldBe([1]);
        (await _service.Database.QueryAsync<long>("select count(*) from event where kind = 'verification.settled'")).ShouldBe([2]);
        foreach (var answer in answers)
            answer.Dispose();
    }

    [Fact]
    public async Task A_record_a_person_links_is_linked_by_a_person_and_no_rule_takes_it_back()
    {
        var open = await Reviews.DoubtfulLinkAsync(_service, "account-1", DossierFlaw.NoNumber);

        await Reviews.DecidedAsync(_service.Reviewer, (await Reviews.OnlyAsync(_service.Reviewer)).Id, "link", "citizen_confirms");
        var link = (await LinksAsync("account-1")).ShouldHaveSingleItem();

        (link.Id, link.State, link.Explanation.DecidedBy, link.Explanation.Rule).ShouldBe((open.Id, LinkState.Linked, "person", "E3"));
        (await EventsAsync(link.Id)).ShouldBe(["record.needs_person", "record.linked"]);
    }

    [Fact]
    public async Task A_record_a_person_keeps_away_is_never_linked_by_rule()
    {
        await Reviews.DoubtfulLinkAsync(_service, "account-2", DossierFlaw.NoNumber);

        await Reviews.DecidedAsync(_service.Reviewer, (await Reviews.OnlyAsync(_service.Reviewer)).Id, "never_link", "another_person");
        using var again = await _service.Portal.PostAsJsonAsync(
            "/v1/profiles/account-2/links",
            new { system = "dossiers", recordId = Personas.Plain.Dossiers.First(dossier => dossier.Flaw == DossierFlaw.NoNumber).Number, purpose = TestService.Purpose, officer = "mot-cua-01" },
            Cancellation);

        (await TestService.ReadAsync<Link>(again)).State.ShouldBe(LinkState.Unlinked);
        (await Reviews.ListAsync(_service.Reviewer)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_against_what_a_machine_found_to_differ_is_only_proposed_until_another_officer_agrees()
    {
        await Reviews.DoubtfulLinkAsync(_service, "account-3", DossierFlaw.OtherName);
        var id = (await Reviews.OnlyAsync(_service.Reviewer)).Id;
        (await Reviews.ReadAsync(_service.Reviewer, id)).Decisions.Single(offer => offer.Decision == ReviewDecision.Link).NeedsSecond.ShouldBeTrue();

        var proposed = await Reviews.DecidedAsync(_service.Reviewer, id, "link", "documents_seen");
        var meanwhile = (await LinksAsync("account-3")).Single().State;
        using var withoutScope = await Reviews.PostAsync(_service.Reviewer, id, "approve", new { officer = Reviews.Second });
        using var byTheFirst = await Reviews.PostAsync(_service.Approver, id, "approve", new { officer = Reviews.First });
        using var bySecond = await Reviews.PostAsync(_service.Approver, id, "approve", new { officer = Reviews.Second });
        using var twice = await Reviews.PostAsync(_service.Approver, id, "approve", new { officer = Reviews.Second });
        var detail = await Reviews.ReadAsync(_service.Reviewer, id);

        (proposed.State, meanwhile).ShouldBe((ReviewState.Proposed, LinkState.Proposed));
        (withoutScope.StatusCode, await Reviews.CodeOf(byTheFirst)).ShouldBe((HttpStatusCode.Forbidden, "review_same_officer"));
        (bySecond.StatusCode, await Reviews.CodeOf(twice)).ShouldBe((HttpStatusCode.OK, "review_not_proposed"));
        (await LinksAsync("account-3")).Single().State.ShouldBe(LinkState.Linked);
        detail.Decision.ShouldNotBeNull();
        (detail.Decision.Decision, detail.Decision.Approver is null, detail.Decision.Officer == detail.Decision.Approver).ShouldBe((ReviewDecision.Link, false, false));
    }

    [Fact]
    public async Task What_a_second_officer_does_not_agree_to_is_open_again_and_changes_nothing()
    {
        await Reviews.DoubtfulLinkAsync(_service, "account-4", DossierFlaw.OtherName);
        var id = (await Reviews.OnlyAsync(_service.Reviewer)).Id;
        await Reviews.DecidedAsync(_service.Reviewer, id, "link", "documents_seen");

        using var byTheFirst = await Reviews.PostAsync(_service.Approver, id, "refuse", new { officer = Reviews.First, reason = "evidence_too_thin" });
        using var refused = await Reviews.PostAsync(_service.Approver, id, "refuse", new { officer = Reviews.Second, reason = "evidence_too_thin" });
        await Reviews.DecidedAsync(_service.Reviewer, id, "never_link", "another_person", Reviews.Second);

        (await Reviews.CodeOf(byTheFirst), (await TestService.ReadAsync<ReviewTask>(refused)).State).ShouldBe(("review_same_officer", ReviewState.Open));
        (await LinksAsync("account-4")).Single().State.ShouldBe(LinkState.Unlinked);
        (await _service.Database.QueryAsync<string>("select note from audit where action = 'review.refused'")).ShouldBe(["Link DocumentsSeen EvidenceTooThin"]);
    }

    [Fact]
    public async Task A_proposal_does_not_outlive_what_it_stood_on()
    {
        var link = await Reviews.DoubtfulLinkAsync(_service, "account-5", DossierFlaw.OtherName);
        var id = (await Reviews.OnlyAsync(_service.Reviewer)).Id;
        await Reviews.DecidedAsync(_service.Reviewer, id, "link", "documents_seen");
        // The record is compared anew, and comes out otherwise than when the officer looked.
        await _service.Database.ExecuteAsync("update link set evidence = jsonb_set(evidence, '{SecondKey}', '1')");
        await Reviews.DoubtfulLinkAsync(_service, "account-5", DossierFlaw.OtherName);

        using var late = await Reviews.PostAsync(_service.Approver, id, "approve", new { officer = Reviews.Second });

        (late.StatusCode, await Reviews.CodeOf(late)).ShouldBe((HttpStatusCode.Conflict, "review_target_changed"));
        (await Reviews.OnlyAsync(_service.Reviewer)).State.ShouldBe(ReviewState.Open);
        (await LinksAsync("account-5")).Single(one => one.Id == link.Id).State.ShouldBe(LinkState.Proposed);
    }

    [Fact]
    public async Task A_record_that_became_another_citizens_meanwhile_is_not_linked_twice()
    {
        await Reviews.DoubtfulLinkAsync(_service, "account-6", DossierFlaw.NoNumber);
        var id = (await Reviews.OnlyAsync(_service.Reviewer)).Id;
        var taken = await Reviews.TakeAsync(_service.Reviewer, id);
        var other = await _service.SettledAsync(_service.Portal, TestService.Claim(Personas.TwinA));
        using var bound = await BindAsync("account-other", other.Id);
        await _service.UntilNothingWaitsToBeLinkedAsync();
        await _service.Database.ExecuteAsync(
            """
            insert into link (id, citizen_id, system, record_id, purpose, state, class, reasons, evidence, rules_version, decided_at)
            select gen_random_uuid(), profile.citizen_id, link.system, link.record_id, link.purpose, 'Linked', 'E1', '{}', link.evidence, 'test', clock_timestamp()
            from link, profile
            where profile.account_id = 'account-other'
            """);

        using var late = await DecideAsync(id, Reviews.First, "link", "documents_seen", taken.Version);

        (await Reviews.CodeOf(late)).ShouldBe("review_target_changed");
        (await Reviews.OnlyAsync(_service.Reviewer)).State.ShouldBe(ReviewState.Open);
        (await _service.Database.QueryAsync<long>("select count(*) from review_decision")).ShouldBe([0]);
        (await _service.Database.QueryAsync<long>("select count(*) from audit where action = 'review.decided'")).ShouldBe([0]);
    }

    [Fact]
    public async Task An_account_verified_as_two_people_passes_to_the_other_only_by_two_officers()
    {
        var (first, second) = await TwoPeopleAsync("account-7");
        var task = await Reviews.OnlyAsync(_service.Reviewer);
        task.Reasons.ShouldBe(["account_verified_as_two_people"]);

        await Reviews.DecidedAsync(_service.Reviewer, task.Id, "rebind", "bound_in_error");
        (await ProfileAsync("account-7")).VerificationId.ShouldBe(first);
        using var approved = await Reviews.PostAsync(_service.Approver, task.Id, "approve", new { officer = Reviews.Second });
        var moved = await ProfileAsync("account-7");

        approved.StatusCode.ShouldBe(HttpStatusCode.OK);
        (moved.VerificationId, moved.Version).ShouldBe((second, 2));
        (await _service.Database.QueryAsync<long>("select count(*) from profile where phone is not null")).ShouldBe([0]);
        (await _service.Database.QueryAsync<long>("select count(distinct citizen_id) from audit a join profile p on a.target = p.id::text where action = 'profile.bound'")).ShouldBe([1]);
    }

    [Fact]
    public async Task An_account_that_stays_with_its_citizen_stays_as_it_was()
    {
        var (first, _) = await TwoPeopleAsync("account-8");

        await Reviews.DecidedAsync(_service.Reviewer, (await Reviews.OnlyAsync(_service.Reviewer)).Id, "keep", "verified_for_someone_else");

        var kept = await ProfileAsync("account-8");
        (kept.VerificationId, kept.Version).ShouldBe((first, 1));
        (await _service.Database.QueryAsync<string>("select kind from event where kind like 'profile.%' order by id")).ShouldBe(["profile.bound", "profile.kept"]);
    }

    private async Task<(Guid First, Guid Second)> TwoPeopleAsync(string account)
    {
        var first = await _service.SettledAsync(_service.Portal, TestService.Claim(Personas.Plain));
        using var bound = await _service.Portal.PutAsJsonAsync($"/v1/profiles/{account}", new { verificationId = first.Id, phone = Personas.Plain.Phone }, Cancellation);
        bound.StatusCode.ShouldBe(HttpStatusCode.Created);
        var second = await _service.SettledAsync(_service.Portal, TestService.Claim(Personas.TwinA));
        using var rebound = await BindAsync(account, second.Id);
        rebound.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        return (first.Id, second.Id);
    }

    private Task<HttpResponseMessage> BindAsync(string account, Guid verificationId) =>
        _service.Portal.PutAsJsonAsync($"/v1/profiles/{account}", new { verificationId }, Cancellation);

    private Task<HttpResponseMessage> DecideAsync(Guid id, string officer, string decision, string reason, int? version) =>
        Reviews.PostAsync(_service.Reviewer, id, "decision", new { officer, decision, reason }, version);

    private static async Task<Contracts.Verification> ReadAsync(HttpClient caller, Guid id)
    {
        using var response = await caller.GetAsync($"/v1/verifications/{id}", Cancellation);
        return await TestService.ReadAsync<Contracts.Verification>(response);
    }

    private async Task<Profile> ProfileAsync(string account)
    {
        using var response = await _service.Portal.GetAsync($"/v1/profiles/{account}", Cancellation);
        return await TestService.ReadAsync<Profile>(response);
    }

    private async Task<IReadOnlyList<Link>> LinksAsync(string account)
    {
        using var response = await _service.Portal.GetAsync($"/v1/profiles/{account}/links", Cancellation);
        return (await TestService.ReadAsync<LinkPage>(response)).Items;
    }

    private Task<List<string>> EventsAsync(Guid target) =>
        _service.Database.QueryAsync<string>($"select kind from event where target = '{target}' and client_id = 'portal' order by id");

    private Task<List<bool>> KeptAsync() => _service.Database.QueryAsync<bool>("select registered is not null from verification");
}
