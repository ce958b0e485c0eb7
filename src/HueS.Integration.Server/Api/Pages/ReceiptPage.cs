using HueS.Integration.Contracts;

namespace HueS.Integration.Server.Api.Pages;

/// <summary>Where a request stands, for an official with nothing but a browser.</summary>
internal static class ReceiptPage
{
    private static BilingualText Title => Messages.ForPage("receipt_title");

    public static Page Asking() => new(Title, Html.Of($"{Form()}"));

    public static Page Of(Contracts.Receipt receipt) => new(Title, Html.Of(
        $"""
        <section class="state">
        <dl>
        <dt>{Both.Spans("receipt_code")}</dt><dd><code>{receipt.Code}</code></dd>
        <dt>{Both.Spans("receipt_service")}</dt><dd>{receipt.Service}</dd>
        {Time("receipt_next", receipt.NextAttemptAt)}
        {Time("receipt_deadline", receipt.Deadline)}
        </dl>
        </section>
        <h2>{Both.Heading(Messages.ForPage("receipt_state"))}</h2>
        <article>{Both.Columns(receipt.Text)}</article>
        <table>
        <caption>{Both.Spans("receipt_hops")}</caption>
        <thead><tr><th scope="col">{Both.Spans("receipt_time")}</th><th scope="col">{Both.Spans("receipt_step")}</th></tr></thead>
        <tbody>
        {receipt.Hops.Select(Row)}
        </tbody>
        </table>
        {Both.Paragraphs("receipt_times_note")}
        {Form()}
        """));

    /// <summary>A refusal in the page's own words, with the box to try again.</summary>
    public static Page Of(ProblemType problem) => new(
        Messages.ProblemTitle(problem.Code),
        Html.Of($"<article>{Both.Columns(Messages.ForProblem(problem.Code))}</article>{Form()}"),
        problem.Status);

    private static Html Form() => Html.Of(
        $"""
        {Both.Paragraphs("receipt_intro")}
        <form action="/v1/receipts" method="get">
        <label for="code">{Both.Spans("receipt_code")}</label>
        <div class="row">
        <input id="code" name="code" required maxlength="20" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="hint">
        <button type="submit">{Messages.ForPage("receipt_show").Vi} <span lang="en">/ {Messages.ForPage("receipt_show").En}</span></button>
        </div>
        <div id="hint">{Both.Paragraphs("receipt_hint")}</div>
        </form>
        """);

    private static Html Row(ReceiptHop hop) => Html.Of(
        $"""
        <tr>
        <td>{Moments.Time(hop.At)}</td>
        <td>{Both.Spans(hop.Text)}{(hop.Via is null ? Html.Nothing : Html.Of($" <code>{hop.Via}</code>"))}{Reason(hop.Reason)}</td>
        </tr>
        """);

    /// <summary>A code of tomorrow in a row of today's database is left unsaid.</summary>
    private static Html Reason(string? code) =>
        code is not null && Messages.Catalogue.PendingReasons.TryGetValue(code, out var text)
            ? Both.Spans(new BilingualText(text.Vi.Official, text.En.Official))
            : Html.Nothing;

    private static Html Time(string label, DateTimeOffset? moment) =>
        moment is { } at ? Html.Of($"<dt>{Both.Spans(label)}</dt><dd>{Moments.Time(at)}</dd>") : Html.Nothing;
}
