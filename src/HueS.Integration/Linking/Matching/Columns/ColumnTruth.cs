using HueS.Integration.Verification.Batches;

namespace HueS.Integration.Linking.Matching.Columns;

/// <summary>Which pairs are of one person, as the data set labels them. Training never sees it.</summary>
internal static class ColumnTruth
{
    /// <param name="right">Where the second file begins; <see cref="int.MaxValue"/> when there is one file only.</param>
    /// <exception cref="MappingException">The file of pairs is missing or names records that are not there.</exception>
    public static async Task<HashSet<RecordPair>> ReadAsync(ColumnTable table, int right, Mapping mapping, string folder, CancellationToken cancellationToken)
    {
        if (mapping.Truth.Pairs is not { } file)
            return OfClusters(table, right);

        var places = new Dictionary<string, List<int>>();
        for (var record = 0; record < table.Ids.Count; record++)
        {
            if (!places.TryGetValue(table.Ids[record], out var same))
                places.Add(table.Ids[record], same = []);
            same.Add(record);
        }

        using var text = new StreamReader(Path.Combine(folder, file));
        var rows = new CsvRecords(new LineReader(text), mapping.Delimiter[0]);
        var pairs = new HashSet<RecordPair>();
        await rows.ReadAsync(cancellationToken);
        for (var row = 2; await rows.ReadAsync(cancellationToken) is { } record; row++)
        {
            if (record.IsBlank)
                continue;
            if (record.Cells.Count < 2 || Place(record.Cells[0], left: true) is not { } one || Place(record.Cells[1], left: false) is not { } other)
                throw new MappingException($"Row {row} of {file} names a record that no file has.");
            pairs.Add(new RecordPair(Math.Min(one, other), Math.Max(one, other)));
        }

        return pairs;

        // Two files may count their records alike.
        int? Place(string id, bool left) => !places.TryGetValue(id.Trim(), out var same) ? null
            : right == int.MaxValue ? same[0]
            : same.Cast<int?>().FirstOrDefault(place => place < right == left) ?? same[0];
    }

    private static HashSet<RecordPair> OfClusters(ColumnTable table, int right)
    {
        var pairs = new HashSet<RecordPair>();
        var clusters = Enumerable.Range(0, table.Clusters.Count)
            .Where(record => table.Clusters[record].Length > 0)
            .GroupBy(record => table.Clusters[record])
            .Select(cluster => cluster.ToList());
        foreach (var cluster in clusters)
        {
            for (var one = 0; one < cluster.Count; one++)
            {
                for (var other = one + 1; other < cluster.Count; other++)
                {
                    if (right == int.MaxValue || (cluster[one] < right && cluster[other] >= right))
                        pairs.Add(new RecordPair(cluster[one], cluster[other]));
                }
            }
        }

        return pairs;
    }
}
