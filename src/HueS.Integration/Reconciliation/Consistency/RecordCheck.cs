using System.Text.Json;
using HueS.Integration.Audit;
using HueS.Integration.Linking.Candidates;
using HueS.Integration.Linking.Placements;
using HueS.Integration.Linking.Records;
using Npgsql;

namespace HueS.Integration.Reconciliation.Consistency;

/// <summary>Records against the line of those to be linked, and against the keys by which whoever becomes known finds them.</summary>
internal sealed class RecordCheck(
    RecordStore records,
    RecordBook book,
    RecordKeyStore keys,
    CandidateFinder finder,
    SharedPhones phones,
    TracedPlacer placer,
    LinkRestorer restorer) : IConsistencyCheck
{
    /// <summary>Stored where placing the record failed for good.</summary>
    private const string Parked = "Parked";

    /// <summary>Stored where it has no keys, though it says by what its holder could be found.</summary>
    private const string Keyless = "Keyless";

    public TargetKind About => TargetKind.Record;

    public Task<List<Guid>> ListAsync(NpgsqlConnection connection, string? system, Guid? after, int limit, CancellationToken cancellationToken) =>
        records.ListAsync(connection, system, since: null, after, limit, cancellationToken);

    public async Task<Looked> LookAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        if (await records.FindAsync(connection, id, cancellationToken) is not { } record)
            return Looked.Skipped(SkipReason.Gone);
        // Whoever works the line off comes to it.
        if (await RecordBook.Queue.IsAnyWaitingAsync(connection, [id], cancellationToken))
            return Looked.Unchanged;
        return await WhyUnplacedAsync(connection, record, cancellationToken) is { } reason
            ? new Looked(ItemState.Finding, [reason], new RunFinding(FindingCategory.RecordUnplaced, RunEffect.PlaceRecord))
            : Looked.Unchanged;
    }

    public async Task<Repair?> RepairAsync(NpgsqlConnection connection, Actor actor, Run run, RunItem item, CancellationToken cancellationToken)
    {
        var hadKeys = await keys.HasAnyAsync(connection, item.Target, cancellationToken);
        // Taken up once more, the line is rid of what was parked. Its place first: everybody holds rows in that order.
        await using (var batch = new NpgsqlBatch(connection))
        {
            RecordBook.Queue.AppendAgain(batch, [item.Target]);
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        var traces = await placer.PlaceAsync(connection, item.Target, cancellationToken);
        return new Repair(JsonSerializer.SerializeToUtf8Bytes(traces), hadKeys ? null : []);
    }

    public async Task<bool> TakeBackAsync(NpgsqlConnection connection, Actor actor, RunChange change, CancellationToken cancellationToken)
    {
        if (!await restorer.RestoreAsync(connection, actor, JsonSerializer.Deserialize<List<LinkTrace>>(change.Before)!, cancellationToken))
            return false;
        if (change.After is null)
            return true;
        await using var batch = new NpgsqlBatch(connection);
        RecordKeyStore.AppendReplace(batch, change.Target, []);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return true;
    }

    public async Task<string?> NameAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        await records.FindAsync(connection, id, cancellationToken) is { } record ? $"{record.System}/{record.RecordId}" : null;

    private async Task<string?> WhyUnplacedAsync(NpgsqlConnection connection, KeptRecord record, CancellationToken cancellationToken)
    {
        if (await RecordBook.Queue.IsParkedAsync(connection, record.Id, cancellationToken))
            return Parked;
        if (record.GoneAt is not null
            || await keys.HasAnyAsync(connection, record.Id, cancellationToken)
            || await book.OpenHolderAsync(connection, record.Id, cancellationToken) is not { } holder)
            return null;
        var telling = await phones.ReadAsync(connection, holder, cancellationToken);
        return finder.KeysOf(telling).Count > 0 ? Keyless : null;
    }
}
