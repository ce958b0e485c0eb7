namespace HueS.Integration.Linking.Matching.Columns;

/// <summary>How many records share each value: agreeing on one that few have says more.</summary>
internal sealed class ColumnRarity
{
    private readonly Dictionary<string, int>[] _counts;
    private readonly double _records;

    public ColumnRarity(IReadOnlyList<ColumnValue[]> records, int comparisons)
    {
        _records = records.Count;
        _counts = [.. Enumerable.Range(0, comparisons).Select(_ => new Dictionary<string, int>())];
        foreach (var record in records)
        {
            for (var comparison = 0; comparison < comparisons; comparison++)
            {
                if (record[comparison] is { IsStated: true, Text: var text })
                    _counts[comparison][text] = _counts[comparison].GetValueOrDefault(text) + 1;
            }
        }
    }

    public Rarity Of(Pattern pattern, ColumnValue[] one)
    {
        var (comparisons, log) = (0u, 0.0);
        for (var comparison = 0; comparison < _counts.Length; comparison++)
        {
            if (pattern[comparison] != ColumnLevels.Same || !_counts[comparison].TryGetValue(one[comparison].Text, out var count))
                continue;
            comparisons |= 1u << comparison;
            log += Math.Log2(count / _records);
        }

        return new Rarity(comparisons, log);
    }
}
