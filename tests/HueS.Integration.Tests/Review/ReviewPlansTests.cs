using HueS.Integration.Review;
using HueS.Integration.Storage;
using HueS.Integration.Tests.World;
using Npgsql;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Review;

/// <summary>What the database reads for a list and for the next task, with 100,000 tasks open: told by its plans.</summary>
public sealed class ReviewPlansTests(TestDatabases databases) : IAsyncLifetime
{
    private const int Open = 100_000;

    private static readonly ReviewSubject[] Every = Enum.GetValues<ReviewSubject>();

    private TestDatabase _database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await databases.MigratedAsync();
        await _database.ExecuteAsync(
            $"""
            insert into review_task (id, subject, target, client_id, reasons, waiting_since, due_at)
            select
              gen_random_uuid(),
              (array['verification', 'link', 'profile'])[1 + no % 3],
              gen_random_uuid(),
              'portal',
              array[(array['NameUnmarked', 'NamePartial', 'NumberMissing'])[1 + no % 3]],
              since,
              since + interval '2 days'
            from (
              select no, clock_timestamp() - no * interval '7 s' as since
              from generate_series(1, {Open}) as no) as waiting
            """);
        await _database.ExecuteAsync(
            """
            update review_task set owner_id = '01a20b18-a9c2-7e9d-b7c9-d668e6b08db3', free_at = clock_timestamp() + interval '1 hour'
            where id in (select id from review_task order by due_at limit 300)
            """);
        // A page somebody reads at that moment is passed over, and its rows would be looked up in the table.
        await Until.TrueAsync("Pages that all can see", async () =>
        {
            await _database.ExecuteAsync("vacuum (analyze, index_cleanup on, disable_page_skipping on) review_task");
            return (await _database.QueryAsync<bool>("select relallvisible = relpages from pg_class where relname = 'review_task'")).Single();
        });
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public static TheoryData<string> Filters => ["none", "kind", "unowned", "owner", "due", "waiting", "reason", "second page"];

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task A_page_is_found_in_the_index_alone_and_only_its_rows_are_read(string filter)
    {
        var wanted = new TaskFilter(Every, TaskState.Open);
        wanted = filter switch
        {
            "kind" => wanted with { Subjects = [ReviewSubject.Profile] },
            "unowned" => wanted with { Unowned = true },
            "owner" => wanted with { OwnerId = Guid.Parse("01a20b18-a9c2-7e9d-b7c9-d668e6b08db3") },
            "due" => wanted with { DueBefore = TimeProvider.System.GetUtcNow() },
            "waiting" => wanted with { WaitingSince = TimeProvider.System.GetUtcNow().AddDays(-2) },
            "reason" => wanted with { Reason = "NumberMissing" },
            _ => wanted,
        };
        var after = filter == "second page" ? new TaskPlace(TimeProvider.System.GetUtcNow(), Guid.CreateVersion7()) : null;

        var (sql, values) = ReviewStore.ListSql(wanted, after, 51);
        var plan = await ExplainAsync(sql, values);

        plan.ShouldContain(line => line.Contains("Index Only Scan using review_task_", StringComparison.Ordinal), string.Join("\n", plan));
        plan.ShouldContain(line => line.Contains("Heap Fetches: 0", StringComparison.Ordinal), string.Join("\n", plan));
        plan.ShouldNotContain(line => line.Contains("Seq Scan", StringComparison.Ordinal));
        plan.ShouldNotContain(line => line.Contains("Bitmap", StringComparison.Ordinal));
        // Only the rows of the page, by their key.
        plan.Where(line => line.Contains("Index Scan", StringComparison.Ordinal)).ShouldAllBe(line => line.Contains("review_task_pkey", StringComparison.Ordinal));
        RowsSorted(plan).ShouldBeLessThanOrEqualTo(3 * 51);
    }

    [Fact]
    public async Task The_next_task_is_found_in_the_index_alone_and_only_candidates_are_locked()
    {
        var (sql, values) = ReviewStore.PlacesStatement(Every, after: null);
        var places = await ExplainAsync(sql, values);
        var take = await ExplainAsync(ReviewStore.TakeSql, [new[] { Guid.CreateVersion7() }, Guid.CreateVersion7(), TimeSpan.FromMinutes(1)]);

        places.ShouldContain(line => line.Contains("Index Only Scan using review_task_urgent", StringComparison.Ordinal), string.Join("\n", places));
        places.ShouldContain(line => line.Contains("Heap Fetches: 0", StringComparison.Ordinal), string.Join("\n", places));
        foreach (var plan in (List<string>[])[places, take])
        {
            plan.ShouldNotContain(line => line.Contains("Seq Scan", StringComparison.Ordinal));
            RowsSorted(plan).ShouldBeLessThanOrEqualTo(3 * 32);
        }
    }

    [Fact]
    public async Task A_page_reads_as_many_pages_of_the_index_far_behind_as_at_the_start()
    {
        var far = (await _database.QueryAsync<DateTime>("select due_at from review_task order by due_at desc limit 1 offset 1000")).Single();

        var (sql, values) = ReviewStore.ListSql(new TaskFilter(Every, TaskState.Open), new TaskPlace(new DateTimeOffset(far, TimeSpan.Zero), Guid.Empty), 51);
        var plan = await ExplainAsync(sql, values);

        // A cursor is where the index is entered, not a number of rows to pass over.
        plan.ShouldContain(line => line.Contains("Index Cond", StringComparison.Ordinal) && line.Contains("due_at", StringComparison.Ordinal), string.Join("\n", plan));
        plan.ShouldNotContain(line => line.Contains("Rows Removed", StringComparison.Ordinal));
    }

    /// <summary>As the service's own connections run it.</summary>
    private async Task<List<string>> ExplainAsync(string sql, object?[] values)
    {
        await using var database = _database.Open();
        await using var connection = await database.OpenAsync(Pool.Api, Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        var plan = await connection.ListAsync($"explain (analyze, costs off, timing off, summary off) {sql}", values, row => row.GetString(0), Cancellation);
        await transaction.RollbackAsync(Cancellation);
        return plan;
    }

    /// <summary>The most rows any step put into order.</summary>
    private static double RowsSorted(List<string> plan) => plan
        .Where(line => line.Contains("Sort (", StringComparison.Ordinal) || line.Contains("Sort  (", StringComparison.Ordinal))
        .Select(line => double.Parse(line.Split("rows=")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture))
        .DefaultIfEmpty(0)
        .Max();
}
