using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace HueS.Integration.Mocks;

/// <summary>The tokens a provincial platform has given out and still accepts.</summary>
internal sealed class LgspTokens(StubOptions options)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _until = new(StringComparer.Ordinal);

    private sealed record Issued(string access_token, string token_type, int expires_in);

    private sealed record Refusal(string error);

    public async Task IssueAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var expected = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.LgspClientId}:{options.LgspClientSecret}"));
        if (context.Request.Headers.Authorization.ToString() != expected || form["grant_type"].ToString() != "client_credentials")
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            await context.Response.WriteAsJsonAsync(new Refusal("invalid_client"), context.RequestAborted);
            return;
        }

        var token = RandomNumberGenerator.GetHexString(40, lowercase: true);
        _until[token] = options.Time.GetUtcNow() + options.LgspTokenLife;
        await context.Response.WriteAsJsonAsync(
            new Issued(token, "Bearer", (int)options.LgspTokenLife.TotalSeconds), context.RequestAborted);
    }

    public bool Accepts(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var sent
        && sent.StartsWith("Bearer ", StringComparison.Ordinal)
        && _until.TryGetValue(sent["Bearer ".Length..], out var until)
        && options.Time.GetUtcNow() < until;
}
