using System.Text.Json;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Reconciliation.Schedules;

/// <summary>The table <c>reconciliation_schedule</c>, and the clock by which its times are due.</summary>
internal sealed class ScheduleStore
{
    private const string Columns =
        """
        id, client_id, officer_id, kind, purpose, case_reference, selection, cron, time_zone, reach, state, version, created_at,
        next_due_at
        """;

    /// <summary>Now, by the one clock that all nodes share.</summary>
    public Task<DateTimeOffset> ReadClockAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.FirstAsync("select clock_timestamp()", [], row => row.GetFieldValue<DateTimeOffset>(0), cancellationToken);

    public Task AddAsync(NpgsqlConnection connection, Schedule schedule, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            insert into reconciliation_schedule
              (id, client_id, officer_id, kind, purpose, case_reference, selection, cron, time_zone, reach, created_at, next_due_at)
            values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10, $11, $12)
            """,
            [schedule.Id, schedule.ClientId, schedule.OfficerId, .. Values(schedule.Terms), schedule.CreatedAt, schedule.NextDueAt],
            cancellationToken);

    public Task<Schedule?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.FirstAsync($"select {Columns} from reconciliation_schedule where id = $1 and state <> 'Removed'", [id], Read, cancellationToken);

    /// <summary>The schedule, which nobody else changes until the transaction ends.</summary>
    public Task<Schedule?> LockAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.FirstAsync(
            $"select {Columns} from reconciliation_schedule where id = $1 and state <> 'Removed' for update", [id], Read, cancellationToken);

    /// <summary>The same where a time of it is still due; <c>null</c>: none is, or another node is about to decide about it.</summary>
    public Task<Schedule?> LockDueAsync(NpgsqlConnection connection, Guid id, DateTimeOffset now, CancellationToken cancellationToken) =>
        connection.FirstAsync(
            $"""
            select {Columns}
            from reconciliation_schedule
            where id = $1
              and state = 'Active'
              and next_due_at <= $2
            for update skip locked
            """,
            [id, now],
            Read,
            cancellationToken);

    public Task<List<Guid>> ListDueAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            select id
            from reconciliation_schedule
            where state = 'Active'
              and next_due_at <= $1
            order by next_due_at
            """,
            [now],
            row => row.GetGuid(0),
            cancellationToken);

    /// <summary>Schedules of these purposes and kinds, newest first, older than <paramref name="before"/>.</summary>
    public Task<List<Schedule>> ListAsync(
        NpgsqlConnection connection,
        string[] purposes,
        IReadOnlyCollection<RunKind> kinds,
        Guid? before,
        int limit,
        CancellationToken cancellationToken) =>
        connection.ListAsync(
            $"""
            select {Columns}
            from reconciliation_schedule
            where purpose = any($1)
              and state <> 'Removed'
              and ($2::uuid is null or id < $2)
              and kind = any($4)
            order by id desc
            limit $3
            """,
            [purposes, before, limit, kinds.Select(kind => kind.ToString()).ToArray()],
            Read,
            cancellationToken);

    /// <summary>Writes what it makes, and who answers for that. The schedule is locked.</summary>
    public async Task<Schedule> ChangeAsync(NpgsqlConnection connection, Schedule changed, CancellationToken cancellationToken) =>
        (await connection.FirstAsync(
            $"""
            update reconciliation_schedule
            set client_id = $2,
                officer_id = $3,
                kind = $4,
                purpose = $5,
                case_reference = $6,
                selection = $7::jsonb,
                cron = $8,
                time_zone = $9,
                reach = $10,
                next_due_at = $11,
                version = version + 1
            where id = $1
            returning {Columns}
            """,
            [changed.Id, changed.ClientId, changed.OfficerId, .. Values(changed.Terms), changed.NextDueAt],
            Read,
            cancellationToken))!;

    public async Task<Schedule> MoveAsync(NpgsqlConnection connection, Guid id, ScheduleState state, CancellationToken cancellationToken) =>
        (await connection.FirstAsync(
            $"update reconciliation_schedule set state = $2, version = version + 1 where id = $1 returning {Columns}",
            [id, state.ToString()],
            Read,
            cancellationToken))!;

    /// <summary>Says up to where due times are decided about; people's versions stay what they were.</summary>
    public Task AdvanceAsync(NpgsqlConnection connection, Guid id, DateTimeOffset? nextDueAt, CancellationToken cancellationToken) =>
        connection.ExecuteAsync("update reconciliation_schedule set next_due_at = $2 where id = $1", [id, nextDueAt], cancellationToken);

    private static object?[] Values(ScheduleTerms terms) =>
    [
        terms.Kind.ToString(), terms.Purpose, terms.CaseReference, JsonSerializer.Serialize(terms.Selection), terms.Cron, terms.TimeZone,
        terms.Reach.ToString(),
    ];

    private static Schedule Read(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetString(1),
        row.GetGuid(2),
        new ScheduleTerms(
            Enum.Parse<RunKind>(row.GetString(3)),
            row.GetString(4),
            row.GetString(5),
            JsonSerializer.Deserialize<RunSelection>(row.GetString(6))!,
            row.GetString(7),
            row.GetString(8),
            Enum.Parse<ScheduleReach>(row.GetString(9))),
        Enum.Parse<ScheduleState>(row.GetString(10)),
        row.GetInt32(11),
        row.GetFieldValue<DateTimeOffset>(12),
        row.ValueOrNull<DateTimeOffset>(13));
}
