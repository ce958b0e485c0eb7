using HueS.Integration.Client;
using HueS.Integration.Contracts;
using Spectre.Console;

namespace HueS.Integration.Cli.Lists;

/// <summary>Shows how a list comes along, live at a terminal and in lines elsewhere. Giving up watching changes nothing about it.</summary>
internal static class ListWatch
{
    public static async Task<int> RunAsync(Call call, Guid id, TimeSpan every, CancellationToken cancellationToken)
    {
        var session = call.Session;
        VerificationBatch? last = null;
        try
        {
            var looks = call.Client.Batches.WatchAsync(id, every, cancellationToken);
            if (session.IsLive)
                await session.Console.Status().StartAsync("…", async status =>
                {
                    await foreach (var batch in looks)
                    {
                        last = batch;
                        status.Status(Markup.Escape(ListSpeech.Progress(session, batch)));
                    }
                });
            else
                await foreach (var batch in looks)
                {
                    Line(session, last, batch);
                    last = batch;
                }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or HuesUnreachableException)
        {
            session.Note(Texts.WatchEnded, id);
            if (stopped is HuesUnreachableException)
                throw;
            return Exit.Partial;
        }

        if (session.IsLive)
            ListSpeech.Tell(session, last!);
        return ListSpeech.ExitOf(last!);
    }

    /// <summary>Only what is new.</summary>
    private static void Line(Session session, VerificationBatch? before, VerificationBatch now)
    {
        if (session.AsJson)
            session.Tell(now, () => { });
        else if (before is null || ListSpeech.Progress(session, before) != ListSpeech.Progress(session, now))
            session.Line(ListSpeech.Progress(session, now));
    }
}
