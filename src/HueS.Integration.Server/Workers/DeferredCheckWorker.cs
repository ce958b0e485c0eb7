using HueS.Integration.Verification;

namespace HueS.Integration.Server.Workers;

/// <summary>Says when: works off deferred checks as long as some are due, and looks again every half second.</summary>
internal sealed class DeferredCheckWorker(DeferredChecks checks, TimeProvider time, ILogger<DeferredCheckWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var worked = await PassAsync(stoppingToken);
            if (worked == 0)
                await Task.Delay(Pause, time, stoppingToken);
        }
    }

    private async Task<int> PassAsync(CancellationToken stoppingToken)
    {
        try
        {
            return await checks.RunOnceAsync(stoppingToken);
        }
        // The database may be away; the checks wait in it, and the worker must be there when it is back.
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            Log.WorkerFailed(logger, failure.GetType().Name);
            return 0;
        }
    }
}
