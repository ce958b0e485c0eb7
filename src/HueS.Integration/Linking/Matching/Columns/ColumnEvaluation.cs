using System.Diagnostics;
using HueS.Integration.Linking.Matching.Evaluation;
using HueS.Integration.Linking.Matching.Training;

namespace HueS.Integration.Linking.Matching.Columns;

/// <summary>
/// Finds doubles in one file, or links two, by columns of any language, and holds the answer against the truth. It is the same
/// mathematics that records are matched with; only what is compared differs.
/// </summary>
internal sealed class ColumnEvaluation(Mapping mapping)
{
    private const int RandomPairs = 1_000_000;

    private MatchModel Start => new("start", 0.5, [.. mapping.Comparisons.Select(ColumnLevels.Start)]);

    /// <summary>Learns the weights from pairs nobody labelled. The truth is not looked at.</summary>
    /// <exception cref="MappingException">A file does not fit the mapping.</exception>
    public async Task<ColumnWeights> TrainAsync(IReadOnlyList<string> files, string version, CancellationToken cancellationToken)
    {
        var (table, right, others) = await ReadAsync(files, cancellationToken);
        var pairs = new ColumnPairs(mapping).Find(table.Values, right);
        var rarity = new ColumnRarity(table.Values, mapping.Comparisons.Count);
        var fitted = Fit(Start, table, right, pairs, pairs.ConvertAll(pair => Compare(table, pair)), rarity, others);
        return ColumnWeights.Of(fitted, version, NameOf(files));
    }

    /// <param name="weights">Weights that were trained before; <c>null</c>: none were.</param>
    /// <exception cref="MappingException">A file does not fit the mapping.</exception>
    public async Task<EvaluationReport> RunAsync(
        IReadOnlyList<string> files,
        string folder,
        bool train,
        ColumnWeights? weights,
        CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var (table, right, others) = await ReadAsync(files, cancellationToken);
        var truth = await ColumnTruth.ReadAsync(table, right, mapping, folder, cancellationToken);
        var read = Stopwatch.GetElapsedTime(start);

        start = Stopwatch.GetTimestamp();
        var pairs = new ColumnPairs(mapping).Find(table.Values, right);
        var index = Stopwatch.GetElapsedTime(start);

        start = Stopwatch.GetTimestamp();
        var rarity = new ColumnRarity(table.Values, mapping.Comparisons.Count);
        var patterns = pairs.ConvertAll(pair => Compare(table, pair));
        var model = weights?.Model() ?? Start;
        var match = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        if (train)
            model = Fit(model, table, right, pairs, patterns, rarity, others);
        var training = Stopwatch.GetElapsedTime(start);

        start = Stopwatch.GetTimestamp();
        var prior = model.Known / others;
        var chances = pairs.Select((pair, at) => prior * Math.Pow(2, model.WeightOf(patterns[at], rarity.Of(patterns[at], table.Values[pair.One]))))
            .Select(odds => odds / (1 + odds)).ToArray();
        match += Stopwatch.GetElapsedTime(start);
        return new ColumnReport(mapping, table, right, pairs, patterns, chances, truth).Of(
            NameOf(files),
            train ? "trained on its pairs"
                : weights is null ? "guesses from which training sets out"
                : $"{weights.Version}, trained on {weights.TrainedOn}",
            new ResourceReport(
                training.TotalSeconds,
                read.TotalSeconds,
                index.TotalSeconds,
                match.TotalSeconds,
                Process.GetCurrentProcess().PeakWorkingSet64 / 1e6));
    }

    /// <summary>All records, where those of a second file begin, and with how many each could be paired.</summary>
    private async Task<(ColumnTable Table, int Right, double Others)> ReadAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var left = await ColumnTable.ReadAsync(files[0], mapping, cancellationToken);
        var other = files.Count > 1 ? await ColumnTable.ReadAsync(files[1], mapping, cancellationToken) : null;
        var table = other is null ? left
            : new ColumnTable([.. left.Values, .. other.Values], [.. left.Ids, .. other.Ids], [.. left.Clusters, .. other.Clusters]);
        if (table.Values.Count < 2)
            throw new MappingException("There are fewer than two records: nothing can be compared.");
        return other is null
            ? (table, int.MaxValue, (table.Values.Count - 1) / 2.0)
            : (table, left.Values.Count, other.Values.Count);
    }

    private static string NameOf(IReadOnlyList<string> files) => string.Join(" with ", files.Select(Path.GetFileName));

    private MatchModel Fit(MatchModel start, ColumnTable table, int right, List<RecordPair> pairs, List<Pattern> patterns, ColumnRarity rarity, double others)
    {
        var sample = new TrainingSample(others, oneAtMost: false);
        var left = Math.Min(right, table.Values.Count);
        for (int record = 0, at = 0; record < left; record++)
        {
            for (; at < pairs.Count && pairs[at].One == record; at++)
                sample.Add(patterns[at], rarity.Of(patterns[at], table.Values[record]));
            sample.EndRecord();
        }

        // Not a secret: the same file trains the same weights.
        var state = 1UL;
        var second = right == int.MaxValue ? 0 : right;
        for (var drawn = 0; drawn < RandomPairs; drawn++)
        {
            var one = (int)(StableHash.Mix(++state) % (ulong)left);
            var other = second + (int)(StableHash.Mix(++state) % (ulong)(table.Values.Count - second));
            if (one != other)
                sample.AddRandom(Compare(table, new RecordPair(one, other)));
        }

        return ExpectationMaximisation.Fit(start, sample, "trained");
    }

    private Pattern Compare(ColumnTable table, RecordPair pair) => Compare(mapping, table.Values[pair.One], table.Values[pair.Other]);

    public static Pattern Compare(Mapping mapping, ColumnValue[] one, ColumnValue[] other)
    {
        var bits = 0UL;
        for (var comparison = 0; comparison < one.Length; comparison++)
            bits |= (ulong)ColumnLevels.Compare(one[comparison], other[comparison], mapping.Comparisons[comparison].Kind) << (comparison * Pattern.BitsEach);
        return new Pattern(bits);
    }
}
