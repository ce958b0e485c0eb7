using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HueS.Integration.Client.Tokens;

/// <summary>Gets tokens by client credentials (RFC 6749, 4.4) and keeps them until shortly before they expire.</summary>
internal sealed partial class ClientCredentials(Func<HttpClient> http, HuesClientOptions options, TimeProvider time) : IDisposable
{
    // Clocks differ, and a call takes its time.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _one = new(1);

    public async ValueTask<AccessToken> TokenAsync(CancellationToken cancellationToken)
    {
        if (Kept() is { } kept)
            return kept;
        await _one.WaitAsync(cancellationToken);
        try
        {
            // Whoever waited finds what the first one fetched.
            if (Kept() is { } fetched)
                return fetched;
            var token = await FetchAsync(cancellationToken);
            options.TokenCache.Keep(token);
            return token;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The service would not have this one: the next call fetches another.</summary>
    public void Forget(string refused)
    {
        if (options.TokenCache.Read()?.Value == refused)
            options.TokenCache.Keep(null);
    }

    public void Dispose() => _one.Dispose();

    private AccessToken? Kept() =>
        options.TokenCache.Read() is { } kept && kept.ExpiresAt - Margin > time.GetUtcNow() ? kept : null;

    private async Task<AccessToken> FetchAsync(CancellationToken cancellationToken)
    {
        if (options.ClientSecret.Length == 0)
            throw new HuesTokenException("expired", "The token has expired and there is no client secret to get another one with.");
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = options.ClientId,
            ["client_secret"] = options.ClientSecret,
        };
        if (options.Scopes.Count > 0)
            form["scope"] = string.Join(' ', options.Scopes);

        using var request = new HttpRequestMessage(HttpMethod.Post, options.TokenAddress) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        try
        {
            using var response = await http().SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            if ((int)response.StatusCode >= 500)
                throw new HuesUnreachableException(HuesParty.Issuer, $"http_{(int)response.StatusCode}");
            var answer = JsonSerializer.Deserialize(body, TokenJson.Default.TokenAnswer);
            if (!response.IsSuccessStatusCode)
                throw new HuesTokenException(CodeOf(answer?.Error) ?? $"http_{(int)response.StatusCode}");
            return answer is { AccessToken.Length: > 0 }
                ? new AccessToken(answer.AccessToken, time.GetUtcNow().AddSeconds(answer.ExpiresIn ?? 60))
                : throw new HuesTokenException("no_token");
        }
        catch (JsonException unreadable)
        {
            throw new HuesUnreachableException(HuesParty.Issuer, "unreadable_answer", unreadable);
        }
        catch (HttpRequestException unreachable)
        {
            throw HuesUnreachableException.Of(HuesParty.Issuer, unreachable);
        }
        catch (OperationCanceledException slow) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HuesUnreachableException(HuesParty.Issuer, "timeout", slow);
        }
    }

    /// <summary>Only what looks like a code: anything else may repeat what was sent.</summary>
    private static string? CodeOf(string? error) => error is not null && Code().IsMatch(error) ? error : null;

    [GeneratedRegex(@"^[a-z_]{1,40}\z")]
    private static partial Regex Code();
}
