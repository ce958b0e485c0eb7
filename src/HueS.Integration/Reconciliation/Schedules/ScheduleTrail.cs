using HueS.Integration.Audit;
using Npgsql;

namespace HueS.Integration.Reconciliation.Schedules;

/// <summary>Says of everything that happens to a schedule, in its own transaction, who did it, or that its time had come.</summary>
internal sealed class ScheduleTrail(Trail trail)
{
    public Task RecordAsync(NpgsqlConnection connection, Actor actor, Schedule schedule, string action, string note, CancellationToken cancellationToken) =>
        trail.WriteAsync(
            connection,
            new AuditEntry(action, actor, schedule.Terms.Purpose, schedule.Terms.CaseReference, Target: schedule.Id.ToString(), Note: note),
            cancellationToken);

    public Task RecordAsync(NpgsqlConnection connection, Actor actor, Schedule schedule, string action, CancellationToken cancellationToken) =>
        RecordAsync(connection, actor, schedule, action, $"version={schedule.Version}", cancellationToken);

    public Task MissAsync(
        NpgsqlConnection connection,
        Actor actor,
        Schedule schedule,
        IEnumerable<(DateTimeOffset At, MissedReason Reason)> missed,
        CancellationToken cancellationToken) =>
        RecordAsync(
            connection,
            actor,
            schedule,
            AuditAction.ScheduleMissed,
            string.Join(' ', missed.CountBy(time => time.Reason).Select(count => $"{count.Key}={count.Value}")),
            cancellationToken);
}
