using System.Net;
using System.Net.Http.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class UnlinkingsTests(TestDatabases databases) : IAsyncLifetime
{
    private TestService _service = null!;
    private Link[] _links = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartAsync(databases);
        await CitizenCalls.BindAsync(_service, "hers", (await _service.SettledAsync(_service.Portal, TestService.Claim(Personas.Plain))).Id);
        var (first, second) = (await LinkedAsync(DossierFlaw.None), await LinkedAsync(DossierFlaw.NoNumber));
        _links = [first, second];
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Several_links_go_at_once_only_by_two_officers_and_come_back_as_they_were()
    {
        var task = await ProposedAsync();
        var meanwhile = await StatesAsync();
        using var byTheFirst = await Reviews.PostAsync(_service.Approver, task.Id, "approve", new { officer = Reviews.First });
        using var bySecond = await Reviews.PostAsync(_service.Approver, task.Id, "approve", new { officer = Reviews.Second });
        var unlinked = await StatesAsync();
        var restored = await RestoredAsync(task.Id);
        using var again = await RestoreAsync(task.Id);

        (task.Kind, task.State).ShouldBe((ReviewKind.Unlinking, ReviewState.Proposed));
        meanwhile.ShouldAllBe(state => state == LinkState.Linked);
        (await Reviews.CodeOf(byTheFirst), bySecond.StatusCode).ShouldBe(("review_same_officer", HttpStatusCode.OK));
        unlinked.ShouldAllBe(state => state == LinkState.Unlinked);
        restored.Restored.ShouldBe(_links.Select(link => link.Id), ignoreOrder: true);
        restored.LeftAlone.ShouldBeEmpty();
        (await StatesAsync()).ShouldAllBe(state => state == LinkState.Linked);
        (await Reviews.CodeOf(again)).ShouldBe("nothing_to_restore");
        (await _service.Database.QueryAsync<string>("select action || ' ' || note from audit where action like 'links.%' and action <> 'links.disclosed' order by at"))
            .ShouldBe(["links.unlinked 2 WrongPerson", "links.restored 2 0 DecidedByMistake"]);
    }

    [Fact]
    public async Task What_was_proposed_are_these_links_in_these_versions_and_nothing_else()
    {
        var task = await ProposedAsync();
        await CitizenCalls.DecideAsync(_service, _links[0].Id, "freeze", "citizen_disputes");

        using var late = await Reviews.PostAsync(_service.Approver, task.Id, "approve", new { officer = Reviews.Second });

        (await Reviews.CodeOf(late)).ShouldBe("review_target_changed");
        (await StatesAsync()).ShouldBe([LinkState.Frozen, LinkState.Linked]);
    }

    [Fact]
    public async Task A_link_that_was_changed_since_is_left_alone_when_the_others_come_back()
    {
        var task = await ProposedAsync();
        using var approved = await Reviews.PostAsync(_service.Approver, task.Id, "approve", new { officer = Reviews.Second });
        await CitizenCalls.DecideAsync(_service, _links[0].Id, "confirm");

        var restored = await RestoredAsync(task.Id);

        (restored.Restored.Single(), restored.LeftAlone.Single()).ShouldBe((_links[1].Id, _links[0].Id));
    }

    [Fact]
    public async Task Links_of_somebody_else_or_none_at_all_are_not_taken_away()
    {
        using var chosen = await ProposeAsync(new { officer = Reviews.First, reason = "another_person", links = new[] { _links[0].Id } });
        using var strangers = await ProposeAsync(new { officer = Reviews.First, reason = "another_person", links = new[] { _links[0].Id, Guid.CreateVersion7() } });
        using var unfitting = await ProposeAsync(new { officer = Reviews.First, reason = "case_closed" });
        using var none = await ProposeAsync(new { officer = Reviews.First, reason = "another_person", links = Array.Empty<Guid>() });
        using var nobody = await ProposeAsync(new { officer = Reviews.First, reason = "another_person" }, "nobody");
        using var byThePortal = await _service.Portal.PostAsJsonAsync(
            "/v1/profiles/hers/links:unlink", new { officer = Reviews.First, reason = "another_person" }, Cancellation);

        chosen.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await Reviews.CodeOf(strangers), await Reviews.CodeOf(nobody)).ShouldBe(("nothing_to_unlink", "not_found"));
        (await Reviews.CodeOf(unfitting), await Reviews.CodeOf(none)).ShouldBe(("invalid_request", "invalid_request"));
        byThePortal.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_evidence_names_every_record_and_whoever_finds_that_they_hold_leaves_them()
    {
        var task = await ProposedAsync();
        using var response = await _service.Reviewer.GetAsync($"{Reviews.Tasks}/{task.Id}/evidence", Cancellation);
        var shown = await TestService.ReadAsync<ReviewEvidence>(response);
        using var refused = await Reviews.PostAsync(
            _service.Approver, task.Id, "refuse", new { officer = Reviews.Second, reason = "another_decision_fits" });

        await Reviews.DecidedAsync(_service.Reviewer, task.Id, "keep_linked", "documents_seen", Reviews.Second);
        using var restored = await RestoreAsync(task.Id);

        shown.Records.Select(record => (record.LinkId, record.State)).ShouldBe([.. _links.Select(link => (link.Id, "linked"))], ignoreOrder: true);
        (await StatesAsync()).ShouldAllBe(state => state == LinkState.Linked);
        (await Reviews.CodeOf(restored)).ShouldBe("nothing_to_restore");
    }

    private async Task<Link> LinkedAsync(DossierFlaw flaw)
    {
        var link = await CitizenCalls.LinkAsync(_service, "hers", Personas.Plain.Dossiers.First(dossier => dossier.Flaw == flaw).Number);
        return link.State == LinkState.Linked ? link : await CitizenCalls.DecideAsync(_service, link.Id, "confirm");
    }

    private async Task<ReviewTask> ProposedAsync()
    {
        using var response = await ProposeAsync(new { officer = Reviews.First, reason = "bound_in_error", caseReference = "QD-12/2026" });
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync(Cancellation));
        return await TestService.ReadAsync<ReviewTask>(response);
    }

    private Task<HttpResponseMessage> ProposeAsync(object body, string account = "hers") =>
        _service.Operator.PostAsJsonAsync($"/v1/profiles/{account}/links:unlink", body, Cancellation);

    private Task<HttpResponseMessage> RestoreAsync(Guid id) =>
        _service.Operator.PostAsJsonAsync($"/v1/unlinkings/{id}/undo", new { officer = Reviews.First, reason = "decided_by_mistake" }, Cancellation);

    private async Task<RestoredLinks> RestoredAsync(Guid id)
    {
        using var response = await RestoreAsync(id);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync(Cancellation));
        return await TestService.ReadAsync<RestoredLinks>(response);
    }

    private async Task<IReadOnlyList<LinkState>> StatesAsync() =>
        [.. (await CitizenCalls.LinksAsync(_service, "hers")).Select(link => link.State)];
}
