using Microsoft.Extensions.DependencyInjection;

namespace HueS.Integration.Linking.Placements;

/// <summary>Placing records so that it can be foreseen, and taken back.</summary>
internal static class PlacementServices
{
    public static IServiceCollection AddPlacements(this IServiceCollection services)
    {
        services.AddSingleton<PlacementLook>();
        services.AddSingleton<TracedPlacer>();
        services.AddSingleton<LinkRestorer>();
        services.AddSingleton<RekeyedRecords>();
        return services;
    }
}
