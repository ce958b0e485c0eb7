using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Events;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Verification.Batches;

/// <summary>A page of lists, newest first, and the one to go on from.</summary>
internal sealed record BatchPage(IReadOnlyList<Batch> Batches, Guid? Next);

/// <summary>Shows a client its lists and lets it pause, resume and cancel them.</summary>
internal sealed class BatchBook(
    Database database,
    BatchStore store,
    VerificationStore verifications,
    BatchFiles files,
    EvenTime evenTime,
    Trail trail,
    EventStore events,
    TimeProvider time)
{
    /// <summary>A list and how far it has come. Counts of outcomes tell something about people, so the look goes into the trail.</summary>
    public Task<BatchStanding?> ReadAsync(Actor actor, Guid id, CancellationToken cancellationToken) =>
        database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                if (await store.FindAsync(connection, actor.ClientId, id, token) is not { } batch)
                    return null;
                var standing = await CountAsync(connection, batch.AsSeen(evenTime), token);
                if (standing.Counts.Settled > 0)
                    await AuditAsync(connection, actor, batch, AuditAction.BatchDisclosed, "counts", token);
                return standing;
            },
            cancellationToken);

    /// <summary>A list of the client's own, without a word about how its checks ended.</summary>
    public async Task<Batch?> FindAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(actor.Pool, cancellationToken);
        return await store.FindAsync(connection, actor.ClientId, id, cancellationToken);
    }

    public async Task<BatchPage> ListAsync(Actor actor, Guid? before, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(actor.Pool, cancellationToken);
        var found = await store.ListAsync(connection, actor.ClientId, before, limit + 1, cancellationToken);
        var shown = found.Take(limit).Select(batch => batch.AsSeen(evenTime)).ToList();
        return new BatchPage(shown, found.Count > limit ? shown[^1].Id : null);
    }

    public Task<BatchChange> PauseAsync(Actor actor, Guid id, CancellationToken cancellationToken) =>
        ChangeAsync(actor, id, _ => BatchState.Paused, AuditAction.BatchPaused, EventKind.BatchPaused, cancellationToken);

    /// <summary>Goes on where it was: with reading, where the file was not read whole.</summary>
    public Task<BatchChange> ResumeAsync(Actor actor, Guid id, CancellationToken cancellationToken) =>
        ChangeAsync(
            actor,
            id,
            batch => batch.ReadWhole ? BatchState.Running : BatchState.Reading,
            AuditAction.BatchResumed,
            EventKind.BatchRunning,
            cancellationToken);

    /// <summary>Ends it: what is answered stays, what waits is withdrawn, and the file is forgotten.</summary>
    public Task<BatchChange> CancelAsync(Actor actor, Guid id, CancellationToken cancellationToken) =>
        ChangeAsync(actor, id, _ => BatchState.Cancelled, AuditAction.BatchCancelled, EventKind.BatchCancelled, cancellationToken);

    private async Task<BatchChange> ChangeAsync(
        Actor actor,
        Guid id,
        Func<Batch, BatchState> next,
        string action,
        string kind,
        CancellationToken cancellationToken)
    {
        if (await FindAsync(actor, id, cancellationToken) is not { } asked)
            return new BatchChange.NotFound();
        // Done or refused at an even time, a change tells nothing that a look would not.
        await evenTime.NextAsync(asked.ClientId, asked.Purpose, asked.CreatedAt, cancellationToken);
        var change = await database.TransactAsync(
            actor.Pool,
            (connection, token) => MoveAsync(connection, actor, id, next, action, kind, token),
            cancellationToken);
        if (change is BatchChange.Ended && await FindAsync(actor, id, cancellationToken) is { } ended)
            await ended.UntilSeenAsync(evenTime, cancellationToken);
        if (change is not BatchChange.Done { Standing.Batch: var batch })
            return change;

        // Counted only now: a long list takes a while to count, and it is not to run on meanwhile.
        await using var connection = await database.OpenAsync(actor.Pool, cancellationToken);
        return new BatchChange.Done(await CountAsync(connection, batch, cancellationToken));
    }

    private async Task<BatchChange> MoveAsync(
        NpgsqlConnection connection,
        Actor actor,
        Guid id,
        Func<Batch, BatchState> next,
        string action,
        string kind,
        CancellationToken cancellationToken)
    {
        if (await store.LockAsync(connection, actor.ClientId, id, cancellationToken) is not { } batch)
            return new BatchChange.NotFound();
        var to = next(batch);
        if (batch.HasEnded && batch.State != to)
            return new BatchChange.Ended();

        // The row stands for the look at the counts too, so it is written even where nothing changes.
        await AuditAsync(connection, actor, batch, action, batch.State == to ? "unchanged" : null, cancellationToken);
        if (batch.State == to)
            return new BatchChange.Done(new BatchStanding(batch, BatchCounts.None));

        var settled = to == BatchState.Running ? (await CountAsync(connection, batch, cancellationToken)).Counts.Settled : 0;
        await store.MoveAsync(connection, batch, to, time.GetStoredNow(), settled, cancellationToken);
        if (to == BatchState.Cancelled)
            await files.ForgetAsync(connection, batch, cancellationToken);
        await events.AppendAsync(connection, to == BatchState.Reading ? EventKind.BatchReading : kind, batch.ClientId, id, cancellationToken);
        return new BatchChange.Done(new BatchStanding((await store.FindAsync(connection, actor.ClientId, id, cancellationToken))!, BatchCounts.None));
    }

    private async Task<BatchStanding> CountAsync(NpgsqlConnection connection, Batch batch, CancellationToken cancellationToken) =>
        new(
            batch,
            new BatchCounts(
                await verifications.CountListedAsync(
                    connection, batch.Id, evenTime.StepFor(batch.ClientId, batch.Purpose), time.GetUtcNow(), cancellationToken),
                await verifications.CountWithdrawnAsync(connection, batch.Id, cancellationToken)));

    private Task AuditAsync(NpgsqlConnection connection, Actor actor, Batch batch, string action, string? note, CancellationToken cancellationToken) =>
        trail.WriteAsync(
            connection,
            new AuditEntry(action, actor, batch.Purpose, batch.CaseReference, Target: batch.Id.ToString(), Note: note),
            cancellationToken);
}
