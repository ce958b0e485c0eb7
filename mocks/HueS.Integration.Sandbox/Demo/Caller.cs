using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;

namespace HueS.Integration.Sandbox.Demo;

/// <summary>A sister service as it should be written: one idempotency key for each thing it wants, and patience.</summary>
internal sealed class Caller : IDisposable
{
    private const string Officer = "cb.002";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly HttpClient _http;

    public Caller(Uri service, string token)
    {
        _http = new HttpClient { BaseAddress = service, Timeout = TimeSpan.FromSeconds(30) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public Task<Contracts.Verification> VerifyAsync(Claim claim, string key, CancellationToken cancellation) =>
        SendAsync<Contracts.Verification>(HttpMethod.Post, "/v1/verifications", Request(claim), key, cancellation)!;

    public Task<Contracts.Verification> ReadAsync(Guid id, CancellationToken cancellation) =>
        SendAsync<Contracts.Verification>(HttpMethod.Get, $"/v1/verifications/{id}", null, null, cancellation)!;

    public Task<Profile> BindAsync(string account, Guid verification, string? phone, CancellationToken cancellation) =>
        SendAsync<Profile>(HttpMethod.Put, $"/v1/profiles/{account}", new ProfileBinding(verification, phone), null, cancellation)!;

    public Task<Link> LinkAsync(string account, Claim claim, CancellationToken cancellation) =>
        SendAsync<Link>(HttpMethod.Post, $"/v1/profiles/{account}/links", new LinkRequest("dossiers", claim.Dossier, claim.Purpose, claim.Officer), null, cancellation)!;

    public Task<RegisterStatus> RegisterAsync(CancellationToken cancellation) =>
        SendAsync<RegisterStatus>(HttpMethod.Get, "/v1/register", null, null, cancellation)!;

    public Task ReleaseAsync(string route, CancellationToken cancellation) =>
        SendAsync<object>(HttpMethod.Post, $"/v1/register/routes/{route}/release", null, null, cancellation);

    public async Task<IReadOnlyList<Link>> LinksAsync(string account, CancellationToken cancellation)
    {
        var links = new List<Link>();
        string? cursor = null;
        do
        {
            var page = await SendAsync<LinkPage>(
                HttpMethod.Get, $"/v1/profiles/{account}/links{(cursor is null ? "" : $"?cursor={cursor}")}", null, null, cancellation);
            links.AddRange(page!.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return links;
    }

    public Task<Link> ChangeAsync(Guid link, LinkAction action, LinkChangeReason reason, CancellationToken cancellation) =>
        SendAsync<Link>(HttpMethod.Post, $"/v1/links/{link}/decisions", new LinkDecisionRequest(action, reason, Officer), null, cancellation)!;

    public Task<Link> LinkAsync(Guid link, CancellationToken cancellation) =>
        SendAsync<Link>(HttpMethod.Get, $"/v1/links/{link}", null, null, cancellation)!;

    public Task<RecordRelink> RelinkAsync(string system, CancellationToken cancellation) =>
        SendAsync<RecordRelink>(HttpMethod.Post, $"/v1/records/{system}:relink", new RecordRelinkRequest(Officer), null, cancellation)!;

    public Task<RecordRelink> RelinkAsync(RecordRelink relink, CancellationToken cancellation) =>
        SendAsync<RecordRelink>(HttpMethod.Get, $"/v1/records/{relink.System}/relinks/{relink.Id}", null, null, cancellation)!;

    /// <summary>Tells records as lines; answers the line that sums up, where the answer is whole.</summary>
    public async Task<ToldRecordsSummary> TellAsync(string system, IEnumerable<PushedRecordLine> records, CancellationToken cancellation)
    {
        var lines = string.Join('\n', records.Select(record => JsonSerializer.Serialize(record, Json)));
        var answer = await SendAsync(
            HttpMethod.Post, $"/v1/records/{system}", () => new StringContent(lines, Encoding.UTF8, "application/x-ndjson"), null, cancellation);
        return JsonSerializer.Deserialize<ToldRecordsSummary>(answer.TrimEnd().Split('\n')[^1], Json)!;
    }

    public async Task<TrainingSheet> SendSheetAsync(string csv, string key, CancellationToken cancellation)
    {
        MultipartFormDataContent Form() => new()
        {
            { new StringContent(JsonSerializer.Serialize(new TrainingSheetRequest(Officer), Json), Encoding.UTF8, "application/json"), "request" },
            { new StringContent(csv, Encoding.UTF8, "text/csv"), "file", "lop-hoc.csv" },
        };
        return JsonSerializer.Deserialize<TrainingSheet>(await SendAsync(HttpMethod.Post, "/v1/training-sheets", Form, key, cancellation), Json)!;
    }

    public void Dispose() => _http.Dispose();

    private static VerificationRequest Request(Claim claim) => new(
        claim.Purpose,
        claim.CaseReference,
        claim.Officer,
        new SubjectClaim(
            Stated(claim.Number),
            Stated(claim.OldCardNumber),
            Stated(claim.CardQr),
            Stated(claim.Name),
            Stated(claim.BirthDate),
            Enum.TryParse<Sex>(claim.Sex, ignoreCase: true, out var sex) ? sex : null));

    private static string? Stated(string text) => text.Length == 0 ? null : text;

    private async Task<T?> SendAsync<T>(HttpMethod method, string path, object? body, string? key, CancellationToken cancellation)
        where T : class
    {
        var answer = await SendAsync(method, path, () => body is null ? null : JsonContent.Create(body, body.GetType(), options: Json), key, cancellation);
        return answer.Length == 0 ? null : JsonSerializer.Deserialize<T>(answer, Json);
    }

    /// <summary>Asks again, with the same key, whatever may pass: an unreachable service, and an answer that says so.</summary>
    private async Task<string> SendAsync(HttpMethod method, string path, Func<HttpContent?> content, string? key, CancellationToken cancellation)
    {
        var since = TimeProvider.System.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            var tired = TimeProvider.System.GetElapsedTime(since) > Patience;
            var pause = TimeSpan.FromMilliseconds(Math.Min(50 * Math.Pow(2, attempt), LongestPause.TotalMilliseconds) * (0.5 + (Random.Shared.NextDouble() / 2)));
            try
            {
                using var request = new HttpRequestMessage(method, path) { Content = content() };
                if (key is not null)
                    request.Headers.Add("Idempotency-Key", key);
                using var answer = await _http.SendAsync(request, cancellation);
                if (answer.IsSuccessStatusCode)
                    return await answer.Content.ReadAsStringAsync(cancellation);

                if (tired || answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests or HttpStatusCode.GatewayTimeout))
                    throw new SandboxException($"{method} {path} was answered with {(int)answer.StatusCode} {await ProblemAsync(answer, cancellation)}.");
                if (answer.Headers.RetryAfter?.Delta is { } asked && asked < pause)
                    pause = asked;
            }
            catch (Exception e) when (!tired && !cancellation.IsCancellationRequested && e is HttpRequestException or IOException or TaskCanceledException)
            {
                // The service may be starting again, or its answer was lost on the way: the key makes asking again harmless.
            }

            await Task.Delay(pause, cancellation);
        }
    }

    /// <summary>The stable type and the fields it names: a problem's other words belong to the official.</summary>
    private static async Task<string> ProblemAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        try
        {
            var problem = await answer.Content.ReadFromJsonAsync<Problem>(Json, cancellation);
            return string.Join(' ', [problem?.Type, .. problem?.Errors?.Select(error => $"{error.Field}:{error.Code}") ?? []]);
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private sealed record Problem(string? Type, IReadOnlyList<FieldProblem>? Errors);

    private sealed record FieldProblem(string Field, string Code);
}
