using HueS.Integration.Audit;
using HueS.Integration.Events;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Reconciliation;

/// <summary>Selects what a run looks at, a page at a time, and lays it ready to be looked at. Broken off, it goes on where it was.</summary>
internal sealed class RunPlanner(
    Database database,
    RunStore runs,
    RunItemStore items,
    RunQueues queues,
    RunKinds kinds,
    RunTrail trail,
    TimeProvider time)
{
    private const int AtOnce = 5_000;

    public async Task<RunResult> PlanAsync(Actor actor, Guid id, int expectedVersion, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await database.TransactAsync(Pool.Work, (connection, token) => PageAsync(connection, actor, id, expectedVersion, token), cancellationToken)
                is { } ended)
                return ended;
        }
    }

    /// <summary><c>null</c>: there is another page.</summary>
    private async Task<RunResult?> PageAsync(NpgsqlConnection connection, Actor actor, Guid id, int expectedVersion, CancellationToken cancellationToken)
    {
        if (await runs.LockAsync(connection, id, cancellationToken) is not { } run)
            return new RunResult.NotFound();
        if (run.Version != expectedVersion)
            return new RunResult.Stale();
        if (RunLife.Next(run, RunStep.Plan) is not { } planned)
            return new RunResult.NotInState(run.State);

        var page = await kinds.Of(run).SelectAsync(connection, run, AtOnce, cancellationToken);
        await AddAsync(connection, run, page, cancellationToken);
        if (!page.IsLast)
            return null;

        var now = await runs.MoveAsync(connection, run, planned, time.GetStoredNow(), cancellationToken);
        await trail.RecordAsync(connection, actor, now, AuditAction.RunPlanned, EventKind.RunPlanned, cancellationToken);
        return new RunResult.Done(now);
    }

    private async Task AddAsync(NpgsqlConnection connection, Run run, Selected page, CancellationToken cancellationToken)
    {
        var added = await items.AddAsync(connection, run, page, cancellationToken);
        await using (var batch = new NpgsqlBatch(connection))
        {
            queues.Looks(run.Id).AppendAgain(batch, added);
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        await runs.SelectAsync(connection, run.Id, added.Count, page, cancellationToken);
    }
}
