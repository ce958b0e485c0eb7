using HueS.Integration.Audit;
using HueS.Integration.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace HueS.Integration.Reconciliation.Schedules;

/// <summary>
/// Takes the runs that schedules made as far as they go by themselves. Each step is the run's own and happens once, so a node
/// that dies in between, or two that hold the same run, do no harm.
/// </summary>
internal sealed class ScheduledRuns(
    Database database,
    OccurrenceStore occurrences,
    RunStore runs,
    RunBook book,
    RunPlanner planner,
    RunDesk desk,
    IOptions<ReconciliationOptions> options,
    ILogger<ScheduledRuns> logger)
{
    private const int AtOnce = 10;
    private static readonly TimeSpan FailedAgainAfter = TimeSpan.FromSeconds(10);

    private readonly WorkQueue _queue = new("schedule.run", options.Value.Lease);

    /// <summary>Puts a run in line, in the transaction that made it.</summary>
    public async Task AddAsync(NpgsqlConnection connection, Guid runId, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        _queue.AppendAgain(batch, [runId]);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>One pass over what is in line; answers how much that was.</summary>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var leases = await database.TransactAsync(Pool.Work, (connection, token) => _queue.TakeDueAsync(connection, AtOnce, token), cancellationToken);
        foreach (var lease in leases)
            await OneAsync(lease, cancellationToken);
        return leases.Count;
    }

    private async Task OneAsync(Lease lease, CancellationToken cancellationToken)
    {
        try
        {
            await TakeOnAsync(lease.Target, cancellationToken);
            await database.TransactAsync(Pool.Work, (connection, token) => _queue.CompleteAsync(connection, lease, token), cancellationToken);
        }
        // The database is away, which is no fault of the run's: its lease runs out and it is taken again.
        catch (Exception outage) when (Outage.Is(outage))
        {
            logger.ScheduledRunInterrupted(lease.Target, outage.GetType().Name);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            logger.ScheduledRunFailed(lease.Target, failure.GetType().Name);
            await database.TransactAsync(
                Pool.Work,
                (connection, token) => _queue.FailAsync(connection, lease, FailedAgainAfter, failure.GetType().Name, token),
                cancellationToken);
        }
    }

    private async Task TakeOnAsync(Guid runId, CancellationToken cancellationToken)
    {
        var reach = await ReachOfAsync(runId, cancellationToken);
        while (await ReadAsync(runId, cancellationToken) is var run && book.IsLicensed(run.ClientId, run.Purpose, run.Kind) && StepOf(run, reach) is { } step)
            await step(Actor.Worker(run.ClientId), run.Id, run.Version, cancellationToken);
    }

    private async Task<Run> ReadAsync(Guid runId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(Pool.Work, cancellationToken);
        return (await runs.FindAsync(connection, runId, cancellationToken))!;
    }

    /// <summary>What is left to do; a refused step means that somebody else moved the run on, and it is looked at again.</summary>
    private Func<Actor, Guid, int, CancellationToken, Task<RunResult>>? StepOf(Run run, ScheduleReach reach) => (run.State, reach) switch
    {
        (RunState.Draft, _) => planner.PlanAsync,
        (RunState.Planned, ScheduleReach.DryRun) => desk.DryRunAsync,
        _ => null,
    };

    private async Task<ScheduleReach> ReachOfAsync(Guid runId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(Pool.Work, cancellationToken);
        return (await occurrences.FindByRunAsync(connection, runId, cancellationToken))!.Reach!.Value;
    }
}
