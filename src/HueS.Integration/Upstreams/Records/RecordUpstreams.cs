using HueS.Integration.Upstreams.Records.Dossiers;
using HueS.Integration.Upstreams.Records.Feedback;
using HueS.Integration.Upstreams.Records.HealthInsurance;
using Microsoft.Extensions.DependencyInjection;

namespace HueS.Integration.Upstreams.Records;

/// <summary>The record systems we ask. A further one is a folder beside these and a line here.</summary>
internal static class RecordUpstreams
{
    public static IServiceCollection AddRecordUpstreams(this IServiceCollection services)
    {
        services.AddSingleton<KnownSystems>();
        services.AddDossiers();
        services.AddFeedback();
        services.AddHealthInsurance();
        return services;
    }
}
