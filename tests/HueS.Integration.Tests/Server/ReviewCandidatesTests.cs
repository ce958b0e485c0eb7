using System.Net;
using System.Net.Http.Json;
using HueS.Integration.Audit;
using HueS.Integration.Contracts;
using HueS.Integration.Linking;
using HueS.Integration.Linking.Records;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.Identity;
using HueS.Integration.Tests.World;
using HueS.Integration.Upstreams.Records;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

/// <summary>A record that may be either twin's: whom it may belong to stands in the task, and the reviewer chooses.</summary>
public sealed class ReviewCandidatesTests(TestDatabases databases) : IAsyncLifetime
{
    private const string HouseholdsPhone = "0900000077";

    private TestService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // Without workers: each pass is the test's own.
    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartAsync(databases, "--Roles=Api");
        foreach (var (account, twin) in ((string, Persona)[])[("one", Personas.TwinA), ("other", Personas.TwinB)])
            await CitizenCalls.BindAsync(_service, account, (await _service.SettledAsync(_service.Portal, TestService.Claim(twin))).Id, HouseholdsPhone);
        await PassAsync();
        await TellAsync();
        await PassAsync();
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Everybody_the_record_may_belong_to_is_shown_masked_best_first_with_why_not_and_stands_in_the_trail()
    {
        var task = await Reviews.OnlyAsync(_service.Reviewer);

        using var response = await _service.Reviewer.GetAsync($"{Reviews.Tasks}/{task.Id}/evidence", Cancellation);
        var body = await response.Content.ReadAsStringAsync(Cancellation);
        var candidates = (await TestService.ReadAsync<ReviewEvidence>(response)).Candidates;

        candidates.Select(candidate => candidate.IsThisCitizen).ShouldBe([true, false]);
        candidates[0].Weight.ShouldBeGreaterThan(candidates[1].Weight);
        (candidates[0].Rule, candidates[1].WhyNot.Contains("number_other")).ShouldBe(("E1", true));
        candidates[1].Lines[0].Comparison.ShouldBe("other");
        foreach (var secret in (string[])[Personas.TwinA.Number, Personas.TwinB.Number, Personas.TwinA.Name, Personas.TwinB.Name])
            body.ShouldNotContain(secret);
        (await _service.Database.QueryAsync<long>(
            $"select count(distinct subject_id) from audit where action = 'review.evidence.disclosed' and target = '{task.Id}'")).ShouldBe([2]);
    }

    [Fact]
    public async Task Another_candidate_gets_the_record_by_two_officers_and_the_first_one_never_by_machine()
    {
        var task = await Reviews.OnlyAsync(_service.Reviewer);
        var other = (await EvidenceAsync(task.Id)).Candidates[1].CitizenId;

        using var proposed = await DecideAsync(task.Id, "link_other", other);
        var detail = await Reviews.ReadAsync(_service.Reviewer, task.Id);
        using var approved = await Reviews.PostAsync(_service.Approver, task.Id, "approve", new { officer = Reviews.Second });

        (await TestService.ReadAsync<ReviewTask>(proposed)).State.ShouldBe(ReviewState.Proposed);
        (detail.Decision!.Decision, detail.Decision.Candidate).ShouldBe((ReviewDecision.LinkOther, other));
        approved.StatusCode.ShouldBe(HttpStatusCode.OK, await approved.Content.ReadAsStringAsync(Cancellation));
        (await StatesAsync()).ShouldBe(["one Unlinked Person", "other Linked Person"]);
        (await Reviews.ListAsync(_service.Reviewer)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_decision_names_one_of_the_other_candidates_or_nobody()
    {
        var task = await Reviews.OnlyAsync(_service.Reviewer);
        var candidates = (await EvidenceAsync(task.Id)).Candidates;
        var portals = await CitizenCalls.CitizenOfAsync(_service.Portal, "other");

        foreach (var (decision, candidate) in ((string, Guid?)[])
            [("link_other", null), ("link_other", candidates[0].CitizenId), ("link_other", portals), ("link", candidates[1].CitizenId)])
        {
            using var refused = await DecideAsync(task.Id, decision, candidate);
            (await Reviews.CodeOf(refused)).ShouldBe("invalid_request", $"{decision} {candidate}");
        }

        (await StatesAsync()).ShouldBe(["one Proposed Rule"]);
    }

    private async Task<ReviewEvidence> EvidenceAsync(Guid id)
    {
        using var response = await _service.Reviewer.GetAsync($"{Reviews.Tasks}/{id}/evidence", Cancellation);
        return await TestService.ReadAsync<ReviewEvidence>(response);
    }

    private async Task<HttpResponseMessage> DecideAsync(Guid id, string decision, Guid? candidate)
    {
        var taken = await Reviews.TakeAsync(_service.Reviewer, id);
        return await Reviews.PostAsync(
            _service.Reviewer, id, "decision", new { officer = Reviews.First, decision, reason = "documents_seen", candidate }, taken.Version);
    }

    private Task<Told> TellAsync() => _service.Rooms.GetRequiredService<RecordBook>().TellAsync(
        Actor.Client("wallet"),
        new RecordClaim(
            RecordSystems.Payments,
            "W-1",
            "wallet",
            "open",
            null,
            null,
            new HolderClaim(Some.Number(Personas.TwinA.Number), OldCard: null, Some.Name(Personas.TwinA.Name), Some.Date(Personas.TwinA.BirthDate), Phone: null)),
        expectedVersion: null,
        Cancellation);

    private async Task PassAsync()
    {
        var linker = _service.Rooms.GetRequiredService<RecordLinker>();
        for (var pass = 0; await linker.RunOnceAsync(Cancellation) > 0; pass++)
            pass.ShouldBeLessThan(20);
    }

    private Task<List<string>> StatesAsync() => _service.Database.QueryAsync<string>(
        "select account_id || ' ' || state || ' ' || decided_by from link join profile using (citizen_id) order by account_id");
}
