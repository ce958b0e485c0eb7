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

    public async Task<Guid> OfAsync(NpgsqlConnection connection, OfficerId officer, CancellationToken cancellationToken)
    {
        var key = await subjects.OfAsync(connection, index.Of(IndexKind.Officer, officer.Text), cancellationToken);
        await connection.ExecuteAsync(
            "insert into officer (id, account) values ($1, $2) on conflict (id) do nothing",
            [key.SubjectId, key.Seal(AccountColumn, key.SubjectId, officer.Text)],
            cancellationToken);
        return key.SubjectId;
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
