using System.CommandLine;
using HueS.Integration.Cli.Lists;
using HueS.Integration.Contracts;

namespace HueS.Integration.Cli.Commands;

/// <summary>Sending a list: it is always looked at first, and sent once somebody said so.</summary>
internal static class BatchSendCommand
{
    public static Command Of(Frame frame)
    {
        var file = frame.Argument<string>("file", Texts.ListFileArgument);
        var format = frame.Choice<BatchFormat>("--format", Texts.FormatOption);
        var purpose = frame.Option<string?>("--purpose", Texts.PurposeOption);
        var reference = frame.Option<string>("--case", Texts.CaseOption, required: true);
        var officer = frame.Option<string?>("--officer", Texts.OfficerOption);
        var key = frame.Option<string?>("--key", Texts.KeyOption);
        var watch = frame.Option<bool>("--watch", Texts.WatchOption);
        var dryRun = frame.Option<bool>("--dry-run", Texts.DryRunOption);
        var yes = frame.Option<bool>("--yes", Texts.YesOption);
        return frame.Verb(
            "send",
            Texts.BatchesSend,
            [
                "hues batches send danh-sach.csv --case QD-12/2026                   # looks, and asks before it sends",
                "hues batches send danh-sach.csv --case QD-12/2026 --yes --watch",
                "hues batches send list.ndjson --case QD-12/2026 --key list-7 --yes  # sent twice, kept once",
            ],
            [file, format, purpose, reference, officer, key, watch, dryRun, yes],
            async (call, cancellationToken) =>
            {
                var path = call.Required(file);
                var written = ListFile.FormatOf(path, call.Value(format));
                await using var content = ListFile.Open(path);
                var preview = await call.Client.Batches.PreviewAsync(content, written, cancellationToken);
                if (!call.Session.AsJson)
                    ListSpeech.Tell(call.Session, preview);
                if (!preview.Usable)
                {
                    call.Session.Note(Texts.PreviewUnusable);
                    return Exit.BadUse;
                }

                var rows = await ListFile.CountAsync(path, written, cancellationToken);
                if (!await call.Session.MayAsync(rows, call.Value(yes), call.Value(dryRun), Texts.SendMany, cancellationToken))
                    return Exit.Done;

                content.Position = 0;
                var request = new VerificationBatchRequest(call.Purpose(purpose), call.Value(reference)!, call.Officer(officer), written);
                var batch = await call.Client.Batches.SendAsync(request, content, call.Value(key), cancellationToken);
                call.Session.Tell(batch, () => call.Session.Say(Texts.Sent, batch.Id, rows));
                return call.Value(watch)
                    ? await ListWatch.RunAsync(call, batch.Id, TimeSpan.FromSeconds(2), cancellationToken)
                    : Exit.Done;
            });
    }
}
