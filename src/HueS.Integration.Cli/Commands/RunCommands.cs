using System.CommandLine;
using HueS.Integration.Cli.Lists;
using HueS.Integration.Client;
using HueS.Integration.Contracts;

namespace HueS.Integration.Cli.Commands;

/// <summary>Reconciliations, looked at; what moves them on is beside.</summary>
internal static class RunCommands
{
    public static Command Of(Frame frame)
    {
        var id = frame.Argument<Guid>("id", Texts.IdArgument);
        return frame.Group(
            "runs",
            Texts.Runs,
            ["hues runs create --case QD-12/2026 --older-than-days 180", "hues runs plan 01a20b18-…", "hues runs dry-run 01a20b18-… --yes", "hues runs watch 01a20b18-…"],
            [
                Create(frame),
                frame.Verb("list", Texts.RunsList, ["hues runs list"], [], async (call, cancellationToken) =>
                {
                    await foreach (var run in call.Client.Runs.ListAsync(cancellationToken))
                        call.Session.Tell(run, () => call.Session.Line(
                            $"{run.Id}\t{HuesJson.Code(run.Kind)}\t{HuesJson.Code(run.State)}\t{run.CaseReference}\t{run.Counts.Findings}\t{Session.Moment(run.CreatedAt)}"));
                    return Exit.Done;
                }),
                frame.Verb("show", Texts.RunsShow, ["hues runs show 01a20b18-…"], [id], async (call, cancellationToken) =>
                {
                    var run = await call.Client.Runs.ReadAsync(call.Required(id), cancellationToken);
                    RunSpeech.Tell(call.Session, run);
                    return RunSpeech.ExitOf(run);
                }),
                .. RunStepCommands.Of(frame, id),
                frame.Verb("watch", Texts.RunsWatch, ["hues runs watch 01a20b18-…"], [id],
                    (call, cancellationToken) => RunWatch.RunAsync(call, call.Required(id), cancellationToken)),
                Findings(frame, id),
                Report(frame, id),
            ]);
    }

    private static Command Create(Frame frame)
    {
        var reference = frame.Option<string>("--case", Texts.RunCaseOption, required: true);
        var purpose = frame.Option<string?>("--purpose", Texts.PurposeOption);
        var officer = frame.Option<string?>("--officer", Texts.OfficerOption);
        var olderThan = frame.Option<int?>("--older-than-days", Texts.RunOlderThanOption);
        var sample = frame.Option<int?>("--sample", Texts.SampleOption);
        var accounts = frame.Option<string[]>("--account", Texts.AccountsOption);
        var kind = frame.Choice<RunKind>("--kind", Texts.RunKindOption);
        var system = frame.Option<string?>("--system", Texts.RunSystemOption);
        var since = frame.Option<DateTimeOffset?>("--since", Texts.RunSinceOption);
        var ids = frame.Option<string?>("--ids", Texts.RunIdsOption);
        return frame.Verb(
            "create",
            Texts.RunsCreate,
            ["hues runs create --case QD-12/2026 --older-than-days 180 --sample 500", "hues runs create --case QD-12/2026 --account tk-0001 --account tk-0002",
                "hues runs create --kind record_links --case QD-12/2026 --system payments --since 2026-07-01",
                "hues runs create --kind record_links --case QD-12/2026 --system payments --ids ma-ho-so.txt",
                "hues runs create --kind consistency --case QD-12/2026"],
            [kind, reference, purpose, officer, olderThan, sample, accounts, system, since, ids],
            async (call, cancellationToken) =>
            {
                var named = call.Value(accounts) is { Length: > 0 } some ? some : null;
                var listed = call.Value(ids) is { } path ? await ReadIdsAsync(path, cancellationToken) : null;
                var run = await call.Client.Runs.CreateAsync(
                    new RunRequest(
                        call.Value(kind) ?? RunKind.RegisterDrift, call.Purpose(purpose), call.Value(reference)!, call.Officer(officer),
                        new RunSelection(call.Value(olderThan), named, call.Value(sample), call.Value(system), call.Value(since), listed)),
                    cancellationToken);
                RunSpeech.Tell(call.Session, run);
                return Exit.Done;
            });
    }

    /// <summary>One id a line; empty lines are no ids.</summary>
    private static async Task<string[]> ReadIdsAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            throw new UsageException(Texts.RunIdsMissing);
        return [.. (await File.ReadAllLinesAsync(path, cancellationToken)).Select(line => line.Trim()).Where(line => line.Length > 0).Distinct()];
    }

    private static Command Findings(Frame frame, Argument<Guid> id)
    {
        var category = frame.Choice<FindingCategory>("--category", Texts.CategoryOption);
        var csv = frame.Option<string?>("--csv", Texts.CsvOption);
        var bom = frame.Option<bool>("--bom", Texts.BomOption);
        return frame.Verb(
            "findings",
            Texts.RunsFindings,
            ["hues runs findings 01a20b18-… --category dead", "hues runs findings 01a20b18-… --csv khac-biet.csv --bom"],
            [id, category, csv, bom],
            async (call, cancellationToken) =>
            {
                if (call.Value(csv) is { } path)
                {
                    if (call.Value(category) is not null)
                        throw new UsageException(Texts.CsvHasAll);
                    await WholeFile.SaveAsync(
                        call.Session, path, target => call.Client.Runs.SaveDiffAsync(call.Required(id), target, call.Value(bom), cancellationToken));
                    return Exit.Done;
                }

                var found = Exit.Done;
                await foreach (var finding in call.Client.Runs.FindingsAsync(call.Required(id), call.Value(category), cancellationToken))
                {
                    found = Exit.Findings;
                    RunSpeech.Tell(call.Session, finding);
                }

                return found;
            });
    }

    private static Command Report(Frame frame, Argument<Guid> id)
    {
        var csv = frame.Option<string?>("--csv", Texts.CsvOption);
        var bom = frame.Option<bool>("--bom", Texts.BomOption);
        var html = frame.Option<string?>("--html", Texts.HtmlOption);
        return frame.Verb(
            "report",
            Texts.RunsReport,
            ["hues runs report 01a20b18-…", "hues runs report 01a20b18-… --html bao-cao.html", "hues runs report 01a20b18-… --csv bao-cao.csv --bom"],
            [id, csv, bom, html],
            async (call, cancellationToken) =>
            {
                var report = await call.Client.Runs.ReportAsync(call.Required(id), cancellationToken);
                if (call.Value(html) is { } page)
                    await WholeFile.SaveAsync(
                        call.Session, page, target => call.Client.Runs.SaveReportPageAsync(call.Required(id), target, cancellationToken));
                if (call.Value(csv) is { } path)
                    await WholeFile.SaveAsync(
                        call.Session, path, target => call.Client.Runs.SaveReportAsync(call.Required(id), target, call.Value(bom), cancellationToken));
                if (call.Value(csv) is null && call.Value(html) is null)
                    RunSpeech.Tell(call.Session, report);
                return RunSpeech.ExitOf(report.Run);
            });
    }
}
