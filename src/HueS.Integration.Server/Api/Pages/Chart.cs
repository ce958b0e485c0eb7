using System.Globalization;
using HueS.Integration.Contracts;

namespace HueS.Integration.Server.Api.Pages;

/// <summary>Charts drawn into the page itself. Every number they show is written beside them or can be read from them aloud.</summary>
internal static class Chart
{
    private const int Width = 720;
    private const int Height = 160;
    private const int Gap = 3;

    /// <summary>A table whose rows end in a bar and a number.</summary>
    public static Html Bars(BilingualText title, BilingualText what, IReadOnlyList<(Html Label, long Count)> rows)
    {
        var most = Math.Max(1, rows.Select(row => row.Count).DefaultIfEmpty(0).Max());
        return Html.Of(
            $"""
            <table class="bars">
            <caption>{Both.Spans(title)}</caption>
            <thead><tr><th scope="col">{Both.Spans(what)}</th><th scope="col" colspan="2">{Both.Spans("report_count")}</th></tr></thead>
            <tbody>
            {rows.Select(row => Html.Of(
                $"""
                <tr><td>{row.Label}</td><td class="number">{Number(row.Count)}</td><td><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width="{100.0 * row.Count / most:0.##}" height="8"/></svg></td></tr>
                """))}
            </tbody>
            </table>
            """);
    }

    /// <summary>A column a stretch of time, from the first moment to the last.</summary>
    public static Html Columns(BilingualText title, IReadOnlyList<(DateTimeOffset From, double? Value)> columns, string unit)
    {
        var most = columns.Max(column => column.Value) is { } highest and > 0 ? highest : 1;
        var width = (double)Width / columns.Count;
        return Html.Of(
            $"""
            <figure>
            <figcaption>{Both.Spans(title)}</figcaption>
            <svg viewBox="0 0 {Width} {Height + 24}" role="img" aria-label="{title.Vi} / {title.En}">
            {columns.Select((column, at) => Html.Of(
                $"""
                <rect x="{at * width:0.##}" y="{Height - (Share(column.Value) * Height):0.##}" width="{width - Gap:0.##}" height="{Share(column.Value) * Height:0.##}"><title>{Moments.Clock(column.From)}: {Number(column.Value ?? 0)}{unit}</title></rect>
                """))}
            <line x1="0" y1="{Height}" x2="{Width}" y2="{Height}"/>
            <text x="0" y="{Height + 18}">{Moments.Clock(columns[0].From)}</text>
            <text x="{Width}" y="{Height + 18}" text-anchor="end">{Moments.Clock(columns[^1].From)}</text>
            <text x="{Width}" y="14" text-anchor="end">≤ {Number(most)}{unit}</text>
            </svg>
            </figure>
            """);

        double Share(double? value) => (value ?? 0) / most;
    }

    public static string Number(double number) => number.ToString("#,##0", Written);

    // A point is read as a decimal sign in one language and as thousands in the other: a narrow space in neither.
    private static readonly NumberFormatInfo Written = new() { NumberGroupSeparator = "\u202f" };
}
