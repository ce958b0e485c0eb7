using System.Globalization;
using HueS.Integration.Contracts;

namespace HueS.Integration.Server.Api;

/// <summary>A report as three columns: what is counted, of which kind, how many; the same codes as in its JSON.</summary>
internal static class RunReportCsv
{
    public static async Task WriteAsync(Stream stream, CsvForm form, RunReport report)
    {
        await using var csv = new SpreadsheetCsv(stream, form);
        await csv.WriteAsync("part", "code", "count", "text");
        foreach (var (code, count) in Counts(report.Run.Counts))
            await csv.WriteAsync("run", code, Number(count), null);
        foreach (var finding in report.Findings)
            await csv.WriteAsync("finding", Messages.Code(finding.Category), Number(finding.Count), finding.Text.In(form.Language));
        foreach (var reason in report.NotLookedAt)
            await csv.WriteAsync(reason.Unreachable ? "unreachable" : "skipped", reason.Reason, Number(reason.Count), null);
        foreach (var kept in report.Kept)
            await csv.WriteAsync("kept", kept.Id.ToString(), "1", kept.Reason);
        foreach (var (code, count) in report.Previous is { } previous ? Counts(previous) : [])
            await csv.WriteAsync("previous", code, Number(count), null);
    }

    private static IEnumerable<(string Code, long Count)> Counts(RunCounts counts) =>
    [
        ("selected", counts.Selected), ("waiting", counts.Waiting), ("checked", counts.Checked), ("unreachable", counts.Unreachable),
        ("skipped", counts.Skipped), ("unchanged", counts.Unchanged), ("findings", counts.Findings), ("applied", counts.Applied),
        ("left_alone", counts.LeftAlone), ("undone", counts.Undone), ("kept", counts.Kept),
    ];

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
