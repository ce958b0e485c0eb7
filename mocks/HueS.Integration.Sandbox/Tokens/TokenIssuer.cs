using System.Collections.Immutable;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace HueS.Integration.Sandbox.Tokens;

/// <summary>
/// Gives access tokens (RFC 9068) to the sandbox's clients by client credentials. Its key lives as long as it does, and it keeps nothing.
/// </summary>
internal sealed class TokenIssuer : IAsyncDisposable
{
    public const string Audience = "hues-integration";
    public const string TokenPath = "/connect/token";

    private readonly WebApplication _app;

    private TokenIssuer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public Uri TokenAddress => new(Address, TokenPath);

    /// <param name="port">0 takes any free port.</param>
    /// <param name="cancellation">Gives the start up.</param>
    public static async Task<TokenIssuer> StartAsync(int port, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddOpenIddict().AddServer(Configure);

        var app = builder.Build();
        app.UseAuthentication();
        await app.StartAsync(cancellation);
        return new TokenIssuer(app);
    }

    /// <summary>Asks for a token as any client would, over HTTP.</summary>
    public async Task<string> TokenAsync(SandboxClient client, CancellationToken cancellation)
    {
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = client.Id,
            ["client_secret"] = client.Secret,
        });
        using var answer = await http.PostAsync(TokenAddress, form, cancellation);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<TokenAnswer>(cancellation))!.AccessToken;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static void Configure(OpenIddictServerBuilder server)
    {
        server.SetTokenEndpointUris(TokenPath)
            .AllowClientCredentialsFlow()
            .RegisterScopes([.. SandboxClient.All.SelectMany(client => client.Scopes).Distinct()])
            .EnableDegradedMode() // no stores: the handlers below know the clients
            .DisableAccessTokenEncryption()
            .AddEncryptionKey(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32))) // asked for and never used; an RSA key would take seconds
            .AddSigningKey(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)))
            .SetAccessTokenLifetime(TimeSpan.FromHours(1))
            .AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(Validate))
            .AddEventHandler<HandleTokenRequestContext>(handler => handler.UseInlineHandler(Answer));
        server.UseAspNetCore().DisableTransportSecurityRequirement(); // it listens on the loopback only
    }

    private static ValueTask Validate(ValidateTokenRequestContext request)
    {
        var client = SandboxClient.All.FirstOrDefault(client => client.Id == request.ClientId);
        if (client is null || !Same(client.Secret, request.ClientSecret ?? ""))
            request.Reject(Errors.InvalidClient, "The client is not known here, or its secret is another one.");
        else if (request.Request.GetScopes().Except(client.Scopes).Any())
            request.Reject(Errors.InvalidScope, $"The client may ask for: {string.Join(' ', client.Scopes)}.");
        return ValueTask.CompletedTask;
    }

    private static ValueTask Answer(HandleTokenRequestContext request)
    {
        var client = SandboxClient.All.Single(client => client.Id == request.ClientId);
        var asked = request.Request.GetScopes();
        var identity = new ClaimsIdentity("client_credentials");
        identity.SetClaim(Claims.Subject, client.Id);
        identity.SetScopes(asked.IsEmpty ? client.Scopes.ToImmutableArray() : asked);
        identity.SetResources(Audience);
        identity.SetDestinations(_ => [Destinations.AccessToken]);
        request.SignIn(new ClaimsPrincipal(identity));
        return ValueTask.CompletedTask;
    }

    private static bool Same(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));

    private sealed record TokenAnswer([property: System.Text.Json.Serialization.JsonPropertyName("access_token")] string AccessToken);
}
