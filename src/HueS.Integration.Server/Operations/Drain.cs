using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Server.Operations;

/// <summary>How a node leaves. Section <c>Server</c>.</summary>
internal sealed class DrainOptions
{
    public const string Section = "Server";

    /// <summary>How long a stopping node stays unready and still serves, so that nobody sends to a closed port. Default 2 s.</summary>
    [System.ComponentModel.DataAnnotations.Range(typeof(TimeSpan), "00:00:00", "00:01:00", ErrorMessage = "Server:DrainDelay must lie between 0 and 1 minute.")]
    public TimeSpan DrainDelay { get; set; } = TimeSpan.FromSeconds(2);
}

/// <summary>
/// Turns readiness red before anything stops. <see cref="StoppingAsync"/> of all services runs before the first
/// <c>StopAsync</c>, so the listener is still open while load balancers look away.
/// </summary>
internal sealed class Drain(IOptions<DrainOptions> options, TimeProvider time, ILogger<Drain> log) : IHostedLifecycleService, IHealthCheck
{
    private volatile bool stopping;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
        Task.FromResult(stopping ? HealthCheckResult.Unhealthy() : HealthCheckResult.Healthy());

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        stopping = true;
        Log.Draining(log, options.Value.DrainDelay);
        await Task.Delay(options.Value.DrainDelay, time, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
