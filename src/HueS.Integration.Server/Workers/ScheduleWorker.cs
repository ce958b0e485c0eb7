using HueS.Integration.Reconciliation.Schedules;

namespace HueS.Integration.Server.Workers;

/// <summary>Says when schedules are looked at: twice a second, on every node, whatever its own clock shows.</summary>
internal sealed class ScheduleWorker(Scheduler scheduler, ScheduledRuns runs, TimeProvider time, ILogger<ScheduleWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    // Laying a large run ready takes a while; what comes due meanwhile does not wait for it.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        RepeatAsync(scheduler.RunOnceAsync, stoppingToken),
        RepeatAsync(runs.RunOnceAsync, stoppingToken));

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
        // The database may be away; what is due stands in it, and the worker must be there when it is back.
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            Log.ScheduleWorkerFailed(logger, failure.GetType().Name);
            return 0;
        }
    }
}
