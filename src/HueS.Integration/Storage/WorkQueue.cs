using Npgsql;

namespace HueS.Integration.Storage;

/// <summary>The right to work on one item until the lease runs out. Whoever holds a newer fence wins.</summary>
internal sealed record Lease(Guid Id, Guid Target, long Fence, int Attempts, DateTimeOffset DueAt);

/// <summary>Where an item stands.</summary>
internal sealed record WorkStanding(int Attempts, DateTimeOffset DueAt, string? Reason);

/// <summary>What became of an item that failed.</summary>
internal enum FailedWork
{
    /// <summary>The lease was lost; another holder decides.</summary>
    NotOurs,
    TriedAgain,
    Parked,
}

/// <summary>
/// Leased work: items of a kind, each pointing at one target row. Effects are written in the transaction that settles the
/// item, and count only if the fence still matches; so a node that stalled past its lease changes nothing.
/// </summary>
internal sealed class WorkQueue(string kind, TimeSpan lease)
{
    /// <summary>An item that fails this often for reasons of its own is parked with its reason.</summary>
    public const int FailuresUntilParked = 3;

    /// <summary>Adds an item already leased to the caller, who works on it at once; should he die, the lease runs out.</summary>
    public async Task<Lease> AddLeasedAsync(NpgsqlConnection connection, Guid target, CancellationToken cancellationToken)
    {
        var taken = await connection.FirstAsync(
            """
            insert into work (id, kind, target, due_at, lease_until, fence, attempts)
            values ($1, $2, $3, clock_timestamp(), clock_timestamp() + $4, 1, 1)
            returning id, target, fence, attempts, due_at
            """,
            [Guid.CreateVersion7(), kind, target, lease],
            ReadLease,
            cancellationToken);
        return taken!;
    }

    public Task<List<Lease>> TakeDueAsync(NpgsqlConnection connection, int limit, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            with due as (
              select id
              from work
              where kind = $1
                and state = 'new'
                and due_at <= clock_timestamp()
                and (lease_until is null or lease_until < clock_timestamp())
              order by due_at, id
              limit $2
              for update skip locked)
            update work
            set lease_until = clock_timestamp() + $3,
                fence = fence + 1,
                attempts = attempts + 1
            from due
            where work.id = due.id
            returning work.id, work.target, work.fence, work.attempts, work.due_at
            """,
            [kind, limit, lease],
            ReadLease,
            cancellationToken);

    /// <summary>Marks the item done; <c>false</c> means the lease was lost and nothing of this transaction may be kept.</summary>
    public Task<bool> CompleteAsync(NpgsqlConnection connection, Lease held, CancellationToken cancellationToken) =>
        ChangeAsync(
            connection,
            """
            update work
            set state = 'done',
                lease_until = null,
                reason = null
            where id = $1
              and fence = $2
              and state = 'new'
            """,
            [held.Id, held.Fence],
            cancellationToken);

    /// <summary>Gives the item back to be tried after a delay.</summary>
    public Task<bool> PutOffAsync(
        NpgsqlConnection connection,
        Lease held,
        TimeSpan delay,
        string reason,
        CancellationToken cancellationToken) =>
        ChangeAsync(
            connection,
            """
            update work
            set due_at = clock_timestamp() + $3,
                lease_until = null,
                reason = $4
            where id = $1
              and fence = $2
              and state = 'new'
            """,
            [held.Id, held.Fence, delay, reason],
            cancellationToken);

    /// <summary>Counts a failure that is the item's own; the item is tried again after the delay, or parked after three.</summary>
    public async Task<FailedWork> FailAsync(
        NpgsqlConnection connection,
        Lease held,
        TimeSpan delay,
        string reason,
        CancellationToken cancellationToken) =>
        await connection.FirstAsync(
            """
            update work
            set failures = failures + 1,
                state = case when failures + 1 >= $5 then 'parked' else 'new' end,
                due_at = clock_timestamp() + $3,
                lease_until = null,
                reason = $4
            where id = $1
              and fence = $2
              and state = 'new'
            returning state
            """,
            [held.Id, held.Fence, delay, reason, FailuresUntilParked],
            row => row.GetString(0) == "parked" ? FailedWork.Parked : FailedWork.TriedAgain,
            cancellationToken);

    public Task<WorkStanding?> StandingAsync(NpgsqlConnection connection, Guid target, CancellationToken cancellationToken) =>
        connection.FirstAsync(
            "select attempts, due_at, reason from work where kind = $1 and target = $2",
            [kind, target],
            row => new WorkStanding(row.GetInt32(0), row.GetFieldValue<DateTimeOffset>(1), row.ObjectOrNull<string>(2)),
            cancellationToken);

    /// <summary>How many items wait, and since when the oldest does.</summary>
    public async Task<(long Count, DateTimeOffset? Oldest)> WaitingAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await connection.FirstAsync(
            "select count(*), min(created_at) from work where kind = $1 and state = 'new'",
            [kind],
            row => (row.GetInt64(0), row.ValueOrNull<DateTimeOffset>(1)),
            cancellationToken);

    private static Lease ReadLease(NpgsqlDataReader row) =>
        new(row.GetGuid(0), row.GetGuid(1), row.GetInt64(2), row.GetInt32(3), row.GetFieldValue<DateTimeOffset>(4));

    private static async Task<bool> ChangeAsync(
        NpgsqlConnection connection,
        string sql,
        object?[] values,
        CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(sql, values, cancellationToken) == 1;
}
