using System.Net;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class ReviewEvidenceTests(TestDatabases databases) : IAsyncLifetime
{
    private TestService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(databases);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Both_sides_of_a_check_stand_beside_each_other_what_differs_first_and_masked()
    {
        await Reviews.DoubtfulCheckAsync(_service);
        var id = (await Reviews.OnlyAsync(_service.Reviewer)).Id;

        using var response = await _service.Reviewer.GetAsync($"{Reviews.Tasks}/{id}/evidence", Cancellation);
        var body = await response.Content.ReadAsStringAsync(Cancellation);
        var shown = await TestService.ReadAsync<ReviewEvidence>(response);

        (shown.Left, shown.Right, shown.Unmasked).ShouldBe((ReviewSide.Claim, ReviewSide.Register, false));
        (shown.Lines[0].Field, shown.Lines[0].Comparison).ShouldBe(("name", "unmarked"));
        shown.Lines[0].Left.ShouldBe(shown.Lines[0].Right);
        shown.Lines.Single(line => line.Field == "number").Left!.ShouldStartWith(Personas.TwinA.Number[..3]);
        foreach (var secret in (string[])[Personas.TwinA.Number, Personas.TwinA.Name, Personas.TwinB.Name, Personas.TwinA.BirthDate, .. Personas.TwinA.Name.Split(' ')])
            body.ShouldNotContain(secret);
    }

    [Fact]
    public async Task Whole_values_cost_a_reason_and_a_case_and_stand_in_the_trail_before_they_are_shown()
    {
        await Reviews.DoubtfulCheckAsync(_service);
        var id = (await Reviews.OnlyAsync(_service.Reviewer)).Id;
        var asked = new { officer = Reviews.First, reason = "compare_documents", caseReference = "QD-77/2026" };

        using var notTaken = await Reviews.UnmaskAsync(_service, _service.Reviewer, id, asked);
        await Reviews.TakeAsync(_service.Reviewer, id);
        using var withoutReason = await Reviews.UnmaskAsync(_service, _service.Reviewer, id, new { officer = Reviews.First, caseReference = "QD-77/2026" });
        using var withoutCase = await Reviews.UnmaskAsync(_service, _service.Reviewer, id, new { officer = Reviews.First, reason = "compare_documents" });
        using var personalCase = await Reviews.UnmaskAsync(_service, _service.Reviewer, id, asked with { caseReference = "046190990001" });
        (await UnmaskedAsync()).ShouldBeEmpty();
        using var response = await Reviews.UnmaskAsync(_service, _service.Reviewer, id, asked);
        var shown = await TestService.ReadAsync<ReviewEvidence>(response);

        (await Reviews.CodeOf(notTaken)).ShouldBe("review_task_not_taken");
        (withoutReason.StatusCode, withoutCase.StatusCode, personalCase.StatusCode).ShouldBe(
            (HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest));
        shown.Unmasked.ShouldBeTrue();
        (shown.Lines[0].Left, shown.Lines[0].Right!.ToLowerInvariant()).ShouldBe((Personas.TwinB.Name, Personas.TwinA.Name.ToLowerInvariant()));
        (await UnmaskedAsync()).ShouldBe([$"{id} CompareDocuments QD-77/2026"]);
    }

    /// <summary>I1</summary>
    [Fact]
    public async Task Nothing_is_shown_where_the_trail_cannot_be_written()
    {
        await Reviews.DoubtfulCheckAsync(_service);
        var id = (await Reviews.OnlyAsync(_service.Reviewer)).Id;
        await Reviews.TakeAsync(_service.Reviewer, id);
        await _service.Database.ExecuteAsync("revoke insert on audit from hues_service");

        using var masked = await _service.Reviewer.GetAsync($"{Reviews.Tasks}/{id}/evidence", Cancellation);
        using var whole = await Reviews.UnmaskAsync(
            _service, _service.Reviewer, id, new { officer = Reviews.First, reason = "compare_documents", caseReference = "QD-77/2026" });
        using var list = await _service.Reviewer.GetAsync(Reviews.Tasks, Cancellation);
        await _service.Database.ExecuteAsync("grant insert on audit to hues_service");

        foreach (var response in (HttpResponseMessage[])[masked, whole, list])
        {
            ((int)response.StatusCode).ShouldBeGreaterThanOrEqualTo(500);
            (await response.Content.ReadAsStringAsync(Cancellation)).ShouldNotContain("lines");
        }
    }

    [Fact]
    public async Task Every_look_at_a_task_is_in_the_trail_with_whom_it_is_about()
    {
        var check = await Reviews.DoubtfulCheckAsync(_service);
        var id = (await Reviews.OnlyAsync(_service.Reviewer)).Id;

        await Reviews.ReadAsync(_service.Reviewer, id);
        (await _service.Reviewer.GetAsync($"{Reviews.Tasks}/{id}/evidence", Cancellation)).Dispose();

        (await _service.Database.QueryAsync<string>(
            $"select action || ' ' || client_id || ' ' || case_reference from audit where target = '{id}' and subject_id is not null order by at"))
            .ShouldBe([$"review.disclosed reviewer {check.CaseReference}", $"review.evidence.disclosed reviewer {check.CaseReference}"]);
    }

    [Fact]
    public async Task A_link_shows_how_its_record_compared_although_the_record_stays_where_it_is()
    {
        await Reviews.DoubtfulLinkAsync(_service, "account-1", DossierFlaw.OtherName);
        var id = (await Reviews.OnlyAsync(_service.Reviewer)).Id;

        using var response = await _service.Reviewer.GetAsync($"{Reviews.Tasks}/{id}/evidence", Cancellation);
        var shown = await TestService.ReadAsync<ReviewEvidence>(response);

        (shown.Left, shown.Right).ShouldBe((ReviewSide.Citizen, ReviewSide.Record));
        (shown.Lines[0].Field, shown.Lines[0].Comparison).ShouldBe(("name", "different"));
        shown.Lines.Single(line => line.Field == "number").Comparison.ShouldBe("same");
    }

    private Task<List<string>> UnmaskedAsync() =>
        _service.Database.QueryAsync<string>(
            "select target || ' ' || note || ' ' || case_reference from audit where action = 'review.unmasked.disclosed' and officer_id is not null and subject_id is not null");
}
