using HueS.Integration.Protection;
using HueS.Integration.Storage;
using HueS.Integration.Verification;
using Npgsql;

namespace HueS.Integration.Profiles;

/// <summary>
/// Citizens as verified: number, name and birth date, sealed, and nothing else of the register. One row a person, whose id is
/// the id of the subject their number names.
/// </summary>
internal sealed class CitizenStore(SubjectStore subjects, BlindIndex index)
{
    private const string IdentityColumn = "citizen.identity";

    /// <summary>Which citizen the identity names, whether or not they are kept yet.</summary>
    public async Task<Guid> IdOfAsync(NpgsqlConnection connection, SealedPerson verified, CancellationToken cancellationToken) =>
        (await subjects.OfAsync(connection, index.Of(IndexKind.PersonalNumber, verified.Number!), cancellationToken)).SubjectId;

    /// <summary>The citizen, made on first sight; the identity kept is the one verified last.</summary>
    public async Task<SubjectKey> KeepAsync(
        NpgsqlConnection connection,
        SealedPerson verified,
        CancellationToken cancellationToken)
    {
        var subject = await subjects.OfAsync(connection, index.Of(IndexKind.PersonalNumber, verified.Number!), cancellationToken);
        await connection.ExecuteAsync(
            """
            insert into citizen (id, identity)
            values ($1, $2)
            on conflict (id) do update set identity = excluded.identity
            """,
            [subject.SubjectId, subject.Seal(IdentityColumn, subject.SubjectId, verified)],
            cancellationToken);
        return subject;
    }

    public async Task<SealedPerson> ReadAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken)
    {
        var subject = await subjects.OpenAsync(connection, citizenId, cancellationToken);
        var identity = await connection.FirstAsync(
            "select identity from citizen where id = $1",
            [citizenId],
            row => row.GetFieldValue<byte[]>(0),
            cancellationToken);
        return subject.Open<SealedPerson>(IdentityColumn, citizenId, identity!);
    }
}
