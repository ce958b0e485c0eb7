using System.Buffers;
using System.Text;

namespace HueS.Integration.Server.Api;

/// <summary>
/// Writes CSV a spreadsheet can open without harm: RFC 4180, lines ended by CR LF, and no cell that could be taken for a
/// formula. Such a cell gets an apostrophe in front, which spreadsheets take as "this is text".
/// </summary>
internal sealed class SpreadsheetCsv(Stream stream, bool byteOrderMark) : IAsyncDisposable
{
    public const string ContentType = "text/csv; charset=utf-8";

    private const int BufferBytes = 32 * 1024;

    // The semicolon too: in Vietnam it is what spreadsheets take for the separator.
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create("\",;\t\r\n");

    private readonly StreamWriter _writer = new(stream, new UTF8Encoding(byteOrderMark), BufferBytes, leaveOpen: true);

    public async Task WriteAsync(params IReadOnlyList<string?> cells)
    {
        for (var column = 0; column < cells.Count; column++)
        {
            if (column > 0)
                await _writer.WriteAsync(',');
            await _writer.WriteAsync(Cell(cells[column]));
        }

        await _writer.WriteAsync("\r\n");
    }

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    public static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var harmless = StartsFormula(text) ? $"'{text}" : text;
        return harmless.AsSpan().IndexOfAny(NeedQuotes) < 0 ? harmless : $"\"{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    // Spreadsheets look past spaces and what cannot be seen, and know the full-width signs too.
    private static bool StartsFormula(string text) =>
        text[0] is '\t' or '\r' or '\n'
        || text.AsSpan().TrimStart(" \u00A0\u200B\uFEFF\"'") is [('=' or '+' or '-' or '@' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20'), ..];
}
