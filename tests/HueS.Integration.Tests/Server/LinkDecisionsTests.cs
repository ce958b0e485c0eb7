using System.Net;
using System.Net.Http.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Server.Api;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class LinkDecisionsTests(TestDatabases databases) : IAsyncLifetime
{
    private TestService _service = null!;

    private static string Dossier => Personas.Plain.Dossiers.First(dossier => dossier.Flaw == DossierFlaw.None).Number;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartAsync(databases);
        await BindAsync("hers", Personas.Plain);
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_link_is_disputed_taken_away_and_given_back_and_all_of_it_can_be_read()
    {
        var link = await LinkAsync("hers", Dossier);

        (await DecideAsync(link, LinkAction.Freeze, LinkChangeReason.CitizenDisputes)).State.ShouldBe(LinkState.Frozen);
        (await DecideAsync(link, LinkAction.Unlink, LinkChangeReason.WrongPerson)).State.ShouldBe(LinkState.Unlinked);
        (await DecideAsync(link, LinkAction.Undo, LinkChangeReason.DecidedByMistake)).State.ShouldBe(LinkState.Frozen);
        (await DecideAsync(link, LinkAction.Redo, LinkChangeReason.WrongPerson)).State.ShouldBe(LinkState.Unlinked);
        var back = await DecideAsync(link, LinkAction.Confirm, LinkChangeReason.DocumentsSeen);

        (back.State, back.Explanation.DecidedBy, back.Version).ShouldBe((LinkState.Linked, "person", 6));
        var account = await ExplainAsync(link);
        account.Link.ShouldBeEquivalentTo(back);
        account.History.Select(change => (change.Version, change.Action, change.Before, change.After)).ShouldBe(
        [
            (1, LinkAction.Decide, null, LinkState.Linked),
            (2, LinkAction.Freeze, LinkState.Linked, LinkState.Frozen),
            (3, LinkAction.Unlink, LinkState.Frozen, LinkState.Unlinked),
            (4, LinkAction.Undo, LinkState.Unlinked, LinkState.Frozen),
            (5, LinkAction.Redo, LinkState.Frozen, LinkState.Unlinked),
            (6, LinkAction.Confirm, LinkState.Unlinked, LinkState.Linked),
        ]);
    }

    [Fact]
    public async Task A_pair_that_was_unlinked_is_never_linked_again_by_machine()
    {
        var link = await LinkAsync("hers", Dossier);
        await DecideAsync(link, LinkAction.Unlink, LinkChangeReason.WrongPerson);

        var again = await LinkAsync("hers", Dossier);

        (again.Id, again.State).ShouldBe((link.Id, LinkState.Unlinked));
        (await _service.Database.QueryAsync<long>("select count(*) from review_task where state = 'open'")).ShouldBe([0]);
    }

    [Fact]
    public async Task What_the_rules_speak_against_needs_a_second_person()
    {
        var flawed = Personas.Plain.Dossiers.First(dossier => dossier.Flaw == DossierFlaw.OtherNumber).Number;
        var link = await LinkAsync("hers", flawed);

        (await RefuseAsync(link, LinkAction.Confirm, HttpStatusCode.Conflict)).Type.ShouldBe("/problems/second_person_needed");
        (await DecideAsync(link, LinkAction.Reject, LinkChangeReason.WrongPerson)).State.ShouldBe(LinkState.Unlinked);
    }

    [Fact]
    public async Task A_record_of_another_citizen_is_not_given_away_and_an_undo_asks_a_person()
    {
        await BindAsync("others", Personas.TwinA);
        var first = await LinkAsync("hers", Dossier);
        var second = await LinkAsync("others", Dossier);
        await DecideAsync(first, LinkAction.Unlink, LinkChangeReason.WrongPerson);
        await _service.Database.ExecuteAsync($"update link set state = 'Linked', decided_by = 'Person' where id = '{second.Id}'");

        (await RefuseAsync(first, LinkAction.Confirm, HttpStatusCode.Conflict)).Type.ShouldBe("/problems/record_linked_elsewhere");
        var undone = await DecideAsync(first, LinkAction.Undo, LinkChangeReason.DecidedByMistake);

        undone.State.ShouldBe(LinkState.Proposed);
        (await _service.Database.QueryAsync<string>($"select state from review_task where target = '{first.Id}'")).ShouldContain("open");
        (await ExplainAsync(first)).Others.ShouldHaveSingleItem().State.ShouldBe(LinkState.Linked);
    }

    [Fact]
    public async Task A_decision_on_another_version_or_from_another_state_changes_nothing()
    {
        var link = await LinkAsync("hers", Dossier);

        (await RefuseAsync(link, LinkAction.Freeze, HttpStatusCode.PreconditionFailed, ifMatch: "\"7\"")).Type.ShouldBe("/problems/stale");
        (await RefuseAsync(link, LinkAction.Thaw, HttpStatusCode.Conflict)).Type.ShouldBe("/problems/link_not_in_state");
        (await RefuseAsync(link, LinkAction.Redo, HttpStatusCode.Conflict)).Type.ShouldBe("/problems/link_not_in_state");
        (await RefuseAsync(link, LinkAction.Decide, HttpStatusCode.BadRequest)).Type.ShouldBe("/problems/invalid_request");
        (await ExplainAsync(link)).History.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(LinkingHold.Frozen, "linking_frozen")]
    [InlineData(LinkingHold.Protected, "citizen_protected")]
    public async Task For_somebody_who_froze_linking_or_is_protected_a_person_decides(LinkingHold kind, string reason)
    {
        using var held = await _service.Operator.PutAsJsonAsync("/v1/profiles/hers/linking-hold", new LinkingHoldRequest(kind, "mot-cua-01"), Cancellation);
        held.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var link = await LinkAsync("hers", Dossier);
        using var released = await _service.Operator.DeleteAsync($"/v1/profiles/hers/linking-hold?kind={kind.ToString().ToLowerInvariant()}", Cancellation);
        var after = await LinkAsync("hers", Dossier);

        (link.State, link.Explanation.Reasons.Single()).ShouldBe((LinkState.Proposed, reason));
        (after.Id, after.State).ShouldBe((link.Id, LinkState.Linked));
    }

    [Fact]
    public async Task Who_is_protected_stays_so_when_they_freeze_linking_and_end_that_again()
    {
        foreach (var kind in (LinkingHold[])[LinkingHold.Protected, LinkingHold.Frozen])
            await _service.Operator.PutAsJsonAsync("/v1/profiles/hers/linking-hold", new LinkingHoldRequest(kind, "mot-cua-01"), Cancellation);
        var both = await LinkAsync("hers", Dossier);
        using var ended = await _service.Operator.DeleteAsync("/v1/profiles/hers/linking-hold", Cancellation);
        using var unknown = await _service.Operator.DeleteAsync("/v1/profiles/hers/linking-hold?kind=all", Cancellation);
        var after = await LinkAsync("hers", Dossier);

        both.Explanation.Reasons.ShouldBe(["linking_frozen", "citizen_protected"]);
        (ended.StatusCode, unknown.StatusCode).ShouldBe((HttpStatusCode.NoContent, HttpStatusCode.BadRequest));
        (after.State, after.Explanation.Reasons.Single()).ShouldBe((LinkState.Proposed, "citizen_protected"));
    }

    [Fact]
    public async Task Only_whoever_holds_the_scope_reads_and_decides_links()
    {
        var link = await LinkAsync("hers", Dossier);

        using var read = await _service.Portal.GetAsync($"/v1/links/{link.Id}", Cancellation);
        using var unknown = await _service.Operator.GetAsync($"/v1/links/{Guid.CreateVersion7()}", Cancellation);

        read.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_link_made_for_a_purpose_the_caller_has_no_row_for_is_not_found_and_the_citizen_can_be_told_who_asked()
    {
        await using var service = await TestService.StartAsync(databases, "--Access:Clients:operator:Id=somebody-else");
        var world = new RecordWorld(service);
        var citizen = await world.BindAsync("hers", Personas.Plain);
        var link = await world.LinkDossierAsync("hers", Dossier);

        using var read = await service.Operator.GetAsync($"/v1/links/{link.Id}", Cancellation);
        using var explained = await service.Operator.GetAsync($"/v1/links/{link.Id}/explanation", Cancellation);
        using var decided = await world.DecideAsync(link.Id, LinkAction.Freeze, LinkChangeReason.CitizenDisputes);

        foreach (var refused in (HttpResponseMessage[])[read, explained, decided])
            (await refused.ProblemAsync()).Type.ShouldBe("/problems/not_found");
        (await service.Database.QueryAsync<string>($"select note from audit where action = 'link.refused' and subject_id = '{citizen}' order by id"))
            .ShouldBe(["read", "explain", "Freeze"]);
        (await service.Database.QueryAsync<string>("select state from link")).ShouldBe(["Linked"]);
    }

    [Theory]
    [InlineData("Grades", 2)]
    [InlineData("Outcome", 1)]
    public async Task Everybody_of_whom_an_explanation_tells_something_has_a_row_in_the_trail(string detail, int told)
    {
        await using var world = (await RecordWorld.StartAsync(databases, $"--Access:Clients:operator:Purposes:records={detail}")).Service;
        var records = new RecordWorld(world);
        await records.BindAsync("one", Personas.TwinA, RecordWorld.HouseholdsPhone);
        await records.BindAsync("other", Personas.TwinB, RecordWorld.HouseholdsPhone);
        await records.TellAsync("W-1", RecordWorld.Holder(Personas.TwinA));
        await records.PassAsync();
        var link = (await world.Database.QueryAsync<Guid>("select id from link")).ShouldHaveSingleItem();

        var account = await records.ExplainAsync(link);

        account.Candidates.Count.ShouldBe(told == 1 ? 0 : 2);
        if (told == 2)
            account.Candidates.Select(candidate => candidate.WhyNot[^1]).ShouldBe(["possible_twin", "not_best"]);
        (await world.Database.QueryAsync<Guid>("select distinct subject_id from audit where action = 'links.disclosed'")).Count.ShouldBe(told);
    }

    [Fact]
    public async Task Another_citizen_to_whom_the_record_was_proposed_has_a_row_in_the_trail_too()
    {
        await BindAsync("others", Personas.TwinA);
        var first = await LinkAsync("hers", Dossier);
        var second = await LinkAsync("others", Dossier);

        (await ExplainAsync(first)).Others.ShouldHaveSingleItem().Id.ShouldBe(second.Id);

        (await _service.Database.QueryAsync<Guid>(
            $"select distinct subject_id from audit where action = 'links.disclosed' and target = '{first.Id}'")).Count.ShouldBe(2);
    }

    private async Task BindAsync(string account, Persona persona)
    {
        var verification = await _service.SettledAsync(_service.Portal, TestService.Claim(persona));
        using var bound = await _service.Portal.PutAsJsonAsync($"/v1/profiles/{account}", new { verificationId = verification.Id }, Cancellation);
        bound.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    private async Task<Link> LinkAsync(string account, string dossier)
    {
        using var response = await _service.Portal.PostAsJsonAsync(
            $"/v1/profiles/{account}/links",
            new { system = "dossiers", recordId = dossier, purpose = TestService.Purpose, officer = "mot-cua-01" },
            Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await TestService.ReadAsync<Link>(response);
    }

    private async Task<LinkAccount> ExplainAsync(Link link)
    {
        using var response = await _service.Operator.GetAsync($"/v1/links/{link.Id}/explanation", Cancellation);
        return await TestService.ReadAsync<LinkAccount>(response);
    }

    private async Task<Link> DecideAsync(Link link, LinkAction action, LinkChangeReason reason)
    {
        using var response = await SendAsync(link, action, reason, ifMatch: null);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await TestService.ReadAsync<Link>(response);
    }

    private async Task<Problem> RefuseAsync(Link link, LinkAction action, HttpStatusCode status, string? ifMatch = null)
    {
        using var response = await SendAsync(link, action, LinkChangeReason.WrongPerson, ifMatch);
        response.StatusCode.ShouldBe(status);
        return await response.ProblemAsync();
    }

    private async Task<HttpResponseMessage> SendAsync(Link link, LinkAction action, LinkChangeReason reason, string? ifMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/links/{link.Id}/decisions")
        {
            Content = JsonContent.Create(new LinkDecisionRequest(action, reason, "mot-cua-01")),
        };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await _service.Operator.SendAsync(request, Cancellation);
    }
}
