using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Events;
using HueS.Integration.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace HueS.Integration.Reconciliation;

/// <summary>
/// Works off dry runs, on any number of nodes: takes some people of a run under a lease, asks about them, and writes for each
/// in one transaction how it ended. Whoever takes over from a node that died looks only at those it had not finished.
/// </summary>
internal sealed class DryRunner(
    Database database,
    RunStore runs,
    RunItemStore items,
    RunQueues queues,
    RunKinds kinds,
    RunWatch watch,
    AccessPolicy access,
    RunTrail trail,
    IOptions<ReconciliationOptions> options,
    TimeProvider time,
    ILogger<DryRunner> logger)
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FailedAgainAfter = TimeSpan.FromSeconds(1);

    private DateTimeOffset _restUntil = DateTimeOffset.MinValue;

    /// <summary>One pass over the dry runs; answers how many people it looked at.</summary>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() < _restUntil)
            return 0;
        var worked = 0;
        foreach (var run in await ListAsync(cancellationToken))
            worked += await PassAsync(run, cancellationToken);
        return worked;
    }

    private async Task<int> PassAsync(Run run, CancellationToken cancellationToken)
    {
        if (access.For(run.ClientId, run.Purpose) is not { Purpose: var purpose })
        {
            await StopAsync(run, cancellationToken);
            return 0;
        }

        var leases = await database.TransactAsync(
            Pool.Work, (connection, token) => queues.Looks(run.Id).TakeDueAsync(connection, options.Value.ChecksAtOnce, token), cancellationToken);
        if (leases.Count == 0)
        {
            await FinishAsync(run, cancellationToken);
            return 0;
        }

        var outages = await watch.WhileAsync(
            run.Id,
            RunState.DryRun,
            async token => (await Task.WhenAll(leases.Select(lease => LookAsync(run, purpose, lease, token)))).Count(isOutage => isOutage),
            cancellationToken);
        // Nobody was answered: the register is asked no faster for it.
        if (outages == leases.Count)
            _restUntil = time.GetUtcNow() + Rest;
        return leases.Count;
    }

    /// <summary>Answers whether the register was out of reach.</summary>
    private async Task<bool> LookAsync(Run run, PurposeOptions purpose, Lease lease, CancellationToken cancellationToken)
    {
        try
        {
            RunItem item;
            await using (var connection = await database.OpenAsync(Pool.Work, cancellationToken))
                item = (await items.FindAsync(connection, lease.Target, cancellationToken))!;
            var result = await kinds.Of(run).LookAsync(run, purpose, item, lease, cancellationToken);
            await RecordAsync(run, lease, result);
            return result is LookResult.GivenBack { IsOutage: true };
        }
        // The run was paused or ended, or this node stops: nobody is kept waiting for a lease to run out.
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await InTransactionAsync((connection, token) => queues.Looks(run.Id).PostponeAsync(connection, lease, TimeSpan.Zero, token));
            return false;
        }
        // The database is away, which is no fault of the person's: the lease runs out and they are taken again.
        catch (Exception outage) when (Outage.Is(outage))
        {
            logger.ItemInterrupted(lease.Target, outage.GetType().Name);
            return false;
        }
        catch (Exception failure)
        {
            logger.ItemFailed(lease.Target, failure.GetType().Name);
            await FailAsync(run, lease);
            return false;
        }
    }

    /// <summary>What the register said is recorded although the run was paused meanwhile; not where it has ended.</summary>
    private Task RecordAsync(Run run, Lease lease, LookResult result) => InTransactionAsync(async (connection, token) =>
    {
        if (await LockAsync(connection, run, lease, token) is null)
            return;
        if (result is LookResult.GivenBack given && !await IsGivenUpAsync(connection, lease, given, token))
        {
            await queues.Looks(run.Id).PutOffAsync(connection, lease, given.Delay, given.Reason, token);
            return;
        }

        if (!await queues.Looks(run.Id).CompleteAsync(connection, lease, token))
            return;
        await SettleAsync(connection, run, lease, result is LookResult.Ended { Looked: var looked } ? looked : Looked.Unreachable(((LookResult.GivenBack)result).Reason), token);
    });

    private async Task<bool> IsGivenUpAsync(NpgsqlConnection connection, Lease lease, LookResult.GivenBack given, CancellationToken cancellationToken) =>
        given.IsOutage && await items.OpenSinceAsync(connection, lease.Target, cancellationToken) >= options.Value.UnreachableAfter;

    private Task FailAsync(Run run, Lease lease) => InTransactionAsync(async (connection, token) =>
    {
        if (await LockAsync(connection, run, lease, token) is null)
            return;
        if (await queues.Looks(run.Id).FailAsync(connection, lease, FailedAgainAfter, nameof(SkipReason.Failed), token) == FailedWork.Parked)
            await SettleAsync(connection, run, lease, Looked.Skipped(SkipReason.Failed), token);
    });

    private async Task SettleAsync(NpgsqlConnection connection, Run run, Lease lease, Looked looked, CancellationToken cancellationToken)
    {
        await items.SettleAsync(connection, lease.Target, looked, cancellationToken);
        await runs.CountAsync(connection, run.Id, looked.State, 1, cancellationToken);
    }

    /// <summary>The run, where its dry run goes on or is to go on; <c>null</c>: it has ended, and the place in the queue with it.</summary>
    private async Task<Run?> LockAsync(NpgsqlConnection connection, Run run, Lease lease, CancellationToken cancellationToken)
    {
        if (await runs.LockAsync(connection, run.Id, cancellationToken) is { Work: RunState.DryRun } held)
            return held;
        await queues.Looks(run.Id).WithdrawAsync(connection, lease.Target, cancellationToken);
        return null;
    }

    /// <summary>Everybody was looked at: what would be applied is fixed. Where nothing is and nobody is left open, the run is over.</summary>
    private Task FinishAsync(Run run, CancellationToken cancellationToken) => database.TransactAsync(
        Pool.Work,
        async (connection, token) =>
        {
            if (await runs.LockAsync(connection, run.Id, token) is not { State: RunState.DryRun, Counts: { Waiting: 0 } counts } held)
                return;
            var found = await items.CountAsync(connection, run.Id, token);
            await runs.ProposeAsync(
                connection,
                run.Id,
                await items.DigestAsync(connection, run.Id, token),
                counts.Findings > options.Value.ApprovalAbove || found.Exists(count => RunFinding.IsHarmful(count.Effect)),
                token);
            var proposed = await runs.MoveAsync(connection, held, RunState.AwaitingApproval, time.GetStoredNow(), token);
            var actor = Actor.Worker(run.ClientId);
            await trail.RecordAsync(connection, actor, proposed, AuditAction.RunProposed, EventKind.RunAwaitingApproval, token);
            if (counts is not { Findings: 0, Unreachable: 0 })
                return;
            var ended = await runs.MoveAsync(connection, proposed, RunState.Completed, time.GetStoredNow(), token);
            await trail.RecordAsync(connection, actor, ended, AuditAction.RunCompleted, EventKind.RunCompleted, token);
        },
        cancellationToken);

    /// <summary>The client may no longer use the purpose: the run waits for whoever can mend that.</summary>
    private Task StopAsync(Run run, CancellationToken cancellationToken) => database.TransactAsync(
        Pool.Work,
        async (connection, token) =>
        {
            if (await runs.LockAsync(connection, run.Id, token) is not { State: RunState.DryRun } held)
                return;
            logger.PurposeWithdrawn(run.Id);
            var paused = await runs.MoveAsync(connection, held, RunState.Paused, time.GetStoredNow(), token);
            await trail.RecordAsync(connection, Actor.Worker(run.ClientId), paused, AuditAction.RunPaused, EventKind.RunPaused, token);
        },
        cancellationToken);

    private Task InTransactionAsync(Func<NpgsqlConnection, CancellationToken, Task> unit) =>
        database.TransactAsync(Pool.Work, unit, CancellationToken.None);

    private async Task<List<Run>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(Pool.Work, cancellationToken);
        return await runs.ListInStateAsync(connection, RunState.DryRun, cancellationToken);
    }
}
