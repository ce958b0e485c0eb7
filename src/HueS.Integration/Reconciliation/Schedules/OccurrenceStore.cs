using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Reconciliation.Schedules;

/// <summary>The table <c>reconciliation_occurrence</c>. A row stays as it was written.</summary>
internal sealed class OccurrenceStore
{
    private const string Columns = "schedule_id, due_at, run_id, reach, missed_because, judged_at";

    /// <summary>Claims a due time for a run that is written in the same transaction; <c>false</c>: it was decided about before.</summary>
    public async Task<bool> ClaimAsync(
        NpgsqlConnection connection,
        Schedule schedule,
        DateTimeOffset dueAt,
        Guid runId,
        CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(
            """
            insert into reconciliation_occurrence (schedule_id, due_at, run_id, reach)
            values ($1, $2, $3, $4)
            on conflict (schedule_id, due_at) do nothing
            """,
            [schedule.Id, dueAt.ToUniversalTime(), runId, schedule.Terms.Reach.ToString()],
            cancellationToken) == 1;

    /// <summary>Records times as missed; what was decided about before stays as it was.</summary>
    public Task MissAsync(
        NpgsqlConnection connection,
        Guid scheduleId,
        IReadOnlyCollection<(DateTimeOffset At, MissedReason Reason)> missed,
        CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            insert into reconciliation_occurrence (schedule_id, due_at, missed_because)
            select $1, due_at, reason
            from unnest($2::timestamptz[], $3::text[]) as time (due_at, reason)
            on conflict (schedule_id, due_at) do nothing
            """,
            [
                scheduleId,
                missed.Select(time => time.At.ToUniversalTime()).ToArray(),
                missed.Select(time => time.Reason.ToString()).ToArray(),
            ],
            cancellationToken);

    public Task<Occurrence?> FindByRunAsync(NpgsqlConnection connection, Guid runId, CancellationToken cancellationToken) =>
        connection.FirstAsync($"select {Columns} from reconciliation_occurrence where run_id = $1", [runId], Read, cancellationToken);

    /// <summary>Due times of a schedule, latest first, earlier than <paramref name="before"/>.</summary>
    public Task<List<Occurrence>> ListAsync(
        NpgsqlConnection connection,
        Guid scheduleId,
        DateTimeOffset? before,
        int limit,
        CancellationToken cancellationToken) =>
        connection.ListAsync(
            $"""
            select {Columns}
            from reconciliation_occurrence
            where schedule_id = $1
              and ($2::timestamptz is null or due_at < $2)
            order by due_at desc
            limit $3
            """,
            [scheduleId, before, limit],
            Read,
            cancellationToken);

    private static Occurrence Read(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetFieldValue<DateTimeOffset>(1),
        row.ValueOrNull<Guid>(2),
        row.ObjectOrNull<string>(3) is { } reach ? Enum.Parse<ScheduleReach>(reach) : null,
        row.ObjectOrNull<string>(4) is { } missed ? Enum.Parse<MissedReason>(missed) : null,
        row.GetFieldValue<DateTimeOffset>(5));
}
