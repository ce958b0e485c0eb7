using HueS.Integration.Storage;

namespace HueS.Integration.Reconciliation;

/// <summary>Ends what a node does for a run soon after somebody paused or ended the run, on whichever node they did.</summary>
internal sealed class RunWatch(Database database, RunStore runs, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs the work; its token is cancelled once the run is in another state.</summary>
    public async Task<T> WhileAsync<T>(Guid runId, RunState state, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = WatchAsync(runId, state, left, done.Token);
        try
        {
            return await work(left.Token);
        }
        finally
        {
            await done.CancelAsync();
            await watching;
        }
    }

    private async Task WatchAsync(Guid runId, RunState state, CancellationTokenSource left, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Every, time, done);
                await using var connection = await database.OpenAsync(Pool.Work, done);
                if ((await runs.FindAsync(connection, runId, done))?.State == state)
                    continue;
                await left.CancelAsync();
                return;
            }
            catch (OperationCanceledException) when (done.IsCancellationRequested)
            {
                return;
            }
            catch (Exception outage) when (Outage.Is(outage))
            {
                // Nothing can be written either while the database is away; it is looked at again.
            }
        }
    }
}
