using HueS.Integration.Storage;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Storage;

public sealed class WorkQueueTests(TestDatabases databases)
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Expired = TimeSpan.FromMilliseconds(-1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_takers_share_the_items_and_none_is_taken_twice()
    {
        var database = await databases.MigratedAsync();
        await using var open = database.Open(options => options.WorkConnections = 8);
        await AddAsync(open, items: 200);
        var queue = new WorkQueue("check", Long);

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            var mine = new List<Lease>();
            while (await TakeAsync(open, queue) is { Count: > 0 } leases)
                mine.AddRange(leases);
            return mine;
        }));

        var targets = taken.SelectMany(leases => leases).Select(lease => lease.Target).ToList();
        targets.Count.ShouldBe(200);
        targets.Distinct().Count().ShouldBe(200);
    }

    [Fact]
    public async Task A_holder_that_stalled_past_its_lease_changes_nothing()
    {
        var database = await databases.MigratedAsync();
        await using var open = database.Open();
        await AddAsync(open, items: 1);
        var stalled = (await TakeAsync(open, new WorkQueue("check", Expired))).ShouldHaveSingleItem();
        var queue = new WorkQueue("check", Long);
        var taken = (await TakeAsync(open, queue)).ShouldHaveSingleItem();

        var late = await SettleAsync(open, connection => queue.CompleteAsync(connection, stalled, Cancellation));
        var inTime = await SettleAsync(open, connection => queue.CompleteAsync(connection, taken, Cancellation));
        var again = await SettleAsync(open, connection => queue.CompleteAsync(connection, taken, Cancellation));

        (late, inTime, again).ShouldBe((false, true, false));
    }

    [Fact]
    public async Task An_item_put_off_is_not_due_and_keeps_its_reason()
    {
        var database = await databases.MigratedAsync();
        await using var open = database.Open();
        var target = await AddAsync(open, items: 1);
        var queue = new WorkQueue("check", Long);
        var lease = (await TakeAsync(open, queue)).ShouldHaveSingleItem();

        await SettleAsync(open, connection => queue.PutOffAsync(connection, lease, Long, "register_busy", Cancellation));

        (await TakeAsync(open, queue)).ShouldBeEmpty();
        await using var connection = await open.OpenAsync(Pool.Work, Cancellation);
        var standing = await queue.StandingAsync(connection, target, Cancellation);
        standing.ShouldNotBeNull().Reason.ShouldBe("register_busy");
        standing.Attempts.ShouldBe(2);
    }

    [Fact]
    public async Task An_attempt_counts_once_it_has_ended()
    {
        var database = await databases.MigratedAsync();
        await using var open = database.Open();
        var target = await AddAsync(open, items: 1);
        var queue = new WorkQueue("check", Long);
        await using var connection = await open.OpenAsync(Pool.Work, Cancellation);
        var before = (await queue.StandingAsync(connection, target, Cancellation)).ShouldNotBeNull();

        var lease = (await TakeAsync(open, queue)).ShouldHaveSingleItem();
        var during = await queue.StandingAsync(connection, target, Cancellation);
        await SettleAsync(open, held => queue.PutOffAsync(held, lease, Long, "register_busy", Cancellation));
        var after = await queue.StandingAsync(connection, target, Cancellation);

        (during!.Attempts, after!.Attempts).ShouldBe((before.Attempts, before.Attempts + 1));
    }

    [Fact]
    public async Task A_poison_item_is_parked_after_three_failures()
    {
        var database = await databases.MigratedAsync();
        await using var open = database.Open();
        await AddAsync(open, items: 1);
        var queue = new WorkQueue("check", Long);

        var ends = new List<FailedWork>();
        for (var failure = 0; failure < WorkQueue.FailuresUntilParked; failure++)
        {
            var lease = (await TakeAsync(open, queue)).ShouldHaveSingleItem();
            ends.Add(await SettleAsync(open, connection => queue.FailAsync(connection, lease, TimeSpan.Zero, "broken", Cancellation)));
        }

        ends.ShouldBe([FailedWork.TriedAgain, FailedWork.TriedAgain, FailedWork.Parked]);
        (await TakeAsync(open, queue)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_has_waited_longest_comes_first_however_often_they_were_put_off()
    {
        var database = await databases.MigratedAsync();
        await using var open = database.Open();
        var first = await AddAsync(open, items: 1);
        var second = await AddAsync(open, items: 1);
        var queue = new WorkQueue("check", Long);
        var leases = await TakeAsync(open, queue);

        foreach (var lease in leases.OrderBy(lease => lease.Target == first))
            await SettleAsync(open, connection => queue.PutOffAsync(connection, lease, TimeSpan.Zero, "register_busy", Cancellation));

        await using var connection = await open.OpenAsync(Pool.Work, Cancellation);
        (await queue.StandingAsync(connection, first, Cancellation)).ShouldNotBeNull().Ahead.ShouldBe(0);
        (await queue.StandingAsync(connection, second, Cancellation)).ShouldNotBeNull().Ahead.ShouldBe(1);
        (await queue.TakeDueAsync(connection, 1, Cancellation)).ShouldHaveSingleItem().Target.ShouldBe(first);
    }

    [Fact]
    public async Task An_item_taken_out_is_not_taken_and_its_holder_changes_nothing()
    {
        var database = await databases.MigratedAsync();
        await using var open = database.Open();
        var target = await AddAsync(open, items: 1);
        var queue = new WorkQueue("check", Long);
        var lease = (await TakeAsync(open, queue)).ShouldHaveSingleItem();

        var withdrawn = await SettleAsync(open, connection => queue.WithdrawAsync(connection, target, Cancellation));
        var late = await SettleAsync(open, connection => queue.CompleteAsync(connection, lease, Cancellation));

        (withdrawn, late).ShouldBe((true, false));
        (await TakeAsync(open, new WorkQueue("check", Expired))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_wish_that_comes_while_an_item_is_worked_on_holds_for_the_next_time_and_no_longer(bool fails)
    {
        var database = await databases.MigratedAsync();
        await using var open = database.Open();
        var target = await AddAsync(open, items: 1);
        var queue = new WorkQueue("check", Long);
        var lease = (await TakeAsync(open, queue)).ShouldHaveSingleItem();

        await SettleAsync(open, connection => queue.HastenAsync(connection, target, Cancellation));
        await GiveBackAsync(lease);
        var again = (await TakeAsync(open, queue)).ShouldHaveSingleItem();
        await GiveBackAsync(again);

        (await TakeAsync(open, queue)).ShouldBeEmpty();

        Task GiveBackAsync(Lease held) => fails
            ? SettleAsync(open, connection => queue.FailAsync(connection, held, Long, "broken", Cancellation))
            : SettleAsync(open, connection => queue.PutOffAsync(connection, held, Long, "register_busy", Cancellation));
    }

    [Fact]
    public async Task An_item_given_back_untried_has_no_attempt_more_and_its_reason_still()
    {
        var database = await databases.MigratedAsync();
        await using var open = database.Open();
        var target = await AddAsync(open, items: 1);
        var queue = new WorkQueue("check", Long);
        var lease = (await TakeAsync(open, queue)).ShouldHaveSingleItem();

        (await SettleAsync(open, connection => queue.PostponeAsync(connection, lease, Long, Cancellation))).ShouldBeTrue();
        (await SettleAsync(open, connection => queue.PostponeAsync(connection, lease with { Fence = 9 }, Long, Cancellation))).ShouldBeFalse();

        (await TakeAsync(open, queue)).ShouldBeEmpty();
        await using var connection = await open.OpenAsync(Pool.Work, Cancellation);
        var standing = (await queue.StandingAsync(connection, target, Cancellation)).ShouldNotBeNull();
        (standing.Attempts, standing.Reason).ShouldBe((1, "register_busy"));
    }

    [Fact]
    public async Task Several_items_stand_together_where_each_stands_alone()
    {
        var database = await databases.MigratedAsync();
        await using var open = database.Open();
        var targets = new List<Guid>();
        for (var item = 0; item < 5; item++)
            targets.Add(await AddAsync(open, items: 2));
        var queue = new WorkQueue("check", Long);
        await SettleAsync(open, connection => queue.WithdrawAsync(connection, targets[1], Cancellation));

        await using var connection = await open.OpenAsync(Pool.Work, Cancellation);
        var together = await queue.StandingsAsync(connection, [targets[0], targets[2], targets[4], Guid.CreateVersion7()], Cancellation);

        together.Count.ShouldBe(3);
        foreach (var (target, standing) in together)
            standing.ShouldBe(await queue.StandingAsync(connection, target, Cancellation));
        together[targets[4]].Ahead.ShouldBe(8);
    }

    /// <summary>Adds items that were tried once and are due at once.</summary>
    private static async Task<Guid> AddAsync(Database open, int items)
    {
        var targets = Enumerable.Range(0, items).Select(_ => Guid.CreateVersion7()).ToArray();
        await open.RunAsync(
            Pool.Work,
            async (connection, token) =>
            {
                await using var batch = new Npgsql.NpgsqlBatch(connection);
                new WorkQueue("check", Long).Append(batch, [.. targets.Select(target => new NewWork(target, TimeSpan.Zero, "register_busy", Attempts: 1))]);
                return await batch.ExecuteNonQueryAsync(token);
            },
            Cancellation);
        return targets[^1];
    }

    private static Task<List<Lease>> TakeAsync(Database open, WorkQueue queue) =>
        open.TransactAsync(Pool.Work, (connection, token) => queue.TakeDueAsync(connection, 7, token), Cancellation);

    private static Task<T> SettleAsync<T>(Database open, Func<Npgsql.NpgsqlConnection, Task<T>> settle) =>
        open.TransactAsync(Pool.Work, (connection, _) => settle(connection), Cancellation);
}
