using HueS.Integration.Protection;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Profiles;

/// <summary>The table <c>profile</c>.</summary>
internal sealed class ProfileStore(SubjectStore subjects)
{
    private const string PhoneColumn = "profile.phone";
    private const string Columns = "id, account_id, citizen_id, verification_id, bound_at, version";

    /// <summary>Adds a profile; <c>null</c> where the account has one already.</summary>
    public Task<Profile?> AddAsync(
        NpgsqlConnection connection,
        string accountId,
        SubjectKey citizen,
        Guid verificationId,
        string? phone,
        CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7();
        return connection.FirstAsync(
            $"""
            insert into profile (id, account_id, citizen_id, verification_id, phone)
            values ($1, $2, $3, $4, $5)
            on conflict (account_id) do nothing
            returning {Columns}
            """,
            [id, accountId, citizen.SubjectId, verificationId, SealPhone(citizen, id, phone)],
            Read,
            cancellationToken);
    }

    public async Task<Profile> RenewAsync(
        NpgsqlConnection connection,
        Profile known,
        SubjectKey citizen,
        Guid verificationId,
        string? phone,
        CancellationToken cancellationToken) =>
        (await connection.FirstAsync(
            $"""
            update profile
            set verification_id = $2,
                phone = coalesce($3, phone),
                bound_at = clock_timestamp(),
                version = version + 1
            where id = $1
            returning {Columns}
            """,
            [known.Id, verificationId, SealPhone(citizen, known.Id, phone)],
            Read,
            cancellationToken))!;

    /// <summary>A page of all profiles, in the order of their ids.</summary>
    public Task<List<Profile>> PageAsync(NpgsqlConnection connection, Guid? after, int limit, CancellationToken cancellationToken) =>
        connection.ListAsync(
            $"select {Columns} from profile where id > $1 order by id limit $2",
            [after ?? Guid.Empty, limit],
            Read,
            cancellationToken);

    /// <summary>
    /// Gives the account to another citizen; <c>null</c>: it changed meanwhile. Its phone was sealed for the one before, and
    /// may be theirs, so it is not taken along.
    /// </summary>
    public Task<Profile?> MoveAsync(
        NpgsqlConnection connection,
        Profile known,
        SubjectKey citizen,
        Guid verificationId,
        CancellationToken cancellationToken) =>
        connection.FirstAsync(
            $"""
            update profile
            set citizen_id = $3,
                verification_id = $4,
                phone = null,
                bound_at = clock_timestamp(),
                version = version + 1
            where id = $1
              and version = $2
            returning {Columns}
            """,
            [known.Id, known.Version, citizen.SubjectId, verificationId],
            Read,
            cancellationToken);

    /// <summary>Reads the phone as it is sealed, for who may have to put it back.</summary>
    public Task<byte[]?> ReadSealedPhoneAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.FirstAsync("select phone from profile where id = $1", [id], row => row.ObjectOrNull<byte[]>(0), cancellationToken);

    /// <summary>Seals what is sealed of an account anew for the citizen who turned out to be its own.</summary>
    public async Task<byte[]?> ResealPhoneAsync(
        NpgsqlConnection connection,
        Guid id,
        SubjectKey from,
        SubjectKey to,
        CancellationToken cancellationToken) =>
        await ReadSealedPhoneAsync(connection, id, cancellationToken) is { } phone
            ? to.Seal(PhoneColumn, id, from.Open<string>(PhoneColumn, id, phone))
            : null;

    /// <summary>Gives the account, with its phone as sealed for them, to the citizen it turned out to be of; the binding stays what it was.</summary>
    public async Task<Profile> TakeAlongAsync(
        NpgsqlConnection connection,
        Guid id,
        Guid citizenId,
        byte[]? phone,
        CancellationToken cancellationToken) =>
        (await connection.FirstAsync(
            $"""
            update profile
            set citizen_id = $2,
                phone = $3,
                version = version + 1
            where id = $1
            returning {Columns}
            """,
            [id, citizenId, phone],
            Read,
            cancellationToken))!;

    public Task<Profile?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.FirstAsync($"select {Columns} from profile where id = $1", [id], Read, cancellationToken);

    public Task<Profile?> FindAsync(NpgsqlConnection connection, string accountId, CancellationToken cancellationToken) =>
        connection.FirstAsync($"select {Columns} from profile where account_id = $1", [accountId], Read, cancellationToken);

    /// <summary>The accounts of a citizen, the oldest binding first.</summary>
    public Task<List<Profile>> ListAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken) =>
        connection.ListAsync(
            $"select {Columns} from profile where citizen_id = $1 order by id",
            [citizenId],
            Read,
            cancellationToken);

    /// <summary>Keeps the accounts of these citizens from being changed until the transaction ends.</summary>
    public Task LockAsync(NpgsqlConnection connection, Guid[] citizenIds, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "select id from profile where citizen_id = any($1) order by id for update",
            [citizenIds],
            cancellationToken);

    /// <summary>Reads the profile and keeps others from changing it until the transaction ends.</summary>
    public Task<Profile?> LockAsync(NpgsqlConnection connection, string accountId, CancellationToken cancellationToken) =>
        connection.FirstAsync(
            $"select {Columns} from profile where account_id = $1 for update",
            [accountId],
            Read,
            cancellationToken);

    public async Task<string?> ReadPhoneAsync(NpgsqlConnection connection, Profile profile, CancellationToken cancellationToken)
    {
        var phone = await connection.FirstAsync(
            "select phone from profile where id = $1",
            [profile.Id],
            row => row.ObjectOrNull<byte[]>(0),
            cancellationToken);
        if (phone is null)
            return null;
        var citizen = await subjects.OpenAsync(connection, profile.CitizenId, cancellationToken);
        return citizen.Open<string>(PhoneColumn, profile.Id, phone);
    }

    /// <summary>The phones of all accounts of a citizen, the newest binding's first.</summary>
    public async Task<IReadOnlyList<string>> ReadPhonesAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken)
    {
        var phones = await connection.ListAsync(
            "select id, phone from profile where citizen_id = $1 and phone is not null order by bound_at desc, id",
            [citizenId],
            row => (Id: row.GetGuid(0), Phone: row.GetFieldValue<byte[]>(1)),
            cancellationToken);
        if (phones.Count == 0)
            return [];
        var citizen = await subjects.OpenAsync(connection, citizenId, cancellationToken);
        return [.. phones.Select(phone => citizen.Open<string>(PhoneColumn, phone.Id, phone.Phone))];
    }

    /// <summary>How many accounts a citizen has.</summary>
    public Task<int> CountAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken) =>
        connection.FirstAsync("select count(*)::int from profile where citizen_id = $1", [citizenId], row => row.GetInt32(0), cancellationToken);

    /// <summary>Citizens whose newest account was bound before a moment, a page of them by id.</summary>
    public Task<List<Guid>> ListCitizensAsync(
        NpgsqlConnection connection,
        DateTimeOffset boundBefore,
        Guid? after,
        int limit,
        CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            select citizen_id
            from profile
            where $2::uuid is null or citizen_id > $2
            group by citizen_id
            having max(bound_at) < $1
            order by citizen_id
            limit $3
            """,
            [boundBefore, after, limit],
            row => row.GetGuid(0),
            cancellationToken);

    /// <summary>So many of the same citizens, drawn by lot; the same lot draws the same.</summary>
    public Task<List<Guid>> DrawCitizensAsync(
        NpgsqlConnection connection,
        DateTimeOffset boundBefore,
        Guid lot,
        int count,
        CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            select citizen_id
            from profile
            group by citizen_id
            having max(bound_at) < $1
            order by md5(citizen_id::text || $2::text)
            limit $3
            """,
            [boundBefore, lot, count],
            row => row.GetGuid(0),
            cancellationToken);

    /// <summary>The citizens these accounts are bound to.</summary>
    public Task<List<Guid>> CitizensOfAsync(NpgsqlConnection connection, string[] accountIds, CancellationToken cancellationToken) =>
        connection.ListAsync(
            "select distinct citizen_id from profile where account_id = any($1)",
            [accountIds],
            row => row.GetGuid(0),
            cancellationToken);

    private static byte[]? SealPhone(SubjectKey citizen, Guid id, string? phone) =>
        phone is null ? null : citizen.Seal(PhoneColumn, id, phone);

    private static Profile Read(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetString(1),
        row.GetGuid(2),
        row.GetGuid(3),
        row.GetFieldValue<DateTimeOffset>(4),
        row.GetInt32(5));
}
