using System.Net;
using System.Net.Http.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.World;

/// <summary>Reconciliations, made and moved on through the doors.</summary>
internal static class Reconciling
{
    public const string Path = "/v1/runs";
    public const string First = "quan-tri-01";
    public const string Second = "quan-tri-02";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Verifies people and binds an account to each; answers the accounts.</summary>
    public static async Task<string[]> BindAsync(TestService service, params Persona[] personas)
    {
        foreach (var persona in personas)
        {
            var verification = await service.SettledAsync(service.Portal, TestService.Claim(persona));
            verification.Outcome.ShouldBe(Outcome.Verified, persona.Key);
            using var bound = await service.Portal.PutAsJsonAsync($"/v1/profiles/{AccountOf(persona)}", new { verificationId = verification.Id }, Cancellation);
            bound.StatusCode.ShouldBe(HttpStatusCode.Created, persona.Key);
        }

        return [.. personas.Select(AccountOf)];
    }

    public static string AccountOf(Persona persona) => $"account-{persona.Key}";

    public static async Task<Run> CreateAsync(HttpClient caller, object? selection = null, string kind = "register_drift")
    {
        using var response = await CreatingAsync(caller, selection, kind: kind);
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        var run = await TestService.ReadAsync<Run>(response);
        response.Headers.Location!.ToString().ShouldBe($"{Path}/{run.Id}");
        return run;
    }

    public static Task<HttpResponseMessage> CreatingAsync(
        HttpClient caller, object? selection = null, string purpose = TestService.Purpose, string kind = "register_drift") =>
        caller.PostAsJsonAsync(
            Path,
            new { kind, purpose, caseReference = "QD-12/2026", officer = First, selection },
            Cancellation);

    public static async Task<Run> ReadAsync(HttpClient caller, Guid id)
    {
        using var response = await caller.GetAsync($"{Path}/{id}", Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await TestService.ReadAsync<Run>(response);
    }

    /// <summary>Moves a run on, by the version it has now.</summary>
    public static async Task<Run> StepAsync(HttpClient caller, Guid id, string verb, string officer = First, HttpStatusCode status = HttpStatusCode.OK)
    {
        var now = await ReadAsync(caller, id);
        using var response = await SteppingAsync(caller, id, verb, now.Version, new { officer });
        response.StatusCode.ShouldBe(status);
        return status == HttpStatusCode.OK ? await TestService.ReadAsync<Run>(response) : now;
    }

    public static async Task<HttpResponseMessage> SteppingAsync(HttpClient caller, Guid id, string verb, int version, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Path}/{id}/{verb}") { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        return await caller.SendAsync(request, Cancellation);
    }

    public static async Task<HttpResponseMessage> ApprovingAsync(HttpClient caller, Run run, string officer = Second, string? digest = null) =>
        await SteppingAsync(caller, run.Id, "approve", run.Version, new { officer, digest = digest ?? run.Digest });

    public static async Task<Run> ApproveAsync(HttpClient caller, Run run)
    {
        using var response = await ApprovingAsync(caller, run);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await TestService.ReadAsync<Run>(response);
    }

    public static async Task<Run> UntilAsync(HttpClient caller, Guid id, RunState state)
    {
        Run? run = null;
        await Until.TrueAsync($"run in {state}", async () => (run = await ReadAsync(caller, id)).State == state);
        return run!;
    }

    /// <summary>A run planned, and looked at to its end.</summary>
    public static async Task<Run> LookedAsync(HttpClient caller, object? selection = null, RunState until = RunState.AwaitingApproval)
    {
        var run = await CreateAsync(caller, selection);
        await StepAsync(caller, run.Id, "plan");
        await StepAsync(caller, run.Id, "dry-run");
        return await UntilAsync(caller, run.Id, until);
    }

    /// <summary>The same, agreed to and applied.</summary>
    public static async Task<Run> AppliedAsync(TestService service, object? selection = null)
    {
        var looked = await LookedAsync(service.Operator, selection);
        await ApproveAsync(service.Approver, looked);
        await StepAsync(service.Operator, looked.Id, "start");
        return await UntilAsync(service.Operator, looked.Id, RunState.Completed);
    }

    public static async Task<Run> UndoneAsync(TestService service, Guid id)
    {
        await StepAsync(service.Approver, id, "undo", Second);
        return await UntilAsync(service.Operator, id, RunState.Undone);
    }

    public static async Task<IReadOnlyList<RunFinding>> FindingsAsync(HttpClient caller, Guid id, string query = "") =>
        (await caller.GetFromJsonAsync<RunFindingPage>($"{Path}/{id}/findings{query}", System.Text.Json.JsonSerializerOptions.Web, Cancellation))!.Items;

    public static void ShouldAddUp(this RunCounts counts)
    {
        counts.Selected.ShouldBe(counts.Waiting + counts.Checked + counts.Unreachable + counts.Skipped);
        counts.Checked.ShouldBe(counts.Unchanged + counts.Findings);
    }

    /// <summary>Everything that says what is true of citizens, row for row; whether they can be found yet is a moment's matter.</summary>
    public static async Task<IReadOnlyList<string>> TruthAsync(TestService service)
    {
        var rows = new List<string>();
        foreach (var table in (string[])["citizen", "citizen_number", "number_replacement", "profile", "linking_hold", "link"])
            rows.AddRange((await service.Database.QueryAsync<string>($"select (to_jsonb(t) - 'findable')::text from {table} t order by 1")).Select(row => $"{table} {row}"));
        rows.AddRange(await service.Database.QueryAsync<string>("select 'task ' || target::text from review_task where state in ('open', 'proposed') order by target"));
        return rows;
    }
}
