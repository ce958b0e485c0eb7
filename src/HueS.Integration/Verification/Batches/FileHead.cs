namespace HueS.Integration.Verification.Batches;

/// <summary>A column as named in the file, and what it was taken for.</summary>
internal sealed record FileColumn(string Name, BatchField? Field)
{
    // A file without a heading has somebody's data in its first line.
    public override string ToString() => $"FileColumn({Field})";
}

/// <summary>How a file is laid out: what its first line says.</summary>
internal sealed record FileHead(BatchFormat Format, char? Delimiter, IReadOnlyList<FileColumn> Columns)
{
    private static readonly BatchField[] Identifiers = [BatchField.Number, BatchField.OldCardNumber, BatchField.CardQr];

    /// <summary>Fields no row can do without and that no column holds.</summary>
    public IReadOnlyList<BatchField> Missing
    {
        get
        {
            var missing = new List<BatchField>();
            if (!Identifiers.Any(Has))
                missing.Add(BatchField.Number);
            // A card's QR text carries name and birth date itself.
            if (!Has(BatchField.CardQr))
                missing.AddRange(new[] { BatchField.Name, BatchField.BirthDate }.Where(needed => !Has(needed)));
            return missing;
        }
    }

    /// <summary>Fields that two columns claim: which one is meant, only a person can say. In NDJSON each row answers for itself.</summary>
    public IReadOnlyList<BatchField> Doubled => Format == BatchFormat.Ndjson
        ? []
        : [.. Columns.Where(column => column.Field is not null).GroupBy(column => column.Field!.Value).Where(group => group.Count() > 1).Select(group => group.Key)];

    /// <summary>Whether its rows can be read.</summary>
    public bool IsUsable => Missing.Count == 0 && Doubled.Count == 0;

    public static FileHead OfCsv(string line)
    {
        var (delimiter, names) = CsvHeading.Split(line, name => ColumnNames.Find(name) is not null);
        return new FileHead(BatchFormat.Csv, delimiter, [.. names.Select(name => new FileColumn(name.Trim(), ColumnNames.Find(name)))]);
    }

    public bool Has(BatchField field) => Columns.Any(column => column.Field == field);

    public static FileHead OfNdjson(IEnumerable<string> members) =>
        new(BatchFormat.Ndjson, null, [.. members.Select(member => new FileColumn(member, ColumnNames.Find(member)))]);

    public override string ToString() => $"FileHead({Format})";
}
