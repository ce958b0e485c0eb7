using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Server;
using HueS.Integration.Server.Api;
using HueS.Integration.Tests.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace HueS.Integration.Tests.Server;

/// <summary>The server's own pipeline on a real port, with a few endpoints that stand in for the rooms behind it.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly LogBook _logged;

    private TestServer(WebApplication app, TokenAuthority authority, LogBook logged, ConcurrentQueue<Refusal> refusals)
    {
        this.app = app;
        Authority = authority;
        _logged = logged;
        Refusals = refusals;
        Client = new HttpClient(new WatchedCalls());
    }

    public TokenAuthority Authority { get; }

    public IReadOnlyList<string> Logged => _logged.Lines;

    public ConcurrentQueue<Refusal> Refusals { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => app.Services;

    public Uri Url => new(app.Urls.Single());

    /// <summary>The server with the probe endpoints.</summary>
    public static Task<TestServer> StartAsync(Action<WebApplicationBuilder>? configure = null, Action<WebApplication>? map = null) =>
        StartPlainAsync(configure, app =>
        {
            var api = app.MapApi();
            api.MapPost("/probe", (Body<VerificationRequest> body) => TypedResults.Ok(body.Value.Subject.Name)).RequireAuthorization(Scopes.Verifications);
            map?.Invoke(app);
        });

    /// <summary>The server as it is.</summary>
    public static async Task<TestServer> StartPlainAsync(Action<WebApplicationBuilder>? configure = null, Action<WebApplication>? map = null)
    {
        var authority = await TokenAuthority.StartAsync();
        var logged = new LogBook();
        var refusals = new ConcurrentQueue<Refusal>();
        var app = ServerHost.Build([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["urls"] = "http://127.0.0.1:0",
                ["Access:Authority"] = authority.Url,
                ["Server:DrainDelay"] = "00:00:00",
                // These tests stay in front of the rooms: no database is there, and none is asked.
                ["Roles"] = "Api",
                ["Storage:ConnectionString"] = "Host=127.0.0.1;Port=1;Username=nobody;Timeout=1",
                ["Protection:KeyRingFile"] = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
                ["Population:Ndxp:BaseAddress"] = "http://127.0.0.1:1/",
                ["Population:Ndxp:Username"] = "nobody",
                ["Population:Ndxp:SecretKey"] = "nothing",
                ["Dossiers:BaseAddress"] = "http://127.0.0.1:1/",
                ["Dossiers:Token"] = "nothing",
            });
            builder.Logging.ClearProviders().AddProvider(logged);
            builder.Services.AddSingleton<RefusalRecorder>((refusal, _) =>
            {
                refusals.Enqueue(refusal);
                return Task.CompletedTask;
            });
            configure?.Invoke(builder);
        });
        map?.Invoke(app);
        await app.StartAsync();
        return new TestServer(app, authority, logged, refusals) { Client = { BaseAddress = new Uri(app.Urls.Single()) } };
    }

    public Task StopAsync() => app.StopAsync();

    public Task<HttpResponseMessage> PostAsync(string path, string body, string? token = "good", string contentType = "application/json", string? language = null)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return SendAsync(HttpMethod.Post, path, token, content, language);
    }

    public Task<HttpResponseMessage> GetAsync(string path, string? token = "good") => SendAsync(HttpMethod.Get, path, token);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token, HttpContent? content = null, string? language = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token == "good" ? Authority.Token() : token);
        if (language is not null)
            request.Headers.AcceptLanguage.ParseAdd(language);
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
        await Authority.DisposeAsync();
        LeakWatch.Check();
    }
}

internal static class Answers
{
    /// <summary>The problem an answer holds; fails where the answer is not a complete one.</summary>
    public static async Task<Problem> ProblemAsync(this HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Shouldly.ShouldBeTestExtensions.ShouldBe(response.Content.Headers.ContentType?.MediaType, "application/problem+json", body);
        var problem = JsonSerializer.Deserialize(body, ApiJson.TypeInfo<Problem>())!;
        Shouldly.ShouldBeTestExtensions.ShouldBe(problem.Status, (int)response.StatusCode);
        return problem;
    }
}
