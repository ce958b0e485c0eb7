using HueS.Integration.Linking.Candidates;
using HueS.Integration.Linking.Records;
using HueS.Integration.Profiles;
using Npgsql;

namespace HueS.Integration.Linking;

/// <summary>Lets the records that may be a citizen's be looked at again, page by page, so that no transaction grows with their number.</summary>
internal sealed class CitizenLearner(
    CitizenKeys keys,
    CitizenKeyStore shared,
    RecordKeyStore recordKeys,
    CitizenWalkStore walks,
    MembershipSearch memberships)
{
    private const int RecordsAtOnce = 200;

    public async Task LearnAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken)
    {
        var kept = await keys.WriteAsync(connection, citizenId, cancellationToken);
        var narrow = await shared.NarrowAsync(connection, kept, cancellationToken);
        await memberships.WantAsync(connection, citizenId, cancellationToken);
        var after = await walks.FindAsync(connection, citizenId, cancellationToken);
        var page = await recordKeys.SharingAsync(connection, narrow, after, RecordsAtOnce, cancellationToken);
        var isLast = page.Count < RecordsAtOnce;
        if (isLast && after is not null)
            await walks.EndAsync(connection, citizenId, cancellationToken);
        else if (!isLast)
            await walks.AdvanceAsync(connection, citizenId, page[^1], cancellationToken);
        if (page.Count == 0)
            return;

        await using var batch = new NpgsqlBatch(connection);
        RecordBook.Queue.AppendAgain(batch, page);
        if (!isLast)
            CitizenNews.Changed.AppendAgain(batch, [citizenId]);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
