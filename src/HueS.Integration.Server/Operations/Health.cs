using HueS.Integration.Server.Api;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HueS.Integration.Server.Operations;

/// <summary>Whether this node lives and should be given requests.</summary>
/// <param name="Status"><c>healthy</c> or <c>unhealthy</c>.</param>
/// <param name="Checks">What was looked at, by name.</param>
internal sealed record HealthAnswer(string Status, IReadOnlyDictionary<string, string> Checks);

internal static class Health
{
    /// <summary>Live means the process answers; ready, that every registered check holds and the node is not stopping.</summary>
    public static void AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<Drain>();
        services.AddHostedService(provider => provider.GetRequiredService<Drain>());
        services.AddHealthChecks()
            .AddCheck<Drain>("serving")
            .AddCheck<DatabaseHealth>("database")
            .AddCheck<KeyRingHealth>("key_ring");
    }

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    /// <summary>Names and states only: a check's description or exception is for the log.</summary>
    private static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(
            new HealthAnswer(Word(report.Status), report.Entries.ToDictionary(entry => entry.Key, entry => Word(entry.Value.Status))),
            ApiJson.TypeInfo<HealthAnswer>(),
            contentType: null,
            context.RequestAborted);

    private static string Word(HealthStatus status) => status is HealthStatus.Unhealthy ? "unhealthy" : "healthy";
}
