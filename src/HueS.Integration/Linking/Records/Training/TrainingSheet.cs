using System.Text;
using HueS.Integration.Verification.Batches;

namespace HueS.Integration.Linking.Records.Training;

/// <summary>A column as named in the file, and what it was taken for.</summary>
internal sealed record TrainingColumn(string Name, TrainingField? Field)
{
    // A file without a heading has somebody's data in its first line.
    public override string ToString() => $"TrainingColumn({Field})";
}

/// <summary>How a list is laid out: what its first line says.</summary>
internal sealed record TrainingHead(char Delimiter, IReadOnlyList<TrainingColumn> Columns)
{
    /// <summary>Fields no row can do without and that no column holds.</summary>
    public IReadOnlyList<TrainingField> Missing => Has(TrainingField.Name) ? [] : [TrainingField.Name];

    /// <summary>Fields that two columns claim: which one is meant, only a person can say.</summary>
    public IReadOnlyList<TrainingField> Doubled =>
    [
        .. Columns.Where(column => column.Field is not null)
            .GroupBy(column => column.Field!.Value)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key),
    ];

    public bool IsUsable => Missing.Count == 0 && Doubled.Count == 0;

    public static TrainingHead Of(string line)
    {
        var (delimiter, names) = CsvHeading.Split(line, name => TrainingColumns.Find(name) is not null);
        return new TrainingHead(delimiter, [.. names.Select(name => new TrainingColumn(name.Trim(), TrainingColumns.Find(name)))]);
    }

    public bool Has(TrainingField field) => Columns.Any(column => column.Field == field);

    public override string ToString() => "TrainingHead(*)";
}

/// <summary>A row as it stands in the file: its number as a spreadsheet shows it, and its text by field.</summary>
internal sealed record TrainingRow(int Number, IReadOnlyDictionary<TrainingField, string> Values, RowFault? Fault)
{
    public string? this[TrainingField field] => Values.GetValueOrDefault(field);

    public override string ToString() => $"TrainingRow({Number})";
}

/// <summary>
/// A whole list of attendances. It is small, and kept whole or not at all, so it is read whole; rows beyond the most that are
/// taken are counted as one too many and no more.
/// </summary>
internal sealed record TrainingSheet(TrainingHead Head, string Encoding, IReadOnlyList<TrainingRow> Rows)
{
    public static async Task<TrainingSheet> ReadAsync(Stream content, int mostRows, CancellationToken cancellationToken)
    {
        using var text = new StreamReader(content, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        var lines = new LineReader(text);
        var head = TrainingHead.Of(await CsvHeading.ReadAsync(lines, cancellationToken));
        var records = new CsvRecords(lines, head.Delimiter);
        var rows = new List<TrainingRow>();
        for (var number = 2; rows.Count <= mostRows && await records.ReadAsync(cancellationToken) is { } record; number++)
        {
            if (!record.IsBlank)
                rows.Add(new TrainingRow(number, ValuesOf(head, record), record.Fault));
        }

        return new TrainingSheet(head, text.CurrentEncoding.WebName, rows);
    }

    public override string ToString() => $"TrainingSheet({Rows.Count})";

    private static Dictionary<TrainingField, string> ValuesOf(TrainingHead head, CsvRecord record)
    {
        var values = new Dictionary<TrainingField, string>();
        foreach (var (column, cell) in head.Columns.Zip(record.Cells))
        {
            if (column.Field is { } field && !string.IsNullOrWhiteSpace(cell))
                values[field] = cell.Trim();
        }

        return values;
    }
}
