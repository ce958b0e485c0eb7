namespace HueS.Integration.Linking.Matching.Columns;

/// <summary>Two records, by their place: the left one first, or the one that stands earlier in a single file.</summary>
internal readonly record struct RecordPair(int One, int Other);

/// <summary>
/// Which pairs are looked at: those that share the values of one row of the mapping's blocking, or of any two comparisons, or
/// of one that is rare. What many share is left out, so pairs do not grow with the square of the records.
/// </summary>
internal sealed class ColumnPairs(Mapping mapping)
{
    private const int MostInBlock = 40;
    private const int MostSharingOne = 12;
    private const int MostPairs = 50_000_000;

    /// <param name="right">Where the second file begins; <see cref="int.MaxValue"/> when there is one file only.</param>
    /// <exception cref="MappingException">There are more than a machine should look at.</exception>
    public List<RecordPair> Find(IReadOnlyList<ColumnValue[]> records, int right)
    {
        var found = new HashSet<RecordPair>();
        foreach (var row in Rows())
        {
            var keys = Keys(records, row);
            var most = mapping.Blocking is null && row.Length == 1 ? MostSharingOne : MostInBlock;
            for (int start = 0, end; start < keys.Count; start = end)
            {
                for (end = start + 1; end < keys.Count && keys[end].Key == keys[start].Key;)
                    end++;
                if (end - start <= most)
                    AddBlock(keys, start, end, right, found);
            }

            if (found.Count > MostPairs)
                throw new MappingException($"More than {MostPairs} pairs share something: name finer rows in \"blocking\".");
        }

        return [.. found.OrderBy(pair => pair.One).ThenBy(pair => pair.Other)];
    }

    private IEnumerable<int[]> Rows()
    {
        if (mapping.Blocking is { } rows)
        {
            var names = mapping.Comparisons.Select(comparison => comparison.Name).ToList();
            return rows.Select(row => row.Select(name => names.IndexOf(name)).ToArray());
        }

        var all = Enumerable.Range(0, mapping.Comparisons.Count).ToList();
        return all.Select(one => new[] { one }).Concat(all.SelectMany(one => all.Where(other => other > one).Select(other => new[] { one, other })));
    }

    private List<(ulong Key, int Record)> Keys(IReadOnlyList<ColumnValue[]> records, int[] row)
    {
        var keys = new List<(ulong Key, int Record)>();
        for (var record = 0; record < records.Count; record++)
        {
            IEnumerable<ulong> made = [0];
            foreach (var comparison in row)
            {
                var atoms = records[record][comparison].Atoms(mapping.Comparisons[comparison].Kind).ToList();
                made = made.SelectMany(_ => atoms, StableHash.Join);
            }

            foreach (var key in made)
                keys.Add((key, record));
        }

        keys.Sort();
        return keys;
    }

    private static void AddBlock(List<(ulong Key, int Record)> keys, int start, int end, int right, HashSet<RecordPair> found)
    {
        var linksFiles = right < int.MaxValue;
        for (var one = start; one < end; one++)
        {
            for (var other = one + 1; other < end; other++)
            {
                var (first, second) = (keys[one].Record, keys[other].Record);
                if (first != second && (!linksFiles || (first < right && second >= right)))
                    found.Add(new RecordPair(first, second));
            }
        }
    }
}
