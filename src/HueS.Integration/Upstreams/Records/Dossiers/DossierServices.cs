using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Refit;

namespace HueS.Integration.Upstreams.Records.Dossiers;

internal static class DossierServices
{
    public static void AddDossiers(this IServiceCollection services)
    {
        services.AddSingleton(new RecordSystem(DossierSystem.Upstream, WayIn.Pulled));
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
        services.AddSingleton<IChangesSource>(provider => provider.GetRequiredService<DossierSystem>());
    }
}
