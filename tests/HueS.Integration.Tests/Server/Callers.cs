using System.Net;
using System.Security.Cryptography;
using System.Text;
using HueS.Integration.Server;
using HueS.Integration.Server.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class Callers : IAsyncLifetime
{
    private TestServer server = null!;

    public async ValueTask InitializeAsync() => server = await TestServer.StartAsync(map: app =>
        app.MapApi().MapGet("/who", (HttpContext context) => TypedResults.Ok(context.User.ClientId())).RequireAuthorization(Scopes.Register));

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_good_token_says_who_asks()
    {
        var response = await server.GetAsync("/v1/who");

        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("\"portal\"");
    }

    public static TheoryData<string> BadTokens =>
        ["none", "garbage", "unsigned", "expired", "other audience", "other issuer", "other type", "other key", "shared secret", "no client", "blank client"];

    [Theory]
    [MemberData(nameof(BadTokens))]
    public async Task No_other_token_opens_the_door(string kind)
    {
        var authority = server.Authority;
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var token = kind switch
        {
            "none" => null,
            "garbage" => "abc.def.ghi",
            "unsigned" => Unsigned(authority.Token()),
            "expired" => authority.Token(expiresIn: TimeSpan.FromSeconds(-31)),
            "other audience" => authority.Token(audience: "elsewhere"),
            "other issuer" => authority.Token(issuer: "http://127.0.0.1:1"),
            "other type" => authority.Token(type: "JWT"),
            "other key" => authority.Token(signedWith: new(new ECDsaSecurityKey(other) { KeyId = "key-1" }, SecurityAlgorithms.EcdsaSha256)),
            "shared secret" => authority.Token(signedWith: new(new SymmetricSecurityKey(new byte[64]) { KeyId = "key-1" }, SecurityAlgorithms.HmacSha256)),
            "no client" => authority.Token(client: null),
            "blank client" => authority.Token(client: " "),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

        var response = await server.SendAsync(HttpMethod.Get, "/v1/who", token);

        var problem = await response.ProblemAsync();
        problem.Type.ShouldBe("/problems/unauthenticated");
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ToString().ShouldStartWith("Bearer");
        var refusal = server.Refusals.ShouldHaveSingleItem();
        refusal.ClientId.ShouldBeNull();
    }

    [Fact]
    public async Task Clocks_may_differ_by_a_few_seconds() =>
        (await server.GetAsync("/v1/who", server.Authority.Token(expiresIn: TimeSpan.FromSeconds(-20)))).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Theory]
    [InlineData("verifications profiles")]
    [InlineData("registers")]
    [InlineData("")]
    public async Task A_token_without_the_scope_is_told_so(string scope)
    {
        var problem = await (await server.GetAsync("/v1/who", server.Authority.Token(scope))).ProblemAsync();

        problem.Type.ShouldBe("/problems/forbidden");
        problem.Status.ShouldBe(403);
        server.Refusals.Single().ClientId.ShouldBe("portal");
    }

    [Fact]
    public async Task When_the_authority_is_away_a_good_token_is_not_called_bad()
    {
        var token = server.Authority.Token();
        await server.Authority.DisposeAsync();

        var response = await server.GetAsync("/v1/who", token);

        (await response.ProblemAsync()).Type.ShouldBe("/problems/busy");
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task Nothing_but_health_metrics_the_documents_and_a_receipt_answers_without_a_token()
    {
        var routes = server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();
        var open = routes.Where(route => route.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAllowAnonymous>() is not null)
            .Select(route => route.RoutePattern.RawText!.Trim('/'))
            .ToLookup(route => route.Split('/')[0]);

        open.Select(part => part.Key).ShouldBe(["health", "metrics", "openapi", "docs", "problems", "v1"], ignoreOrder: true);
        open["v1"].ShouldBe(["v1/receipts", "v1/receipts/{code}"], ignoreOrder: true);
        foreach (var path in new[] { "/", "/v1", "/v1/nothing", "/v1/probe" })
            (await (await server.GetAsync(path, token: null)).ProblemAsync()).Status.ShouldBe(401, path);
    }

    private static string Unsigned(string token) =>
        $"{Base64UrlEncoder.Encode(Encoding.ASCII.GetBytes("""{"alg":"none","typ":"at+jwt"}"""))}.{token.Split('.')[1]}.";
}
