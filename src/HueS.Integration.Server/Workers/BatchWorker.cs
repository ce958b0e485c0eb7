using HueS.Integration.Verification.Batches;

namespace HueS.Integration.Server.Workers;

/// <summary>Says when lists are read, worked off and swept. Reading one and asking for another go on side by side.</summary>
internal sealed class BatchWorker(BatchReader reader, BatchChecks checks, TimeProvider time, ILogger<BatchWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SweptEvery = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        RepeatAsync(reader.RunOnceAsync, Pause, stoppingToken),
        RepeatAsync(async token => await checks.RunOnceAsync(token) > 0, Pause, stoppingToken),
        RepeatAsync(SweepAsync, SweptEvery, stoppingToken));

    private async Task<bool> SweepAsync(CancellationToken stoppingToken)
    {
        await checks.SweepAsync(stoppingToken);
        return false;
    }

    /// <summary>Passes one after another as long as there is something to do, and looks again after a pause.</summary>
    private async Task RepeatAsync(Func<CancellationToken, Task<bool>> pass, TimeSpan pause, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (!await PassAsync(pass, stoppingToken))
                await Task.Delay(pause, time, stoppingToken);
        }
    }

    private async Task<bool> PassAsync(Func<CancellationToken, Task<bool>> pass, CancellationToken stoppingToken)
    {
        try
        {
            return await pass(stoppingToken);
        }
        // The database may be away; the lists wait in it, and the worker must be there when it is back.
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            Log.BatchWorkerFailed(logger, failure.GetType().Name);
            return false;
        }
    }
}
