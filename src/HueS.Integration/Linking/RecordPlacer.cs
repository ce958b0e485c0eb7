using HueS.Integration.Audit;
using HueS.Integration.Linking.Candidates;
using HueS.Integration.Linking.Matching;
using HueS.Integration.Linking.Records;
using HueS.Integration.Review;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Linking;

/// <summary>What came of looking whose a record is.</summary>
internal enum Placing
{
    Done,

    /// <summary>There are citizens who cannot be found yet, and one of them may be meant: to be looked at again once they can.</summary>
    AwaitsCitizens,
}

/// <summary>Looks whose a record is by what it and the citizens say now, and brings its links in line.</summary>
internal sealed class RecordPlacer(
    RecordStore records,
    RecordBook book,
    CandidateFinder finder,
    SharedPhones phones,
    LinkStore links,
    LinkKeeper keeper,
    LinkCloser closer,
    LinkDoubts doubts,
    ReviewStore reviews,
    TimeProvider time)
{
    public async Task<Placing> PlaceAsync(NpgsqlConnection connection, Guid recordId, CancellationToken cancellationToken)
    {
        if (await records.FindAsync(connection, recordId, cancellationToken) is not { } record
            || await book.OpenHolderAsync(connection, recordId, cancellationToken) is not { } holder)
        {
            return Placing.Done;
        }

        var known = await HoldLinksAsync(connection, record, cancellationToken);
        var actor = Actor.Worker(record.System);
        var telling = await phones.ReadAsync(connection, recordId, holder, cancellationToken);
        await WriteKeysAsync(connection, recordId, record.GoneAt is null ? finder.KeysOf(holder) : [], cancellationToken);
        if (record.GoneAt is not null)
        {
            await closer.CloseGoneAsync(connection, actor, known, cancellationToken);
            return Placing.Done;
        }

        known = await closer.ReopenAsync(connection, actor, known, cancellationToken);
        var standing = known.FirstOrDefault(link => LinkLife.HoldsRecord(link.State));
        var found = await finder.FindAsync(connection, telling, RuledOut(known), standing?.CitizenId, cancellationToken);
        if (found is { AwaitsCitizens: true, Judged.Call: LinkCall.Automatic })
            return Placing.AwaitsCitizens;

        var best = await KeepAsync(connection, actor, record, found, cancellationToken);
        await closer.CloseOutrankedAsync(connection, actor, known, best, cancellationToken);
        // What was linked by rule and would not be any more is not undone by machine: a person looks at it.
        if (standing is not null)
            await doubts.LookAsync(connection, actor, standing, found.Meant!.Evidence, found.AgainstMeant(), cancellationToken);
        return Placing.Done;
    }

    /// <summary>Those whom a person ruled out.</summary>
    public static HashSet<Guid> RuledOut(IEnumerable<Link> ofRecord) =>
        [.. ofRecord.Where(link => link.State == LinkState.Unlinked).Select(link => link.CitizenId)];

    private async Task<IReadOnlyList<Link>> HoldLinksAsync(NpgsqlConnection connection, KeptRecord record, CancellationToken cancellationToken)
    {
        var known = await links.ListOfRecordAsync(connection, record.System, record.RecordId, cancellationToken);
        if (known.Count == 0)
            return known;
        await reviews.HoldAsync(connection, ReviewSubject.Link, [.. known.Select(link => link.Id)], cancellationToken);
        return await links.HoldOfRecordAsync(connection, record.System, record.RecordId, cancellationToken);
    }

    private static async Task WriteKeysAsync(
        NpgsqlConnection connection,
        Guid recordId,
        IReadOnlyCollection<byte[]> keys,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        RecordKeyStore.AppendReplace(batch, recordId, keys);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Keeps what the rules say of the best candidate, and answers who that is.</summary>
    private async Task<Guid?> KeepAsync(NpgsqlConnection connection, Actor actor, KeptRecord record, Found found, CancellationToken cancellationToken)
    {
        if (found.Judged is not { Call: not LinkCall.NoCandidate, Decision: { } decision })
            return null;
        var best = found.Candidates[0];
        var wanted = new WantedLink(best.CitizenId, record.System, record.RecordId, RecordLinker.Purpose, best.Evidence);
        await keeper.KeepAsync(connection, actor, wanted, decision.Reasons, time.GetStoredNow(), cancellationToken);
        return best.CitizenId;
    }
}
