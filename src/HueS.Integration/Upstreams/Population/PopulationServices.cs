using HueS.Integration.Upstreams.Population.LgspJson;
using HueS.Integration.Upstreams.Population.LgspSoap;
using HueS.Integration.Upstreams.Population.Ndxp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Refit;

namespace HueS.Integration.Upstreams.Population;

/// <summary>Builds the routes; those that no setting names are never made.</summary>
internal static class PopulationServices
{
    public static IServiceCollection AddPopulation(this IServiceCollection services)
    {
        services.AddOptions<PopulationOptions>().BindConfiguration(PopulationOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<PopulationOptions>, PopulationOptionsValidation>();
        services.AddNdxp();
        services.AddLgspSoap();
        services.AddLgspJson();
        services.AddSingleton(provider => new RegisterRoutes(
        [
            .. provider.GetRequiredService<IOptions<PopulationOptions>>().Value.InOrder
                .Select(route => provider.GetRequiredKeyedService<RegisterRoute>(route)),
        ]));
        services.AddSingleton<RouteStore>();
        services.AddSingleton<MixedUpRecordStore>();
        services.AddSingleton<RouteQuarantine>();
        services.AddSingleton<RegisterForecast>();
        services.AddSingleton<PopulationRegister>();
        return services;
    }

    private static void AddNdxp(this IServiceCollection services)
    {
        services.AddOptions<NdxpOptions>()
            .BindConfiguration(NdxpOptions.Section)
            .Validate(options => options.BaseAddress.IsHttp(), "Population:Ndxp:BaseAddress must start with http:// or https://.")
            .Validate(
                options => options.HashedAddress != HashedAddress.Literal || options.HashedLiteral.Length > 0,
                "Population:Ndxp:HashedLiteral is missing: Population:Ndxp:HashedAddress is Literal.");
        services.AddSingleton<IValidateOptions<NdxpOptions>, NdxpOptionsValidator>();
        services.AddTransient<DigestHandler>();
        services.AddRefitGeneratedClient<INdxpApi>(_ => new RefitSettings(), NdxpAdapter.Route)
            .ConfigureHttpClient((provider, client) => client.BaseAddress = Settings<NdxpOptions>(provider).ServiceAddress)
            .AddHttpMessageHandler<DigestHandler>()
            .WithBodyInside<NdxpOptions>(options => options.Pipeline);
        services.AddRoute<NdxpAdapter, NdxpOptions>(NdxpAdapter.Route, options => options.Pipeline);
    }

    private static void AddLgspSoap(this IServiceCollection services)
    {
        services.AddOptions<LgspSoapOptions>()
            .BindConfiguration(LgspSoapOptions.Section)
            .Validate(options => options.BaseAddress.IsHttp(), "Population:LgspSoap:BaseAddress must start with http:// or https://.");
        services.AddSingleton<IValidateOptions<LgspSoapOptions>, LgspSoapOptionsValidator>();
        services.AddSingleton<TokenKeeper>();
        services.AddRefitGeneratedClient<ILgspSoapApi>(_ => new RefitSettings(), LgspSoapAdapter.Route)
            .ConfigureHttpClient((provider, client) => client.BaseAddress = Settings<LgspSoapOptions>(provider).BaseAddress)
            .WithBodyInside<LgspSoapOptions>(options => options.Pipeline);
        services.AddRoute<LgspSoapAdapter, LgspSoapOptions>(LgspSoapAdapter.Route, options => options.Pipeline);
    }

    private static void AddLgspJson(this IServiceCollection services)
    {
        services.AddOptions<LgspJsonOptions>()
            .BindConfiguration(LgspJsonOptions.Section)
            .Validate(options => options.BaseAddress.IsHttp(), "Population:LgspJson:BaseAddress must start with http:// or https://.");
        services.AddSingleton<IValidateOptions<LgspJsonOptions>, LgspJsonOptionsValidator>();
        services.AddRefitGeneratedClient<ILgspJsonApi>(_ => new RefitSettings(), LgspJsonAdapter.Route)
            .ConfigureHttpClient((provider, client) =>
            {
                var options = Settings<LgspJsonOptions>(provider);
                client.BaseAddress = options.BaseAddress;
                client.DefaultRequestHeaders.Add(options.ApiKeyHeader, options.ApiKey);
            })
            .WithBodyInside<LgspJsonOptions>(options => options.Pipeline);
        services.AddRoute<LgspJsonAdapter, LgspJsonOptions>(LgspJsonAdapter.Route, options => options.Pipeline);
    }

    private static void AddRoute<TAdapter, TOptions>(
        this IServiceCollection services,
        string route,
        Func<TOptions, PipelineOptions> pipeline)
        where TAdapter : class, IRouteAdapter
        where TOptions : class
    {
        services.AddPipeline(route, pipeline);
        services.AddSingleton<TAdapter>();
        services.AddKeyedSingleton(route, (provider, _) => new RegisterRoute(
            route,
            provider.GetRequiredKeyedService<UpstreamPipeline>(route),
            provider.GetRequiredService<TAdapter>()));
    }

    private static TOptions Settings<TOptions>(IServiceProvider provider)
        where TOptions : class =>
        provider.GetRequiredService<IOptions<TOptions>>().Value;
}
