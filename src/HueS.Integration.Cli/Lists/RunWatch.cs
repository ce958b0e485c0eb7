using HueS.Integration.Client;
using HueS.Integration.Contracts;
using Spectre.Console;

namespace HueS.Integration.Cli.Lists;

/// <summary>Shows how a run comes along, live at a terminal and in lines elsewhere. Giving up watching changes nothing about it.</summary>
internal static class RunWatch
{
    public static async Task<int> RunAsync(Call call, Guid id, CancellationToken cancellationToken)
    {
        var session = call.Session;
        try
        {
            var told = call.Client.Runs.WatchAsync(id, cancellationToken);
            if (session.IsLive)
                await session.Console.Status().StartAsync("…", async status =>
                {
                    await foreach (var progress in told)
                        status.Status(Markup.Escape(Line(session, progress)));
                });
            else
                await foreach (var progress in told)
                    session.Tell(progress, () => session.Line(Line(session, progress)));
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or HuesUnreachableException)
        {
            session.Note(Texts.RunWatchEnded, id);
            if (stopped is HuesUnreachableException)
                throw;
            return Exit.Partial;
        }

        var run = await call.Client.Runs.ReadAsync(id, cancellationToken);
        if (session.IsLive)
            RunSpeech.Tell(session, run);
        if (run is { State: RunState.AwaitingApproval, ApprovalNeeded: true, Approved: false, Digest: { } digest })
            session.Note(Texts.RunSecondPerson, run.Id, digest);
        return RunSpeech.ExitOf(run);
    }

    private static string Line(Session session, RunProgress progress) => RunSpeech.Progress(session, progress.State, progress.Counts);
}
