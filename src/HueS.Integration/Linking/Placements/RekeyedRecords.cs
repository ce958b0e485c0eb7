using HueS.Integration.Audit;
using HueS.Integration.Linking.Candidates;
using HueS.Integration.Linking.Records;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Linking.Placements;

/// <summary>
/// Records that came back under another id. That one is such is never certain: it is taken for one where exactly one record of
/// its system that is gone has its kind and its beginning and said exactly the same of its holder, and was one citizen's.
/// </summary>
internal sealed class RekeyedRecords(
    RecordStore records,
    RecordBook book,
    LinkStore links,
    LinkChangeStore changes,
    LinkKeeper keeper,
    CandidateFinder finder,
    SharedPhones phones,
    TimeProvider time)
{
    /// <summary>Where more are alike in kind and beginning, likeness says nothing.</summary>
    private const int MostAlike = 20;

    /// <summary>Whose the record was under its former id; <c>null</c>: it is no such record, or something was said of the two already.</summary>
    public async Task<Guid?> FormerHolderAsync(NpgsqlConnection connection, Guid recordId, CancellationToken cancellationToken)
    {
        if (await records.FindAsync(connection, recordId, cancellationToken) is not { GoneAt: null, OpenedAt: not null } record
            || await book.OpenHolderAsync(connection, recordId, cancellationToken) is not { IsEmpty: false } holder)
            return null;
        var known = await links.ListOfRecordAsync(connection, record.System, record.RecordId, cancellationToken);
        if (known.Exists(link => LinkLife.HoldsRecord(link.State)))
            return null;
        if (await FormerAsync(connection, record, SealedHolder.Of(holder).Canonical(), cancellationToken) is not { } former)
            return null;
        return await HolderOfAsync(connection, former, cancellationToken) is { } citizen
            && !known.Exists(link => link.CitizenId == citizen && link.State != LinkState.Closed)
                ? citizen
                : null;
    }

    /// <summary>Asks a person whether it is theirs still; for a purpose of its own, so that no machine takes the question back.</summary>
    public async Task ProposeAsync(
        NpgsqlConnection connection,
        Actor actor,
        KeptRecord record,
        Guid citizenId,
        string purpose,
        CancellationToken cancellationToken)
    {
        var holder = (await book.OpenHolderAsync(connection, record.Id, cancellationToken))!;
        var telling = await phones.ReadAsync(connection, holder, cancellationToken);
        var found = await finder.FindAsync(connection, telling, new HashSet<Guid>(), citizenId, cancellationToken);
        var wanted = new WantedLink(citizenId, record.System, record.RecordId, purpose, found.Meant!.Evidence);
        await keeper.KeepAsync(
            connection, actor, wanted, [.. found.AgainstMeant(), LinkReason.RecordRekeyed], time.GetStoredNow(), cancellationToken);
    }

    private async Task<KeptRecord?> FormerAsync(NpgsqlConnection connection, KeptRecord record, string said, CancellationToken cancellationToken)
    {
        var alike = await records.ListGoneAlikeAsync(connection, record, MostAlike + 1, cancellationToken);
        if (alike.Count > MostAlike)
            return null;
        var same = new List<KeptRecord>();
        foreach (var gone in alike)
        {
            if (await book.OpenHolderAsync(connection, gone.Id, cancellationToken) is { } holder && SealedHolder.Of(holder).Canonical() == said)
                same.Add(gone);
        }

        return same is [var only] ? only : null;
    }

    private async Task<Guid?> HolderOfAsync(NpgsqlConnection connection, KeptRecord former, CancellationToken cancellationToken)
    {
        var holders = new HashSet<Guid>();
        foreach (var link in await links.ListOfRecordAsync(connection, former.System, former.RecordId, cancellationToken))
        {
            var held = LinkLife.HoldsRecord(link.State)
                || (link is { State: LinkState.Closed, ClosedFor: LinkReason.RecordGone }
                    && LinkLife.HoldsRecord(LinkLife.Reopened(await changes.ListAsync(connection, link.Id, cancellationToken))));
            if (held)
                holders.Add(link.CitizenId);
        }

        return holders.Count == 1 ? holders.Single() : null;
    }
}
