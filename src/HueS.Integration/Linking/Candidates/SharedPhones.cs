using HueS.Integration.Linking.Records;
using HueS.Integration.Upstreams.Records;
using Npgsql;

namespace HueS.Integration.Linking.Candidates;

/// <summary>
/// A phone that many records of other people give, such as a school's, says nothing of whom one of them means: it neither finds
/// anybody nor is a second key. Records that share more than the phone with this one are taken for the same person's.
/// </summary>
internal sealed class SharedPhones(MatchEngines engines, MatchKeys keys, RecordKeyStore recordKeys)
{
    private const int MostOthers = CitizenKeyStore.MostSharing;

    // Several nodes may find at once that it is one too many, and none of them sees the others' records yet.
    private const int Slack = 8;

    /// <summary>What the record says of its holder, without a phone that says nothing.</summary>
    public async Task<HolderClaim> ReadAsync(NpgsqlConnection connection, HolderClaim holder, CancellationToken cancellationToken) =>
        await OthersAsync(connection, holder, cancellationToken) is { Count: > MostOthers } ? holder with { Phone = null } : holder;

    /// <summary>The same of a record whose keys are about to be written; where the phone is only now found to say nothing, the others are looked at again.</summary>
    public async Task<HolderClaim> ReadAsync(NpgsqlConnection connection, Guid recordId, HolderClaim holder, CancellationToken cancellationToken)
    {
        var others = (await OthersAsync(connection, holder, cancellationToken)).FindAll(id => id != recordId);
        if (others.Count <= MostOthers)
            return holder;
        if (others.Count <= MostOthers + Slack && !await recordKeys.HasAnyAsync(connection, recordId, cancellationToken))
            await RecordBook.Queue.AgainUnlessHeldAsync(connection, others, cancellationToken);

        return holder with { Phone = null };
    }

    private async Task<List<Guid>> OthersAsync(NpgsqlConnection connection, HolderClaim holder, CancellationToken cancellationToken)
    {
        if (holder.Phone is null)
            return [];
        var engine = engines.Current;
        var row = CandidateFinder.Read(engine, holder);
        return keys.Phone(row) is { } phone
            ? await recordKeys.OthersAsync(
                connection, phone, [.. keys.Asked(engine, row).Where(key => !key.AsSpan().SequenceEqual(phone))], MostOthers + Slack + 1, cancellationToken)
            : [];
    }
}
