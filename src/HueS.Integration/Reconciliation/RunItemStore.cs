using HueS.Integration.Reconciliation.Reporting;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Reconciliation;

/// <summary>The table <c>reconciliation_item</c>.</summary>
internal sealed class RunItemStore
{
    private const string Columns =
        "id, run_id, kind, target, about, citizen_id, other_id, state, category, effect, reasons, basis, shown, checked_at, applied_as, left_reason";

    /// <summary>Adds those of a page that no run of the kind has looked at since a moment, or all of them; answers the items.</summary>
    public Task<List<Guid>> AddAsync(NpgsqlConnection connection, Run run, Selected page, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            insert into reconciliation_item (id, run_id, kind, target, about, citizen_id)
            select chosen.id, $1, $2, chosen.target, chosen.about, chosen.citizen_id
            from unnest($3::uuid[], $4::uuid[], $5::text[], $6::uuid[]) as chosen (id, target, about, citizen_id)
            where $7::timestamptz is null
              or not exists (
                select
                from reconciliation_item earlier
                where earlier.target = chosen.target
                  and earlier.kind = $2
                  and earlier.checked_at >= $7)
            on conflict (run_id, target) do nothing
            returning id
            """,
            [
                run.Id, run.Kind.ToString(), page.Targets.Select(_ => Guid.CreateVersion7()).ToArray(),
                page.Targets.Select(target => target.Id).ToArray(), page.Targets.Select(target => target.About.ToString()).ToArray(),
                page.Targets.Select(target => target.CitizenId).ToArray(), page.LookedBefore,
            ],
            row => row.GetGuid(0),
            cancellationToken);

    public Task<RunItem?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.FirstAsync($"select {Columns} from reconciliation_item where id = $1", [id], Read, cancellationToken);

    /// <summary>Writes how looking at somebody ended.</summary>
    public Task SettleAsync(NpgsqlConnection connection, Guid id, Looked looked, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            update reconciliation_item
            set state = $2,
                category = $3,
                effect = $4,
                reasons = $5,
                basis = $6,
                shown = $7,
                citizen_id = coalesce($8, citizen_id),
                other_id = $9,
                checked_at = case when $2 in ('Unchanged', 'Finding') then clock_timestamp() end
            where id = $1
            """,
            [
                id, looked.State.ToString(), looked.Finding?.Category.ToString(), looked.Finding?.Effect.ToString(),
                looked.Reasons.ToArray(), looked.Basis, looked.Shown, looked.CitizenId, looked.OtherId,
            ],
            cancellationToken);

    /// <summary>How long the register has not answered about somebody, counted from the first question it left open.</summary>
    public async Task<TimeSpan> OpenSinceAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        await connection.FirstAsync(
            """
            update reconciliation_item
            set first_asked_at = coalesce(first_asked_at, clock_timestamp())
            where id = $1
            returning clock_timestamp() - first_asked_at
            """,
            [id],
            row => row.GetFieldValue<TimeSpan>(0),
            cancellationToken);

    /// <summary>Leaves out whoever waits still; answers how many that were.</summary>
    public Task<int> SkipWaitingAsync(NpgsqlConnection connection, Guid runId, SkipReason reason, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "update reconciliation_item set state = 'Skipped', reasons = array[$2] where run_id = $1 and state = 'Waiting'",
            [runId, reason.ToString()],
            cancellationToken);

    /// <summary>Makes those wait again who could not be looked at.</summary>
    public Task<List<Guid>> ReopenAsync(NpgsqlConnection connection, Guid runId, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            update reconciliation_item
            set state = 'Waiting',
                reasons = '{}',
                first_asked_at = null
            where run_id = $1
              and state = 'Unreachable'
            returning id
            """,
            [runId],
            row => row.GetGuid(0),
            cancellationToken);

    /// <summary>One value for everything that would be applied: another person, category or effect makes it another.</summary>
    public async Task<byte[]> DigestAsync(NpgsqlConnection connection, Guid runId, CancellationToken cancellationToken) =>
        (await connection.FirstAsync(
            """
            select sha256(convert_to(
              $1::text || coalesce(string_agg(concat_ws('|', id, target, citizen_id, other_id, category, effect, encode(basis, 'hex'), encode(sha256(shown), 'hex')), E'\n' order by id), ''),
              'UTF8'))
            from reconciliation_item
            where run_id = $1
              and state = 'Finding'
            """,
            [runId],
            row => row.GetFieldValue<byte[]>(0),
            cancellationToken))!;

    public Task<List<FindingCount>> CountAsync(NpgsqlConnection connection, Guid runId, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            select category, effect, count(*)
            from reconciliation_item
            where run_id = $1
              and category is not null
            group by category, effect
            order by category, effect
            """,
            [runId],
            row => new FindingCount(Enum.Parse<FindingCategory>(row.GetString(0)), Enum.Parse<RunEffect>(row.GetString(1)), row.GetInt64(2)),
            cancellationToken);

    /// <summary>Why people were not looked at, and how many for each reason.</summary>
    public Task<List<(ItemState State, string Reason, long Count)>> CountNotLookedAtAsync(
        NpgsqlConnection connection,
        Guid runId,
        CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            select state, reasons[1], count(*)
            from reconciliation_item
            where run_id = $1
              and state in ('Unreachable', 'Skipped')
            group by state, reasons[1]
            order by state, reasons[1]
            """,
            [runId],
            row => (Enum.Parse<ItemState>(row.GetString(0)), row.GetString(1), row.GetInt64(2)),
            cancellationToken);

    /// <summary>How looking went on, in so many stretches of the same length; none before anything was looked at.</summary>
    public Task<List<RunStretch>> TimelineAsync(NpgsqlConnection connection, Guid runId, int stretches, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            with span as (
              select min(checked_at) as began, greatest((max(checked_at) - min(checked_at)) / $2, interval '1 millisecond') as length
              from reconciliation_item
              where run_id = $1
            ),
            ended as (
              select
                least(floor(extract(epoch from checked_at - began) / extract(epoch from length)), $2 - 1)::int as place,
                count(*) as checked,
                count(category) as findings
              from reconciliation_item, span
              where run_id = $1
                and checked_at is not null
              group by 1
            )
            select began + length * place, length, coalesce(checked, 0), coalesce(findings, 0)
            from span
            cross join generate_series(0, $2 - 1) as place
            left join ended using (place)
            where began is not null
            order by place
            """,
            [runId, stretches],
            row => new RunStretch(row.GetFieldValue<DateTimeOffset>(0), row.GetFieldValue<TimeSpan>(1), row.GetInt64(2), row.GetInt64(3)),
            cancellationToken);

    /// <summary>What was looked at, and when its look ended.</summary>
    public Task<List<(Guid Id, DateTimeOffset CheckedAt)>> ListLookedAtAsync(
        NpgsqlConnection connection, Guid runId, Guid? after, int limit, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            select id, checked_at
            from reconciliation_item
            where run_id = $1
              and checked_at is not null
              and ($2::uuid is null or id > $2)
            order by id
            limit $3
            """,
            [runId, after, limit],
            row => (row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1)),
            cancellationToken);

    /// <summary>Findings in their order, of one category or of all.</summary>
    public Task<List<RunItem>> ListFindingsAsync(
        NpgsqlConnection connection,
        Guid runId,
        FindingCategory? category,
        Guid? after,
        int limit,
        CancellationToken cancellationToken) =>
        connection.ListAsync(
            $"""
            select {Columns}
            from reconciliation_item
            where run_id = $1
              and state = 'Finding'
              and ($2::text is null or category = $2)
              and ($3::uuid is null or id > $3)
            order by id
            limit $4
            """,
            [runId, category?.ToString(), after, limit],
            Read,
            cancellationToken);

    /// <param name="left">Why it was left alone; <c>null</c>: it was applied.</param>
    public Task MarkAsync(NpgsqlConnection connection, Guid id, LeftReason? left, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "update reconciliation_item set applied_as = $2, left_reason = $3 where id = $1",
            [id, left is null ? "Applied" : "LeftAlone", left?.ToString()],
            cancellationToken);

    private static RunItem Read(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetGuid(1),
        Enum.Parse<RunKind>(row.GetString(2)),
        row.GetGuid(3),
        Enum.Parse<TargetKind>(row.GetString(4)),
        row.ValueOrNull<Guid>(5),
        row.ValueOrNull<Guid>(6),
        Enum.Parse<ItemState>(row.GetString(7)),
        row.ObjectOrNull<string>(8) is { } category ? Enum.Parse<FindingCategory>(category) : null,
        row.ObjectOrNull<string>(9) is { } effect ? Enum.Parse<RunEffect>(effect) : null,
        row.GetFieldValue<string[]>(10),
        row.ObjectOrNull<byte[]>(11),
        row.ObjectOrNull<byte[]>(12),
        row.ValueOrNull<DateTimeOffset>(13),
        row.ObjectOrNull<string>(14) is { } applied ? applied == "Applied" : null,
        row.ObjectOrNull<string>(15) is { } left ? Enum.Parse<LeftReason>(left) : null);
}
