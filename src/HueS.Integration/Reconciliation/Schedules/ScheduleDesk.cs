using HueS.Integration.Audit;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Reconciliation.Schedules;

/// <summary>Where people make schedules and change them. Whoever changed one last answers for the runs it makes.</summary>
internal sealed class ScheduleDesk(
    Database database,
    ScheduleStore schedules,
    OccurrenceStore occurrences,
    OfficerStore officers,
    ScheduleTrail trail)
{
    /// <summary>Times that passed unjudged while it was paused are recorded singly up to so many, the latest of them.</summary>
    private const int MostRecorded = 1_000;

    public Task<Schedule> CreateAsync(Actor actor, ScheduleTerms terms, CancellationToken cancellationToken) =>
        database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                var now = await schedules.ReadClockAsync(connection, token);
                var officer = await officers.OfAsync(connection, actor.Officer!.Value, token);
                var schedule = new Schedule(
                    Guid.CreateVersion7(now), actor.ClientId, officer, terms, ScheduleState.Active, 1, now, NextAfter(terms, now));
                await schedules.AddAsync(connection, schedule, token);
                await trail.RecordAsync(connection, actor, schedule, AuditAction.ScheduleCreated, token);
                return schedule;
            },
            cancellationToken);

    public Task<ScheduleResult> ChangeAsync(Actor actor, Guid id, int version, ScheduleTerms terms, CancellationToken cancellationToken) =>
        WithScheduleAsync(
            actor,
            id,
            version,
            async (connection, schedule, token) =>
            {
                var changed = schedule with
                {
                    ClientId = actor.ClientId,
                    OfficerId = await officers.OfAsync(connection, actor.Officer!.Value, token),
                    Terms = terms,
                };
                if ((terms.Cron, terms.TimeZone) != (schedule.Terms.Cron, schedule.Terms.TimeZone))
                {
                    var now = await schedules.ReadClockAsync(connection, token);
                    await LeaveAsync(connection, actor, schedule, now, token);
                    changed = changed with { NextDueAt = NextAfter(terms, now) };
                }

                return await RecordAsync(connection, actor, await schedules.ChangeAsync(connection, changed, token), AuditAction.ScheduleChanged, token);
            },
            cancellationToken);

    /// <summary>Nothing is made until it is resumed.</summary>
    public Task<ScheduleResult> PauseAsync(Actor actor, Guid id, int version, CancellationToken cancellationToken) =>
        MoveAsync(actor, id, version, ScheduleState.Active, ScheduleState.Paused, AuditAction.SchedulePaused, cancellationToken);

    /// <summary>What came due meanwhile is judged like any other missed time.</summary>
    public Task<ScheduleResult> ResumeAsync(Actor actor, Guid id, int version, CancellationToken cancellationToken) =>
        MoveAsync(actor, id, version, ScheduleState.Paused, ScheduleState.Active, AuditAction.ScheduleResumed, cancellationToken);

    public Task<ScheduleResult> RemoveAsync(Actor actor, Guid id, int version, CancellationToken cancellationToken) =>
        MoveAsync(actor, id, version, null, ScheduleState.Removed, AuditAction.ScheduleRemoved, cancellationToken);

    private Task<ScheduleResult> MoveAsync(
        Actor actor, Guid id, int version, ScheduleState? from, ScheduleState to, string action, CancellationToken cancellationToken) =>
        WithScheduleAsync(
            actor,
            id,
            version,
            async (connection, schedule, token) => from is not null && schedule.State != from
                ? new ScheduleResult.NotInState()
                : await RecordAsync(connection, actor, await schedules.MoveAsync(connection, id, to, token), action, token),
            cancellationToken);

    private Task<ScheduleResult> WithScheduleAsync(
        Actor actor,
        Guid id,
        int version,
        Func<NpgsqlConnection, Schedule, CancellationToken, Task<ScheduleResult>> change,
        CancellationToken cancellationToken) =>
        database.TransactAsync<ScheduleResult>(
            actor.Pool,
            async (connection, token) =>
                await schedules.LockAsync(connection, id, token) is not { } schedule ? new ScheduleResult.NotFound()
                : schedule.Version != version ? new ScheduleResult.Stale()
                : await change(connection, schedule, token),
            cancellationToken);

    private async Task<ScheduleResult> RecordAsync(
        NpgsqlConnection connection, Actor actor, Schedule schedule, string action, CancellationToken cancellationToken)
    {
        await trail.RecordAsync(connection, actor, schedule, action, cancellationToken);
        return new ScheduleResult.Done(schedule);
    }

    /// <summary>Nothing is made any more for what passed by the old times.</summary>
    private async Task LeaveAsync(NpgsqlConnection connection, Actor actor, Schedule schedule, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (schedule.NextDueAt is not { } first || first > now)
            return;
        var passed = schedule.Terms.Recurrence.From(first)
            .TakeWhile(time => time <= now)
            .TakeLast(MostRecorded)
            .Select(time => (time, MissedReason.Changed))
            .ToList();
        await occurrences.MissAsync(connection, schedule.Id, passed, cancellationToken);
        await trail.MissAsync(connection, actor, schedule, passed, cancellationToken);
    }

    private static DateTimeOffset? NextAfter(ScheduleTerms terms, DateTimeOffset now) => terms.Recurrence.NextAfter(now)?.ToUniversalTime();
}
