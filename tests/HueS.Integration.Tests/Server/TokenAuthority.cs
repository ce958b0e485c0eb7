using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace HueS.Integration.Tests.Server;

/// <summary>An issuer on this machine: metadata, one public key, and tokens good and bad.</summary>
internal sealed class TokenAuthority : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ECDsaSecurityKey key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "key-1" };

    private TokenAuthority()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapGet("/.well-known/openid-configuration", () => Microsoft.AspNetCore.Http.Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = Url,
            ["jwks_uri"] = Url + "/keys",
        }));
        app.MapGet("/keys", () => Microsoft.AspNetCore.Http.Results.Json(new { keys = new[] { PublicKey() } }));
    }

    public string Url => app.Urls.Single();

    public static async Task<TokenAuthority> StartAsync()
    {
        var authority = new TokenAuthority();
        await authority.app.StartAsync();
        return authority;
    }

    /// <summary>A token that is good unless told otherwise.</summary>
    public string Token(
        string scope = "verifications profiles register",
        string? client = "portal",
        string type = "at+jwt",
        string audience = "hues-integration",
        string? issuer = null,
        TimeSpan? expiresIn = null,
        SigningCredentials? signedWith = null)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object> { ["scope"] = scope };
        if (client is not null)
            claims["client_id"] = client;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer ?? Url,
            Audience = audience,
            TokenType = type,
            NotBefore = now.AddHours(-2),
            IssuedAt = now.AddHours(-2),
            Expires = now + (expiresIn ?? TimeSpan.FromMinutes(5)),
            Claims = claims,
            SigningCredentials = signedWith ?? new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256),
        });
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        key.ECDsa.Dispose();
    }

    private object PublicKey()
    {
        var point = key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
        return new
        {
            kty = "EC",
            crv = "P-256",
            use = "sig",
            alg = "ES256",
            kid = key.KeyId,
            x = Base64UrlEncoder.Encode(point.X),
            y = Base64UrlEncoder.Encode(point.Y),
        };
    }
}
