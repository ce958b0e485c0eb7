using System.Text.Json;
using HueS.Integration.Client.Tokens;
using HueS.Integration.Client.Wire;

namespace HueS.Integration.Client;

/// <summary>The service itself. Needs no scope.</summary>
public sealed class Service
{
    private readonly IHuesApi _api;
    private readonly HttpClient _http;
    private readonly ClientCredentials _credentials;

    internal Service(IHuesApi api, HttpClient http, ClientCredentials credentials) => (_api, _http, _credentials) = (api, http, credentials);

    /// <summary>Whether the node that answers is ready, and what its clock says.</summary>
    /// <exception cref="HuesUnreachableException">Nobody answered, or something that is not the service.</exception>
    public async Task<Readiness> ReadinessAsync(CancellationToken cancellationToken = default)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, "/health/ready");
        message.Options.Set(Calls.Anonymous, true);
        try
        {
            using var response = await _http.SendAsync(message, cancellationToken);
            // Not ready is an answer too: it comes with 503.
            var answer = HuesJson.Read<Readiness>(await response.Content.ReadAsStringAsync(cancellationToken));
            return answer?.Checks is null ? throw Problems.Unreadable() : answer with { ServerTime = response.Headers.Date };
        }
        catch (Exception stopped) when (Problems.Of(stopped) is HuesException ours && ours != stopped)
        {
            throw ours;
        }
    }

    /// <summary>Every text the service can say: sections such as <c>outcomes</c> or <c>problems</c>, each an object by code whose entries hold <c>vi</c> and <c>en</c>, or a <c>text</c> that does.</summary>
    public async Task<IReadOnlyDictionary<string, JsonElement>> MessagesAsync(CancellationToken cancellationToken = default) =>
        await _api.ReadMessagesAsync(anonymous: true, cancellationToken);

    /// <summary>Gets a token, or shows that there is a good one.</summary>
    /// <returns>Until when it is good.</returns>
    /// <exception cref="HuesTokenException">The issuer gives none.</exception>
    /// <exception cref="HuesUnreachableException">The issuer does not answer.</exception>
    public async Task<DateTimeOffset> SignInAsync(CancellationToken cancellationToken = default) =>
        (await _credentials.TokenAsync(cancellationToken)).ExpiresAt;
}
