using HueS.Integration.Cli;
using HueS.Integration.Contracts;
using HueS.Integration.Sandbox.Tokens;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Cli;

public sealed class KeepingSchedules(TestDatabases databases)
{
    [Fact]
    public async Task A_schedule_is_added_comes_due_is_changed_paused_and_removed()
    {
        await using var service = await TestService.StartAsync(databases);
        using var hues = Hues.As(service, SandboxClient.Operator, Reconciling.First);

        var added = await hues.RunAsync("schedules", "add", "--case", "QD-12/2026", "--cron", "0 2 * * 1", "--older-than-days", "180", "--json");
        var schedule = added.Record<Schedule>();
        var id = $"{schedule.Id}";
        await service.Database.ExecuteAsync(
            $"""
            update reconciliation_schedule
            set cron = to_char(now() at time zone time_zone, 'MI HH24') || ' * * *',
                next_due_at = date_trunc('minute', now())
            where id = '{id}'
            """);
        IReadOnlyList<Occurrence> made = [];
        await Until.TrueAsync(
            "A run of the schedule",
            async () => (made = (await hues.RunAsync("schedules", "occurrences", id, "--json")).Records<Occurrence>()).Count > 0);
        var run = await Reconciling.UntilAsync(service.Operator, made[0].RunId!.Value, RunState.Completed);
        var told = await hues.RunAsync("schedules", "occurrences", id, "--lang", "en");
        var changed = await hues.RunAsync("schedules", "change", id, "--cron", "30 3 * * *", "--reach", "plan", "--json");
        var narrowed = await hues.RunAsync("schedules", "change", id, "--sample", "5", "--json");
        var widened = await hues.RunAsync("schedules", "change", id, "--everybody", "--json");
        var next = await hues.RunAsync("schedules", "next", id, "--count", "2");
        var paused = await hues.RunAsync("schedules", "pause", id, "--lang", "en");
        var twice = await hues.RunAsync("schedules", "pause", id, "--lang", "en");
        var listed = await hues.RunAsync("schedules", "list");
        var resumed = await hues.RunAsync("schedules", "resume", id, "--json");
        var removed = await hues.RunAsync("schedules", "remove", id, "--json");
        var gone = await hues.RunAsync("schedules", "show", id);
        var bad = await hues.RunAsync("schedules", "add", "--case", "QD-12/2026", "--cron", "nonsense", "--lang", "en");
        var tables = await hues.RunAsync("schedules", "add", "--kind", "consistency", "--system", "payments", "--case", "QD-12/2026", "--cron", "0 4 * * *", "--json");
        var moved = await hues.RunAsync("schedules", "change", $"{tables.Record<Schedule>().Id}", "--cron", "0 5 * * *", "--json");
        var both = await hues.RunAsync("schedules", "change", id, "--everybody", "--sample", "5");

        (added.Code, schedule.Selection.OlderThanDays, schedule.Reach).ShouldBe((Exit.Done, 180, ScheduleReach.DryRun), added.ToString());
        (run.Selection.OlderThanDays, run.LookedAt is not null).ShouldBe((180, true));
        told.Lines.ShouldHaveSingleItem().ShouldEndWith($"+07:00\tmade run {run.Id}");
        (changed.Code, changed.Record<Schedule>()).ShouldBe(
            (Exit.Done, changed.Record<Schedule>() with { Cron = "30 3 * * *", Reach = ScheduleReach.Plan, CaseReference = "QD-12/2026" }), changed.ToString());
        changed.Record<Schedule>().Selection.OlderThanDays.ShouldBe(180);
        (narrowed.Record<Schedule>().Selection.OlderThanDays, narrowed.Record<Schedule>().Selection.Sample).ShouldBe((180, 5));
        (widened.Record<Schedule>().Selection.OlderThanDays, widened.Record<Schedule>().Selection.Sample).ShouldBe((null, null));
        (moved.Record<Schedule>().Kind, moved.Record<Schedule>().Cron, moved.Record<Schedule>().Selection.System)
            .ShouldBe((RunKind.Consistency, "0 5 * * *", "payments"), moved.ToString());
        next.Lines.Count.ShouldBe(2);
        next.Lines.ShouldAllBe(line => line.EndsWith("03:30 +07:00", StringComparison.Ordinal));
        (paused.Code, paused.Output.Contains("The schedule is paused", StringComparison.Ordinal)).ShouldBe((Exit.Done, true), paused.ToString());
        (twice.Code, twice.Error.Contains("(schedule_not_in_state)", StringComparison.Ordinal)).ShouldBe((Exit.Refused, true), twice.ToString());
        listed.Lines.ShouldHaveSingleItem().ShouldStartWith($"{id}\tpaused\t30 3 * * *\tAsia/Ho_Chi_Minh\t-\t");
        (resumed.Record<Schedule>().State, removed.Record<Schedule>().State).ShouldBe((ScheduleState.Active, ScheduleState.Removed));
        (gone.Code, bad.Code, both.Code).ShouldBe((Exit.Refused, Exit.BadUse, Exit.BadUse), bad.ToString());
    }
}
