namespace HueS.Integration.Verification.Batches;

/// <summary>The first line of a file, and what separates its columns.</summary>
internal static class CsvHeading
{
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    /// <summary>The line that names the columns.</summary>
    public static async ValueTask<string> ReadAsync(LineReader lines, CancellationToken cancellationToken)
    {
        var line = (await lines.ReadAsync(cancellationToken))?.Text ?? "";
        // A line for one spreadsheet program, which it does not show.
        return line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) ? (await lines.ReadAsync(cancellationToken))?.Text ?? "" : line;
    }

    /// <summary>Splits the line with each delimiter and keeps the one under which most names are known.</summary>
    public static (char Delimiter, IReadOnlyList<string> Names) Split(string line, Func<string, bool> isKnown)
    {
        (char Delimiter, IReadOnlyList<string> Names) best = (Delimiters[0], []);
        var bestScore = (-1, -1);
        foreach (var delimiter in Delimiters)
        {
            var cells = new List<string>();
            if (!CsvRecords.TrySplit(line, delimiter, cells))
                continue;
            var score = (cells.Count(isKnown), cells.Count);
            if (score.CompareTo(bestScore) > 0)
                (best, bestScore) = ((delimiter, cells), score);
        }

        return best;
    }
}
