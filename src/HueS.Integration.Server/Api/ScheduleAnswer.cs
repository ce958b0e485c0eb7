using HueS.Integration.Contracts;
using HueS.Integration.Reconciliation.Schedules;

namespace HueS.Integration.Server.Api;

/// <summary>Schedules and their due times, in the words of the API.</summary>
internal static class ScheduleAnswer
{
    public static Contracts.Schedule Of(Reconciliation.Schedules.Schedule schedule, HttpResponse response)
    {
        response.Headers.ETag = $"\"{schedule.Version}\"";
        return Of(schedule);
    }

    public static Contracts.Schedule Of(Reconciliation.Schedules.Schedule schedule)
    {
        var terms = schedule.Terms;
        var state = (Contracts.ScheduleState)schedule.State;
        return new Contracts.Schedule(
            schedule.Id,
            (Contracts.RunKind)terms.Kind,
            state,
            terms.Purpose,
            terms.CaseReference,
            terms.Cron,
            terms.TimeZone,
            (Contracts.ScheduleReach)terms.Reach,
            RunAnswer.Of(terms.Selection),
            schedule.CreatedAt,
            state == Contracts.ScheduleState.Active && schedule.NextDueAt is { } next ? terms.Recurrence.Local(next) : null,
            schedule.Version,
            Messages.For(state));
    }

    public static Contracts.Occurrence Of(Reconciliation.Schedules.Occurrence occurrence, Recurrence recurrence)
    {
        var missed = (Contracts.MissedReason?)occurrence.Missed;
        return new Contracts.Occurrence(
            recurrence.Local(occurrence.DueAt),
            missed is null ? OccurrenceState.Made : OccurrenceState.Missed,
            occurrence.RunId,
            missed,
            occurrence.JudgedAt,
            missed is { } reason ? Messages.For(reason) : null);
    }

    public static ProblemAnswer Refused(ScheduleResult result) => result switch
    {
        ScheduleResult.NotFound => new ProblemAnswer(ProblemTypes.NotFound),
        ScheduleResult.Stale => new ProblemAnswer(ProblemTypes.ScheduleChanged),
        ScheduleResult.NotInState => new ProblemAnswer(ProblemTypes.ScheduleNotInState),
        _ => throw new InvalidOperationException($"Unknown result {result.GetType().Name}."),
    };
}
