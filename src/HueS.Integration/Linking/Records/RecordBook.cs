using HueS.Integration.Audit;
using HueS.Integration.Protection;
using HueS.Integration.Storage;
using HueS.Integration.Upstreams.Records;
using Npgsql;

namespace HueS.Integration.Linking.Records;

/// <summary>
/// Keeps records as their systems tell them, by whichever way they come: pulled, pushed or uploaded. What changed is put into
/// the queue of records to be linked, in the same transaction.
/// </summary>
internal sealed class RecordBook(
    Database database,
    RecordStore records,
    SubjectStore subjects,
    BlindIndex index,
    Trail trail)
{
    public const string ClaimColumn = "record.claim";

    /// <summary>The queue of records to be linked.</summary>
    public const string WorkKind = "linking";

    /// <summary>More in one transaction would hold others up.</summary>
    public const int MostAtOnce = 500;

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    public static WorkQueue Queue { get; } = new(WorkKind, Lease);

    /// <summary>Keeps one record.</summary>
    /// <param name="expectedVersion">The version the caller read, where it insists on nothing having changed since; 0: on its not being there yet.</param>
    public async Task<Told> TellAsync(Actor actor, RecordClaim claim, int? expectedVersion, CancellationToken cancellationToken) =>
        (await TellAsync(actor, [claim], expectedVersion, cancellationToken))[0];

    /// <summary>Keeps records told together, each whole; none of them twice. At most <see cref="MostAtOnce"/>.</summary>
    public Task<IReadOnlyList<Told>> TellAsync(Actor actor, IReadOnlyList<RecordClaim> claims, CancellationToken cancellationToken) =>
        TellAsync(actor, claims, expectedVersion: null, cancellationToken);

    /// <summary>Its system knows the record no more. <c>false</c>: neither do we.</summary>
    public Task<bool> RemoveAsync(Actor actor, string system, string recordId, CancellationToken cancellationToken) =>
        database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                if (await records.RemoveAsync(connection, system, recordId, token) is not { } id)
                    return false;
                await trail.WriteAsync(connection, new AuditEntry(AuditAction.RecordGone, actor, Target: id.ToString(), Note: system), token);
                await using var batch = new NpgsqlBatch(connection);
                Queue.AppendAgain(batch, [id]);
                await batch.ExecuteNonQueryAsync(token);
                return true;
            },
            cancellationToken);

    /// <summary>What the record says of its holder.</summary>
    public async Task<HolderClaim?> OpenHolderAsync(NpgsqlConnection connection, Guid recordId, CancellationToken cancellationToken)
    {
        if (await records.FindClaimAsync(connection, recordId, cancellationToken) is not var (subjectId, claim))
            return null;
        var subject = await subjects.OpenAsync(connection, subjectId, cancellationToken);
        return subject.Open<SealedHolder>(ClaimColumn, recordId, claim).Open();
    }

    private Task<IReadOnlyList<Told>> TellAsync(
        Actor actor,
        IReadOnlyList<RecordClaim> claims,
        int? expectedVersion,
        CancellationToken cancellationToken) =>
        database.TransactAsync<IReadOnlyList<Told>>(
            actor.Pool,
            async (connection, token) =>
            {
                var told = await TellOnceAsync(connection, actor, claims, expectedVersion, token);
                // Another node added one of them between our look and our insert: now it can be seen.
                return told ?? (await TellOnceAsync(connection, actor, claims, expectedVersion, token))!;
            },
            cancellationToken);

    private async Task<IReadOnlyList<Told>?> TellOnceAsync(
        NpgsqlConnection connection,
        Actor actor,
        IReadOnlyList<RecordClaim> claims,
        int? expectedVersion,
        CancellationToken cancellationToken)
    {
        var known = await records.LockAsync(connection, claims, cancellationToken);
        var keys = await subjects.OfAllAsync(
            connection,
            [.. claims.Select(claim => index.Of(IndexKind.Record, $"{claim.System}\n{claim.RecordId}"))],
            cancellationToken);
        var (added, changed, told) = (new List<RecordRow>(), new List<RecordRow>(), new Told[claims.Count]);
        for (var place = 0; place < claims.Count; place++)
        {
            var row = Seal(claims[place], keys[place], known.GetValueOrDefault((claims[place].System, claims[place].RecordId)), out var before);
            told[place] = Compare(row, before, expectedVersion);
            if (told[place].Change == RecordChange.Created)
                added.Add(row);
            else if (told[place].Change == RecordChange.Changed)
                changed.Add(row);
        }

        if (added.Count > 0 && (await records.AddAsync(connection, added, cancellationToken)).Count < added.Count)
            return null;
        if (changed.Count > 0)
            await records.ChangeAsync(connection, changed, cancellationToken);
        await RecordAsync(connection, actor, [.. added, .. changed], cancellationToken);
        return told;
    }

    private RecordRow Seal(RecordClaim claim, SubjectKey key, KnownRecord? known, out KnownRecord? before)
    {
        before = known;
        var id = known?.Id ?? Guid.CreateVersion7();
        var holder = SealedHolder.Of(claim.Holder);
        var told = index.Of(
            IndexKind.Record,
            string.Join('\n', claim.Kind, claim.Status, claim.OpenedAt?.UtcTicks, claim.ClosedAt?.UtcTicks, holder.Canonical()));
        return new RecordRow(id, key.SubjectId, claim, key.Seal(ClaimColumn, id, holder), told);
    }

    private static Told Compare(RecordRow row, KnownRecord? before, int? expectedVersion)
    {
        if (expectedVersion is { } expected && expected != (before?.Version ?? 0))
            return new Told(RecordChange.Stale, row.Id, before?.Version ?? 0);
        return before is null ? new Told(RecordChange.Created, row.Id, 1)
            : before.IsGone || !before.Told.AsSpan().SequenceEqual(row.Told) ? new Told(RecordChange.Changed, row.Id, before.Version + 1)
            : new Told(RecordChange.Unchanged, row.Id, before.Version);
    }

    private static async Task RecordAsync(
        NpgsqlConnection connection,
        Actor actor,
        IReadOnlyList<RecordRow> written,
        CancellationToken cancellationToken)
    {
        if (written.Count == 0)
            return;
        await using var batch = new NpgsqlBatch(connection);
        Trail.Append(batch, [.. written.Select(row => (
            new AuditEntry(AuditAction.RecordKept, actor, SubjectId: row.SubjectId, Target: row.Id.ToString(), Note: row.Claim.System),
            (Guid?)null))]);
        Queue.AppendAgain(batch, [.. written.Select(row => row.Id)]);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
