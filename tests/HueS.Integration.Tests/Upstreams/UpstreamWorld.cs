using System.Collections.Concurrent;
using System.Globalization;
using HueS.Integration.Audit;
using HueS.Integration.Protection;
using HueS.Integration.Storage;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Population;
using HueS.Integration.Upstreams.Records.Dossiers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using HueS.Integration.Tests.World;
using Xunit;

namespace HueS.Integration.Tests.Upstreams;

/// <summary>The room as the service builds it, on a real database, with a scripted server as every upstream.</summary>
internal sealed class UpstreamWorld : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly TestDatabase _database;
    private readonly string _keyRing;

    private UpstreamWorld(ServiceProvider services, TestDatabase database, ScriptedServer server, string keyRing, LogBook log) =>
        (_services, _database, Server, _keyRing, Log) = (services, database, server, keyRing, log);

    /// <summary>However busy this machine is, nothing is given up; only tests about time-outs shorten them.</summary>
    private static IEnumerable<KeyValuePair<string, string?>> Patience =>
        from upstream in (string[])["Population:Ndxp", "Population:LgspSoap", "Population:LgspJson", "Dossiers"]
        from setting in ((string, string)[])[("AttemptTimeout", "00:00:30"), ("ConnectTimeout", "00:00:30"), ("InteractiveTimeout", "00:01:00")]
        select KeyValuePair.Create($"{upstream}:Pipeline:{setting.Item1}", (string?)setting.Item2);

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ScriptedServer Server { get; }

    public LogBook Log { get; }

    public PopulationRegister Register => _services.GetRequiredService<PopulationRegister>();

    public DossierSystem Dossiers => _services.GetRequiredService<DossierSystem>();

    /// <summary>A part of the room that has no property of its own here.</summary>
    public T Room<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public RouteQuarantine Quarantine => _services.GetRequiredService<RouteQuarantine>();

    public static async Task<UpstreamWorld> StartAsync(TestDatabases databases, params (string Key, string Value)[] settings)
    {
        var server = new ScriptedServer();
        var keyRing = Path.Combine(Path.GetTempPath(), $"hues-{Guid.CreateVersion7():N}.keys");
        KeyRing.Create(keyRing);
        var log = new LogBook();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["Population:Ndxp:BaseAddress"] = server.Address.ToString(),
                ["Population:Ndxp:Username"] = "hues",
                ["Population:Ndxp:SecretKey"] = "a secret for tests",
                ["Population:Ndxp:Pipeline:RetryDelay"] = "00:00:00.001",
                ["Population:LgspSoap:BaseAddress"] = server.Address.ToString(),
                ["Population:LgspSoap:ClientId"] = "hues",
                ["Population:LgspSoap:ClientSecret"] = "a client secret for tests",
                ["Population:LgspSoap:Pipeline:RetryDelay"] = "00:00:00.001",
                ["Population:LgspJson:BaseAddress"] = server.Address.ToString(),
                ["Population:LgspJson:ApiKey"] = "a-key-for-tests",
                ["Population:LgspJson:Pipeline:RetryDelay"] = "00:00:00.001",
                ["Dossiers:BaseAddress"] = server.Address.ToString(),
                ["Dossiers:Token"] = "a-token-for-tests",
                ["Dossiers:Pipeline:RetryDelay"] = "00:00:00.001",
            }
            .Concat(Patience)
            .Concat(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .GroupBy(setting => setting.Key)
            .Select(setting => setting.Last()));

        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration.Build());
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        services.AddUpstreams();
        var database = await databases.MigratedAsync();
        services.AddSingleton(_ => database.Open());
        services.AddSingleton(_ => KeyRing.Load(keyRing));
        services.AddSingleton<BlindIndex>();
        services.AddSingleton<SubjectStore>();
        services.AddSingleton<OfficerStore>();
        services.AddSingleton<Trail>();
        services.AddSingleton<IntentLog>();
        return new UpstreamWorld(services.BuildServiceProvider(validateScopes: true), database, server, keyRing, log);
    }

    /// <summary>Answers every request with this status, type and body, echoing the request's id.</summary>
    public void Answer(string body, string contentType = "text/xml; charset=utf-8", int status = 200, params (string, string)[] headers) =>
        Answer(System.Text.Encoding.UTF8.GetBytes(body), contentType, status, headers);

    public void Answer(byte[] body, string contentType = "text/xml; charset=utf-8", int status = 200, params (string, string)[] headers) =>
        Server.Script = (_, request, stream, token) =>
            ScriptedServer.AnswerAsync(stream, status, contentType, body, token, [.. headers, .. Echo(request)]);

    public static (string, string)[] Echo(Received request) =>
        request.Headers.TryGetValue("X-Road-Id", out var id) ? [("X-Road-Id", id)] : [];

    /// <summary>The upstreams asked, oldest first, as the intents name them.</summary>
    public Task<List<string>> AskedAsync() => _database.QueryAsync<string>("select upstream from intent order by at, id");

    public Task<List<string>> IntentsAsync() => _database.QueryAsync<string>("select request_id from intent order by at, id");

    public async Task<long> CountAsync(string action) =>
        (await _database.QueryAsync<long>($"select count(*) from audit where action = '{action}'")).Single();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Server.DisposeAsync();
        File.Delete(_keyRing);
        LeakWatch.Check();
    }
}
