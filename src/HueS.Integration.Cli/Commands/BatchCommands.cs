using System.CommandLine;
using HueS.Integration.Cli.Lists;
using HueS.Integration.Client;
using HueS.Integration.Contracts;

namespace HueS.Integration.Cli.Commands;

/// <summary>Lists of people to check.</summary>
internal static class BatchCommands
{
    public static Command Of(Frame frame)
    {
        var id = frame.Argument<Guid>("id", Texts.IdArgument);
        var every = frame.Option<double>("--every", Texts.EveryOption);
        every.DefaultValueFactory = _ => 2;
        var yes = frame.Option<bool>("--yes", Texts.YesOption);
        var dryRun = frame.Option<bool>("--dry-run", Texts.DryRunOption);
        return frame.Group(
            "batches",
            Texts.Batches,
            ["hues batches preview danh-sach.csv", "hues batches send danh-sach.csv --case QD-12/2026", "hues batches watch 01a20b18-…"],
            Preview(frame),
            BatchSendCommand.Of(frame),
            frame.Verb("list", Texts.BatchesList, ["hues batches list"], [], async (call, cancellationToken) =>
            {
                await foreach (var batch in call.Client.Batches.ListAsync(cancellationToken))
                    call.Session.Tell(batch, () => call.Session.Line(
                        $"{batch.Id}\t{HuesJson.Code(batch.State)}\t{batch.CaseReference}\t{batch.Rows.Read}\t{Session.Moment(batch.CreatedAt)}"));
                return Exit.Done;
            }),
            frame.Verb("show", Texts.BatchesShow, ["hues batches show 01a20b18-…"], [id], async (call, cancellationToken) =>
            {
                var batch = await call.Client.Batches.ReadAsync(call.Required(id), cancellationToken);
                ListSpeech.Tell(call.Session, batch);
                return ListSpeech.ExitOf(batch);
            }),
            frame.Verb("watch", Texts.BatchesWatch, ["hues batches watch 01a20b18-… --every 10"], [id, every],
                (call, cancellationToken) => ListWatch.RunAsync(
                    call, call.Required(id), TimeSpan.FromSeconds(Math.Max(0.1, call.Value(every))), cancellationToken)),
            frame.Verb("pause", Texts.BatchesPause, ["hues batches pause 01a20b18-…"], [id], async (call, cancellationToken) =>
            {
                ListSpeech.Tell(call.Session, await call.Client.Batches.PauseAsync(call.Required(id), cancellationToken));
                return Exit.Done;
            }),
            frame.Verb("resume", Texts.BatchesResume, ["hues batches resume 01a20b18-…"], [id], async (call, cancellationToken) =>
            {
                ListSpeech.Tell(call.Session, await call.Client.Batches.ResumeAsync(call.Required(id), cancellationToken));
                return Exit.Done;
            }),
            frame.Verb("cancel", Texts.BatchesCancel, ["hues batches cancel 01a20b18-…", "hues batches cancel 01a20b18-… --yes"], [id, dryRun, yes],
                async (call, cancellationToken) =>
                {
                    var batch = await call.Client.Batches.ReadAsync(call.Required(id), cancellationToken);
                    if (!await call.Session.MayAsync(
                        batch.Progress?.Pending ?? 0, call.Value(yes), call.Value(dryRun), Texts.CancelMany, cancellationToken))
                        return Exit.Done;
                    ListSpeech.Tell(call.Session, await call.Client.Batches.CancelAsync(batch.Id, cancellationToken));
                    return Exit.Done;
                }),
            frame.Verb("rejections", Texts.BatchesRejections, ["hues batches rejections 01a20b18-…"], [id], async (call, cancellationToken) =>
            {
                var found = Exit.Done;
                await foreach (var row in call.Client.Batches.RejectionsAsync(call.Required(id), cancellationToken))
                {
                    found = Exit.Findings;
                    call.Session.Tell(row, () =>
                    {
                        foreach (var error in row.Errors)
                            call.Session.Line($"{row.Row}\t{error.Field}\t{error.Code}\t{error.Expected.In(call.Session.Language)}");
                    });
                }

                return found;
            }),
            BatchResultsCommand.Of(frame));
    }

    private static Command Preview(Frame frame)
    {
        var file = frame.Argument<string>("file", Texts.ListFileArgument);
        var format = frame.Choice<BatchFormat>("--format", Texts.FormatOption);
        return frame.Verb("preview", Texts.BatchesPreview, ["hues batches preview danh-sach.csv"], [file, format], async (call, cancellationToken) =>
        {
            var path = call.Required(file);
            await using var content = ListFile.Open(path);
            var preview = await call.Client.Batches.PreviewAsync(content, ListFile.FormatOf(path, call.Value(format)), cancellationToken);
            ListSpeech.Tell(call.Session, preview);
            return preview.Usable && preview.Problems.Count == 0 ? Exit.Done : Exit.Findings;
        });
    }
}
