using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Upstreams.Population.LgspSoap;

/// <summary>
/// Keeps the platform's token until shortly before it expires; one call at a time fetches another. Fetching is part of the
/// attempt that needs the token, under its time-out. It asks about nobody, so it has no intent and pays no quota.
/// </summary>
internal sealed class TokenKeeper(ILgspSoapApi api, IOptions<LgspSoapOptions> settings, TimeProvider time) : IDisposable
{
    private const int LongestToken = 4_096;

    private static readonly MediaTypeHeaderValue Form = new("application/x-www-form-urlencoded");

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly LgspSoapOptions _options = settings.Value;
    private AccessToken? _kept;

    public async Task<AccessToken> TakeAsync(CancellationToken cancellationToken)
    {
        if (Fresh() is { } kept)
            return kept;

        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            return Fresh() ?? (_kept = await FetchAsync(cancellationToken));
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Forgets this token, but not one that was fetched since.</summary>
    public void Drop(AccessToken token) => Interlocked.CompareExchange(ref _kept, null, token);

    public void Dispose() => _oneAtATime.Dispose();

    private AccessToken? Fresh() => Volatile.Read(ref _kept) is { } kept && kept.IsFresh(time.GetUtcNow()) ? kept : null;

    private async Task<AccessToken> FetchAsync(CancellationToken cancellationToken)
    {
        var asked = time.GetUtcNow();
        using var form = new ByteArrayContent(Encoding.ASCII.GetBytes(Wire.TokenRequest)) { Headers = { ContentType = Form } };
        using var response = await api.FetchTokenAsync(_options.TokenPath.Trim('/'), form, Credentials(), cancellationToken);
        // A client that is not known is told so by any of the three.
        if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            throw new UpstreamRefusedException(RefusalReason.NotAuthenticated);
        Screening.RequireSuccess(response, time);
        Screening.RequireContent(response, "application/json");

        var answer = JsonBody.Read(await response.Content.ReadAsByteArrayAsync(cancellationToken), LgspSoapContext.Default.WireToken);
        if (!IsHeaderText(answer.AccessToken)
            || !string.Equals(answer.TokenType, WireToken.Bearer, StringComparison.OrdinalIgnoreCase)
            || answer.ExpiresIn <= 0)
        {
            throw UpstreamUnavailableException.Protocol("token");
        }

        var life = TimeSpan.FromSeconds(answer.ExpiresIn);
        return new AccessToken(answer.AccessToken, asked + (life > _options.TokenMargin * 2 ? life - _options.TokenMargin : life / 2));
    }

    private string Credentials() =>
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_options.ClientId}:{_options.ClientSecret}"));

    private static bool IsHeaderText(string token) =>
        token.Length is > 0 and <= LongestToken && token.All(character => character is > ' ' and <= '~');
}
