using System.Globalization;
using HueS.Integration.Audit;
using HueS.Integration.Identity;
using HueS.Integration.Reconciliation;
using HueS.Integration.Reconciliation.Schedules;
using HueS.Integration.Sandbox.Tokens;
using HueS.Integration.Tests.World;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Reconciliation.Schedules;

/// <summary>Two nodes, one with a clock an hour ahead and one an hour behind, on one database.</summary>
public sealed class TwoNodesTests(TestDatabases databases) : IAsyncLifetime
{
    private TestService _service = null!;
    private IServiceProvider[] _nodes = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // Without workers: each pass is the test's own.
    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartAsync(databases, "--Roles=Api");
        _nodes =
        [
            _service.RoomsOfAnotherNode(new ShiftedTime(TimeSpan.FromHours(1))),
            _service.RoomsOfAnotherNode(new ShiftedTime(TimeSpan.FromHours(-1))),
        ];
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task The_longest_day_of_the_year_makes_each_hours_run_once_and_of_those_it_missed_the_last()
    {
        // Berlin's 25 October has 25 hours; both nodes are down from 10:50 to 14:10 by the universal clock.
        var schedule = await AddAsync("0 * * * *", "Europe/Berlin");
        await DueAsync(schedule, "'2026-10-24T22:00Z'");

        for (var now = Moment("2026-10-24T21:50Z"); now < Moment("2026-10-25T23:00Z"); now = now.AddMinutes(10))
        {
            if (now < Moment("2026-10-25T10:50Z") || now >= Moment("2026-10-25T14:10Z"))
                await BothAsync<Scheduler>((scheduler, token) => scheduler.RunOnceAsync(now, token));
        }

        var became = await _service.Database.QueryAsync<string>(
            """
            select to_char(due_at at time zone 'UTC', 'DD HH24') || ' ' || coalesce(missed_because, 'made')
            from reconciliation_occurrence
            order by due_at
            """);
        became.ShouldBe(
        [
            .. Enumerable.Range(0, 25).Select(hour => Moment("2026-10-24T22:00Z").AddHours(hour))
                .Select(due => $"{due:dd HH} {(due.Hour is 11 or 12 or 13 && due.Day == 25 ? "Overtaken" : "made")}"),
        ]);
        (await RunsAsync()).ShouldBe(22);
        (await _service.Database.QueryAsync<string>("select note from audit where action = 'schedule.missed'")).ShouldBe(["Overtaken=3"]);
    }

    [Fact]
    public async Task What_is_due_is_said_by_the_databases_clock_alone_and_each_run_is_taken_as_far_as_it_may_go()
    {
        var due = new List<Schedule>();
        for (var i = 0; i < 8; i++)
            due.Add(await DueNowAsync(i % 2 == 0 ? ScheduleReach.Plan : ScheduleReach.DryRun));
        var soon = await AddAsync("* * * * *", "UTC");
        await DueAsync(soon, "clock_timestamp() + interval '30 min'");
        var withdrawn = await DueNowAsync();
        await _service.Database.ExecuteAsync($"update reconciliation_schedule set client_id = 'kiosk' where id = '{withdrawn.Id}'");
        var unreadable = await DueNowAsync();
        await _service.Database.ExecuteAsync(
            $"update reconciliation_schedule set time_zone = 'Nowhere/Here', next_due_at = next_due_at - interval '1 hour' where id = '{unreadable.Id}'");
        var paused = await DueNowAsync();
        await Desk.PauseAsync(Officer, paused.Id, paused.Version, Cancellation);

        for (var pass = 0; pass < 3; pass++)
            await BothAsync<Scheduler>((scheduler, token) => scheduler.RunOnceAsync(token));
        // A time that was decided about stays so, whatever the schedule says is next.
        await DueAsync(due[0], "next_due_at - interval '1 day'");
        await BothAsync<Scheduler>((scheduler, token) => scheduler.RunOnceAsync(token));
        await BothAsync<ScheduledRuns>((runs, token) => runs.RunOnceAsync(token));

        (await RunsAsync()).ShouldBe(8);
        (await _service.Database.QueryAsync<Guid>("select schedule_id from reconciliation_occurrence where run_id is not null"))
            .ShouldBe(due.Select(schedule => schedule.Id), ignoreOrder: true);
        (await _service.Database.QueryAsync<string>(
            "select distinct o.reach || ' ' || r.state from reconciliation_run r join reconciliation_occurrence o on o.run_id = r.id order by 1"))
            .ShouldBe(["DryRun DryRun", "Plan Planned"]);
        (await _service.Database.QueryAsync<string>($"select missed_because from reconciliation_occurrence where schedule_id = '{withdrawn.Id}'"))
            .ShouldBe(["PurposeWithdrawn"]);
        (await _service.Database.QueryAsync<long>(
            $"select count(*) from reconciliation_occurrence where schedule_id in ('{soon.Id}', '{paused.Id}', '{unreadable.Id}')")).ShouldBe([0]);
        (await _service.Database.QueryAsync<long>("select count(*) from audit where action in ('schedule.made', 'run.created')")).ShouldBe([16]);
    }

    private ScheduleDesk Desk => _service.Rooms.GetRequiredService<ScheduleDesk>();

    private static Actor Officer => Actor.Client(SandboxClient.Operator.Id, OfficerId.TryParse(Reconciling.First, out var officer) ? officer : null);

    private Task<Schedule> AddAsync(string cron, string zone, ScheduleReach reach = ScheduleReach.Plan) => Desk.CreateAsync(
        Officer,
        new ScheduleTerms(RunKind.RegisterDrift, TestService.Purpose, "QD-12/2026", new RunSelection(), cron, zone, reach),
        Cancellation);

    /// <summary>Due this minute, and then not before tomorrow.</summary>
    private async Task<Schedule> DueNowAsync(ScheduleReach reach = ScheduleReach.Plan)
    {
        var schedule = await AddAsync("* * * * *", "UTC", reach);
        await _service.Database.ExecuteAsync(
            $"""
            update reconciliation_schedule
            set cron = to_char(now() at time zone 'UTC', 'MI HH24') || ' * * *',
                next_due_at = date_trunc('minute', now())
            where id = '{schedule.Id}'
            """);
        return schedule;
    }

    private Task DueAsync(Schedule schedule, string at) =>
        _service.Database.ExecuteAsync($"update reconciliation_schedule set next_due_at = {at} where id = '{schedule.Id}'");

    private Task BothAsync<TRoom>(Func<TRoom, CancellationToken, Task> pass)
        where TRoom : notnull =>
        Task.WhenAll(_nodes.Select(node => Task.Run(() => pass(node.GetRequiredService<TRoom>(), Cancellation), Cancellation)));

    private async Task<long> RunsAsync() => (await _service.Database.QueryAsync<long>("select count(*) from reconciliation_run")).Single();

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private sealed class ShiftedTime(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
