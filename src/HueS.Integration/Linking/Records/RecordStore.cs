using HueS.Integration.Storage;
using HueS.Integration.Upstreams.Records;
using Npgsql;

namespace HueS.Integration.Linking.Records;

/// <summary>A record as it is written.</summary>
internal sealed record RecordRow(Guid Id, Guid SubjectId, RecordClaim Claim, byte[] SealedHolder, byte[] Told);

/// <summary>What is known of a record that is told again.</summary>
internal sealed record KnownRecord(Guid Id, byte[] Told, bool IsGone, int Version);

/// <summary>A record among all of its system.</summary>
internal sealed record RecordPlace(Guid Id, string RecordId, DateTimeOffset ToldAt, bool IsGone);

/// <summary>The table <c>record</c>.</summary>
internal sealed class RecordStore
{
    private const string Columns =
        "id, system, record_id, kind, status, opened_at, closed_at, holder, told_at, gone_at, version";

    /// <summary>
    /// Those known already, kept from changing until the transaction ends; in one order for everybody, and before their items
    /// of work. Whoever works on one writes keys that point at it and does not wait for us, so the two cannot cross.
    /// </summary>
    public async Task<Dictionary<(string System, string RecordId), KnownRecord>> LockAsync(
        NpgsqlConnection connection,
        IReadOnlyList<RecordClaim> claims,
        CancellationToken cancellationToken) =>
        (await connection.ListAsync(
            """
            select record.system, record.record_id, record.id, record.told, record.gone_at is not null, record.version
            from unnest($1::text[], $2::text[]) as asked (system, record_id)
            join record on record.system = asked.system and record.record_id = asked.record_id
            order by record.system, record.record_id
            for no key update of record
            """,
            [claims.Select(claim => claim.System).ToArray(), claims.Select(claim => claim.RecordId).ToArray()],
            row => KeyValuePair.Create(
                (row.GetString(0), row.GetString(1)),
                new KnownRecord(row.GetGuid(2), row.GetFieldValue<byte[]>(3), row.GetBoolean(4), row.GetInt32(5))),
            cancellationToken)).ToDictionary();

    /// <summary>Adds records, in one order for everybody; those another added a moment ago are left out of the answer.</summary>
    public Task<List<Guid>> AddAsync(NpgsqlConnection connection, IReadOnlyList<RecordRow> rows, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            insert into record (id, system, record_id, subject_id, kind, status, opened_at, closed_at, holder, claim, told)
            select * from unnest(
              $1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::text[],
              $7::timestamptz[], $8::timestamptz[], $9::text[], $10::bytea[], $11::bytea[])
              as added (id, system, record_id, subject_id, kind, status, opened_at, closed_at, holder, claim, told)
            order by system, record_id
            on conflict (system, record_id) do nothing
            returning id
            """,
            Values(rows),
            row => row.GetGuid(0),
            cancellationToken);

    /// <summary>Writes what was told anew over what was told before.</summary>
    public Task ChangeAsync(NpgsqlConnection connection, IReadOnlyList<RecordRow> rows, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            update record
            set kind = changed.kind,
                status = changed.status,
                opened_at = changed.opened_at,
                closed_at = changed.closed_at,
                holder = changed.holder,
                claim = changed.claim,
                told = changed.told,
                told_at = clock_timestamp(),
                gone_at = null,
                version = record.version + 1
            from unnest(
              $1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::text[],
              $7::timestamptz[], $8::timestamptz[], $9::text[], $10::bytea[], $11::bytea[])
              as changed (id, system, record_id, subject_id, kind, status, opened_at, closed_at, holder, claim, told)
            where record.id = changed.id
            """,
            Values(rows),
            cancellationToken);

    /// <summary>Notes that its system knows the record no more; <c>null</c>: it was gone, of another version, or never there.</summary>
    public Task<Guid?> RemoveAsync(
        NpgsqlConnection connection,
        string system,
        string recordId,
        int? expectedVersion,
        CancellationToken cancellationToken) =>
        connection.FirstAsync<Guid?>(
            """
            update record
            set gone_at = clock_timestamp(),
                version = version + 1
            where system = $1
              and record_id = $2
              and gone_at is null
              and version = coalesce($3::int, version)
            returning id
            """,
            [system, recordId, expectedVersion],
            row => row.GetGuid(0),
            cancellationToken);

    /// <summary>The same of several; those that were gone already are left out of the answer.</summary>
    public Task<List<Guid>> RemoveAsync(NpgsqlConnection connection, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            with missing as (
              select id
              from record
              where id = any($1)
                and gone_at is null
              order by system, record_id
              for update)
            update record
            set gone_at = clock_timestamp(),
                version = version + 1
            from missing
            where record.id = missing.id
            returning record.id
            """,
            [ids.ToArray()],
            row => row.GetGuid(0),
            cancellationToken);

    /// <summary>Some of a system's records after one of them, by their ids in the system, gone or not.</summary>
    public Task<List<RecordPlace>> PageAsync(
        NpgsqlConnection connection,
        string system,
        string? after,
        int limit,
        CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            select id, record_id, told_at, gone_at is not null
            from record
            where system = $1
              and record_id > $2
            order by record_id
            limit $3
            """,
            [system, after ?? "", limit],
            row => new RecordPlace(row.GetGuid(0), row.GetString(1), row.GetFieldValue<DateTimeOffset>(2), row.GetBoolean(3)),
            cancellationToken);

    /// <summary>Records of a system, or of all, told with a change since a moment, a page of them by our own ids, gone or not.</summary>
    public Task<List<Guid>> ListAsync(
        NpgsqlConnection connection,
        string? system,
        DateTimeOffset? since,
        Guid? after,
        int limit,
        CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            select id
            from record
            where ($1::text is null or system = $1)
              and ($2::timestamptz is null or told_at >= $2 or gone_at >= $2)
              and id > $3
            order by id
            limit $4
            """,
            [system, since, after ?? Guid.Empty, limit],
            row => row.GetGuid(0),
            cancellationToken);

    /// <summary>So many of the same, drawn by lot; the same lot draws the same.</summary>
    public Task<List<Guid>> DrawAsync(
        NpgsqlConnection connection,
        string? system,
        DateTimeOffset? since,
        Guid lot,
        int count,
        CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            select id
            from record
            where ($1::text is null or system = $1)
              and ($2::timestamptz is null or told_at >= $2 or gone_at >= $2)
            order by md5(id::text || $3::text)
            limit $4
            """,
            [system, since, lot, count],
            row => row.GetGuid(0),
            cancellationToken);

    /// <summary>Those of a system with these ids of its own; nothing for one we do not know.</summary>
    public Task<List<Guid?>> IdsOfAsync(NpgsqlConnection connection, string system, string[] recordIds, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            select record.id
            from (select distinct record_id from unnest($2::text[]) as given (record_id)) as asked
            left join record on record.system = $1 and record.record_id = asked.record_id
            order by asked.record_id
            """,
            [system, recordIds],
            row => row.ValueOrNull<Guid>(0),
            cancellationToken);

    /// <summary>Records of the same kind and beginning that their system knows no more, the last to go first.</summary>
    public Task<List<KeptRecord>> ListGoneAlikeAsync(NpgsqlConnection connection, KeptRecord alike, int limit, CancellationToken cancellationToken) =>
        connection.ListAsync(
            $"""
            select {Columns}
            from record
            where system = $1
              and kind = $2
              and opened_at = $3
              and gone_at is not null
              and id <> $4
            order by gone_at desc, id
            limit $5
            """,
            [alike.System, alike.Kind, alike.OpenedAt?.ToUniversalTime(), alike.Id, limit],
            Read,
            cancellationToken);

    public Task<KeptRecord?> FindAsync(NpgsqlConnection connection, string system, string recordId, CancellationToken cancellationToken) =>
        connection.FirstAsync(
            $"select {Columns} from record where system = $1 and record_id = $2",
            [system, recordId],
            Read,
            cancellationToken);

    public Task<KeptRecord?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.FirstAsync($"select {Columns} from record where id = $1", [id], Read, cancellationToken);

    /// <summary>The sealed claim of a record and whose key opens it.</summary>
    public Task<(Guid SubjectId, byte[] Claim)?> FindClaimAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.FirstAsync<(Guid, byte[])?>(
            "select subject_id, claim from record where id = $1",
            [id],
            row => (row.GetGuid(0), row.GetFieldValue<byte[]>(1)),
            cancellationToken);

    private static object?[] Values(IReadOnlyList<RecordRow> rows) =>
    [
        rows.Select(row => row.Id).ToArray(),
        rows.Select(row => row.Claim.System).ToArray(),
        rows.Select(row => row.Claim.RecordId).ToArray(),
        rows.Select(row => row.SubjectId).ToArray(),
        rows.Select(row => row.Claim.Kind).ToArray(),
        rows.Select(row => row.Claim.Status).ToArray(),
        rows.Select(row => row.Claim.OpenedAt?.ToUniversalTime()).ToArray(),
        rows.Select(row => row.Claim.ClosedAt?.ToUniversalTime()).ToArray(),
        rows.Select(row => row.Claim.Holder.Kind.ToString()).ToArray(),
        rows.Select(row => row.SealedHolder).ToArray(),
        rows.Select(row => row.Told).ToArray(),
    ];

    private static KeptRecord Read(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetString(1),
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        row.ValueOrNull<DateTimeOffset>(5),
        row.ValueOrNull<DateTimeOffset>(6),
        Enum.Parse<HolderKind>(row.GetString(7)),
        row.GetFieldValue<DateTimeOffset>(8),
        row.ValueOrNull<DateTimeOffset>(9),
        row.GetInt32(10));
}
