using System.Security.Cryptography;
using System.Text;
using HueS.Integration.Linking;
using HueS.Integration.Linking.Placements;
using HueS.Integration.Linking.Records;
using Npgsql;

namespace HueS.Integration.Reconciliation.RecordLinks;

/// <summary>Looks at one record: what placing it would change is what is amiss about it.</summary>
internal sealed class RecordLook(RecordStore records, LinkStore links, PlacementLook placements, RekeyedRecords rekeyed)
{
    /// <summary>Stored where nothing can be said as long as citizens who may be meant cannot be found.</summary>
    private const string AwaitsCitizens = "awaits_citizens";

    /// <summary>Stored where the record is in line to be linked, so that nothing is amiss yet.</summary>
    private const string InLine = "in_line";

    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(1);

    public async Task<LookResult> AtAsync(NpgsqlConnection connection, Guid recordId, CancellationToken cancellationToken)
    {
        if (await records.FindAsync(connection, recordId, cancellationToken) is not { } record)
            return new LookResult.Ended(Looked.Skipped(SkipReason.Gone));
        if (await RecordBook.Queue.IsAnyWaitingAsync(connection, [recordId], cancellationToken))
            return new LookResult.GivenBack(InLine, AgainAfter, IsOutage: true);
        var foreseen = await placements.AtAsync(connection, recordId, cancellationToken);
        if (foreseen.Change == PlacementChange.AwaitsCitizens)
            return new LookResult.GivenBack(AwaitsCitizens, AgainAfter, IsOutage: true);
        var former = foreseen.Change is PlacementChange.None or PlacementChange.Ask
            ? await rekeyed.FormerHolderAsync(connection, recordId, cancellationToken)
            : null;
        var finding = former is null ? FindingOf(foreseen.Change) : new RunFinding(FindingCategory.RecordRekeyed, RunEffect.Propose);
        if (finding is null)
            return new LookResult.Ended(Looked.Unchanged);
        string[] reasons = former is null ? [.. foreseen.Reasons.Select(reason => reason.ToString())] : [nameof(LinkReason.RecordRekeyed)];
        var citizen = former ?? foreseen.CitizenId;
        var basis = await BasisAsync(connection, record, finding, citizen, reasons, cancellationToken);
        return new LookResult.Ended(new Looked(ItemState.Finding, reasons, finding, basis, CitizenId: citizen));
    }

    private static RunFinding? FindingOf(PlacementChange change) => change switch
    {
        PlacementChange.None => null,
        PlacementChange.Link => new RunFinding(FindingCategory.LinkMissing, RunEffect.LinkByRule),
        PlacementChange.Ask => new RunFinding(FindingCategory.LinkUnasked, RunEffect.Propose),
        PlacementChange.Question => new RunFinding(FindingCategory.LinkWrong, RunEffect.Propose),
        PlacementChange.Withdraw => new RunFinding(FindingCategory.ProposalOutdated, RunEffect.CloseLinks),
        PlacementChange.CloseGone => new RunFinding(FindingCategory.LinkDangling, RunEffect.CloseLinks),
        _ => throw new ArgumentOutOfRangeException(nameof(change)),
    };

    /// <summary>The record as told, its links as they stand, and what the rules make of both.</summary>
    private async Task<byte[]> BasisAsync(
        NpgsqlConnection connection,
        KeptRecord record,
        RunFinding finding,
        Guid? citizen,
        string[] reasons,
        CancellationToken cancellationToken)
    {
        var basis = new StringBuilder($"{finding}|{citizen}|{string.Join(' ', reasons)}|{record.Version}");
        foreach (var link in await links.ListOfRecordAsync(connection, record.System, record.RecordId, cancellationToken))
            basis.Append('|').Append(link.Id).Append(':').Append(link.Version);
        return SHA256.HashData(Encoding.UTF8.GetBytes(basis.ToString()));
    }
}
