using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Refit;

namespace HueS.Integration.Upstreams.Records.HealthInsurance;

internal static class HealthInsuranceServices
{
    public static void AddHealthInsurance(this IServiceCollection services)
    {
        services.AddSingleton(new RecordSystem(HealthInsuranceSystem.Upstream, WayIn.LookedUp));
        services.AddOptions<HealthInsuranceOptions>()
            .BindConfiguration(HealthInsuranceOptions.Section)
            .Validate(options => options.BaseAddress is null || options.BaseAddress.IsHttp(), "HealthInsurance:BaseAddress must start with http:// or https://.")
            .Validate(options => options.BaseAddress is null || options.ApiKey.Length > 0, "HealthInsurance:ApiKey is missing: give the key of the insurance's look-up.")
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<HealthInsuranceOptions>, HealthInsuranceOptionsValidator>();
        services.AddPipeline<HealthInsuranceOptions>(HealthInsuranceSystem.Upstream, options => options.Pipeline);
        services.AddRefitGeneratedClient<IHealthInsuranceApi>(HealthInsuranceJson.Default, _ => new RefitSettings(), HealthInsuranceSystem.Upstream)
            .ConfigureHttpClient((provider, client) =>
            {
                var options = provider.GetRequiredService<IOptions<HealthInsuranceOptions>>().Value;
                client.BaseAddress = options.BaseAddress;
                client.DefaultRequestHeaders.Add(Wire.KeyHeader, options.ApiKey);
            })
            .WithBodyInside<HealthInsuranceOptions>(options => options.Pipeline);
        services.AddSingleton<HealthInsuranceSystem>();
    }
}
