using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Events;
using HueS.Integration.Protection;
using HueS.Integration.Storage;
using HueS.Integration.Upstreams;
using Microsoft.Extensions.Options;
using Npgsql;

namespace HueS.Integration.Verification.Batches;

/// <summary>
/// Works off the checks of running lists, in the lane that waits for all others. Where the register has no room it takes
/// fewer and waits, instead of asking for what is refused.
/// </summary>
internal sealed class BatchChecks(
    Database database,
    BatchStore batches,
    ListedChecks listed,
    SubjectStore subjects,
    VerificationStore store,
    DeferredChecks deferred,
    AccessPolicy access,
    Trail trail,
    EventStore events,
    IOptions<BatchOptions> options,
    TimeProvider time)
{
    private const int ListsAtOnce = 50;
    private const int WithdrawnAtOnce = 2_000;

    // However long one row is put off: it may be that row alone the register cannot answer.
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(5);

    private int _most = 1;
    private int _turn;
    private DateTimeOffset _restUntil = DateTimeOffset.MinValue;

    /// <summary>One pass over the running lists; answers how many checks it worked on.</summary>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() < _restUntil)
            return 0;

        var leases = new List<Lease>();
        foreach (var batch in await ListRunningAsync(cancellationToken))
        {
            var wanted = _most - leases.Count;
            if (wanted == 0)
                break;
            if (access.For(batch.ClientId, batch.Purpose) is null)
            {
                await FailAsync(batch, cancellationToken);
                continue;
            }

            var taken = await TakeAsync(batch, wanted, cancellationToken);
            if (taken.Count == 0)
                await CompleteAsync(batch, cancellationToken);
            leases.AddRange(taken);
        }

        if (leases.Count == 0)
            return 0;
        await Task.WhenAll((await GroupAsync(leases, cancellationToken)).Select(group => WorkOnAsync(group, cancellationToken)));
        await PaceAsync(leases, cancellationToken);
        return leases.Count;
    }

    /// <summary>Throws away torn uploads, and takes what is left of ended lists off the queue.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var ended = await database.TransactAsync(
            Pool.Work,
            async (connection, token) =>
            {
                await subjects.EraseAsync(connection, await batches.DiscardAbandonedAsync(connection, options.Value.AbandonedAfter, token), token);
                return await batches.ListUnsweptAsync(connection, token);
            },
            cancellationToken);

        foreach (var id in ended)
            await SweepAsync(id, cancellationToken);
    }

    private async Task SweepAsync(Guid id, CancellationToken cancellationToken)
    {
        var queue = listed.QueueOf(id);
        while (await database.TransactAsync(Pool.Work, WithdrawAsync, cancellationToken) > 0)
        {
        }

        await using var connection = await database.OpenAsync(Pool.Work, cancellationToken);
        // What is being asked at this moment is let finish, and looked after in the next sweep.
        if ((await queue.WaitingAsync(connection, cancellationToken)).Count == 0)
            await batches.MarkSweptAsync(connection, id, cancellationToken);

        async Task<int> WithdrawAsync(NpgsqlConnection within, CancellationToken token)
        {
            var withdrawn = await queue.WithdrawWaitingAsync(within, WithdrawnAtOnce, token);
            await store.WithdrawManyAsync(within, withdrawn, time.GetStoredNow(), token);
            return withdrawn.Count;
        }
    }

    /// <summary>The lists in turn, so that a long one does not keep a short one waiting.</summary>
    private async Task<IEnumerable<Batch>> ListRunningAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(Pool.Work, cancellationToken);
        var running = await batches.ListInStateAsync(connection, BatchState.Running, ListsAtOnce, cancellationToken);
        if (running.Count == 0)
            return running;
        var first = _turn++ % running.Count;
        return running.Skip(first).Concat(running.Take(first));
    }

    private Task<List<Lease>> TakeAsync(Batch batch, int limit, CancellationToken cancellationToken) =>
        database.TransactAsync(
            Pool.Work,
            (connection, token) => listed.QueueOf(batch.Id).TakeDueAsync(connection, limit, token),
            cancellationToken);

    /// <summary>Equal claims one after another: the first asks, the others are answered from it.</summary>
    private async Task<IEnumerable<IEnumerable<Lease>>> GroupAsync(List<Lease> leases, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(Pool.Work, cancellationToken);
        var byClaim = new List<(Lease Lease, string Claim)>();
        foreach (var lease in leases)
            byClaim.Add((lease, Convert.ToHexString((await store.ReadClaimAsync(connection, lease.Target, cancellationToken)).ClaimIndex)));
        return byClaim.GroupBy(entry => entry.Claim, entry => entry.Lease, StringComparer.Ordinal);
    }

    private async Task WorkOnAsync(IEnumerable<Lease> equal, CancellationToken cancellationToken)
    {
        foreach (var lease in equal)
            await deferred.WorkOnAsync(lease, Lane.Reconciliation, cancellationToken);
    }

    /// <summary>
    /// Half as many and a short rest where the register has no room; one more at a time otherwise. A row that is put off for
    /// what is its own keeps no other row waiting.
    /// </summary>
    private async Task PaceAsync(List<Lease> leases, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(Pool.Work, cancellationToken);
        var putOff = await WorkQueue.ListPutOffAsync(connection, leases, cancellationToken);
        // Unreachable is what one odd answer looks like too; where others went through meanwhile, it was that.
        var full = putOff.Where(work => work.Reason is PendingReason.RegisterBusy or PendingReason.RegisterQuarantined
            || (work.Reason == PendingReason.RegisterUnreachable && putOff.Count == leases.Count)).ToList();
        if (full.Count == 0)
        {
            _most = Math.Min(options.Value.ChecksAtOnce, _most + 1);
            return;
        }

        var (now, again) = (time.GetUtcNow(), full.Min(work => work.DueAt));
        (_most, _restUntil) = (Math.Max(1, _most / 2), again < now + LongestRest ? again : now + LongestRest);
    }

    /// <summary>The client may no longer use the purpose: one failed list, not a task for every row of it.</summary>
    private Task FailAsync(Batch batch, CancellationToken cancellationToken) =>
        database.TransactAsync(
            Pool.Work,
            async (connection, token) =>
            {
                if (!await batches.MoveAsync(connection, batch, BatchState.Failed, time.GetStoredNow(), settled: 0, token))
                    return;
                await batches.FailAsync(connection, batch.Id, BatchFailure.PurposeWithdrawn, token);
                await trail.WriteAsync(
                    connection,
                    new AuditEntry(
                        AuditAction.BatchFailed,
                        Actor.Worker(batch.ClientId),
                        batch.Purpose,
                        batch.CaseReference,
                        Target: batch.Id.ToString(),
                        Note: nameof(BatchFailure.PurposeWithdrawn)),
                    token);
                await events.AppendAsync(connection, EventKind.BatchFailed, batch.ClientId, batch.Id, token);
            },
            cancellationToken);

    private Task CompleteAsync(Batch batch, CancellationToken cancellationToken) =>
        database.TransactAsync(
            Pool.Work,
            async (connection, token) =>
            {
                if ((await listed.QueueOf(batch.Id).WaitingAsync(connection, token)).Count > 0)
                    return;
                if (!await batches.MoveAsync(connection, batch, BatchState.Completed, time.GetStoredNow(), settled: 0, token))
                    return;
                await trail.WriteAsync(
                    connection,
                    new AuditEntry(AuditAction.BatchCompleted, Actor.Worker(batch.ClientId), batch.Purpose, batch.CaseReference, Target: batch.Id.ToString()),
                    token);
                await events.AppendAsync(connection, EventKind.BatchCompleted, batch.ClientId, batch.Id, token);
            },
            cancellationToken);
}
