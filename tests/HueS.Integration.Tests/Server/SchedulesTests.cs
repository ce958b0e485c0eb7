using System.Net;
using System.Net.Http.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Reconciliation.Schedules;
using HueS.Integration.Tests.World;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

using MissedReason = Contracts.MissedReason;
using OccurrencePage = Contracts.OccurrencePage;
using Schedule = Contracts.Schedule;
using SchedulePage = Contracts.SchedulePage;
using ScheduleReach = Contracts.ScheduleReach;
using ScheduleState = Contracts.ScheduleState;

public sealed class SchedulesTests(TestDatabases databases) : IAsyncLifetime
{
    private const string Path = "/v1/schedules";

    private TestService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // Without workers: what is due is looked at when the test says so.
    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(databases, "--Roles=Api");

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_schedule_is_made_shown_changed_paused_resumed_and_removed_by_whoever_has_seen_it_last()
    {
        var made = await ReadAsync<Schedule>(_service.Operator.PostAsJsonAsync(Path, Terms(), Cancellation), HttpStatusCode.Created);
        var other = await ReadAsync<Schedule>(_service.Operator.PostAsJsonAsync(Path, Terms(zone: "Europe/Berlin"), Cancellation), HttpStatusCode.Created);
        var listed = await ReadAsync<SchedulePage>(_service.Operator.GetAsync(Path, Cancellation));
        var changed = await ReadAsync<Schedule>(WishAsync(HttpMethod.Put, $"{Path}/{made.Id}", made.Version, Terms("30 3 * * *")));
        var stale = await TypeAsync(WishAsync(HttpMethod.Post, $"{Path}/{made.Id}/pause", made.Version, Officer));
        var paused = await ReadAsync<Schedule>(WishAsync(HttpMethod.Post, $"{Path}/{made.Id}/pause", changed.Version, Officer));
        var again = await TypeAsync(WishAsync(HttpMethod.Post, $"{Path}/{made.Id}/pause", paused.Version, Officer));
        var resumed = await ReadAsync<Schedule>(WishAsync(HttpMethod.Post, $"{Path}/{made.Id}/resume", paused.Version, Officer));
        var times = await ReadAsync<ScheduleTimes>(_service.Operator.GetAsync($"{Path}/{made.Id}/next?count=3", Cancellation));
        await ReadAsync<Schedule>(WishAsync(HttpMethod.Post, $"{Path}/{made.Id}/remove", resumed.Version, Officer));
        var gone = await TypeAsync(_service.Operator.GetAsync($"{Path}/{made.Id}", Cancellation));

        (made.TimeZone, made.Reach, made.NextDueAt!.Value.Offset).ShouldBe(("Asia/Ho_Chi_Minh", ScheduleReach.DryRun, TimeSpan.FromHours(7)));
        listed.Items.Select(schedule => schedule.Id).ShouldBe([other.Id, made.Id]);
        (changed.Cron, changed.NextDueAt!.Value.TimeOfDay).ShouldBe(("30 3 * * *", new TimeSpan(3, 30, 0)));
        stale.ShouldBe((HttpStatusCode.PreconditionFailed, "/problems/schedule_changed"));
        (paused.State, paused.NextDueAt).ShouldBe((ScheduleState.Paused, null));
        again.ShouldBe((HttpStatusCode.Conflict, "/problems/schedule_not_in_state"));
        (resumed.State, resumed.Version).ShouldBe((ScheduleState.Active, 4));
        times.Times.Zip(times.Times.Skip(1), (one, next) => next - one).ShouldBe([TimeSpan.FromDays(1), TimeSpan.FromDays(1)]);
        times.Times.ShouldAllBe(time => time.TimeOfDay == new TimeSpan(3, 30, 0));
        gone.Status.ShouldBe(HttpStatusCode.NotFound);
        (await _service.Database.QueryAsync<string>($"select action from audit where target = '{made.Id}' order by at, id"))
            .ShouldBe(["schedule.created", "schedule.changed", "schedule.paused", "schedule.resumed", "schedule.removed"]);
    }

    [Fact]
    public async Task What_became_of_due_times_is_listed_page_by_page_and_what_cannot_be_kept_is_refused()
    {
        var schedule = await ReadAsync<Schedule>(_service.Operator.PostAsJsonAsync(Path, Terms("0 * * * *", "UTC"), Cancellation), HttpStatusCode.Created);
        await _service.Database.ExecuteAsync(
            $"update reconciliation_schedule set next_due_at = date_trunc('hour', clock_timestamp()) - interval '59 hours' where id = '{schedule.Id}'");
        await _service.Rooms.GetRequiredService<Scheduler>().RunOnceAsync(Cancellation);

        var first = await ReadAsync<OccurrencePage>(_service.Operator.GetAsync($"{Path}/{schedule.Id}/occurrences", Cancellation));
        var second = await ReadAsync<OccurrencePage>(_service.Operator.GetAsync($"{Path}/{schedule.Id}/occurrences?cursor={first.Next}", Cancellation));
        var run = await Reconciling.ReadAsync(_service.Operator, first.Items[0].RunId!.Value);
        var all = first.Items.Concat(second.Items).ToList();

        all.Select(one => one.DueAt).ShouldBe(Enumerable.Range(0, all.Count).Select(hour => first.Items[0].DueAt.AddHours(-hour)));
        // Sixty of them, or one more where the hour ended meanwhile.
        (first.Items.Count, all.Count is 60 or 61, second.Next).ShouldBe((50, true, null));
        all.Skip(1).ShouldAllBe(one => one.State == OccurrenceState.Missed && one.RunId == null && one.Text != null);
        all.Skip(1).Select(one => one.MissedBecause!.Value).Distinct().ShouldBe([MissedReason.Overtaken, MissedReason.TooLate]);
        (run.State, run.CaseReference).ShouldBe((RunState.Draft, "QD-12/2026"));

        var (bad, fields) = await FieldsAsync(_service.Operator.PostAsJsonAsync(Path, Terms("0 0 30 2 *", "Asia/Hue"), Cancellation));
        (bad, string.Join(' ', fields)).ShouldBe((HttpStatusCode.BadRequest, "cron:cron_format timeZone:time_zone_unknown"));
        (await FieldsAsync(_service.Operator.GetAsync($"{Path}/{schedule.Id}/next?count=0", Cancellation))).Fields.ShouldBe(["count:time_count"]);
        (await TypeAsync(_service.Operator.PostAsJsonAsync(Path, Terms(purpose: TestService.YesNoPurpose), Cancellation))).Type.ShouldBe("/problems/unknown_purpose");
        (await TypeAsync(WishAsync(HttpMethod.Put, $"{Path}/{schedule.Id}", schedule.Version, Terms(purpose: TestService.YesNoPurpose)))).Type.ShouldBe("/problems/unknown_purpose");
        (await TypeAsync(_service.Portal.GetAsync(Path, Cancellation))).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static object Officer => new { officer = Reconciling.First };

    private static object Terms(string cron = "0 2 * * 1", string? zone = null, string purpose = TestService.Purpose) => new
    {
        kind = "register_drift",
        purpose,
        caseReference = "QD-12/2026",
        officer = Reconciling.First,
        cron,
        timeZone = zone,
    };

    private async Task<HttpResponseMessage> WishAsync(HttpMethod method, string path, int version, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        return await _service.Operator.SendAsync(request, Cancellation);
    }

    private static async Task<T> ReadAsync<T>(Task<HttpResponseMessage> asked, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var response = await asked;
        response.StatusCode.ShouldBe(status);
        return await TestService.ReadAsync<T>(response);
    }

    private static async Task<(HttpStatusCode Status, string Type)> TypeAsync(Task<HttpResponseMessage> asked)
    {
        using var response = await asked;
        var problem = await TestService.ReadAsync<HueS.Integration.Server.Api.Problem>(response);
        return (response.StatusCode, problem.Type);
    }

    private static async Task<(HttpStatusCode Status, IReadOnlyList<string> Fields)> FieldsAsync(Task<HttpResponseMessage> asked)
    {
        using var response = await asked;
        var problem = await TestService.ReadAsync<HueS.Integration.Server.Api.Problem>(response);
        return (response.StatusCode, [.. problem.Errors!.Select(error => $"{error.Field}:{error.Code}")]);
    }
}
