using HueS.Integration.Contracts;

namespace HueS.Integration.Cli.Lists;

/// <summary>A list on disk, as far as this side looks at it: how it is written, and how many rows it has.</summary>
internal static class ListFile
{
    /// <summary>By its name, unless it was said.</summary>
    public static BatchFormat FormatOf(string path, BatchFormat? said) =>
        said ?? (Path.GetExtension(path).ToUpperInvariant() is ".NDJSON" or ".JSONL" ? BatchFormat.Ndjson : BatchFormat.Csv);

    /// <summary>Rows that are not blank, the heading not counted. A line break inside quotation marks belongs to its row.</summary>
    public static async Task<long> CountAsync(string path, BatchFormat format, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(path, detectEncodingFromByteOrderMarks: true);
        var buffer = new char[64 * 1024];
        var (rows, quoted, blank) = (0L, false, true);
        while (await reader.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            foreach (var letter in buffer.AsSpan(0, read))
            {
                if (letter == '"' && format == BatchFormat.Csv)
                    quoted = !quoted;
                if (letter == '\n' && !quoted)
                {
                    rows += blank ? 0 : 1;
                    blank = true;
                }
                else if (!char.IsWhiteSpace(letter))
                {
                    blank = false;
                }
            }
        }

        rows += blank ? 0 : 1;
        return format == BatchFormat.Csv ? Math.Max(0, rows - 1) : rows;
    }

    public static FileStream Open(string path) =>
        File.Exists(path) ? File.OpenRead(path) : throw new UsageException(Texts.FileMissing, path);
}
