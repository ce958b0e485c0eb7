using HueS.Integration.Linking;

namespace HueS.Integration.Server.Workers;

/// <summary>Says when: works off what waits to be linked as long as something does, and looks again every half second.</summary>
internal sealed class LinkWorker(RecordLinker linker, TimeProvider time, ILogger<LinkWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            if (await PassAsync(stoppingToken) == 0)
                await Task.Delay(Pause, time, stoppingToken);
        }
    }

    private async Task<int> PassAsync(CancellationToken stoppingToken)
    {
        try
        {
            return await linker.RunOnceAsync(stoppingToken);
        }
        // The database may be away; what waits, waits in it, and the worker must be there when it is back.
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            Log.WorkerFailed(logger, failure.GetType().Name);
            return 0;
        }
    }
}
