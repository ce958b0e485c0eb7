using System.Text;

namespace HueS.Integration.Verification.Batches;

/// <summary>The cells of one record, or why there are none.</summary>
internal sealed record CsvRecord(IReadOnlyList<string> Cells, RowFault? Fault)
{
    public static CsvRecord Faulty(RowFault fault) => new([], fault);

    public bool IsBlank => Fault is null && Cells.All(string.IsNullOrWhiteSpace);
}

/// <summary>
/// RFC 4180 as spreadsheets write it, by hand: a quote that is never closed spoils the line it stands in and no other, and
/// no record grows beyond a bound. What we know of no library does both.
/// </summary>
internal sealed class CsvRecords(LineReader lines, char delimiter)
{
    // A cell with line breaks in it is an address; longer is a quote somebody forgot.
    private const int MostLines = 20;

    private readonly Queue<Line> _again = new();

    /// <summary><c>null</c> at the end.</summary>
    public async ValueTask<CsvRecord?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await NextAsync(cancellationToken) is not { } first)
            return null;
        if (first.TooLong)
            return CsvRecord.Faulty(RowFault.RowTooLong);

        var cells = new List<string>();
        var text = first.Text;
        var joined = new List<Line>();
        while (!TrySplit(text, delimiter, cells))
        {
            var next = await NextAsync(cancellationToken);
            if (next is { } line)
                joined.Add(line);
            if (next is not { TooLong: false } || joined.Count == MostLines || text.Length + next.Value.Text.Length >= LineReader.MaxLength)
            {
                PutBack(joined);
                return CsvRecord.Faulty(RowFault.QuoteOpen);
            }

            text = $"{text}\n{next.Value.Text}";
        }

        return new CsvRecord(cells, null);
    }

    /// <summary>Whether the text ends outside quotes.</summary>
    public static bool TrySplit(string text, char delimiter, List<string> cells)
    {
        cells.Clear();
        var cell = new StringBuilder();
        var at = 0;
        while (true)
        {
            cell.Clear();
            if (at < text.Length && text[at] == '"' && !TryReadQuoted(text, ref at, cell))
                return false;

            // What stands behind a closing quote belongs to the cell all the same: spreadsheets read it so.
            var end = text.IndexOf(delimiter, at);
            cell.Append(text, at, (end < 0 ? text.Length : end) - at);
            cells.Add(cell.ToString());
            if (end < 0)
                return true;
            at = end + 1;
        }
    }

    private static bool TryReadQuoted(string text, ref int at, StringBuilder cell)
    {
        while (true)
        {
            var quote = text.IndexOf('"', at + 1);
            if (quote < 0)
                return false;
            cell.Append(text, at + 1, quote - at - 1);
            at = quote + 1;
            if (at == text.Length || text[at] != '"')
                return true;
            cell.Append('"');
        }
    }

    private async ValueTask<Line?> NextAsync(CancellationToken cancellationToken) =>
        _again.TryDequeue(out var line) ? line : await lines.ReadAsync(cancellationToken);

    private void PutBack(List<Line> joined)
    {
        Line[] later = [.. _again];
        _again.Clear();
        foreach (var line in joined.Concat(later))
            _again.Enqueue(line);
    }
}
