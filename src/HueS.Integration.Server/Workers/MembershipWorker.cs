using HueS.Integration.Linking.Records;

namespace HueS.Integration.Server.Workers;

/// <summary>
/// Says when: looks memberships up as long as somebody is in line, and looks again every half second; those who were known
/// before it was allowed are put in line meanwhile.
/// </summary>
internal sealed class MembershipWorker(MembershipSearch search, MembershipWalk walk, TimeProvider time, ILogger<MembershipWorker> logger) : BackgroundService
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
            return await walk.RunOnceAsync(stoppingToken) | await search.RunOnceAsync(stoppingToken) > 0;
        }
        // The database may be away; who is in line is so in it, and the worker must be there when it is back.
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            Log.MembershipWorkerFailed(logger, failure.GetType().Name);
            return false;
        }
    }
}
