using System.CommandLine;
using HueS.Integration.Client;
using HueS.Integration.Contracts;

namespace HueS.Integration.Cli.Commands;

/// <summary>The results of a list: into a file for a spreadsheet, or row by row.</summary>
internal static class BatchResultsCommand
{
    public static Command Of(Frame frame)
    {
        var id = frame.Argument<Guid>("id", Texts.IdArgument);
        var output = frame.Option<string?>("--output", Texts.OutputOption);
        var semicolon = frame.Option<bool>("--semicolon", Texts.SemicolonOption);
        var bom = frame.Option<bool>("--bom", Texts.BomOption);
        return frame.Verb(
            "results",
            Texts.BatchesResults,
            ["hues batches results 01a20b18-… --output ket-qua.csv --semicolon --bom", "hues batches results 01a20b18-… --json > ket-qua.ndjson"],
            [id, output, semicolon, bom],
            async (call, cancellationToken) =>
            {
                var list = call.Required(id);
                if (call.Value(output) is { } path)
                {
                    await WholeFile.SaveAsync(
                        call.Session, path, target => call.Client.Batches.SaveResultsAsync(list, target, call.Value(semicolon), call.Value(bom), cancellationToken));
                    return Exit.Done;
                }

                var found = Exit.Done;
                await foreach (var row in call.Client.Batches.ResultsAsync(list, cancellationToken))
                {
                    found = Math.Max(found, ExitOf(row.Outcome));
                    call.Session.Tell(row, () => call.Session.Line(
                        $"{row.Row}\t{row.Reference ?? "-"}\t{HuesJson.Code(row.Outcome)}\t{row.Receipt ?? "-"}\t{string.Join(' ', row.Reasons)}"));
                }

                return found;
            });
    }

    private static int ExitOf(BatchRowOutcome outcome) => outcome switch
    {
        BatchRowOutcome.Verified => Exit.Done,
        BatchRowOutcome.Pending => Exit.Partial,
        _ => Exit.Findings,
    };
}
