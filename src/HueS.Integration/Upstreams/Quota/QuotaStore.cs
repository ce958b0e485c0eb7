using HueS.Integration.Storage;
using Npgsql;
using NpgsqlTypes;

namespace HueS.Integration.Upstreams.Quota;

/// <summary>The table <c>upstream_quota</c>: one row an upstream, shared by all nodes, and the only place where the quota is shared out.</summary>
internal sealed class QuotaStore
{
    // All of it in one statement: the row stays locked no longer than the database needs, so a node that stalls or dies holds
    // up nobody. It is not flushed by itself: an attempt leaves only after its intent was, and the log is flushed in order, so
    // whatever really left has been counted durably; only tokens nobody used are forgotten in a crash. Each step is materialized,
    // or the planner would unfold them into one expression that doubles with every step.
    private const string DrawSql =
        """
        with lazily as materialized (
          select set_config('synchronous_commit', 'off', true)
        ),
        held as materialized (
          select upstream_quota.*
          from upstream_quota, lazily
          where upstream = $1
          for update of upstream_quota
        ),
        moment as materialized (
          -- read once the row is ours: a draw that had to wait must not count time twice
          select held.*, clock_timestamp() as now from held
        ),
        terms as materialized (
          select moment.*,
                 (now at time zone interval '07:00')::date as today,
                 cap_until is null or cap_until > now as is_capped,
                 -- nothing comes in while the upstream wants to be left alone
                 greatest(0, extract(epoch from now - greatest(counted_at, paused_until)))::float8 as passed
          from moment
        ),
        income as materialized (
          select terms.*,
                 least($2::float8, case when is_capped then cap_per_second end) as full_rate,
                 least($4::bigint, case when is_capped then cap_per_day end) as day_limit,
                 least(1, pace + passed / 60) as recovered,
                 greatest(paused_until, now + $17::interval) as paused,
                 $15::float8 < 1 and coalesce(now - slowed_at >= $16::interval, true) as is_slowed,
                 case when day = today
                   then greatest(0, day_count - case when $14::date = today then $13::int else 0 end)
                   else 0 end as counted,
                 case when day = today
                   then greatest(0, day_fee - case when $14::date = today then $13::int * $5::bigint else 0 end)
                   else 0 end as charged
          from terms
        ),
        bucket as materialized (
          select income.*,
                 least($3::float8, tokens + full_rate * recovered * passed + $13::int) as held_tokens,
                 coalesce((day_limit - counted)::float8, 'infinity') as day_left,
                 -- a lane that has been waiting earns its minimum, never more than a moment's worth of it
                 case when deferred_waits_until > counted_at
                   then least(greatest(2, $11::float8 * full_rate * recovered / 10), deferred_due + $11::float8 * full_rate * recovered * passed)
                   else 0 end as deferred_earned,
                 case when reconciliation_waits_until > counted_at
                   then least(greatest(2, $12::float8 * full_rate * recovered / 10), reconciliation_due + $12::float8 * full_rate * recovered * passed)
                   else 0 end as reconciliation_earned
          from income
        ),
        claims as materialized (
          select bucket.*,
                 case when paused > now then 0 else greatest(0, least(floor(held_tokens), day_left)) end as whole,
                 case when $7::int > 0 or deferred_waits_until > now then floor(deferred_earned) else 0 end as deferred_claim,
                 case when $8::int > 0 or reconciliation_waits_until > now then floor(reconciliation_earned) else 0 end as reconciliation_claim
          from bucket
        ),
        own as materialized (
          select claims.*,
                 least($7::int, deferred_claim, whole) as deferred_own,
                 least($8::int, reconciliation_claim, whole - least($7::int, deferred_claim, whole)) as reconciliation_own,
                 least($6::int, greatest(0, whole - deferred_claim - reconciliation_claim)) as counter
          from claims
        ),
        counters_first as materialized (
          select own.*,
                 counter < $6::int or coalesce(counter_waits_until > now, false) as counter_waits,
                 whole - counter - deferred_own - reconciliation_own - (deferred_claim - deferred_own) - (reconciliation_claim - reconciliation_own) as spare
          from own
        ),
        deferred_next as materialized (
          select counters_first.*,
                 deferred_own + case when counter_waits then 0 else greatest(0, least(
                   $7::int - deferred_own,
                   spare,
                   floor(held_tokens - (whole - spare) - $9::float8),
                   floor(day_left - (whole - spare) - coalesce($18::float8 * day_limit, 0)))) end as deferred
          from counters_first
        ),
        reconciliation_last as materialized (
          select deferred_next.*,
                 counter_waits or deferred < $7::int or coalesce(deferred_waits_until > now, false) as others_wait,
                 spare - (deferred - deferred_own) as last
          from deferred_next
        ),
        granted as materialized (
          select reconciliation_last.*,
                 reconciliation_own + case when others_wait then 0 else greatest(0, least(
                   $8::int - reconciliation_own,
                   last,
                   floor(held_tokens - (whole - last) - $10::float8),
                   floor(day_left - (whole - last) - coalesce($19::float8 * day_limit, 0)))) end as reconciliation
          from reconciliation_last
        ),
        shared as materialized (
          select granted.*,
                 -- in advance only where there is plenty
                 case when others_wait or reconciliation < $8::int then 0 else greatest(0, least(
                   $20::int,
                   whole - counter - deferred - reconciliation,
                   floor((held_tokens - counter - deferred - reconciliation - $10::float8) / 2),
                   floor(day_left - counter - deferred - reconciliation - coalesce($19::float8 * day_limit, 0)))) end as ahead,
                 case when is_slowed then greatest(0.1, recovered * $15::float8) else recovered end as new_pace
          from granted
        )
        update upstream_quota
        set tokens = held_tokens - counter - deferred - reconciliation - ahead,
            counted_at = now,
            pace = new_pace,
            slowed_at = case when is_slowed then now else shared.slowed_at end,
            paused_until = paused,
            day = today,
            day_count = counted + (counter + deferred + reconciliation + ahead)::bigint,
            day_fee = charged + (counter + deferred + reconciliation + ahead)::bigint * $5::bigint,
            -- known to all nodes for a moment, so that none takes what another one's lane waits for
            counter_waits_until = case when counter < $6::int then now + interval '500 ms' else shared.counter_waits_until end,
            deferred_waits_until = case when deferred < $7::int then now + interval '500 ms' else shared.deferred_waits_until end,
            reconciliation_waits_until = case when reconciliation < $8::int then now + interval '500 ms' else shared.reconciliation_waits_until end,
            deferred_due = greatest(0, deferred_earned - deferred),
            reconciliation_due = greatest(0, reconciliation_earned - reconciliation)
        from shared
        where upstream_quota.upstream = shared.upstream
        returning
          counter::int, deferred::int, reconciliation::int, ahead::int,
          upstream_quota.tokens, full_rate * new_pace,
          greatest(interval '0', coalesce(paused - now, interval '0')),
          day_limit - upstream_quota.day_count, day_limit, now
        """;

    /// <summary><c>null</c>: the upstream has no row yet.</summary>
    public async Task<Drawn?> DrawAsync(NpgsqlConnection connection, string upstream, Draw draw, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(DrawSql, connection);
        Add(command, upstream, NpgsqlDbType.Text);
        Add(command, draw.Terms.PerSecond, NpgsqlDbType.Double);
        Add(command, (double)draw.Terms.Burst, NpgsqlDbType.Double);
        Add(command, draw.Terms.PerDay, NpgsqlDbType.Bigint);
        Add(command, draw.Terms.FeePerQuery, NpgsqlDbType.Bigint);
        Add(command, draw.Counter, NpgsqlDbType.Integer);
        Add(command, draw.Deferred, NpgsqlDbType.Integer);
        Add(command, draw.Reconciliation, NpgsqlDbType.Integer);
        Add(command, draw.Terms.Deferred.Kept, NpgsqlDbType.Double);
        Add(command, draw.Terms.Reconciliation.Kept, NpgsqlDbType.Double);
        Add(command, draw.Terms.Deferred.Minimum, NpgsqlDbType.Double);
        Add(command, draw.Terms.Reconciliation.Minimum, NpgsqlDbType.Double);
        Add(command, draw.Returned, NpgsqlDbType.Integer);
        Add(command, draw.ReturnedDay, NpgsqlDbType.Date);
        Add(command, draw.Complaint?.Factor ?? 1, NpgsqlDbType.Double);
        Add(command, draw.Complaint?.Spacing ?? TimeSpan.Zero, NpgsqlDbType.Interval);
        Add(command, draw.Complaint?.Pause, NpgsqlDbType.Interval);
        Add(command, draw.Terms.Deferred.KeptOfDay, NpgsqlDbType.Double);
        Add(command, draw.Terms.Reconciliation.KeptOfDay, NpgsqlDbType.Double);
        Add(command, draw.Ahead, NpgsqlDbType.Integer);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? ReadDrawn(reader) : null;
    }

    /// <summary>The first draw finds a full bucket.</summary>
    public Task<int> AddAsync(NpgsqlConnection connection, string upstream, int burst, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            insert into upstream_quota (upstream, tokens, counted_at, day)
            values ($1, $2, clock_timestamp(), (clock_timestamp() at time zone interval '07:00')::date)
            on conflict (upstream) do nothing
            """,
            [upstream, (double)burst],
            cancellationToken);

    public Task<QuotaStanding?> StandingAsync(NpgsqlConnection connection, string upstream, CancellationToken cancellationToken) =>
        connection.FirstAsync(
            """
            select tokens, counted_at, pace, paused_until, day, day_count, day_fee,
                   cap_per_second, cap_per_day, cap_until, cap_version, clock_timestamp()
            from upstream_quota
            where upstream = $1
            """,
            [upstream],
            row => new QuotaStanding(
                row.GetDouble(0),
                row.GetFieldValue<DateTimeOffset>(1),
                row.GetDouble(2),
                row.ValueOrNull<DateTimeOffset>(3),
                row.GetFieldValue<DateOnly>(4),
                row.GetInt64(5),
                row.GetInt64(6),
                new QuotaCap(row.ValueOrNull<double>(7), row.ValueOrNull<long>(8), row.ValueOrNull<DateTimeOffset>(9)),
                row.GetInt32(10),
                row.GetFieldValue<DateTimeOffset>(11)),
            cancellationToken);

    /// <summary>The version of the new cap; <c>null</c>: somebody else changed it since the expected version.</summary>
    public async Task<int?> CapAsync(
        NpgsqlConnection connection,
        string upstream,
        QuotaCap cap,
        int? expectedVersion,
        CancellationToken cancellationToken) =>
        await connection.FirstAsync(
            """
            update upstream_quota
            set cap_per_second = $2::float8,
                cap_per_day = $3::bigint,
                cap_until = $4::timestamptz,
                cap_version = cap_version + 1
            where upstream = $1
              and cap_version = coalesce($5::int, cap_version)
            returning cap_version
            """,
            [upstream, cap.PerSecond, cap.PerDay, cap.Until?.ToUniversalTime(), expectedVersion],
            row => (int?)row.GetInt32(0),
            cancellationToken);

    private static Drawn ReadDrawn(NpgsqlDataReader row) => new(
        row.GetInt32(0),
        row.GetInt32(1),
        row.GetInt32(2),
        row.GetInt32(3),
        row.GetDouble(4),
        row.GetDouble(5),
        row.GetTimeSpan(6),
        row.ValueOrNull<long>(7),
        row.ValueOrNull<long>(8),
        row.GetFieldValue<DateTimeOffset>(9));

    private static void Add(NpgsqlCommand command, object? value, NpgsqlDbType type) =>
        command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });
}
