using System.Buffers;
using System.Text;

namespace HueS.Integration.Server.Api;

/// <summary>How a CSV file is written: Vietnamese spreadsheets open one with semicolons in columns, others one with commas.</summary>
internal sealed record CsvForm(char Delimiter, bool ByteOrderMark, Language Language);

/// <summary>
/// Writes CSV a spreadsheet can open without harm: RFC 4180, lines ended by CR LF, and no cell that could be taken for a
/// formula, whichever separator the spreadsheet takes. Where one could begin stands an apostrophe, which spreadsheets take
/// as "this is text".
/// </summary>
internal sealed class SpreadsheetCsv(Stream stream, CsvForm form) : IAsyncDisposable
{
    public const string ContentType = "text/csv; charset=utf-8";

    private const int BufferBytes = 32 * 1024;

    // The semicolon too: in Vietnam it is what spreadsheets take for the separator.
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create("\",;\t\r\n");

    private readonly StreamWriter _writer = new(stream, new UTF8Encoding(form.ByteOrderMark), BufferBytes, leaveOpen: true);

    public async Task WriteAsync(params IReadOnlyList<string?> cells)
    {
        for (var column = 0; column < cells.Count; column++)
        {
            if (column > 0)
                await _writer.WriteAsync(form.Delimiter);
            await _writer.WriteAsync(Cell(cells[column]));
        }

        await _writer.WriteAsync("\r\n");
    }

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    public static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var harmless = Harmless(text);
        return harmless.AsSpan().IndexOfAny(NeedQuotes) < 0 ? harmless : $"\"{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>A spreadsheet that takes another separator begins cells in the middle of ours.</summary>
    private static string Harmless(string text)
    {
        var harmless = new StringBuilder(text.Length + 1);
        for (var at = 0; at < text.Length; at++)
        {
            if ((at == 0 || text[at - 1] is ',' or ';' or '\t' or '\r' or '\n') && StartsFormula(text.AsSpan(at)))
                harmless.Append('\'');
            harmless.Append(text[at]);
        }

        return harmless.ToString();
    }

    // Spreadsheets look past spaces and what cannot be seen, and know the full-width signs too.
    private static bool StartsFormula(ReadOnlySpan<char> text) =>
        text[0] is '\t' or '\r' or '\n'
        || text.TrimStart(" \u00A0\u200B\uFEFF\"'") is [('=' or '+' or '-' or '@' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20'), ..];
}
