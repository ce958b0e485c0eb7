using System.Net;
using HueS.Integration.Audit;
using HueS.Integration.Upstreams.Population;
using HueS.Integration.Upstreams.Quota;
using HueS.Integration.Upstreams.Records;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Upstreams;

internal static class UpstreamServices
{
    public static IServiceCollection AddUpstreams(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton<UpstreamMetrics>();
        services.AddSingleton<QuotaStore>();
        services.AddSingleton<QuotaLedger>();
        return services.AddPopulation().AddRecordUpstreams();
    }

    public static bool IsHttp(this Uri? address) => address is { IsAbsoluteUri: true, Scheme: "http" or "https" };

    public static void AddPipeline<TOptions>(
        this IServiceCollection services,
        string upstream,
        Func<TOptions, PipelineOptions> pipeline)
        where TOptions : class =>
        services.AddKeyedSingleton(upstream, (provider, _) => new UpstreamPipeline(
            upstream,
            pipeline(provider.GetRequiredService<IOptions<TOptions>>().Value),
            provider.GetRequiredService<IntentLog>().WriteAsync,
            provider.GetRequiredService<QuotaLedger>().DrawAsync,
            provider.GetRequiredService<UpstreamMetrics>(),
            provider.GetRequiredService<ILogger<UpstreamPipeline>>(),
            provider.GetRequiredService<TimeProvider>()));

    public static void WithBodyInside<TOptions>(this IHttpClientBuilder client, Func<TOptions, PipelineOptions> pipeline)
        where TOptions : class
    {
        PipelineOptions Options(IServiceProvider provider) => pipeline(provider.GetRequiredService<IOptions<TOptions>>().Value);

        client
            .ConfigureHttpClient(http => http.Timeout = Timeout.InfiniteTimeSpan)
            .AddHttpMessageHandler(provider => new BodyInsideHandler(Options(provider).BodyLimit))
            .ConfigurePrimaryHttpMessageHandler(provider => Socket(Options(provider)))
            // The socket renews its connections by itself; a second clock would only drop warm ones.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            // The client's own logging writes headers, and ours hold credentials.
            .RemoveAllLoggers();
    }

    private static SocketsHttpHandler Socket(PipelineOptions options) => new()
    {
        ConnectTimeout = options.ConnectTimeout,
        PooledConnectionLifetime = options.ConnectionLifetime,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        // Upstreams stand on a private network; a proxy named by the environment must not read along.
        UseProxy = false,
        // What was refused is not worth reading to its end to keep the connection.
        MaxResponseDrainSize = 0,
    };
}
