using HueS.Integration.Contracts;

namespace HueS.Integration.Server.Api.Pages;

/// <summary>How a reconciliation came out, to be read, printed and filed: whole in one file, and about nobody in particular.</summary>
internal static class RunReportPage
{
    public static Page Of(RunReport report) => new(Messages.ForPage("report_title"), Html.Of(
        $"""
        {Head(report.Run)}
        {Counts(report.Run.Counts, report.Previous)}
        {Findings(report.Findings)}
        {Times(report.Timeline)}
        {NotLookedAt(report.NotLookedAt)}
        {Kept(report.Kept)}
        {Both.Paragraphs("report_note")}
        """));

    private static Html Head(Run run) => Html.Of(
        $"""
        <section class="state">
        <dl>
        <dt>{Both.Spans("report_run")}</dt><dd><code>{run.Id}</code> · <code>{Messages.Code(run.Kind)}</code></dd>
        <dt>{Both.Spans("report_case")}</dt><dd>{run.CaseReference} · <code>{run.Purpose}</code></dd>
        {Time("report_created", run.CreatedAt)}
        {Time("report_looked", run.LookedAt)}
        {Time("report_ended", run.EndedAt)}
        </dl>
        </section>
        <h2>{Both.Heading(Messages.ForPage("report_state"))}</h2>
        <article>{Both.Columns(run.Text)}</article>
        {(run.CouldNotLook ? Html.Of($"""<section class="state">{Both.Paragraphs("report_could_not_look")}</section>""") : Html.Nothing)}
        """);

    private static Html Counts(RunCounts counts, RunCounts? previous) => Html.Of(
        $"""
        <table>
        <caption>{Both.Spans("report_counts")}</caption>
        <thead><tr><th scope="col"></th><th scope="col" class="number">{Both.Spans("report_this")}</th><th scope="col" class="number">{Both.Spans("report_previous")}</th><th scope="col" class="number">{Both.Spans("report_difference")}</th></tr></thead>
        <tbody>
        {Rows(counts).Zip(previous is null ? Rows(counts).Select(_ => (long?)null) : Rows(previous).Select(row => (long?)row.Count)).Select(pair => Html.Of(
            $"""
            <tr><td>{Both.Spans(pair.First.Label)}</td><td class="number">{Chart.Number(pair.First.Count)}</td><td class="number">{(pair.Second is { } before ? Chart.Number(before) : "–")}</td><td class="number">{(pair.Second is { } then ? Signed(pair.First.Count - then) : "–")}</td></tr>
            """))}
        </tbody>
        </table>
        """);

    private static IEnumerable<(string Label, long Count)> Rows(RunCounts counts) =>
    [
        ("report_selected", counts.Selected), ("report_checked", counts.Checked), ("report_unchanged", counts.Unchanged),
        ("report_findings", counts.Findings), ("report_unreachable", counts.Unreachable), ("report_skipped", counts.Skipped),
        ("report_waiting", counts.Waiting), ("report_applied", counts.Applied), ("report_left_alone", counts.LeftAlone),
        ("report_undone", counts.Undone), ("report_kept", counts.Kept),
    ];

    private static Html Findings(IReadOnlyList<RunFindingCount> findings) => findings.Count == 0
        ? Both.Paragraphs("report_no_findings")
        : Chart.Bars(
            Messages.ForPage("report_by_category"),
            Messages.ForPage("report_category"),
            [.. findings.OrderByDescending(found => found.Count).Select(found => (Label(found), found.Count))]);

    private static Html Label(RunFindingCount found) => Html.Of(
        $"""
        {Both.Spans(found.Text)} <code>{Messages.Code(found.Category)} → {Messages.Code(found.Effect)}</code>{(found.Previous is { } before
            ? Html.Of($"<small>{Chart.Number(before)} ({Signed(found.Count - before)}) · {Both.Spans("report_previous")}</small>")
            : Html.Nothing)}
        """);

    private static Html Times(IReadOnlyList<RunStretch> timeline) => timeline.Count == 0
        ? Html.Nothing
        : Html.Of(
            $"""
            {Chart.Columns(Messages.ForPage("report_progress"), [.. timeline.Select(stretch => (stretch.From, (double?)stretch.Checked))], "")}
            {Chart.Columns(Messages.ForPage("report_findings_time"), [.. timeline.Select(stretch => (stretch.From, (double?)stretch.Findings))], "")}
            {(timeline.All(stretch => stretch.Questions is null or 0) ? Html.Nothing : Html.Of(
                $"""
                {Chart.Columns(Messages.ForPage("report_questions"), [.. timeline.Select(stretch => (stretch.From, (double?)stretch.Questions))], "")}
                {Chart.Columns(Messages.ForPage("report_latency"), [.. timeline.Select(stretch => (stretch.From, stretch.MedianMilliseconds))], " ms")}
                """))}
            """);

    private static Html NotLookedAt(IReadOnlyList<RunReasonCount> reasons) => reasons.Count == 0
        ? Html.Nothing
        : Chart.Bars(
            Messages.ForPage("report_not_looked_at"),
            Messages.ForPage("report_reason"),
            [.. reasons.Select(reason => (Html.Of($"{Both.Spans(reason.Unreachable ? "report_unreachable" : "report_skipped")} <code>{reason.Reason}</code>"), reason.Count))]);

    private static Html Kept(IReadOnlyList<RunKept> kept) => kept.Count == 0
        ? Html.Nothing
        : Html.Of(
            $"""
            <table>
            <caption>{Both.Spans("report_kept_list")}</caption>
            <thead><tr><th scope="col">{Both.Spans("report_finding")}</th><th scope="col">{Both.Spans("report_reason")}</th></tr></thead>
            <tbody>
            {kept.Select(one => Html.Of($"""<tr><td><code>{one.Id}</code></td><td><code>{Messages.Code(one.Effect)}: {one.Reason}</code></td></tr>"""))}
            </tbody>
            </table>
            """);

    private static Html Time(string label, DateTimeOffset? moment) =>
        moment is { } at ? Html.Of($"<dt>{Both.Spans(label)}</dt><dd>{Moments.Time(at)}</dd>") : Html.Nothing;

    private static string Signed(long difference) => difference > 0 ? $"+{Chart.Number(difference)}" : Chart.Number(difference);
}
