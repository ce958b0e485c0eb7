using HueS.Integration.Linking.Records;
using HueS.Integration.Upstreams.Records;

namespace HueS.Integration.Server.Workers;

/// <summary>Says when: looks every half second whether the changes of a system are due, each system for itself.</summary>
internal sealed class RecordPullWorker(RecordPuller puller, TimeProvider time, ILogger<RecordPullWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(puller.Asked.Select(source => RepeatAsync(source, stoppingToken)));

    private async Task RepeatAsync(IChangesSource source, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await PassAsync(source, stoppingToken);
            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    private async Task PassAsync(IChangesSource source, CancellationToken stoppingToken)
    {
        try
        {
            await puller.RunOnceAsync(source, stoppingToken);
        }
        // The database may be away; the marks stand in it, and the worker must be there when it is back.
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            Log.PullWorkerFailed(logger, failure.GetType().Name);
        }
    }
}
