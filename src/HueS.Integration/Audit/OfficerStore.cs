using System.Collections.Concurrent;
using HueS.Integration.Identity;
using HueS.Integration.Protection;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Audit;

/// <summary>
/// Officers as the trail names them. An officer's account may be a personal number, so it is sealed like a citizen's, and
/// the trail holds only an id.
/// </summary>
internal sealed class OfficerStore(SubjectStore subjects, BlindIndex index)
{
    private const string AccountColumn = "officer.account";
    private const int MostRemembered = 10_000;

    // A few officers ask nearly everything, and an officer's id never changes.
    private readonly ConcurrentDictionary<OfficerId, Guid> _known = new();

    public async ValueTask<Guid> OfAsync(NpgsqlConnection connection, OfficerId officer, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(officer, out var known))
            return known;

        var key = await subjects.OfAsync(connection, index.Of(IndexKind.Officer, officer.Text), cancellationToken);
        await connection.ExecuteAsync(
            "insert into officer (id, account) values ($1, $2) on conflict (id) do nothing",
            [key.SubjectId, key.Seal(AccountColumn, key.SubjectId, officer.Text)],
            cancellationToken);
        return key.SubjectId;
    }

    /// <summary>The same in a transaction of its own, after which the officer is known without asking the database.</summary>
    public async ValueTask<Guid> KeepAsync(Database database, Pool pool, OfficerId officer, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(officer, out var known))
            return known;

        var id = await database.TransactAsync(
            pool,
            (connection, token) => OfAsync(connection, officer, token).AsTask(),
            cancellationToken);
        if (_known.Count >= MostRemembered)
            _known.Clear();
        _known[officer] = id;
        return id;
    }

    public async Task<OfficerId> ReadAsync(NpgsqlConnection connection, Guid officerId, CancellationToken cancellationToken)
    {
        var key = await subjects.OpenAsync(connection, officerId, cancellationToken);
        var account = await connection.FirstAsync(
            "select account from officer where id = $1",
            [officerId],
            row => row.GetFieldValue<byte[]>(0),
            cancellationToken);
        return OfficerId.TryParse(key.Open<string>(AccountColumn, officerId, account!), out var officer)
            ? officer
            : throw new SealBrokenException(AccountColumn);
    }
}
