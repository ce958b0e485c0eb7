namespace HueS.Integration.Benchmarks.Reporting;

/// <summary>A table for people: the first column reads from the left, numbers stand at the right.</summary>
internal sealed record Table(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    public IEnumerable<string> Lines()
    {
        int[] widths = [.. Columns.Select((column, at) => Rows.Select(row => row[at].Length).Append(column.Length).Max())];
        yield return Title;
        yield return Line(Columns, widths);
        yield return string.Join("-|-", widths.Select(width => new string('-', width)));
        foreach (var row in Rows)
            yield return Line(row, widths);
    }

    private static string Line(IReadOnlyList<string> cells, int[] widths) =>
        string.Join(" | ", cells.Select((cell, at) => at == 0 ? cell.PadRight(widths[at]) : cell.PadLeft(widths[at])));
}
