using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace HueS.Integration.Server.Operations;

/// <summary>Metrics for Prometheus always; traces and metrics over OTLP where an endpoint is set. No query string, body or SQL parameter is exported.</summary>
internal static class Telemetry
{
    /// <summary>Name of the service, and of the meter and the activity source of the core.</summary>
    public const string Name = "HueS.Integration";

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var exports = !string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("hues-integration"))
            .WithMetrics(metrics =>
            {
                metrics.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation()
                    .AddMeter("System.Runtime", "Npgsql", Name)
                    .AddPrometheusExporter();
                if (exports)
                    metrics.AddOtlpExporter();
            });
        if (!exports)
            return;

        telemetry.WithTracing(traces => traces
            .AddSource(Name)
            .AddAspNetCoreInstrumentation(http =>
            {
                http.Filter = context => context.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal);
                // The route says what was asked; the path and query are the caller's text, which may be anything.
                http.EnrichWithHttpResponse = (activity, _) => activity.SetTag("url.path", null).SetTag("url.query", null);
            })
            .AddHttpClientInstrumentation()
            .AddNpgsql()
            .AddOtlpExporter());
    }
}
