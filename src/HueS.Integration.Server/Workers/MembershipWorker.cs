using HueS.Integration.Linking.Records;

namespace HueS.Integration.Server.Workers;

/// <summary>Says when: looks memberships up as long as somebody is in line, and looks again every half second.</summary>
internal sealed class MembershipWorker(MembershipSearch search, TimeProvider time, ILogger<MembershipWorker> logger) : BackgroundService
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
            return await search.RunOnceAsync(stoppingToken);
        }
        // The database may be away; who is in line is so in it, and the worker must be there when it is back.
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            Log.MembershipWorkerFailed(logger, failure.GetType().Name);
            return 0;
        }
    }
}
