using HueS.Integration.Linking;

namespace HueS.Integration.Server.Workers;

/// <summary>Says when: puts records of systems that are linked again in line as long as there is room, and looks again every half second.</summary>
internal sealed class RelinkWorker(Relinker relinker, TimeProvider time, ILogger<RelinkWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (!await PassAsync(stoppingToken))
                await Task.Delay(Pause, time, stoppingToken);
        }
    }

    private async Task<bool> PassAsync(CancellationToken stoppingToken)
    {
        try
        {
            return await relinker.RunOnceAsync(stoppingToken);
        }
        // The database may be away; the mark stands in it, and the worker must be there when it is back.
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            Log.RelinkWorkerFailed(logger, failure.GetType().Name);
            return false;
        }
    }
}
