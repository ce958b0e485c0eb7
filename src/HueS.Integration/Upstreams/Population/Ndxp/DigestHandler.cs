using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Upstreams.Population.Ndxp;

/// <summary>Signs each request for the exchange platform, at the moment it leaves.</summary>
internal sealed class DigestHandler(IOptions<NdxpOptions> settings, TimeProvider time) : DelegatingHandler
{
    private readonly NdxpOptions _options = settings.Value;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var ticks = _options.Timestamp == TimestampUnit.Seconds ? now.ToUnixTimeSeconds() : now.ToUnixTimeMilliseconds();
        var timestamp = ticks.ToString(CultureInfo.InvariantCulture);
        var address = _options.HashedAddress switch
        {
            HashedAddress.Full => request.RequestUri!.AbsoluteUri,
            HashedAddress.Path => request.RequestUri!.AbsolutePath,
            HashedAddress.Literal => _options.HashedLiteral,
            _ => throw new InvalidOperationException("Population:Ndxp:HashedAddress is none of Full, Path, Literal."),
        };

        var digest = Digest(address, _options.Username, timestamp, _options.SecretKey);
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_options.Username}:{digest}")));
        request.Headers.Add(Wire.Timestamp, timestamp);
        request.Headers.Add(Wire.Client, _options.Client);
        foreach (var (name, value) in _options.ExtraHeaders)
        {
            request.Headers.Add(name, value);
        }

        return base.SendAsync(request, cancellationToken);
    }

    /// <summary>What the platform recomputes from the request and the secret we share.</summary>
    public static string Digest(string address, string username, string timestamp, string secretKey) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address + username + timestamp + secretKey)));
}
