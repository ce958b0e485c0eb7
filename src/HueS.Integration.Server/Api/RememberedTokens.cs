using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace HueS.Integration.Server.Api;

/// <summary>
/// Checks a token's signature once and remembers the good ones for a short while: a caller brings the same token thousands
/// of times, and checking a signature costs more than everything else a request does here. A bad token is never remembered.
/// </summary>
internal sealed class RememberedTokens(TimeProvider time) : TokenHandler
{
    // An authority that withdraws a key is obeyed after this at the latest.
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    private const int MostRemembered = 10_000;

    private readonly JsonWebTokenHandler _tokens = new() { MapInboundClaims = false };
    private readonly ConcurrentDictionary<string, (TokenValidationResult Result, DateTimeOffset Until)> _good = new(StringComparer.Ordinal);

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        var now = time.GetUtcNow();
        // Not the token itself: whoever reads this process's memory should not find what opens the service.
        var key = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        if (_good.TryGetValue(key, out var known) && known.Until > now)
            return known.Result;

        var result = await _tokens.ValidateTokenAsync(token, validationParameters);
        if (result.IsValid)
            Remember(key, result, now);
        return result;
    }

    public override SecurityToken ReadToken(string token) => _tokens.ReadToken(token);

    private void Remember(string key, TokenValidationResult result, DateTimeOffset now)
    {
        if (_good.Count >= MostRemembered)
            _good.Clear();
        var (expires, until) = (new DateTimeOffset(result.SecurityToken.ValidTo, TimeSpan.Zero), now + Remembered);
        _good[key] = (result, until < expires ? until : expires);
    }
}
