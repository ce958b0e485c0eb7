using System.CommandLine;
using HueS.Integration.Cli.Lists;
using HueS.Integration.Contracts;

namespace HueS.Integration.Cli.Commands;

using Step = Func<Call, Schedule, string, CancellationToken, Task<Schedule>>;

/// <summary>Schedules of reconciliations. None of them changes anything about people: that stays with whoever decides about a run.</summary>
internal static class ScheduleCommands
{
    public static Command Of(Frame frame)
    {
        var id = frame.Argument<Guid>("id", Texts.IdArgument);
        return frame.Group(
            "schedules",
            Texts.Schedules,
            ["hues schedules add --case QD-12/2026 --cron \"0 2 * * 1\" --older-than-days 180", "hues schedules next 01a20b18-…", "hues schedules occurrences 01a20b18-…"],
            [
                frame.Verb("list", Texts.SchedulesList, ["hues schedules list"], [], async (call, cancellationToken) =>
                {
                    await foreach (var schedule in call.Client.Schedules.ListAsync(cancellationToken))
                        ScheduleSpeech.TellShortly(call.Session, schedule);
                    return Exit.Done;
                }),
                frame.Verb("show", Texts.SchedulesShow, ["hues schedules show 01a20b18-…"], [id], async (call, cancellationToken) =>
                {
                    ScheduleSpeech.Tell(call.Session, await call.Client.Schedules.ReadAsync(call.Required(id), cancellationToken));
                    return Exit.Done;
                }),
                .. ScheduleTermCommands.Of(frame, id),
                Step(frame, id, "pause", Texts.SchedulesPause, (call, schedule, officer, token) => call.Client.Schedules.PauseAsync(schedule.Id, schedule.Version, officer, token)),
                Step(frame, id, "resume", Texts.SchedulesResume, (call, schedule, officer, token) => call.Client.Schedules.ResumeAsync(schedule.Id, schedule.Version, officer, token)),
                Step(frame, id, "remove", Texts.SchedulesRemove, (call, schedule, officer, token) => call.Client.Schedules.RemoveAsync(schedule.Id, schedule.Version, officer, token)),
                Next(frame, id),
                frame.Verb("occurrences", Texts.SchedulesOccurrences, ["hues schedules occurrences 01a20b18-…"], [id], async (call, cancellationToken) =>
                {
                    await foreach (var occurrence in call.Client.Schedules.OccurrencesAsync(call.Required(id), cancellationToken))
                        ScheduleSpeech.Tell(call.Session, occurrence);
                    return Exit.Done;
                }),
            ]);
    }

    private static Command Step(Frame frame, Argument<Guid> id, string name, BilingualText about, Step step)
    {
        var officer = frame.Option<string?>("--officer", Texts.OfficerOption);
        return frame.Verb(name, about, [$"hues schedules {name} 01a20b18-…"], [id, officer], async (call, cancellationToken) =>
        {
            var schedule = await call.Client.Schedules.ReadAsync(call.Required(id), cancellationToken);
            ScheduleSpeech.Tell(call.Session, await step(call, schedule, call.Officer(officer), cancellationToken));
            return Exit.Done;
        });
    }

    private static Command Next(Frame frame, Argument<Guid> id)
    {
        var count = frame.Option<int?>("--count", Texts.TimesOption);
        return frame.Verb("next", Texts.SchedulesNext, ["hues schedules next 01a20b18-… --count 5"], [id, count], async (call, cancellationToken) =>
        {
            ScheduleSpeech.Tell(call.Session, await call.Client.Schedules.NextAsync(call.Required(id), call.Value(count), cancellationToken));
            return Exit.Done;
        });
    }
}
