using System.CommandLine;
using HueS.Integration.Client;
using HueS.Integration.Contracts;

namespace HueS.Integration.Cli.Commands;

/// <summary>Having all records of a system linked again.</summary>
internal static class RelinkCommands
{
    public static Command Of(Frame frame)
    {
        var system = frame.Argument<string>("system", Texts.SystemArgument);
        var id = frame.Argument<Guid>("id", Texts.IdArgument);
        var officer = frame.Option<string?>("--officer", Texts.OfficerOption);
        var since = frame.Option<DateTimeOffset?>("--since", Texts.RelinkSince);
        var yes = frame.Option<bool>("--yes", Texts.YesOption);
        var dryRun = frame.Option<bool>("--dry-run", Texts.DryRunOption);
        return frame.Group(
            "relink",
            Texts.Relink,
            ["hues records relink start dossiers --officer cb.002", "hues records relink show dossiers 01a20b18-…"],
            frame.Verb("start", Texts.RelinkStart, ["hues records relink start dossiers --yes"], [system, since, officer, dryRun, yes],
                async (call, cancellationToken) =>
                {
                    // How many they are is known only once they have been put in line.
                    if (call.Value(dryRun) || !call.Value(yes))
                    {
                        call.Session.Note(Texts.DryRun, call.Session.In(Texts.RelinkMany, call.Required(system)));
                        return Exit.Done;
                    }

                    var request = new RecordRelinkRequest(call.Officer(officer), call.Value(since));
                    return Tell(call.Session, await call.Client.Records.RelinkAsync(call.Required(system), request, cancellationToken));
                }),
            frame.Verb("show", Texts.RelinkShow, ["hues records relink show dossiers 01a20b18-…"], [system, id], async (call, cancellationToken) =>
                Tell(call.Session, await call.Client.Records.ReadRelinkAsync(call.Required(system), call.Required(id), cancellationToken))),
            frame.Verb("cancel", Texts.RelinkCancel, ["hues records relink cancel dossiers 01a20b18-…"], [system, id], async (call, cancellationToken) =>
                Tell(call.Session, await call.Client.Records.CancelRelinkAsync(call.Required(system), call.Required(id), cancellationToken))));
    }

    private static int Tell(Session session, RecordRelink relink)
    {
        session.Tell(relink, () =>
        {
            session.Say(Texts.RelinkLine, relink.System, HuesJson.Code(relink.State), session.Number(relink.Records), relink.Id);
            if (relink.Standings is { } standings)
                session.Say(
                    Texts.RelinkStandings, session.Number(standings.LinkedByRule), session.Number(standings.LinkedByPerson),
                    session.Number(standings.ForAPerson), session.Number(standings.Disputed), session.Number(standings.Unmatched));
        });
        return relink.State == RelinkState.Completed ? Exit.Done : Exit.Partial;
    }
}
