using Npgsql;

namespace HueS.Integration.Storage;

/// <summary>The right to work on one item until the lease runs out. Whoever holds a newer fence wins.</summary>
internal sealed record Lease(Guid Id, Guid Target, long Fence, int Attempts, DateTimeOffset DueAt);

/// <summary>An item to be worked on after a delay.</summary>
internal sealed record NewWork(Guid Target, TimeSpan Delay, string Reason, int Attempts = 0, int Failures = 0);

/// <summary>Where an item stands.</summary>
/// <param name="Attempts">Those that ended: one under way tells nobody when it began.</param>
/// <param name="Ahead">How many of its kind have waited longer.</param>
internal sealed record WorkStanding(int Attempts, DateTimeOffset DueAt, string? Reason, long Ahead);

/// <summary>An item that was given back.</summary>
internal sealed record PutOffWork(string? Reason, DateTimeOffset DueAt);

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

    /// <summary>Items for a batch that writes what they point at. Each was tried once already, and is due after its delay.</summary>
    public void Append(NpgsqlBatch batch, IReadOnlyList<NewWork> items) => batch.Add(
        """
        insert into work (id, kind, target, due_at, attempts, failures, reason)
        select id, $2, target, clock_timestamp() + delay, attempts, failures, reason
        from unnest($1::uuid[], $3::uuid[], $4::interval[], $5::int[], $6::int[], $7::text[])
          as item (id, target, delay, attempts, failures, reason)
        """,
        items.Select(_ => Guid.CreateVersion7()).ToArray(),
        kind,
        items.Select(item => item.Target).ToArray(),
        items.Select(item => item.Delay).ToArray(),
        items.Select(item => item.Attempts).ToArray(),
        items.Select(item => item.Failures).ToArray(),
        items.Select(item => item.Reason).ToArray());

    /// <summary>Makes targets due, whether or not they ever were: one that is being worked on is worked on once more.</summary>
    public void AppendAgain(NpgsqlBatch batch, IReadOnlyCollection<Guid> targets) => batch.Add(
        """
        insert into work (id, kind, target, due_at)
        select id, $2, target, clock_timestamp()
        from unnest($1::uuid[], $3::uuid[]) as item (id, target)
        order by target
        on conflict (kind, target) do update
        set state = 'new',
            due_at = clock_timestamp(),
            created_at = case when work.state = 'new' then work.created_at else clock_timestamp() end,
            attempts = case when work.state = 'new' then work.attempts else 0 end,
            failures = 0,
            reason = null,
            hastened = work.state = 'new' and coalesce(work.lease_until > clock_timestamp(), false)
        """,
        targets.Select(_ => Guid.CreateVersion7()).ToArray(),
        kind,
        targets.ToArray());

    /// <summary>
    /// The same for whoever holds an item of the kind: targets that others work on at this moment are passed over, or two who
    /// hold one each could wait for each other.
    /// </summary>
    public Task AgainUnlessHeldAsync(NpgsqlConnection connection, IReadOnlyCollection<Guid> targets, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            with free as (
              select id
              from work
              where kind = $1
                and target = any($2)
                and state <> 'new'
              for update skip locked)
            update work
            set state = 'new',
                due_at = clock_timestamp(),
                created_at = clock_timestamp(),
                attempts = 0,
                failures = 0,
                reason = null,
                hastened = false
            from free
            where work.id = free.id
            """,
            [kind, targets.ToArray()],
            cancellationToken);

    /// <summary>Makes targets due that never were, or whose end is longer ago than that; what waits keeps its place and its time.</summary>
    public void AppendUnlessDone(NpgsqlBatch batch, IReadOnlyCollection<Guid> targets, TimeSpan within) => batch.Add(
        """
        insert into work (id, kind, target, due_at)
        select id, $2, target, clock_timestamp()
        from unnest($1::uuid[], $3::uuid[]) as item (id, target)
        order by target
        on conflict (kind, target) do update
        set state = 'new',
            due_at = clock_timestamp(),
            created_at = clock_timestamp(),
            attempts = 0,
            failures = 0,
            reason = null,
            hastened = false
        where work.state <> 'new'
          and coalesce(work.done_at < clock_timestamp() - $4, true)
        """,
        targets.Select(_ => Guid.CreateVersion7()).ToArray(),
        kind,
        targets.ToArray(),
        within);

    /// <summary>Takes what is due, whoever has waited longest first: being put off costs nobody their place.</summary>
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
              order by created_at, id
              limit $2
              for update skip locked)
            update work
            set lease_until = clock_timestamp() + $3,
                fence = fence + 1,
                attempts = attempts + 1,
                hastened = false
            from due
            where work.id = due.id
            returning work.id, work.target, work.fence, work.attempts, work.due_at
            """,
            [kind, limit, lease],
            ReadLease,
            cancellationToken);

    /// <summary>
    /// Marks the item done; <c>false</c> means the lease was lost and nothing of this transaction may be kept. What it waited
    /// for last stays: whoever may not know of its end yet is shown it as it was.
    /// </summary>
    public Task<bool> CompleteAsync(NpgsqlConnection connection, Lease held, CancellationToken cancellationToken) =>
        ChangeAsync(
            connection,
            """
            update work
            set state = 'done',
                lease_until = null,
                done_at = clock_timestamp()
            where id = $1
              and fence = $2
              and state = 'new'
            """,
            [held.Id, held.Fence],
            cancellationToken);

    /// <summary>Gives the item back to be tried after a delay, or at once where that was wished meanwhile.</summary>
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
            set due_at = clock_timestamp() + case when hastened then interval '0' else $3 end,
                lease_until = null,
                reason = $4
            where id = $1
              and fence = $2
              and state = 'new'
            """,
            [held.Id, held.Fence, delay, reason],
            cancellationToken);

    /// <summary>Gives the item back untried: neither an attempt nor a new reason.</summary>
    public Task<bool> PostponeAsync(NpgsqlConnection connection, Lease held, TimeSpan delay, CancellationToken cancellationToken) =>
        ChangeAsync(
            connection,
            """
            update work
            set due_at = clock_timestamp() + case when hastened then interval '0' else $3 end,
                lease_until = null,
                attempts = attempts - 1
            where id = $1
              and fence = $2
              and state = 'new'
            """,
            [held.Id, held.Fence, delay],
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
                due_at = clock_timestamp() + case when hastened then interval '0' else $3 end,
                lease_until = null,
                done_at = case when failures + 1 >= $5 then clock_timestamp() end,
                reason = $4
            where id = $1
              and fence = $2
              and state = 'new'
            returning state
            """,
            [held.Id, held.Fence, delay, reason, FailuresUntilParked],
            row => row.GetString(0) == "parked" ? FailedWork.Parked : FailedWork.TriedAgain,
            cancellationToken);

    /// <summary>Makes the item due at once, or once more after whoever works on it now; <c>false</c> where nothing waits any more.</summary>
    public Task<bool> HastenAsync(NpgsqlConnection connection, Guid target, CancellationToken cancellationToken) =>
        ChangeAsync(
            connection,
            """
            update work
            set due_at = least(due_at, clock_timestamp()),
                hastened = coalesce(lease_until > clock_timestamp(), false)
            where kind = $1
              and target = $2
              and state = 'new'
            """,
            [kind, target],
            cancellationToken);

    /// <summary>Takes the item out; whoever works on it just now changes nothing any more. <c>false</c>: nothing waited.</summary>
    public Task<bool> WithdrawAsync(NpgsqlConnection connection, Guid target, CancellationToken cancellationToken) =>
        ChangeAsync(
            connection,
            """
            update work
            set state = 'withdrawn',
                lease_until = null
            where kind = $1
              and target = $2
              and state = 'new'
            """,
            [kind, target],
            cancellationToken);

    public Task<WorkStanding?> StandingAsync(NpgsqlConnection connection, Guid target, CancellationToken cancellationToken) =>
        connection.FirstAsync(
            """
            select mine.attempts - case when mine.lease_until > clock_timestamp() or mine.done_at is not null then 1 else 0 end, mine.due_at, mine.reason, (
              select count(*)
              from work ahead
              where ahead.kind = $1
                and ahead.state = 'new'
                and (ahead.created_at, ahead.id) < (mine.created_at, mine.id))
            from work mine
            where mine.kind = $1
              and mine.target = $2
            """,
            [kind, target],
            row => new WorkStanding(
                row.GetInt32(0),
                row.GetFieldValue<DateTimeOffset>(1),
                row.ObjectOrNull<string>(2),
                row.GetInt64(3)),
            cancellationToken);

    /// <summary>The same for several items, counted in one walk along the line.</summary>
    public async Task<Dictionary<Guid, WorkStanding>> StandingsAsync(
        NpgsqlConnection connection,
        IReadOnlyCollection<Guid> targets,
        CancellationToken cancellationToken) =>
        (await connection.ListAsync(
            """
            with mine as materialized (
              select id, target, attempts, due_at, reason, created_at
              from work
              where kind = $1
                and target = any($2)),
            waiting as (
              select id, created_at
              from work
              where kind = $1
                and state = 'new'
                and created_at <= (select max(created_at) from mine)
              union
              select id, created_at from mine),
            line as (
              select id, row_number() over (order by created_at, id) - 1 as ahead
              from waiting)
            select mine.target, mine.attempts, mine.due_at, mine.reason, coalesce(line.ahead, 0)
            from mine
            left join line on line.id = mine.id
            """,
            [kind, targets.ToArray()],
            row => KeyValuePair.Create(
                row.GetGuid(0),
                new WorkStanding(
                    row.GetInt32(1),
                    row.GetFieldValue<DateTimeOffset>(2),
                    row.ObjectOrNull<string>(3),
                    row.GetInt64(4))),
            cancellationToken)).ToDictionary();

    /// <summary>Whether any of these waits to be worked on.</summary>
    public Task<bool> IsAnyWaitingAsync(NpgsqlConnection connection, IReadOnlyCollection<Guid> targets, CancellationToken cancellationToken) =>
        connection.FirstAsync(
            "select exists (select from work where kind = $1 and target = any($2) and state = 'new')",
            [kind, targets.ToArray()],
            row => row.GetBoolean(0),
            cancellationToken);

    /// <summary>Whether the item was parked.</summary>
    public Task<bool> IsParkedAsync(NpgsqlConnection connection, Guid target, CancellationToken cancellationToken) =>
        connection.FirstAsync(
            "select exists (select from work where kind = $1 and target = $2 and state = 'parked')",
            [kind, target],
            row => row.GetBoolean(0),
            cancellationToken);

    /// <summary>Whether fewer than that many wait; however many there are, no more are counted.</summary>
    public async Task<bool> HasRoomAsync(NpgsqlConnection connection, int most, CancellationToken cancellationToken) =>
        await connection.FirstAsync(
            "select count(*) < $2 from (select 1 from work where kind = $1 and state = 'new' limit $2) as waiting",
            [kind, most],
            row => row.GetBoolean(0),
            cancellationToken);

    /// <summary>Whether everything that was in line at that moment has come to an end.</summary>
    public async Task<bool> IsDoneAsync(NpgsqlConnection connection, DateTimeOffset since, CancellationToken cancellationToken) =>
        await connection.FirstAsync(
            "select not exists (select 1 from work where kind = $1 and state = 'new' and created_at <= $2)",
            [kind, since],
            row => row.GetBoolean(0),
            cancellationToken);

    /// <summary>How many items wait, and since when the oldest does.</summary>
    public Task<(long Count, DateTimeOffset? Oldest)> WaitingAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        WaitingAsync(connection, [kind], cancellationToken);

    /// <summary>The same of several kinds together.</summary>
    public static async Task<(long Count, DateTimeOffset? Oldest)> WaitingAsync(
        NpgsqlConnection connection,
        string[] kinds,
        CancellationToken cancellationToken) =>
        await connection.FirstAsync(
            "select count(*), min(created_at) from work where kind = any($1) and state = 'new'",
            [kinds],
            row => (row.GetInt64(0), row.ValueOrNull<DateTimeOffset>(1)),
            cancellationToken);

    /// <summary>Those of these items that wait still, why, and until when.</summary>
    public static Task<List<PutOffWork>> ListPutOffAsync(
        NpgsqlConnection connection,
        IEnumerable<Lease> leases,
        CancellationToken cancellationToken) =>
        connection.ListAsync(
            "select reason, due_at from work where id = any($1) and state = 'new'",
            [leases.Select(lease => lease.Id).ToArray()],
            row => new PutOffWork(row.ObjectOrNull<string>(0), row.GetFieldValue<DateTimeOffset>(1)),
            cancellationToken);

    /// <summary>What the items pointed at that were done within a time.</summary>
    public Task<List<Guid>> ListDoneAsync(NpgsqlConnection connection, TimeSpan since, CancellationToken cancellationToken) =>
        connection.ListAsync(
            "select target from work where kind = $1 and done_at > clock_timestamp() - $2",
            [kind, since],
            row => row.GetGuid(0),
            cancellationToken);

    /// <summary>Takes out items nobody works on at this moment, at most so many, and answers what they pointed at.</summary>
    public Task<List<Guid>> WithdrawWaitingAsync(NpgsqlConnection connection, int limit, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            with waiting as (
              select id
              from work
              where kind = $1
                and state = 'new'
                and (lease_until is null or lease_until < clock_timestamp())
              limit $2
              for update skip locked)
            update work
            set state = 'withdrawn',
                lease_until = null
            from waiting
            where work.id = waiting.id
            returning work.target
            """,
            [kind, limit],
            row => row.GetGuid(0),
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
