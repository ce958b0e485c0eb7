using System.Net;
using HueS.Integration.Audit;
using HueS.Integration.Upstreams.Population;
using HueS.Integration.Upstreams.Quota;
using HueS.Integration.Upstreams.Records.Dossiers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Refit;

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
        return services.AddPopulation().AddDossiers();
    }

    private static IServiceCollection AddDossiers(this IServiceCollection services)
    {
        services.AddOptions<DossiersOptions>()
            .BindConfiguration(DossiersOptions.Section)
            .Validate(options => options.BaseAddress.IsHttp(), "Dossiers:BaseAddress must start with http:// or https://.")
            .Validate(options => options.HasUsablePattern, "Dossiers:NumberPattern is no regular expression, or one that looks back.")
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<DossiersOptions>, DossiersOptionsValidator>();
        services.AddPipeline<DossiersOptions>(DossierSystem.Upstream, options => options.Pipeline);
        services.AddRefitGeneratedClient<IDossiersApi>(DossiersJson.Default, _ => new RefitSettings(), DossierSystem.Upstream)
            .ConfigureHttpClient((provider, client) =>
            {
                var options = provider.GetRequiredService<IOptions<DossiersOptions>>().Value;
                client.BaseAddress = options.BaseAddress;
                client.DefaultRequestHeaders.Authorization = new("Bearer", options.Token);
            })
            .WithBodyInside<DossiersOptions>(options => options.Pipeline);
        services.AddSingleton<DossierSystem>();
        return services;
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
