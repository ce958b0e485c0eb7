using HueS.Integration.Storage;
using HueS.Integration.Tests.World;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Quota;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Upstreams.Quota;

/// <summary>The statement that shares the quota out.</summary>
public sealed class Draws(TestDatabases databases) : IAsyncLifetime
{
    private const double Tiny = 1e-6;

    private QuotaWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await QuotaWorld.StartAsync(databases);

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task The_burst_is_spent_at_once_and_comes_back_at_the_rate()
    {
        var options = new QuotaOptions { PerSecond = 10, Burst = 20 };

        (await _world.DrawAsync(options, counter: 25)).Counter.ShouldBe(20);
        var refused = await _world.DrawAsync(options, counter: 25);
        (refused.Counter, refused.Wait(options, Lane.Counter, 0)).ShouldBe((0, TimeSpan.FromSeconds(0.1)));

        await _world.PassAsync(1);
        (await _world.DrawAsync(options, counter: 25)).Counter.ShouldBe(10);
        await _world.PassAsync(3_600);
        (await _world.DrawAsync(options, counter: 25)).Counter.ShouldBe(20);
    }

    [Fact]
    public async Task A_clock_set_back_takes_nothing_away_and_brings_nothing_in()
    {
        var options = new QuotaOptions { PerSecond = 10, Burst = 20 };
        await _world.DrawAsync(options, counter: 15);

        await _world.PassAsync(-3_600);
        (await _world.DrawAsync(options)).Tokens.ShouldBe(5);
        await _world.PassAsync(1);
        (await _world.DrawAsync(options)).Tokens.ShouldBe(15);
    }

    [Fact]
    public async Task Room_is_kept_for_people_at_a_counter()
    {
        var options = new QuotaOptions { Burst = 20, CounterShare = 0.25 };

        (await _world.DrawAsync(options, reconciliation: 20)).Reconciliation.ShouldBe(10);
        (await _world.DrawAsync(options, deferred: 20)).Deferred.ShouldBe(5);
        (await _world.DrawAsync(options, counter: 20)).Counter.ShouldBe(5);
    }

    [Fact]
    public async Task In_one_draw_the_counter_comes_first_and_reconciliation_last()
    {
        var options = new QuotaOptions { Burst = 20, CounterShare = 0 };

        var drawn = await _world.DrawAsync(options, counter: 12, deferred: 6, reconciliation: 6);

        (drawn.Counter, drawn.Deferred, drawn.Reconciliation).ShouldBe((12, 6, 2));
    }

    [Fact]
    public async Task Every_lane_gets_its_turn_however_small_the_bucket()
    {
        var options = new QuotaOptions { Burst = 1, CounterShare = 0.5 };

        (await _world.DrawAsync(options, reconciliation: 1)).Reconciliation.ShouldBe(1);
    }

    [Fact]
    public async Task What_a_counter_waits_for_on_one_node_no_background_lane_takes_on_another()
    {
        var options = new QuotaOptions { PerSecond = 10, Burst = 1, CounterShare = 0 };
        (await _world.DrawAsync(options, counter: 2)).Counter.ShouldBe(1);

        // A whole token came in, and the other node looks first.
        await _world.PassAsync(0.1);
        var others = await _world.DrawAsync(options, deferred: 1, reconciliation: 1);

        (others.Deferred, others.Reconciliation).ShouldBe((0, 0));
        (await _world.DrawAsync(options, counter: 1)).Counter.ShouldBe(1);
    }

    [Fact]
    public async Task A_node_that_died_waiting_holds_the_others_up_for_a_moment_only()
    {
        var options = new QuotaOptions { PerSecond = 10, Burst = 1, CounterShare = 0 };
        await _world.DrawAsync(options, counter: 2);

        await _world.PassAsync(0.6);

        (await _world.DrawAsync(options, deferred: 1)).Deferred.ShouldBe(1);
    }

    [Fact]
    public async Task Under_counters_without_end_the_others_still_get_their_minimum_though_they_wait_on_another_node()
    {
        var options = new QuotaOptions { PerSecond = 10, Burst = 5, DeferredMinimum = 0.2, ReconciliationMinimum = 0.1 };
        await _world.DrawAsync(options, counter: 5, deferred: 5, reconciliation: 5);
        var (counter, deferred, reconciliation) = (0, 0, 0);

        for (var step = 0; step < 300; step++)
        {
            await _world.PassAsync(0.1);
            // The counters of one node look first, every time, and want everything.
            counter += (await _world.DrawAsync(options, counter: 50)).Counter;
            var others = await _world.DrawAsync(options, deferred: 5, reconciliation: 5);
            (deferred, reconciliation) = (deferred + others.Deferred, reconciliation + others.Reconciliation);
        }

        counter.ShouldBeInRange(205, 215);
        deferred.ShouldBeInRange(57, 61);
        reconciliation.ShouldBeInRange(27, 31);
    }

    [Fact]
    public async Task The_days_count_ends_at_its_limit_and_begins_anew_after_midnight()
    {
        var options = new QuotaOptions { Burst = 100, PerDay = 30, FeePerQuery = 1_500, CounterShare = 0 };

        var drawn = await _world.DrawAsync(options, counter: 25);
        (drawn.Counter, drawn.DayLeft).ShouldBe((25, 5));
        drawn = await _world.DrawAsync(options, counter: 25);
        (drawn.Counter, drawn.DayLeft).ShouldBe((5, 0));
        drawn.Wait(options, Lane.Counter, 0).ShouldBe(TimeSpan.FromHours(12));
        var standing = await _world.StandingAsync();
        (standing.UsedToday, standing.FeeToday).ShouldBe((30, 45_000));

        await _world.PassAsync(12 * 3_600);

        (await _world.StandingAsync()).UsedToday.ShouldBe(0);
        (await _world.DrawAsync(options, counter: 7)).Counter.ShouldBe(7);
        standing = await _world.StandingAsync();
        (standing.UsedToday, standing.FeeToday).ShouldBe((7, 10_500));
    }

    [Theory]
    [InlineData(0, 60, 70)]
    [InlineData(6, 70, 75)]
    public async Task Of_the_days_count_too_room_is_kept_for_counters_and_becomes_less_with_the_day(int hours, int reconciliation, int deferred)
    {
        // Deferred checks keep a quarter of what the rest of the day is of the whole, reconciliation twice that.
        var options = new QuotaOptions { Burst = 1_000, PerDay = 80, CounterShare = 0.25, DeferredMinimum = 0, ReconciliationMinimum = 0 };
        await _world.PassAsync(hours * 3_600);

        (await _world.DrawAsync(options, reconciliation: reconciliation)).Reconciliation.ShouldBe(reconciliation);
        (await _world.DrawAsync(options, reconciliation: 1)).Reconciliation.ShouldBe(0);
        (await _world.DrawAsync(options, deferred: deferred - reconciliation)).Deferred.ShouldBe(deferred - reconciliation);
        (await _world.DrawAsync(options, deferred: 1)).Deferred.ShouldBe(0);
        (await _world.DrawAsync(options, counter: 100)).Counter.ShouldBe(80 - deferred);
    }

    [Fact]
    public async Task What_comes_back_unused_was_not_spent_unless_the_day_it_was_counted_on_is_over()
    {
        var options = new QuotaOptions { PerSecond = 0.01, Burst = 100, FeePerQuery = 100, CounterShare = 0 };
        (await _world.DrawAsync(options, counter: 20, ahead: 10)).Ahead.ShouldBe(10);
        var today = VietnamDay.Of(_world.Now);

        (await _world.DrawAsync(options, returned: 4)).Tokens.ShouldBe(74);
        var standing = await _world.StandingAsync();
        (standing.UsedToday, standing.FeeToday).ShouldBe((26, 2_600));

        await _world.PassAsync(13 * 3_600);
        await _world.DrawAsync(options, counter: 1);
        await _world.DrawAsync(options, returned: 6, returnedDay: today);
        (await _world.StandingAsync()).UsedToday.ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_is_drawn_ahead_while_somebody_waits_or_where_little_is_left()
    {
        var options = new QuotaOptions { Burst = 20, CounterShare = 0.25 };

        (await _world.DrawAsync(options, ahead: 10)).Ahead.ShouldBe(5, "half of what lies above reconciliation's reserve");
        (await _world.DrawAsync(options, counter: 6, ahead: 10)).Ahead.ShouldBe(0);
        (await _world.DrawAsync(options, counter: 30, ahead: 10)).Ahead.ShouldBe(0);
    }

    [Fact]
    public async Task Told_to_slow_down_it_halves_its_rate_and_wins_it_back_evenly()
    {
        var options = new QuotaOptions { PerSecond = 100 };

        (await _world.DrawAsync(options, complaint: Complaint.Told(null))).PerSecond.ShouldBe(50);
        (await _world.DrawAsync(options, complaint: Complaint.Told(null))).PerSecond.ShouldBe(50, "complaints that come together count once");

        await _world.PassAsync(15);
        (await _world.DrawAsync(options)).PerSecond.ShouldBe(75, Tiny);
        await _world.PassAsync(15);
        (await _world.DrawAsync(options)).PerSecond.ShouldBe(100, Tiny);
        await _world.PassAsync(15);
        (await _world.DrawAsync(options)).PerSecond.ShouldBe(100);
    }

    [Fact]
    public async Task Slower_answers_take_a_quarter_off_at_most_every_five_seconds()
    {
        var options = new QuotaOptions { PerSecond = 120 };

        (await _world.DrawAsync(options, complaint: Complaint.Seen)).PerSecond.ShouldBe(90);
        await _world.PassAsync(4);
        (await _world.DrawAsync(options, complaint: Complaint.Seen)).PerSecond.ShouldBe(98, Tiny);
        await _world.PassAsync(1);
        (await _world.DrawAsync(options, complaint: Complaint.Seen)).PerSecond.ShouldBe(75, Tiny);
    }

    [Fact]
    public async Task It_never_falls_below_a_tenth_of_its_rate()
    {
        var options = new QuotaOptions { PerSecond = 100 };

        for (var complaint = 0; complaint < 20; complaint++)
        {
            await _world.PassAsync(1);
            await _world.DrawAsync(options, complaint: Complaint.Told(null));
        }

        (await _world.DrawAsync(options)).PerSecond.ShouldBe(10);
    }

    [Fact]
    public async Task A_pause_holds_for_all_nodes_brings_nothing_in_and_lasts_an_hour_at_most()
    {
        var options = new QuotaOptions { PerSecond = 10, Burst = 100, CounterShare = 0 };
        await _world.DrawAsync(options, counter: 90);

        await _world.DrawAsync(options, complaint: Complaint.Told(TimeSpan.FromDays(1)));

        var refused = await _world.DrawAsync(options, counter: 1, deferred: 1, ahead: 1);
        (refused.Counter, refused.Deferred, refused.Ahead).ShouldBe((0, 0, 0));
        refused.Wait(options, Lane.Counter, 0).ShouldBe(TimeSpan.FromHours(1));
        await _world.PassAsync(3_600);
        var drawn = await _world.DrawAsync(options, counter: 50);
        drawn.Counter.ShouldBe(10, "what was left before the pause");
        drawn.PerSecond.ShouldBe(5, "a pause is no recovery");
    }

    [Fact]
    public async Task A_cap_holds_until_its_time_is_over_and_is_not_changed_by_who_has_not_seen_it()
    {
        var options = new QuotaOptions { PerSecond = 10, Burst = 100, CounterShare = 0 };
        await _world.DrawAsync(options, counter: 5);
        var cap = new QuotaCap(2, 8, _world.Now.AddHours(1));

        (await _world.CapAsync(cap)).ShouldBe(1);
        (await _world.CapAsync(QuotaCap.None, expectedVersion: 0)).ShouldBeNull();

        var drawn = await _world.DrawAsync(options, counter: 100);
        (drawn.Counter, drawn.PerSecond, drawn.DayLeft).ShouldBe((3, 2, 0));
        await _world.PassAsync(3_600);
        drawn = await _world.DrawAsync(options, counter: 1);
        (drawn.Counter, drawn.PerSecond, drawn.DayLeft).ShouldBe((1, 10, null));
        (await _world.CapAsync(QuotaCap.None, expectedVersion: 1)).ShouldBe(2);
    }

    [Fact]
    public async Task The_count_is_flushed_with_what_follows_and_not_by_itself()
    {
        await using var connection = await _world.Database.OpenAsync(Pool.Work, TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        var store = new QuotaStore();
        await store.AddAsync(connection, QuotaWorld.Somewhere, 1, TestContext.Current.CancellationToken);
        await store.DrawAsync(
            connection,
            QuotaWorld.Somewhere,
            new Draw(QuotaTerms.At(new QuotaOptions(), QuotaWorld.Noon), 1, 0, 0, 0, 0, default, null, Pool.Work),
            TestContext.Current.CancellationToken);

        await using var shown = new Npgsql.NpgsqlCommand("show synchronous_commit", connection, transaction);
        (await shown.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe("off");
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        shown.Transaction = null;
        (await shown.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe("on");
    }
}
