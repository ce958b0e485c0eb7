using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace HueS.Integration.Mocks;

/// <summary>Recomputes the digest the caller signed the request with.</summary>
internal static class DigestCheck
{
    private const string Scheme = "Basic ";

    public static bool Passes(HttpRequest request, StubOptions options)
    {
        var timestamp = request.Headers["Timestamp"].ToString();
        if (!IsTimely(timestamp, options))
            return false;

        var address = options.HashedAddress switch
        {
            HashedAddress.Full => $"{request.Scheme}://{request.Host}{request.Path}{request.QueryString}",
            HashedAddress.Path => request.Path.ToString(),
            HashedAddress.Literal => options.HashedLiteral,
            _ => throw new InvalidOperationException($"No such address: {options.HashedAddress}."),
        };
        var digest = Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(address + options.Username + timestamp + options.SecretKey)));
        var expected = Scheme + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Username}:{digest}"));
        return string.Equals(request.Headers.Authorization.ToString(), expected, StringComparison.Ordinal);
    }

    private static bool IsTimely(string timestamp, StubOptions options)
    {
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var since))
            return false;
        var seconds = options.Timestamp == TimestampUnit.Seconds ? since : since / 1000;
        // Seconds read as milliseconds are 1970, milliseconds read as seconds are far beyond 2100: the wrong unit shows.
        if (seconds is < 946_684_800 or > 4_102_444_800)
            return false;
        var apart = (options.Time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration();
        return options.ClockWindow is not { } window || apart <= window;
    }
}
