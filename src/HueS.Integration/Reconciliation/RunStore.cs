using System.Text.Json;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Reconciliation;

/// <summary>The table <c>reconciliation_run</c>. Its counts move in the transaction of what they count.</summary>
internal sealed class RunStore
{
    private const string Columns =
        """
        id, kind, client_id, officer_id, purpose, case_reference, selection, state, paused_from, version, created_at, planned_to,
        looked_at, applied_at, ended_at,
        selected, waiting, checked, unreachable, skipped, unchanged, findings, applied, left_alone, undone, kept,
        digest, approval_needed, approver_id, approved_digest, planned_part
        """;

    public Task AddAsync(NpgsqlConnection connection, Run run, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            insert into reconciliation_run (id, kind, client_id, officer_id, purpose, case_reference, selection, state, created_at)
            values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9)
            """,
            [
                run.Id, run.Kind.ToString(), run.ClientId, run.OfficerId, run.Purpose, run.CaseReference,
                JsonSerializer.Serialize(run.Selection), run.State.ToString(), run.CreatedAt,
            ],
            cancellationToken);

    public Task<Run?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.FirstAsync($"select {Columns} from reconciliation_run where id = $1", [id], Read, cancellationToken);

    /// <summary>The run, which nobody else changes until the transaction ends.</summary>
    public Task<Run?> LockAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.FirstAsync($"select {Columns} from reconciliation_run where id = $1 for update", [id], Read, cancellationToken);

    /// <summary>Runs of these purposes, newest first, older than <paramref name="before"/>.</summary>
    public Task<List<Run>> ListAsync(
        NpgsqlConnection connection,
        string[] purposes,
        IReadOnlyCollection<RunKind> kinds,
        Guid? before,
        int limit,
        CancellationToken cancellationToken) =>
        connection.ListAsync(
            $"""
            select {Columns}
            from reconciliation_run
            where purpose = any($1)
              and ($2::uuid is null or id < $2)
              and kind = any($4)
            order by id desc
            limit $3
            """,
            [purposes, before, limit, kinds.Select(kind => kind.ToString()).ToArray()],
            Read,
            cancellationToken);

    public Task<List<Run>> ListInStateAsync(NpgsqlConnection connection, RunState state, CancellationToken cancellationToken) =>
        connection.ListAsync(
            $"select {Columns} from reconciliation_run where state = $1 and state in ('DryRun', 'Applying', 'Undoing') order by id",
            [state.ToString()],
            Read,
            cancellationToken);

    /// <summary>The run of the same kind and purpose that ended last before this one was made.</summary>
    public Task<Run?> FindPreviousAsync(NpgsqlConnection connection, Run run, CancellationToken cancellationToken) =>
        connection.FirstAsync(
            $"""
            select {Columns}
            from reconciliation_run
            where kind = $1
              and purpose = $2
              and ended_at < $3
              and state in ('Completed', 'Undone')
            order by ended_at desc
            limit 1
            """,
            [run.Kind.ToString(), run.Purpose, run.CreatedAt],
            Read,
            cancellationToken);

    /// <summary>Moves it on; a run that is paused says where it goes on. The run is locked.</summary>
    public async Task<Run> MoveAsync(NpgsqlConnection connection, Run run, RunState state, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await connection.FirstAsync(
            $"""
            update reconciliation_run
            set state = $2,
                paused_from = case when $2 = 'Paused' then state end,
                version = version + 1,
                looked_at = case when $2 = 'AwaitingApproval' then $3 else looked_at end,
                applied_at = case when $2 = 'Applying' then coalesce(applied_at, $3) else applied_at end,
                ended_at = case when $2 in ('Completed', 'Cancelled', 'Undone') then $3 end
            where id = $1
            returning {Columns}
            """,
            [run.Id, state.ToString(), now],
            Read,
            cancellationToken))!;

    /// <summary>Counts what was selected, and remembers behind what to go on.</summary>
    public Task SelectAsync(NpgsqlConnection connection, Guid id, int count, Selected page, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "update reconciliation_run set selected = selected + $2, waiting = waiting + $2, planned_part = $3, planned_to = $4 where id = $1",
            [id, count, page.Part, page.Mark],
            cancellationToken);

    /// <summary>Counts how looking at so many ended.</summary>
    public Task CountAsync(NpgsqlConnection connection, Guid id, ItemState state, int count, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            update reconciliation_run
            set waiting = waiting - $3,
                checked = checked + case when $2 in ('Unchanged', 'Finding') then $3 else 0 end,
                unchanged = unchanged + case when $2 = 'Unchanged' then $3 else 0 end,
                findings = findings + case when $2 = 'Finding' then $3 else 0 end,
                unreachable = unreachable + case when $2 = 'Unreachable' then $3 else 0 end,
                skipped = skipped + case when $2 = 'Skipped' then $3 else 0 end
            where id = $1
            """,
            [id, state.ToString(), count],
            cancellationToken);

    /// <summary>Makes those wait again who could not be looked at; what was agreed to no longer is.</summary>
    public Task ReopenAsync(NpgsqlConnection connection, Guid id, int count, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            update reconciliation_run
            set state = 'DryRun',
                unreachable = unreachable - $2,
                waiting = waiting + $2,
                digest = null,
                approval_needed = null,
                approver_id = null,
                approved_digest = null
            where id = $1
            """,
            [id, count],
            cancellationToken);

    public Task ProposeAsync(NpgsqlConnection connection, Guid id, byte[] digest, bool approvalNeeded, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "update reconciliation_run set digest = $2, approval_needed = $3 where id = $1",
            [id, digest, approvalNeeded],
            cancellationToken);

    public async Task<Run> ApproveAsync(NpgsqlConnection connection, Guid id, Guid approverId, CancellationToken cancellationToken) =>
        (await connection.FirstAsync(
            $"""
            update reconciliation_run
            set approver_id = $2,
                approved_digest = digest,
                version = version + 1
            where id = $1
            returning {Columns}
            """,
            [id, approverId],
            Read,
            cancellationToken))!;

    public Task CountAppliedAsync(NpgsqlConnection connection, Guid id, bool applied, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "update reconciliation_run set applied = applied + $2::int, left_alone = left_alone + (not $2)::int where id = $1",
            [id, applied],
            cancellationToken);

    public Task CountUndoneAsync(NpgsqlConnection connection, Guid id, bool undone, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "update reconciliation_run set undone = undone + $2::int, kept = kept + (not $2)::int where id = $1",
            [id, undone],
            cancellationToken);

    private static Run Read(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        Enum.Parse<RunKind>(row.GetString(1)),
        row.GetString(2),
        row.GetGuid(3),
        row.GetString(4),
        row.GetString(5),
        JsonSerializer.Deserialize<RunSelection>(row.GetString(6))!,
        Enum.Parse<RunState>(row.GetString(7)),
        row.ObjectOrNull<string>(8) is { } from ? Enum.Parse<RunState>(from) : null,
        row.GetInt32(9),
        row.GetFieldValue<DateTimeOffset>(10),
        row.ValueOrNull<Guid>(11),
        row.ValueOrNull<DateTimeOffset>(12),
        row.ValueOrNull<DateTimeOffset>(13),
        row.ValueOrNull<DateTimeOffset>(14),
        ReadCounts(row, 15),
        row.ObjectOrNull<byte[]>(26),
        row.ValueOrNull<bool>(27),
        row.ValueOrNull<Guid>(28),
        row.ObjectOrNull<byte[]>(29),
        row.GetInt32(30));

    private static RunCounts ReadCounts(NpgsqlDataReader row, int first) => new(
        row.GetInt32(first),
        row.GetInt32(first + 1),
        row.GetInt32(first + 2),
        row.GetInt32(first + 3),
        row.GetInt32(first + 4),
        row.GetInt32(first + 5),
        row.GetInt32(first + 6),
        row.GetInt32(first + 7),
        row.GetInt32(first + 8),
        row.GetInt32(first + 9),
        row.GetInt32(first + 10));
}
