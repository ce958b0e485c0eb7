using HueS.Integration.Audit;
using HueS.Integration.Events;
using HueS.Integration.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace HueS.Integration.Reconciliation;

/// <summary>
/// Works off what a run applies, and what undoing takes back: one person, one transaction with the effect, its journal and the
/// run's counts. A run that is paused or ended in between gets nothing more.
/// </summary>
internal sealed class Applier(
    Database database,
    RunStore runs,
    RunItemStore items,
    ChangeStore changes,
    RunQueues queues,
    RunKinds kinds,
    RunTrail trail,
    TimeProvider time,
    ILogger<Applier> logger)
{
    private const int AtOnce = 50;
    private static readonly TimeSpan FailedAgainAfter = TimeSpan.FromSeconds(1);

    /// <summary>One pass over what is applied and undone; answers how much that was.</summary>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var worked = 0;
        foreach (var run in await ListAsync(RunState.Applying, cancellationToken))
            worked += await PassAsync(run, RunState.Applying, queues.Effects(run.Id), ApplyAsync, LeaveAsync, CompleteAsync, cancellationToken);
        foreach (var run in await ListAsync(RunState.Undoing, cancellationToken))
            worked += await PassAsync(run, RunState.Undoing, queues.Undoings(run.Id), UndoAsync, KeepAsync, EndUndoingAsync, cancellationToken);
        return worked;
    }

    private async Task<int> PassAsync(
        Run run,
        RunState state,
        WorkQueue queue,
        Func<NpgsqlConnection, Run, Guid, CancellationToken, Task> work,
        Func<NpgsqlConnection, Run, Guid, CancellationToken, Task> giveUp,
        Func<NpgsqlConnection, Run, CancellationToken, Task> finish,
        CancellationToken cancellationToken)
    {
        var leases = await InTransactionAsync((connection, token) => queue.TakeDueAsync(connection, AtOnce, token), cancellationToken);
        foreach (var lease in leases)
            await OneAsync(run, state, queue, lease, work, giveUp);
        if (leases.Count == 0)
        {
            await InTransactionAsync(
                async (connection, token) =>
                {
                    if (await runs.LockAsync(connection, run.Id, token) is { } held && held.State == state)
                        await finish(connection, held, token);
                    return true;
                },
                cancellationToken);
        }

        return leases.Count;
    }

    private async Task OneAsync(
        Run run,
        RunState state,
        WorkQueue queue,
        Lease lease,
        Func<NpgsqlConnection, Run, Guid, CancellationToken, Task> work,
        Func<NpgsqlConnection, Run, Guid, CancellationToken, Task> giveUp)
    {
        try
        {
            await InTransactionAsync(
                async (connection, token) =>
                {
                    if (await runs.LockAsync(connection, run.Id, token) is not { } held || held.State != state)
                        await queue.PostponeAsync(connection, lease, TimeSpan.Zero, token);
                    else if (await queue.CompleteAsync(connection, lease, token))
                        await work(connection, held, lease.Target, token);
                    return true;
                },
                CancellationToken.None);
        }
        // The database is away, which is no fault of the item's: its lease runs out and it is taken again.
        catch (Exception outage) when (Outage.Is(outage))
        {
            logger.ItemInterrupted(lease.Target, outage.GetType().Name);
        }
        catch (Exception failure)
        {
            logger.ItemFailed(lease.Target, failure.GetType().Name);
            await InTransactionAsync(
                async (connection, token) =>
                {
                    var held = (await runs.LockAsync(connection, run.Id, token))!;
                    if (await queue.FailAsync(connection, lease, FailedAgainAfter, nameof(LeftReason.Failed), token) == FailedWork.Parked)
                        await giveUp(connection, held, lease.Target, token);
                    return true;
                },
                CancellationToken.None);
        }
    }

    private async Task ApplyAsync(NpgsqlConnection connection, Run run, Guid itemId, CancellationToken cancellationToken)
    {
        var item = (await items.FindAsync(connection, itemId, cancellationToken))!;
        var left = await kinds.Of(run).ApplyAsync(connection, Actor.Worker(run.ClientId), run, item, cancellationToken);
        await MarkAsync(connection, run, itemId, left, cancellationToken);
    }

    private Task LeaveAsync(NpgsqlConnection connection, Run run, Guid itemId, CancellationToken cancellationToken) =>
        MarkAsync(connection, run, itemId, LeftReason.Failed, cancellationToken);

    private async Task MarkAsync(NpgsqlConnection connection, Run run, Guid itemId, LeftReason? left, CancellationToken cancellationToken)
    {
        await items.MarkAsync(connection, itemId, left, cancellationToken);
        await runs.CountAppliedAsync(connection, run.Id, left is null, cancellationToken);
    }

    private async Task UndoAsync(NpgsqlConnection connection, Run run, Guid changeId, CancellationToken cancellationToken)
    {
        var change = (await changes.FindAsync(connection, changeId, cancellationToken))!;
        var undone = await kinds.Of(run).TakeBackAsync(connection, Actor.Worker(run.ClientId), run, change, cancellationToken);
        await changes.MarkAsync(connection, changeId, undone ? null : ChangeStore.ChangedSince, cancellationToken);
        await runs.CountUndoneAsync(connection, run.Id, undone, cancellationToken);
    }

    private async Task KeepAsync(NpgsqlConnection connection, Run run, Guid changeId, CancellationToken cancellationToken)
    {
        await changes.MarkAsync(connection, changeId, ChangeStore.Failed, cancellationToken);
        await runs.CountUndoneAsync(connection, run.Id, undone: false, cancellationToken);
    }

    private async Task CompleteAsync(NpgsqlConnection connection, Run run, CancellationToken cancellationToken)
    {
        if (run.Counts.Applied + run.Counts.LeftAlone != run.Counts.Findings)
            return;
        var ended = await runs.MoveAsync(connection, run, RunState.Completed, time.GetStoredNow(), cancellationToken);
        await trail.RecordAsync(connection, Actor.Worker(run.ClientId), ended, AuditAction.RunCompleted, EventKind.RunCompleted, cancellationToken);
    }

    private async Task EndUndoingAsync(NpgsqlConnection connection, Run run, CancellationToken cancellationToken)
    {
        if (run.Counts.Undone + run.Counts.Kept != run.Counts.Applied)
            return;
        var ended = await runs.MoveAsync(connection, run, RunState.Undone, time.GetStoredNow(), cancellationToken);
        await trail.RecordAsync(connection, Actor.Worker(run.ClientId), ended, AuditAction.RunUndone, EventKind.RunUndone, cancellationToken);
    }

    private async Task<List<Run>> ListAsync(RunState state, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(Pool.Work, cancellationToken);
        return await runs.ListInStateAsync(connection, state, cancellationToken);
    }

    private Task<T> InTransactionAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> unit, CancellationToken cancellationToken) =>
        database.TransactAsync(Pool.Work, unit, cancellationToken);
}
