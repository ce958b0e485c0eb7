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
        (await TellAsync(actor, [new Telling(claim, expectedVersion)], cancellationToken))[0];

    /// <summary>Keeps records told together, each whole; none of them twice. At most <see cref="MostAtOnce"/>.</summary>
    public Task<IReadOnlyList<Told>> TellAsync(Actor actor, IReadOnlyList<RecordClaim> claims, CancellationToken cancellationToken) =>
        TellAsync(actor, [.. claims.Select(claim => new Telling(claim))], cancellationToken);

    /// <summary>The same, each with the version its teller read.</summary>
    public Task<IReadOnlyList<Told>> TellAsync(Actor actor, IReadOnlyList<Telling> tellings, CancellationToken cancellationToken) =>
        database.TransactAsync(actor.Pool, (connection, token) => TellAsync(connection, actor, tellings, token), cancellationToken);

    /// <summary>The same as part of a transaction that keeps more than records.</summary>
    public async Task<IReadOnlyList<Told>> TellAsync(
        NpgsqlConnection connection,
        Actor actor,
        IReadOnlyList<Telling> tellings,
        CancellationToken cancellationToken)
    {
        if (tellings.Count > MostAtOnce || tellings.DistinctBy(telling => telling.Claim.Key).Count() < tellings.Count)
            throw new ArgumentException("Too many records at once, or one of them twice.", nameof(tellings));

        var told = new Told[tellings.Count];
        var written = new List<RecordRow>();
        int[] open = [.. Enumerable.Range(0, tellings.Count)];
        // What another node added between our look and our insert can be seen the next time round.
        while (open.Length > 0)
            open = await TellOnceAsync(connection, tellings, open, told, written, cancellationToken);
        await RecordAsync(connection, actor, written, cancellationToken);
        return told;
    }

    /// <summary>How a record stands, for the system that told it; the look goes into the trail.</summary>
    public Task<KeptRecord?> ReadAsync(Actor actor, string system, string recordId, CancellationToken cancellationToken) =>
        database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                if (await records.FindAsync(connection, system, recordId, token) is not { } record)
                    return null;
                await trail.WriteAsync(
                    connection,
                    new AuditEntry(AuditAction.RecordDisclosed, actor, Target: record.Id.ToString(), Note: system),
                    token);
                return record;
            },
            cancellationToken);

    /// <summary>Its system knows the record no more. <c>false</c>: neither do we.</summary>
    public async Task<bool> RemoveAsync(Actor actor, string system, string recordId, CancellationToken cancellationToken) =>
        await RemoveAsync(actor, system, recordId, expectedVersion: null, cancellationToken) == RecordRemoval.Removed;

    /// <summary>The same, where the caller may insist on nothing having changed since it read the record.</summary>
    public Task<RecordRemoval> RemoveAsync(
        Actor actor,
        string system,
        string recordId,
        int? expectedVersion,
        CancellationToken cancellationToken) =>
        database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                if (await records.RemoveAsync(connection, system, recordId, expectedVersion, token) is not { } id)
                {
                    return await records.FindAsync(connection, system, recordId, token) switch
                    {
                        null => RecordRemoval.NotThere,
                        { GoneAt: not null } => RecordRemoval.WasGone,
                        _ => RecordRemoval.Stale,
                    };
                }

                await trail.WriteAsync(connection, new AuditEntry(AuditAction.RecordGone, actor, Target: id.ToString(), Note: system), token);
                await using var batch = new NpgsqlBatch(connection);
                Queue.AppendAgain(batch, [id]);
                await batch.ExecuteNonQueryAsync(token);
                return RecordRemoval.Removed;
            },
            cancellationToken);

    /// <summary>Their system knows these records no more; part of the caller's transaction. Answers how many that is news of.</summary>
    public async Task<int> RemoveAsync(
        NpgsqlConnection connection,
        Actor actor,
        string system,
        IReadOnlyCollection<Guid> ids,
        CancellationToken cancellationToken)
    {
        var gone = await records.RemoveAsync(connection, ids, cancellationToken);
        if (gone.Count == 0)
            return 0;
        await using var batch = new NpgsqlBatch(connection);
        Trail.Append(batch, [.. gone.Select(id => (new AuditEntry(AuditAction.RecordGone, actor, Target: id.ToString(), Note: system), (Guid?)null))]);
        Queue.AppendAgain(batch, gone);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return gone.Count;
    }

    /// <summary>What the record says of its holder.</summary>
    public async Task<HolderClaim?> OpenHolderAsync(NpgsqlConnection connection, Guid recordId, CancellationToken cancellationToken)
    {
        if (await records.FindClaimAsync(connection, recordId, cancellationToken) is not var (subjectId, claim))
            return null;
        var subject = await subjects.OpenAsync(connection, subjectId, cancellationToken);
        return subject.Open<SealedHolder>(ClaimColumn, recordId, claim).Open();
    }

    /// <summary>Tells the open ones and answers the places of those that have to be looked at again.</summary>
    private async Task<int[]> TellOnceAsync(
        NpgsqlConnection connection,
        IReadOnlyList<Telling> tellings,
        int[] open,
        Told[] told,
        List<RecordRow> written,
        CancellationToken cancellationToken)
    {
        var claims = open.Select(place => tellings[place].Claim).ToList();
        var known = await records.LockAsync(connection, claims, cancellationToken);
        var keys = await subjects.OfAllAsync(
            connection,
            [.. claims.Select(claim => index.Of(IndexKind.Record, $"{claim.System}\n{claim.RecordId}"))],
            cancellationToken);
        var (added, changed, places) = (new List<RecordRow>(), new List<RecordRow>(), new Dictionary<Guid, int>());
        foreach (var (at, place) in open.Index())
        {
            var before = known.GetValueOrDefault(tellings[place].Claim.Key);
            var row = Seal(tellings[place].Claim, keys[at], before);
            told[place] = Compare(row, before, tellings[place].ExpectedVersion);
            places[row.Id] = place;
            if (told[place].Change == RecordChange.Created)
                added.Add(row);
            else if (told[place].Change == RecordChange.Changed)
                changed.Add(row);
        }

        var kept = added.Count == 0 ? [] : (await records.AddAsync(connection, added, cancellationToken)).ToHashSet();
        if (changed.Count > 0)
            await records.ChangeAsync(connection, changed, cancellationToken);
        written.AddRange(added.Where(row => kept.Contains(row.Id)));
        written.AddRange(changed);
        return [.. added.Where(row => !kept.Contains(row.Id)).Select(row => places[row.Id])];
    }

    private RecordRow Seal(RecordClaim claim, SubjectKey key, KnownRecord? known)
    {
        var id = known?.Id ?? Guid.CreateVersion7();
        var holder = SealedHolder.Of(claim.Holder);
        var told = index.Of(
            IndexKind.Record,
            string.Join('\n', claim.Kind, claim.Status, claim.OpenedAt?.UtcTicks, claim.ClosedAt?.UtcTicks, holder.Canonical()));
        return new RecordRow(id, key.SubjectId, claim, key.Seal(ClaimColumn, id, holder), told);
    }

    private static Told Compare(RecordRow row, KnownRecord? before, int? expectedVersion)
    {
        var stands = before is { IsGone: false } && before.Told.AsSpan().SequenceEqual(row.Told);
        // Whoever says again what stands already, because the first answer was lost on the way, is told that it does.
        if (stands && expectedVersion is not 0)
            return new Told(RecordChange.Unchanged, before!.Id, before.Version);
        if (expectedVersion is { } expected && expected != (before?.Version ?? 0))
            return new Told(RecordChange.Stale, before?.Id ?? row.Id, before?.Version ?? 0);
        return before is null ? new Told(RecordChange.Created, row.Id, 1) : new Told(RecordChange.Changed, row.Id, before.Version + 1);
    }

    private static async Task RecordAsync(
        NpgsqlConnection connection,
        Actor actor,
        List<RecordRow> written,
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
