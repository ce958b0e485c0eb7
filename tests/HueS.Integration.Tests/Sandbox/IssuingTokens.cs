using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HueS.Integration.Sandbox.Tokens;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Sandbox;

public sealed class IssuingTokens : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private TokenIssuer _issuer = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _issuer = await TokenIssuer.StartAsync(port: 0, Cancellation);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _issuer.DisposeAsync();
    }

    [Fact]
    public async Task A_token_says_in_its_header_what_it_is_and_how_it_is_signed()
    {
        var token = new JsonWebToken(await _issuer.TokenAsync(SandboxClient.Portal, Cancellation));

        token.Typ.ShouldBe("at+jwt");
        token.Alg.ShouldBe("ES256");
    }

    [Fact]
    public async Task A_token_names_its_client_its_audience_and_its_scopes()
    {
        var token = new JsonWebToken(await _issuer.TokenAsync(SandboxClient.Portal, Cancellation));

        token.Audiences.ShouldBe([TokenIssuer.Audience]);
        token.GetClaim("client_id").Value.ShouldBe("portal");
        token.GetClaim("sub").Value.ShouldBe("portal");
        token.GetClaim("scope").Value.Split(' ').ShouldBe(["verifications", "profiles", "batches"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_token_stands_up_to_the_keys_the_issuer_publishes()
    {
        var metadata = await new ConfigurationManager<OpenIdConnectConfiguration>(
            new Uri(_issuer.Address, ".well-known/openid-configuration").ToString(),
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever { RequireHttps = false }).GetConfigurationAsync(Cancellation);

        var result = await new JsonWebTokenHandler().ValidateTokenAsync(
            await _issuer.TokenAsync(SandboxClient.Operator, Cancellation),
            new TokenValidationParameters
            {
                ValidIssuer = metadata.Issuer,
                ValidAudience = TokenIssuer.Audience,
                ValidTypes = ["at+jwt"],
                ValidAlgorithms = ["ES256"],
                IssuerSigningKeys = metadata.SigningKeys,
            });

        result.IsValid.ShouldBeTrue();
    }

    [Theory]
    [InlineData("portal", "another secret", "", "invalid_client")]
    [InlineData("stranger", "portal-invented-secret", "", "invalid_client")]
    [InlineData("kiosk", "kiosk-invented-secret", "profiles", "invalid_scope")]
    public async Task A_client_gets_no_token_it_has_no_right_to(string client, string secret, string scope, string error)
    {
        using var answer = await AskAsync(client, secret, scope);

        ((int)answer.StatusCode).ShouldBeInRange(400, 401);
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("error").GetString().ShouldBe(error);
    }

    [Fact]
    public async Task A_client_may_ask_for_less_than_it_has()
    {
        using var answer = await AskAsync("portal", "portal-invented-secret", "verifications");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("access_token").GetString()!;
        new JsonWebToken(token).GetClaim("scope").Value.ShouldBe("verifications");
    }

    private async Task<HttpResponseMessage> AskAsync(string client, string secret, string scope)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = client,
            ["client_secret"] = secret,
            ["scope"] = scope,
        });
        return await _http.PostAsync(_issuer.TokenAddress, form, Cancellation);
    }
}
