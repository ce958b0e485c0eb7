using System.Text.Json;
using HueS.Integration.Audit;
using HueS.Integration.Linking.Placements;
using HueS.Integration.Linking.Records;
using Npgsql;

namespace HueS.Integration.Reconciliation.RecordLinks;

/// <summary>Brings the links of one record in line, by placing it as always, and takes that back from its journal.</summary>
internal sealed class RecordEffects(
    RecordLook look,
    RecordStore records,
    TracedPlacer placer,
    RekeyedRecords rekeyed,
    LinkRestorer restorer,
    ChangeStore changes,
    Trail trail)
{
    public async Task<LeftReason?> ApplyAsync(NpgsqlConnection connection, Actor actor, Run run, RunItem item, CancellationToken cancellationToken)
    {
        // Looked at again: only what was shown is done, and only where it stands on the same.
        if (await look.AtAsync(connection, item.Target, cancellationToken) is not LookResult.Ended { Looked: var looked }
            || !looked.Basis.AsSpan().SequenceEqual(item.Basis))
            return LeftReason.Changed;
        var traces = item.Category == FindingCategory.RecordRekeyed
            ? await ProposeAsync(connection, actor, run, item, cancellationToken)
            : await placer.PlaceAsync(connection, item.Target, cancellationToken);
        if (traces.Count == 0)
            return LeftReason.AlreadySo;
        await changes.AddAsync(
            connection,
            new RunChange(Guid.CreateVersion7(), run.Id, item.Id, item.Effect!.Value, item.Target, JsonSerializer.SerializeToUtf8Bytes(traces)),
            cancellationToken);
        await trail.WriteAsync(
            connection,
            new AuditEntry(
                AuditAction.RecordReconciled, actor, run.Purpose, run.CaseReference, item.CitizenId, run.Id.ToString(), item.Category.ToString()),
            cancellationToken);
        return null;
    }

    public Task<bool> TakeBackAsync(NpgsqlConnection connection, Actor actor, RunChange change, CancellationToken cancellationToken) =>
        restorer.RestoreAsync(connection, actor, JsonSerializer.Deserialize<List<LinkTrace>>(change.Before)!, cancellationToken);

    private async Task<IReadOnlyList<LinkTrace>> ProposeAsync(
        NpgsqlConnection connection,
        Actor actor,
        Run run,
        RunItem item,
        CancellationToken cancellationToken)
    {
        var record = (await records.FindAsync(connection, item.Target, cancellationToken))!;
        return await placer.TraceAsync(
            connection,
            record,
            () => rekeyed.ProposeAsync(connection, actor, record, item.CitizenId!.Value, run.Purpose, cancellationToken),
            cancellationToken);
    }
}
