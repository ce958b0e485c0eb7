using System.Globalization;
using HueS.Integration.Client;
using HueS.Integration.Contracts;

namespace HueS.Integration.Cli.Lists;

/// <summary>Schedules in words.</summary>
internal static class ScheduleSpeech
{
    public static void Tell(Session session, Schedule schedule) => session.Tell(schedule, () =>
    {
        session.Say(
            Texts.ScheduleHead, schedule.Id, HuesJson.Code(schedule.State), schedule.Cron, schedule.TimeZone, HuesJson.Code(schedule.Reach),
            schedule.CaseReference, schedule.Version);
        if (schedule.NextDueAt is { } next)
            session.Say(Texts.ScheduleNextLine, Local(next));
        session.Tell(schedule.Text);
    });

    public static void TellShortly(Session session, Schedule schedule) => session.Tell(schedule, () => session.Line(string.Join(
        '\t',
        schedule.Id,
        HuesJson.Code(schedule.State),
        schedule.Cron,
        schedule.TimeZone,
        schedule.NextDueAt is { } next ? Local(next) : "-",
        schedule.CaseReference)));

    public static void Tell(Session session, ScheduleTimes times)
    {
        if (times.State == ScheduleState.Paused)
            session.Note(Texts.SchedulePausedNote);
        session.Tell(times, () =>
        {
            foreach (var time in times.Times)
                session.Line(Local(time));
        });
    }

    public static void Tell(Session session, Occurrence occurrence) => session.Tell(occurrence, () => session.Line($"{Local(occurrence.DueAt)}\t{Became(session, occurrence)}"));

    private static string Became(Session session, Occurrence occurrence) =>
        occurrence is { MissedBecause: { } reason, Text: { } text }
            ? session.In(Texts.OccurrenceMissed, HuesJson.Code(reason), text.In(session.Language))
            : session.In(Texts.OccurrenceMade, occurrence.RunId!);

    /// <summary>As the clocks of the schedule's time zone show it: the offset says which of two equal hours is meant.</summary>
    private static string Local(DateTimeOffset time) => time.ToString("dd/MM/yyyy HH:mm zzz", CultureInfo.InvariantCulture);
}
