using HueS.Integration.Verification.Batches;

namespace HueS.Integration.Linking.Matching.Columns;

/// <summary>The records of a CSV file, as the mapping reads them.</summary>
/// <param name="Values">For each record, a value a comparison.</param>
/// <param name="Clusters">The id it shares with records of the same person; empty without such a column.</param>
internal sealed record ColumnTable(IReadOnlyList<ColumnValue[]> Values, IReadOnlyList<string> Ids, IReadOnlyList<string> Clusters)
{
    /// <exception cref="MappingException">A column is missing, or a row is broken.</exception>
    public static async Task<ColumnTable> ReadAsync(string file, Mapping mapping, CancellationToken cancellationToken)
    {
        using var text = new StreamReader(file);
        var records = new CsvRecords(new LineReader(text), mapping.Delimiter[0]);
        var name = Path.GetFileName(file);
        var header = (await records.ReadAsync(cancellationToken))?.Cells ?? throw new MappingException($"{name} is empty.");
        var places = mapping.Comparisons
            .Select(comparison => comparison.Columns.Select(column => Mapping.PlaceOf(header, column, name)).ToArray())
            .ToArray();
        int? id = mapping.Id is null ? null : Mapping.PlaceOf(header, mapping.Id, name);
        int? cluster = mapping.Truth.Cluster is null ? null : Mapping.PlaceOf(header, mapping.Truth.Cluster, name);

        var (values, ids, clusters) = (new List<ColumnValue[]>(), new List<string>(), new List<string>());
        for (var row = 2; await records.ReadAsync(cancellationToken) is { } record; row++)
        {
            if (record.IsBlank)
                continue;
            if (record.Fault is { } fault)
                throw new MappingException($"Row {row} of {name} cannot be read ({fault}).");
            if (record.Cells.Count != header.Count)
                throw new MappingException($"Row {row} of {name} has {record.Cells.Count} cells and the header {header.Count}: is the delimiter '{mapping.Delimiter}' right?");

            values.Add([.. places.Select((columns, comparison) =>
                ColumnValue.Read(string.Join(' ', columns.Select(column => record.Cells[column])), mapping.Comparisons[comparison].Kind))]);
            ids.Add(id is { } idPlace ? record.Cells[idPlace].Trim() : "");
            clusters.Add(cluster is { } clusterPlace ? record.Cells[clusterPlace].Trim() : "");
        }

        return new ColumnTable(values, ids, clusters);
    }
}
