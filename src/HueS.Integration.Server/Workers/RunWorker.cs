using HueS.Integration.Reconciliation;

namespace HueS.Integration.Server.Workers;

/// <summary>Says when runs are worked off. Asking for one and applying another go on side by side.</summary>
internal sealed class RunWorker(DryRunner dryRuns, Applier applier, TimeProvider time, ILogger<RunWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        RepeatAsync(dryRuns.RunOnceAsync, stoppingToken),
        RepeatAsync(applier.RunOnceAsync, stoppingToken));

    private async Task RepeatAsync(Func<CancellationToken, Task<int>> pass, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (await PassAsync(pass, stoppingToken) == 0)
                await Task.Delay(Pause, time, stoppingToken);
        }
    }

    private async Task<int> PassAsync(Func<CancellationToken, Task<int>> pass, CancellationToken stoppingToken)
    {
        try
        {
            return await pass(stoppingToken);
        }
        // The database may be away; the runs wait in it, and the worker must be there when it is back.
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            Log.RunWorkerFailed(logger, failure.GetType().Name);
            return 0;
        }
    }
}
