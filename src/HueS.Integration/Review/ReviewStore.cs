using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Review;

/// <summary>
/// The table <c>review_task</c>. Every doubt becomes a task, with its reason and a due date counted from when the citizen began
/// to wait. What is listed or taken next is found in an index alone: only the rows that are shown are read.
/// </summary>
internal sealed class ReviewStore
{
    private static readonly TimeSpan Due = TimeSpan.FromDays(2);

    // Whoever takes the next task looks past those that others take at the same moment, so many at a time.
    private const int NextAtOnce = 32;

    private const string Columns =
        "id, subject, target, related, client_id, reasons, state, waiting_since, due_at, owner_id, nullif(free_at, '-infinity'), version";

    /// <summary>Opens a task; a task already open for the same thing keeps its place and takes the newest reasons.</summary>
    public Task OpenAsync(
        NpgsqlConnection connection,
        ReviewSubject subject,
        Guid target,
        string clientId,
        IReadOnlyCollection<string> reasons,
        DateTimeOffset waitingSince,
        CancellationToken cancellationToken) =>
        OpenAsync(connection, subject, target, null, clientId, reasons, waitingSince, cancellationToken);

    /// <param name="related">What else the doubt is about.</param>
    public async Task OpenAsync(
        NpgsqlConnection connection,
        ReviewSubject subject,
        Guid target,
        Guid? related,
        string clientId,
        IReadOnlyCollection<string> reasons,
        DateTimeOffset waitingSince,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        Append(batch, subject, target, clientId, reasons, waitingSince, related);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The same for a batch that writes what the task is about.</summary>
    public static void Append(
        NpgsqlBatch batch,
        ReviewSubject subject,
        Guid target,
        string clientId,
        IReadOnlyCollection<string> reasons,
        DateTimeOffset waitingSince,
        Guid? related = null) => batch.Add(
        """
        insert into review_task (id, subject, target, client_id, reasons, waiting_since, due_at, related)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (subject, target) where state in ('open', 'proposed')
        do update set
          reasons = excluded.reasons,
          related = excluded.related,
          version = review_task.version + 1
        where (review_task.reasons, review_task.related) is distinct from (excluded.reasons, excluded.related)
        """,
        Guid.CreateVersion7(),
        ReviewNames.Of(subject),
        target,
        clientId,
        reasons.ToArray(),
        waitingSince,
        waitingSince + Due,
        related!);

    /// <summary>Opens a task that is about nobody: its target is its own.</summary>
    public Task SeedAsync(
        NpgsqlConnection connection,
        Guid id,
        ReviewSubject subject,
        string clientId,
        IReadOnlyCollection<string> reasons,
        DateTimeOffset waitingSince,
        CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            insert into review_task (id, subject, target, client_id, reasons, waiting_since, due_at)
            values ($1, $2, $1, $3, $4, $5, $6)
            """,
            [id, ReviewNames.Of(subject), clientId, reasons.ToArray(), waitingSince, waitingSince + Due],
            cancellationToken);

    /// <summary>
    /// Makes whoever decides about any of these wait for the end of the transaction: whoever changes what a task is about takes
    /// the task first, as those do who decide it.
    /// </summary>
    public Task HoldAsync(NpgsqlConnection connection, ReviewSubject subject, IReadOnlyCollection<Guid> targets, CancellationToken cancellationToken) =>
        targets.Count == 0 ? Task.CompletedTask : connection.ExecuteAsync(
            """
            select id
            from review_task
            where subject = $1
              and target = any($2)
              and state in ('open', 'proposed')
            order by id
            for no key update
            """,
            [ReviewNames.Of(subject), targets.ToArray()],
            cancellationToken);

    /// <summary>Closes the task where its doubt went away by itself.</summary>
    public Task WithdrawAsync(NpgsqlConnection connection, ReviewSubject subject, Guid target, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            """
            update review_task
            set state = 'withdrawn',
                closed_at = clock_timestamp()
            where subject = $1
              and target = $2
              and state in ('open', 'proposed')
            """,
            [ReviewNames.Of(subject), target],
            cancellationToken);

    /// <summary>Closes the task where nobody has touched it since it was opened; <c>false</c>: somebody has.</summary>
    public async Task<bool> WithdrawUntouchedAsync(
        NpgsqlConnection connection,
        ReviewSubject subject,
        Guid target,
        CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(
            """
            update review_task
            set state = 'withdrawn',
                closed_at = clock_timestamp()
            where subject = $1
              and target = $2
              and state = 'open'
              and version = 1
            """,
            [ReviewNames.Of(subject), target],
            cancellationToken) == 1;

    /// <summary>Open tasks of a kind that are about something, a page of them by id.</summary>
    public Task<List<Guid>> ListOpenAsync(NpgsqlConnection connection, ReviewSubject subject, Guid? after, int limit, CancellationToken cancellationToken) =>
        connection.ListAsync(
            """
            select id
            from review_task
            where subject = $1
              and state in ('open', 'proposed')
              and target <> id
              and id > $2
            order by id
            limit $3
            """,
            [ReviewNames.Of(subject), after ?? Guid.Empty, limit],
            row => row.GetGuid(0),
            cancellationToken);

    /// <summary>Opens a task again that was withdrawn; <c>false</c>: there is another of the same thing by now.</summary>
    public async Task<bool> ReopenAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(
            """
            update review_task
            set state = 'open',
                closed_at = null
            where id = $1
              and state = 'withdrawn'
              and not exists (
                select
                from review_task other
                where other.subject = review_task.subject
                  and other.target = review_task.target
                  and other.state in ('open', 'proposed'))
            """,
            [id],
            cancellationToken) == 1;

    /// <summary>Whether somebody has touched an open task about any of these.</summary>
    public Task<bool> IsAnyTouchedAsync(
        NpgsqlConnection connection,
        ReviewSubject subject,
        IReadOnlyCollection<Guid> targets,
        CancellationToken cancellationToken) =>
        connection.FirstAsync(
            """
            select exists (
              select
              from review_task
              where subject = $1
                and target = any($2)
                and state in ('open', 'proposed')
                and (state = 'proposed' or version > 1))
            """,
            [ReviewNames.Of(subject), targets.ToArray()],
            row => row.GetBoolean(0),
            cancellationToken);

    /// <summary>The tasks there were about something, oldest first.</summary>
    public Task<List<TaskRow>> ListAsync(NpgsqlConnection connection, ReviewSubject subject, Guid target, CancellationToken cancellationToken) =>
        connection.ListAsync(
            "select opened_at, closed_at from review_task where subject = $1 and target = $2 order by opened_at, id",
            [ReviewNames.Of(subject), target],
            row => new TaskRow(row.GetFieldValue<DateTimeOffset>(0), row.ValueOrNull<DateTimeOffset>(1)),
            cancellationToken);

    public Task<ReviewTask?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.FirstAsync($"select {Columns} from review_task where id = $1", [id], Read, cancellationToken);

    /// <summary>Reads the task and keeps others from changing it until the transaction ends.</summary>
    public Task<ReviewTask?> LockAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        connection.FirstAsync($"select {Columns} from review_task where id = $1 for no key update", [id], Read, cancellationToken);

    /// <summary>Tasks the most urgent first, behind a place.</summary>
    public Task<List<ReviewTask>> ListAsync(
        NpgsqlConnection connection,
        TaskFilter filter,
        TaskPlace? after,
        int limit,
        CancellationToken cancellationToken)
    {
        var (sql, values) = ListSql(filter, after, limit);
        return connection.ListAsync(sql, values, Read, cancellationToken);
    }

    /// <summary>The statement of a list: a page of places from the index, kind by kind, and only then their rows.</summary>
    public static (string Sql, object?[] Values) ListSql(TaskFilter filter, TaskPlace? after, int limit)
    {
        var (places, values) = PlacesSql(filter, after, limit);
        return (
            $"""
            with page (place, id) as materialized ({places})
            select {Columns}
            from page
            join review_task using (id)
            order by place, id
            """,
            values);
    }

    /// <summary>
    /// Gives the most urgent task nobody works on to an officer. Those that are locked at this moment are passed over at first;
    /// where there is no other the lock is waited for, so that an officer is never told there is nothing while a task only changes.
    /// </summary>
    public async Task<ReviewTask?> TakeNextAsync(
        NpgsqlConnection connection,
        IReadOnlyList<ReviewSubject> subjects,
        Guid officerId,
        TimeSpan lease,
        CancellationToken cancellationToken)
    {
        Guid[] passedOver = [];
        TaskPlace? after = null;
        while (true)
        {
            var (sql, values) = PlacesStatement(subjects, after);
            var places = await connection.ListAsync(
                sql,
                values,
                row => new TaskPlace(row.GetFieldValue<DateTimeOffset>(0), row.GetGuid(1)),
                cancellationToken);
            if (places.Count == 0)
                return passedOver.Length == 0 ? null : await TakeAsync(TakeWaitingSql, passedOver);
            Guid[] seen = [.. places.Select(place => place.Id)];
            if (await TakeAsync(TakeSql, seen) is { } taken)
                return taken;
            if (after is null)
                passedOver = seen;
            after = places[^1];
        }

        Task<ReviewTask?> TakeAsync(string sql, Guid[] among) => connection.FirstAsync(sql, [among, officerId, lease], Read, cancellationToken);
    }

    /// <summary>The statement that looks for the next tasks.</summary>
    public static (string Sql, object?[] Values) PlacesStatement(IReadOnlyList<ReviewSubject> subjects, TaskPlace? after) =>
        PlacesSql(new TaskFilter(subjects, TaskState.Open, Unowned: true), after, NextAtOnce);

    /// <summary>Of several tasks, gives the most urgent one that is still free, and that nobody takes at this moment.</summary>
    public static readonly string TakeSql = TakeSqlWith("for update skip locked");

    private static readonly string TakeWaitingSql = TakeSqlWith("for update");

    /// <summary>Gives a task to an officer, or prolongs their lease. The task is locked and may be theirs.</summary>
    public async Task<ReviewTask> AssignAsync(
        NpgsqlConnection connection,
        ReviewTask task,
        Guid officerId,
        TimeSpan lease,
        CancellationToken cancellationToken) =>
        (await connection.FirstAsync(
            $"""
            update review_task
            set owner_id = $2,
                free_at = clock_timestamp() + $3,
                version = version + (owner_id is distinct from $2)::int
            where id = $1
            returning {Columns}
            """,
            [task.Id, officerId, lease],
            Read,
            cancellationToken))!;

    public Task<ReviewTask> ReleaseAsync(NpgsqlConnection connection, ReviewTask task, CancellationToken cancellationToken) =>
        MoveAsync(connection, task, TaskState.Open, cancellationToken);

    /// <summary>Moves a locked task to another state, where it is nobody's.</summary>
    public async Task<ReviewTask> MoveAsync(
        NpgsqlConnection connection,
        ReviewTask task,
        TaskState state,
        CancellationToken cancellationToken) =>
        (await connection.FirstAsync(
            $"""
            update review_task
            set state = $2,
                owner_id = null,
                free_at = '-infinity',
                closed_at = case when $2 = 'decided' then clock_timestamp() end,
                version = version + 1
            where id = $1
            returning {Columns}
            """,
            [task.Id, ReviewNames.Of(state)],
            Read,
            cancellationToken))!;

    /// <summary>What is open, by kind.</summary>
    public Task<List<TaskCount>> CountAsync(
        NpgsqlConnection connection,
        IReadOnlyList<ReviewSubject> subjects,
        CancellationToken cancellationToken) =>
        connection.ListAsync(
            $"""
            select
              subject,
              count(*) filter (where state = 'open'),
              count(*) filter (where state = 'open' and {TaskConditions.Free}),
              count(*) filter (where due_at <= clock_timestamp()),
              count(*) filter (where state = 'proposed'),
              min(waiting_since)
            from review_task
            where state in ('open', 'proposed')
              and subject = any($1)
            group by subject
            """,
            [subjects.Select(ReviewNames.Of).ToArray()],
            row => new TaskCount(
                ReviewNames.SubjectOf(row.GetString(0)),
                row.GetInt64(1),
                row.GetInt64(2),
                row.GetInt64(3),
                row.GetInt64(4),
                row.ValueOrNull<DateTimeOffset>(5)),
            cancellationToken);

    /// <summary>Places in the order of the index, each kind by itself, so that no kind is read for another's sake.</summary>
    private static (string Sql, object?[] Values) PlacesSql(TaskFilter filter, TaskPlace? after, int limit)
    {
        var conditions = new TaskConditions(filter.Subjects.Select(ReviewNames.Of).ToArray(), ReviewNames.Of(filter.State), limit)
            .Behind(after)
            .Of(filter);
        return (
            $"""
            select place.due_at, place.id
            from unnest($1::text[]) as kind (subject)
            cross join lateral (
              select due_at, id
              from review_task
              where state = $2
                and subject = kind.subject
                {conditions.Sql}
              order by due_at, id
              limit $3) as place
            order by place.due_at, place.id
            limit $3
            """,
            conditions.Values);
    }

    private static ReviewTask Read(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        ReviewNames.SubjectOf(row.GetString(1)),
        row.GetGuid(2),
        row.ValueOrNull<Guid>(3),
        row.GetString(4),
        row.GetFieldValue<string[]>(5),
        ReviewNames.StateOf(row.GetString(6)),
        row.GetFieldValue<DateTimeOffset>(7),
        row.GetFieldValue<DateTimeOffset>(8),
        row.ValueOrNull<Guid>(9),
        row.ValueOrNull<DateTimeOffset>(10),
        row.GetInt32(11));

    private static string TakeSqlWith(string locking) =>
        $"""
        with free as (
          select id
          from review_task
          where id = any($1)
            and state = 'open'
            and {TaskConditions.Free}
          order by due_at, id
          limit 1
          {locking})
        update review_task
        set owner_id = $2,
            free_at = clock_timestamp() + $3,
            version = version + 1
        where id in (select id from free)
        returning {Columns}
        """;
}
