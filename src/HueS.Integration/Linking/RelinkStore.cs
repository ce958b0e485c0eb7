using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Linking;

/// <summary>The table <c>relink</c>. That none runs beside another of its system, a constraint decides.</summary>
internal sealed class RelinkStore
{
    private const string Columns =
        "id, system, client_id, since, state, mark, put_in, put_in_at, whole, created_at, ended_at, by_rule, by_person, for_a_person, disputed, unmatched";

    /// <summary><c>null</c>: one of the system runs already.</summary>
    public Task<Relink?> AddAsync(
        NpgsqlConnection connection,
        string system,
        string clientId,
        DateTimeOffset? since,
        CancellationToken cancellationToken) =>
        connection.FirstAsync(
            $"""
            insert into relink (id, system, client_id, since)
            values ($1, $2, $3, $4)
            on conflict (system) where state = 'Running' do nothing
            returning {Columns}
            """,
            [Guid.CreateVersion7(), system, clientId, since],
            Read,
            cancellationToken);

    public Task<Relink?> FindRunningAsync(NpgsqlConnection connection, string system, CancellationToken cancellationToken) =>
        connection.FirstAsync(
            $"select {Columns} from relink where system = $1 and state = 'Running'",
            [system],
            Read,
            cancellationToken);

    public Task<Relink?> FindAsync(NpgsqlConnection connection, string system, Guid id, CancellationToken cancellationToken) =>
        connection.FirstAsync(
            $"select {Columns} from relink where system = $1 and id = $2",
            [system, id],
            Read,
            cancellationToken);

    public Task<List<Guid>> ListRunningAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.ListAsync("select id from relink where state = 'Running' order by id", [], row => row.GetGuid(0), cancellationToken);

    /// <summary>Takes one that runs for the length of the transaction; <c>null</c>: another node is at it, or it ended.</summary>
    public Task<Relink?> TakeAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.FirstAsync(
            $"select {Columns} from relink where id = $1 and state = 'Running' for update skip locked",
            [id],
            Read,
            cancellationToken);

    /// <summary>Moves the mark behind what this transaction puts in line.</summary>
    public Task AdvanceAsync(
        NpgsqlConnection connection,
        Guid id,
        string? mark,
        int putIn,
        bool whole,
        CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            update relink
            set mark = $2,
                put_in = put_in + $3,
                put_in_at = clock_timestamp(),
                whole = $4
            where id = $1
            """,
            [id, mark, putIn, whole],
            cancellationToken);

    /// <summary><c>false</c>: it ended before.</summary>
    public async Task<bool> EndAsync(
        NpgsqlConnection connection,
        Guid id,
        RelinkState state,
        RelinkTally? tally,
        CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(
            """
            update relink
            set state = $2,
                ended_at = clock_timestamp(),
                by_rule = $3::bigint,
                by_person = $4::bigint,
                for_a_person = $5::bigint,
                disputed = $6::bigint,
                unmatched = $7::bigint
            where id = $1
              and state = 'Running'
            """,
            [id, state.ToString(), tally?.ByRule, tally?.ByPerson, tally?.ForAPerson, tally?.Disputed, tally?.Unmatched],
            cancellationToken) == 1;

    private static Relink Read(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetString(1),
        row.GetString(2),
        row.ValueOrNull<DateTimeOffset>(3),
        Enum.Parse<RelinkState>(row.GetString(4)),
        row.ObjectOrNull<string>(5),
        row.GetInt64(6),
        row.ValueOrNull<DateTimeOffset>(7),
        row.GetBoolean(8),
        row.GetFieldValue<DateTimeOffset>(9),
        row.ValueOrNull<DateTimeOffset>(10),
        row.IsDBNull(11)
            ? null
            : new RelinkTally(row.GetInt64(11), row.GetInt64(12), row.GetInt64(13), row.GetInt64(14), row.GetInt64(15)));
}
