using HueS.Integration.Protection;
using HueS.Integration.Storage;
using HueS.Integration.Verification;
using Npgsql;

namespace HueS.Integration.Profiles;

/// <summary>
/// Citizens as verified: number, name and birth date, sealed, and nothing else of the register. One row a person, whose id is
/// the id of the subject the number names under which they were first kept.
/// </summary>
internal sealed class CitizenStore(SubjectStore subjects)
{
    private const string IdentityColumn = "citizen.identity";

    /// <summary>Makes the citizen on first sight; the identity kept is the one given last, by which they are yet to be found.</summary>
    public Task KeepAsync(
        NpgsqlConnection connection,
        SubjectKey citizen,
        SealedPerson verified,
        CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            insert into citizen (id, identity)
            values ($1, $2)
            on conflict (id) do update
            set identity = excluded.identity,
                findable = false
            """,
            [citizen.SubjectId, citizen.Seal(IdentityColumn, citizen.SubjectId, verified)],
            cancellationToken);

    /// <summary>
    /// Whoever looks for the citizen finds them by what is known now. Somebody who is just changing who they are is passed over,
    /// not waited for: they say it themselves.
    /// </summary>
    public Task SetFindableAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            with found as (
              select id
              from citizen
              where id = $1
                and not findable
              for no key update skip locked)
            update citizen
            set findable = true
            from found
            where citizen.id = found.id
            """,
            [citizenId],
            cancellationToken);

    /// <summary>A page of those who cannot be found by what is known now, in the order of their ids.</summary>
    public Task<List<Guid>> ListNotFindableAsync(NpgsqlConnection connection, Guid? after, int limit, CancellationToken cancellationToken) =>
        connection.ListAsync(
            "select id from citizen where not findable and id > $1 order by id limit $2",
            [after ?? Guid.Empty, limit],
            row => row.GetGuid(0),
            cancellationToken);

    /// <summary>All citizens, merged or not, a page of them by id.</summary>
    public Task<List<Guid>> ListAsync(NpgsqlConnection connection, Guid? after, int limit, CancellationToken cancellationToken) =>
        connection.ListAsync(
            "select id from citizen where id > $1 order by id limit $2",
            [after ?? Guid.Empty, limit],
            row => row.GetGuid(0),
            cancellationToken);

    public async Task<(SealedPerson Person, DateTimeOffset Since)?> FindAsync(
        NpgsqlConnection connection,
        Guid citizenId,
        CancellationToken cancellationToken)
    {
        var kept = await connection.FirstAsync<(byte[] Identity, DateTimeOffset Since)?>(
            "select identity, since from citizen where id = $1",
            [citizenId],
            row => (row.GetFieldValue<byte[]>(0), row.GetFieldValue<DateTimeOffset>(1)),
            cancellationToken);
        if (kept is not var (identity, since))
            return null;
        var subject = await subjects.OpenAsync(connection, citizenId, cancellationToken);
        return (subject.Open<SealedPerson>(IdentityColumn, citizenId, identity), since);
    }

    /// <summary>The identity as it is sealed, for who may have to put it back.</summary>
    public async Task<byte[]> ReadSealedAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken) =>
        await FindSealedAsync(connection, citizenId, cancellationToken)
        ?? throw new InvalidOperationException($"There is no citizen {citizenId}.");

    public Task PutBackAsync(NpgsqlConnection connection, Guid citizenId, byte[] identity, CancellationToken cancellationToken) =>
        connection.ExecuteAsync("update citizen set identity = $2 where id = $1", [citizenId, identity], cancellationToken);

    /// <summary>Since when there is such a citizen, and whom they were merged into; <c>null</c>: there never was one.</summary>
    public Task<(DateTimeOffset Since, Guid? MergedInto)?> StandingAsync(
        NpgsqlConnection connection,
        Guid citizenId,
        CancellationToken cancellationToken) =>
        connection.FirstAsync<(DateTimeOffset, Guid?)?>(
            "select since, merged_into from citizen where id = $1",
            [citizenId],
            row => (row.GetFieldValue<DateTimeOffset>(0), row.ValueOrNull<Guid>(1)),
            cancellationToken);

    /// <summary>Who a citizen is by now, over however many merges: themselves, where they were never merged.</summary>
    public async Task<Guid> SurvivorOfAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken) =>
        await connection.FirstAsync(
            """
            with recursive step (id, merged_into) as (
              select id, merged_into from citizen where id = $1
              union
              select citizen.id, citizen.merged_into
              from step
              join citizen on citizen.id = step.merged_into)
            select id from step where merged_into is null
            """,
            [citizenId],
            row => row.GetGuid(0),
            cancellationToken);

    /// <summary>Keeps these citizens from being merged, and from getting anything, until the transaction ends; answers those not merged.</summary>
    public Task<List<Guid>> LockAsync(NpgsqlConnection connection, Guid[] citizenIds, CancellationToken cancellationToken) =>
        connection.ListAsync(
            "select id from (select id, merged_into from citizen where id = any($1) order by id for update) as held where merged_into is null",
            [citizenIds],
            row => row.GetGuid(0),
            cancellationToken);

    /// <param name="survivorId"><c>null</c>: the citizen is somebody of their own again.</param>
    public Task MergeIntoAsync(NpgsqlConnection connection, Guid citizenId, Guid? survivorId, CancellationToken cancellationToken) =>
        connection.ExecuteAsync("update citizen set merged_into = $2 where id = $1", [citizenId, survivorId], cancellationToken);

    public async Task<SealedPerson> ReadAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken) =>
        (await FindAsync(connection, citizenId, cancellationToken))?.Person
        ?? throw new InvalidOperationException($"There is no citizen {citizenId}.");

    /// <summary>The identity as it is kept: it changes with every keeping, whether or not the person did.</summary>
    public Task<byte[]?> FindSealedAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken) =>
        connection.FirstAsync("select identity from citizen where id = $1", [citizenId], row => row.GetFieldValue<byte[]>(0), cancellationToken);

    /// <summary>Puts an identity back that another one replaced, by which they are yet to be found; <c>false</c>: yet another one has been kept since.</summary>
    public async Task<bool> RestoreAsync(
        NpgsqlConnection connection,
        Guid citizenId,
        byte[] before,
        byte[] after,
        CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(
            "update citizen set identity = $2, findable = false where id = $1 and identity = $3",
            [citizenId, before, after],
            cancellationToken) == 1;

    /// <summary>About how many citizens there are; the database's own estimate, so that nobody counts a million rows.</summary>
    public async Task<int> CountAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        Math.Max(1, (int)await connection.FirstAsync(
            "select greatest(reltuples, 0)::bigint from pg_class where oid = 'citizen'::regclass",
            [],
            row => row.GetInt64(0),
            cancellationToken));

    /// <summary>Which of these subjects are citizens, and not merged into another.</summary>
    public Task<List<Guid>> AmongAsync(NpgsqlConnection connection, Guid[] subjectIds, CancellationToken cancellationToken) =>
        connection.ListAsync(
            "select id from citizen where id = any($1) and merged_into is null",
            [subjectIds],
            row => row.GetGuid(0),
            cancellationToken);
}
