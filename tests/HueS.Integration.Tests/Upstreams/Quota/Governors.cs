using HueS.Integration.Tests.World;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Quota;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Upstreams.Quota;

/// <summary>Nodes that share one quota, all on the test's clock.</summary>
public sealed class Governors(TestDatabases databases) : IAsyncLifetime
{
    private const double Step = 0.05;

    private static readonly TimeSpan Patient = TimeSpan.FromHours(10);
    private static readonly TimeSpan Briefly = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider _clock = new(QuotaWorld.Noon);
    private readonly List<Governor> _nodes = [];
    private QuotaWorld _world = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _world = await QuotaWorld.StartAsync(databases);

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task Three_racing_nodes_together_get_the_quota_and_nothing_more()
    {
        var options = new QuotaOptions { PerSecond = 20, Burst = 10, FeePerQuery = 3 };
        Governor[] nodes = [Node(options), Node(options), Node(options)];
        var payments = nodes
            .SelectMany(node => Lanes.All.SelectMany(lane => Enumerable.Range(0, 10).Select(_ => Pay(node, lane))))
            .ToList();

        await RunAsync(() => payments.TrueForAll(payment => payment.IsCompleted), () =>
        {
            var paid = payments.Count(payment => payment.IsCompletedSuccessfully);
            ((double)paid).ShouldBeLessThanOrEqualTo(10 + (20 * (_world.Now - QuotaWorld.Noon).TotalSeconds) + 1e-6);
        });

        foreach (var payment in payments)
            (await payment).IsPaid.ShouldBeTrue();
        var standing = await _world.StandingAsync();
        (standing.UsedToday, standing.FeeToday).ShouldBe((90, 270));
    }

    [Fact]
    public async Task In_a_lane_whoever_came_first_is_first_and_counters_overtake_the_others()
    {
        var node = Node(new QuotaOptions { PerSecond = 1, Burst = 1, CounterShare = 0, DeferredMinimum = 0, ReconciliationMinimum = 0 });
        (await Pay(node, Lane.Counter)).IsPaid.ShouldBeTrue();
        var paid = new List<string>();
        Task[] waiting =
        [
            Note("reconciliation", Pay(node, Lane.Reconciliation)),
            Note("deferred", Pay(node, Lane.Deferred)),
            Note("first", Pay(node, Lane.Counter)),
            Note("second", Pay(node, Lane.Counter)),
        ];

        await RunAsync(() => waiting.All(task => task.IsCompleted));

        paid.ShouldBe(["first", "second", "deferred", "reconciliation"]);

        async Task Note(string name, Task<Payment> payment)
        {
            (await payment).IsPaid.ShouldBeTrue();
            lock (paid)
            {
                paid.Add(name);
            }
        }
    }

    [Fact]
    public async Task Who_leaves_gives_their_place_up()
    {
        var node = Node(new QuotaOptions { PerSecond = 1, Burst = 1 });
        (await Pay(node, Lane.Counter)).IsPaid.ShouldBeTrue();
        using var leaving = new CancellationTokenSource();
        var leaves = node.PayAsync(Lane.Counter, Patient, leaving.Token).AsTask();
        var stays = Pay(node, Lane.Counter);

        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(leaves);
        await RunAsync(() => stays.IsCompleted);

        (await stays).IsPaid.ShouldBeTrue();
        (await _world.StandingAsync()).UsedToday.ShouldBe(2);
    }

    [Fact]
    public async Task Whose_turn_comes_too_late_is_told_so_at_once()
    {
        var node = Node(new QuotaOptions { PerSecond = 0.1, Burst = 1 });
        (await Pay(node, Lane.Counter)).IsPaid.ShouldBeTrue();

        var refused = await Pay(node, Lane.Counter, TimeSpan.FromSeconds(2));

        (refused.IsPaid, refused.Wait).ShouldBe((false, TimeSpan.FromSeconds(10)));
        (await Pay(node, Lane.Counter, TimeSpan.Zero)).IsPaid.ShouldBeFalse();
    }

    [Fact]
    public async Task Whose_turn_never_comes_is_turned_away_when_their_patience_ends()
    {
        var options = new QuotaOptions { PerSecond = 1, Burst = 1 };
        // Another node takes each token before this one looks.
        var node = new Governor(
            QuotaWorld.Somewhere,
            options,
            async (upstream, draw, token) =>
            {
                await _world.PassAsync(1);
                await _world.DrawAsync(options, counter: 1);
                return await _world.DrawAsync(upstream, draw, token);
            },
            NullLogger.Instance,
            _clock);
        _nodes.Add(node);

        var waits = Pay(node, Lane.Counter, TimeSpan.FromSeconds(3));
        await RunAsync(() => waits.IsCompleted);

        (await waits).IsPaid.ShouldBeFalse();
    }

    [Fact]
    public async Task A_busy_counter_draws_ahead_and_gives_back_what_nobody_came_for()
    {
        var node = Node(new QuotaOptions { PerSecond = 1_000, Burst = 1_000 });
        await PayBusilyAsync(node);
        (await UsedAsync()).ShouldBe(51, "forty, one more, and a quarter of forty in hand");

        for (var payment = 0; payment < 4; payment++)
            (await Pay(node, Lane.Counter)).IsPaid.ShouldBeTrue();
        (await UsedAsync()).ShouldBe(51, "they were in hand");

        await RunAsync(() => UsedAsync().GetAwaiter().GetResult() == 45);
    }

    [Fact]
    public async Task What_is_in_hand_is_no_other_lanes()
    {
        var node = Node(new QuotaOptions { PerSecond = 1_000, Burst = 1_000 });
        await PayBusilyAsync(node);

        (await Pay(node, Lane.Deferred)).IsPaid.ShouldBeTrue();

        (await UsedAsync()).ShouldBe(52);
    }

    [Fact]
    public async Task A_node_that_dies_with_tokens_in_hand_lets_nothing_more_out()
    {
        var options = new QuotaOptions { PerSecond = 0.01, Burst = 100, CounterShare = 0 };
        await PayBusilyAsync(Node(options));

        // Nothing of the first node comes back; the second finds what was not drawn.
        var paid = 0;
        var second = Node(options);
        while ((await Pay(second, Lane.Counter, TimeSpan.Zero)).IsPaid)
            paid++;

        (41 + paid).ShouldBeLessThanOrEqualTo(100);
        paid.ShouldBe(100 - 51);
    }

    [Fact]
    public async Task A_node_that_stops_gives_back_what_it_has_in_hand()
    {
        var node = Node(new QuotaOptions { PerSecond = 1_000, Burst = 1_000 });
        await PayBusilyAsync(node);

        await node.DisposeAsync();

        (await UsedAsync()).ShouldBe(41);
        await Should.ThrowAsync<ObjectDisposedException>(() => Pay(node, Lane.Counter));
    }

    [Fact]
    public async Task One_nodes_complaint_stops_them_all_and_nobody_leaves_on_what_was_in_hand()
    {
        var options = new QuotaOptions { PerSecond = 1_000, Burst = 1_000 };
        var (complains, other) = (Node(options), Node(options));
        await PayBusilyAsync(complains);

        complains.SlowDown(TimeSpan.FromHours(1));

        var here = await Pay(complains, Lane.Counter, Briefly);
        (here.IsPaid, here.Wait).ShouldBe((false, TimeSpan.FromHours(1)));
        var there = await Pay(other, Lane.Counter, Briefly);
        (there.IsPaid, there.Wait).ShouldBe((false, TimeSpan.FromHours(1)));
        (await _world.StandingAsync()).Pace.ShouldBe(0.5);
    }

    [Fact]
    public async Task Answers_that_take_ever_longer_slow_all_nodes_down()
    {
        var node = Node(new QuotaOptions { SlowAtLatency = 4 });
        for (var answer = 0; answer < 100; answer++)
            node.Heed(TimeSpan.FromMilliseconds(100));
        for (var answer = 0; answer < 20; answer++)
            node.Heed(TimeSpan.FromSeconds(2));

        await node.DisposeAsync();

        (await _world.StandingAsync()).Pace.ShouldBe(0.75);
    }

    [Fact]
    public async Task Without_the_database_nobody_leaves_and_a_complaint_is_not_forgotten()
    {
        var away = true;
        var node = new Governor(
            QuotaWorld.Somewhere,
            new QuotaOptions(),
            (upstream, draw, token) => away ? throw new NpgsqlException("away") : _world.DrawAsync(upstream, draw, token),
            NullLogger.Instance,
            _clock);
        _nodes.Add(node);
        node.SlowDown(TimeSpan.FromMinutes(10));
        await Should.ThrowAsync<NpgsqlException>(() => Pay(node, Lane.Counter));

        away = false;

        var refused = await Pay(node, Lane.Counter, Briefly);
        (refused.IsPaid, refused.Wait).ShouldBe((false, TimeSpan.FromMinutes(10)));
    }

    [Fact]
    public async Task How_it_stood_before_a_quiet_time_turns_nobody_away()
    {
        var (options, gate) = (new QuotaOptions { PerSecond = 10, Burst = 10 }, Task.CompletedTask);
        var node = new Governor(
            QuotaWorld.Somewhere,
            options,
            async (upstream, draw, token) =>
            {
                await gate;
                return await _world.DrawAsync(upstream, draw, token);
            },
            NullLogger.Instance,
            _clock);
        _nodes.Add(node);
        node.SlowDown(TimeSpan.FromMinutes(30));
        (await Pay(node, Lane.Counter, Briefly)).Wait.ShouldBe(TimeSpan.FromMinutes(30));
        await RunAsync(() => node.Waiting(Lane.Counter) == 0);
        await _world.PassAsync(3_600);
        _clock.Advance(TimeSpan.FromHours(1));

        var open = new TaskCompletionSource();
        gate = open.Task;
        var both = Enumerable.Range(0, 2).Select(_ => Pay(node, Lane.Counter, Briefly)).ToList();
        open.SetResult();
        await RunAsync(() => both.TrueForAll(payment => payment.IsCompleted));

        (await Task.WhenAll(both)).ShouldAllBe(payment => payment.IsPaid);
    }

    private Governor Node(QuotaOptions options)
    {
        var node = new Governor(QuotaWorld.Somewhere, options, _world.DrawAsync, NullLogger.Instance, _clock);
        _nodes.Add(node);
        return node;
    }

    private Task<Payment> Pay(Governor node, Lane lane, TimeSpan? patience = null) =>
        node.PayAsync(lane, patience ?? Patient, Cancellation).AsTask();

    /// <summary>Forty attempts in a moment, and one in the next: then a quarter of forty lie in hand.</summary>
    private async Task PayBusilyAsync(Governor node)
    {
        for (var payment = 0; payment < 40; payment++)
            (await Pay(node, Lane.Counter)).IsPaid.ShouldBeTrue();
        _clock.Advance(TimeSpan.FromMilliseconds(200));
        (await Pay(node, Lane.Counter)).IsPaid.ShouldBeTrue();
    }

    private async Task<long> UsedAsync() => (await _world.StandingAsync()).UsedToday;

    private async Task RunAsync(Func<bool> until, Action? check = null)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        bound.CancelAfter(Bound);
        while (!until())
        {
            bound.Token.ThrowIfCancellationRequested();
            await _world.PassAsync(Step);
            check?.Invoke();
            await AdvanceAsync(Step);
        }
    }

    private async Task AdvanceAsync(double seconds)
    {
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        await Task.Delay(1, Cancellation);
    }
}
