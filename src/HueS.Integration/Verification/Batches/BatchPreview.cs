using HueS.Integration.Identity;

namespace HueS.Integration.Verification.Batches;

/// <summary>A form in which birth dates are written, how often, and how often day and month could be the other way round.</summary>
internal sealed record DateForm(string Form, int Rows, int EitherWay);

/// <summary>What the first rows of a file show, without a word of theirs.</summary>
internal sealed record Preview(
    FileHead Head,
    string Encoding,
    int Looked,
    int Accepted,
    IReadOnlyDictionary<RowProblem, int> Problems,
    IReadOnlyDictionary<WarningCode, int> Warnings,
    IReadOnlyList<DateForm> DateForms);

/// <summary>Looks at the first rows of a file: keeps nothing and asks nobody.</summary>
internal sealed class BatchPreview(TimeProvider time)
{
    private const int MostRows = 200;

    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    public async Task<Preview> LookAsync(Stream content, BatchFormat format, CancellationToken cancellationToken)
    {
        using var rows = await FileRows.OpenAsync(content, format, cancellationToken);
        var reading = new RowReading(DateOnly.FromDateTime(time.GetUtcNow().ToOffset(Vietnam).DateTime));
        var (looked, accepted) = (0, 0);
        var problems = new Dictionary<RowProblem, int>();
        var warnings = new Dictionary<WarningCode, int>();
        var dates = new List<string>();
        while (looked < MostRows && await rows.ReadAsync(cancellationToken) is { } row)
        {
            looked++;
            var read = reading.Read(row);
            if (read is not null)
                accepted++;
            foreach (var problem in reading.Problems.Distinct())
                problems[problem] = problems.GetValueOrDefault(problem) + 1;
            foreach (var warning in read?.Warnings ?? [])
                warnings[warning] = warnings.GetValueOrDefault(warning) + 1;
            // Only of rows that were read: what another row holds need be no date at all.
            if (read is not null && row.Values[(int)BatchField.BirthDate] is { } date)
                dates.Add(date);
        }

        return new Preview(rows.Head, rows.Encoding, looked, accepted, problems, warnings, FormsOf(dates));
    }

    private static List<DateForm> FormsOf(IEnumerable<string> dates) =>
        [.. dates.GroupBy(FormOf, StringComparer.Ordinal)
            .Select(group => new DateForm(group.Key, group.Count(), group.Count(IsEitherWay)))
            .OrderByDescending(form => form.Rows)];

    /// <summary>The pattern of a date that was read; the year is the part of four digits, and before it stands the day.</summary>
    private static string FormOf(string date)
    {
        var parts = date.Split('-', '/', '.');
        var separator = date.FirstOrDefault(c => !char.IsAsciiDigit(c), ' ').ToString();
        return (parts.Length, parts[0].Length) switch
        {
            (1, 4) => "yyyy",
            (1, _) => BirthDate.TryCreate(int.Parse(date[..4], System.Globalization.CultureInfo.InvariantCulture), null, null, out _) ? "yyyyMMdd" : "ddMMyyyy",
            (2, 4) => $"yyyy{separator}MM",
            (2, _) => $"MM{separator}yyyy",
            (_, 4) => $"yyyy{separator}MM{separator}dd",
            _ => $"dd{separator}MM{separator}yyyy",
        };
    }

    /// <summary>A full date written day first that would be a date with the month first as well.</summary>
    private static bool IsEitherWay(string date) =>
        date.Split('-', '/', '.') is [{ Length: < 4 } day, { } month, _]
        && day != month
        && int.TryParse(day, out var first)
        && int.TryParse(month, out var second)
        && first is >= 1 and <= 12
        && second is >= 1 and <= 12;
}
