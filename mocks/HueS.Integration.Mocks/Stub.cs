using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using WireMock.Admin.Mappings;
using WireMock.Matchers;
using WireMock.Exceptions;
using WireMock.Server;
using WireMock.Settings;

namespace HueS.Integration.Mocks;

/// <summary>One upstream: a WireMock server with its mapping files, and in front of it the weather and the door.</summary>
public sealed class Stub : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping;
    private int _disposed;

    private Stub(WireMockServer server, Weather weather, RequestLog requests, CancellationTokenSource stopping)
    {
        (Server, Weather, Requests, _stopping) = (server, weather, requests, stopping);
        Address = new Uri(server.Url!.TrimEnd('/') + "/");
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>How it behaves just now.</summary>
    public Weather Weather { get; }

    /// <summary>What was asked.</summary>
    public RequestLog Requests { get; }

    /// <summary>The server itself, for a test that needs an answer no mapping file gives.</summary>
    public WireMockServer Server { get; }

    internal delegate RequestDelegate Door(StubOptions options, MappingFiles files, RequestDelegate wireMock);

    internal static async Task<Stub> StartAsync(
        Role role,
        int port,
        StubOptions options,
        CancellationToken cancellationToken)
    {
        var files = await MappingFiles.ReadAsync(role.Name, cancellationToken);
        var (weather, requests, stopping) = (new Weather(options.WeatherSeed), new RequestLog(), new CancellationTokenSource());
        var settings = new WireMockServerSettings
        {
            Urls = [$"http://127.0.0.1:{port}"],
            // A load run asks millions of times, and every entry holds a whole request.
            MaxRequestLogCount = 100,
            CustomMatcherMappings = new Dictionary<string, Func<MatcherModel, IMatcher>> { [nameof(XPathOnce)] = model => new XPathOnce(model) },
            PreWireMockMiddlewareInit = app => ((IApplicationBuilder)app).Use(wireMock =>
            {
                var storm = new Storm(weather, role, role.Door(options, files, wireMock), options.Time, stopping.Token);
                var counted = requests.Around(role, storm.InvokeAsync);
                return context => context.Request.Path == WeatherRoute.Path
                    ? WeatherRoute.InvokeAsync(context, weather)
                    : counted(context);
            }),
        };

        var server = await ListenAsync(settings, cancellationToken);
        foreach (var text in files.Texts)
            server.WithMapping(text);
        return new Stub(server, weather, requests, stopping);
    }

    private static async Task<WireMockServer> ListenAsync(WireMockServerSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            // WireMock waits for its own start by blocking.
            return await Task.Run(() => WireMockServer.Start(settings), cancellationToken);
        }
        catch (WireMockException failed)
        {
            throw new IOException($"The stub cannot listen on {settings.Urls![0]}.", failed);
        }
    }

    /// <summary>Stops it; whoever hangs in a black hole is let go. A second call does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        await _stopping.CancelAsync();
        await Task.Run(() =>
        {
            Server.Stop();
            Server.Dispose();
        });
        _stopping.Dispose();
    }
}
