using HueS.Integration.Profiles;
using Npgsql;

namespace HueS.Integration.Linking.Candidates;

/// <summary>
/// Makes citizens findable by what is known of them, in the transaction in which it became known: whoever is bound a moment
/// before a record is looked at speaks when it is said whose that is.
/// </summary>
internal sealed class CitizenKeys(MatchEngines engines, MatchKeys keys, CitizenRows rows, CitizenStore citizens, CitizenKeyStore store, CitizenWalkStore walks)
    : ICitizenKeeper
{
    public async Task LearnAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken)
    {
        await WriteAsync(connection, citizenId, cancellationToken);
        // What became known concerns the records too that were passed already.
        await walks.EndAsync(connection, citizenId, cancellationToken);
    }

    /// <summary>Writes the keys and answers them.</summary>
    public async Task<IReadOnlyList<byte[]>> WriteAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken)
    {
        var kept = await KeysOfAsync(connection, citizenId, cancellationToken);
        await using (var batch = new NpgsqlBatch(connection))
        {
            CitizenKeyStore.AppendReplace(batch, citizenId, kept);
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        await citizens.SetFindableAsync(connection, citizenId, cancellationToken);
        return kept;
    }

    /// <summary>Whether the citizen can be found by everything that is known of them.</summary>
    public async Task<bool> AreWholeAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken)
    {
        var kept = (await store.ListAsync(connection, citizenId, cancellationToken)).Select(Convert.ToHexString).ToHashSet();
        return (await KeysOfAsync(connection, citizenId, cancellationToken)).Select(Convert.ToHexString).All(kept.Contains);
    }

    /// <summary>Whoever was merged into another is found as that one, and by nothing of their own.</summary>
    private async Task<IReadOnlyList<byte[]>> KeysOfAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken)
    {
        if (await citizens.StandingAsync(connection, citizenId, cancellationToken) is { MergedInto: not null })
            return [];
        var engine = engines.Current;
        var citizen = await rows.ReadAsync(connection, engine, citizenId, cancellationToken);
        return keys.Kept(engine, citizen.Row, citizen.FormerNumbers);
    }
}
