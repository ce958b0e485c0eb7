using HueS.Integration.Linking.Matching.Evaluation;

namespace HueS.Integration.Linking.Matching.Columns;

/// <summary>What linking by columns came to.</summary>
internal sealed class ColumnReport(
    Mapping mapping,
    ColumnTable table,
    int right,
    List<RecordPair> pairs,
    List<Pattern> patterns,
    double[] chances,
    HashSet<RecordPair> truth)
{
    public EvaluationReport Of(string dataset, string weights, ResourceReport resources)
    {
        var curve = new ScoreCurve([.. pairs.Select((pair, at) => (chances[at], truth.Contains(pair)))], truth.Count);
        var high = curve.AtPrecision(EvaluationReport.HighPrecision);
        var left = Math.Min(right, table.Values.Count);
        return new EvaluationReport(
            dataset,
            weights,
            left,
            table.Values.Count - (right == int.MaxValue ? 0 : right),
            truth.Count,
            [.. EvaluationReport.Thresholds.Select(curve.At)],
            curve.Best,
            high,
            null,
            Candidates(left),
            [.. ByLevel(high.Threshold)],
            resources);
    }

    /// <summary>At k: the share of records with a match of whose k likeliest candidates one is a match.</summary>
    private CandidateReport Candidates(int left)
    {
        var matched = truth.Select(pair => pair.One).ToHashSet();
        var places = Enumerable.Range(0, pairs.Count)
            .GroupBy(at => pairs[at].One)
            .Where(record => matched.Contains(record.Key))
            .Select(record => record.OrderByDescending(at => chances[at]).ToList().FindIndex(at => truth.Contains(pairs[at])))
            .Where(place => place >= 0)
            .ToList();
        return new CandidateReport(
            Share(places.Count(place => place < 1), matched.Count),
            Share(places.Count(place => place < 5), matched.Count),
            Share(places.Count(place => place < 20), matched.Count),
            Share(pairs.Count(truth.Contains), truth.Count),
            Share(pairs.Count, left),
            pairs.GroupBy(pair => pair.One).Select(record => record.Count()).DefaultIfEmpty().Max());
    }

    /// <summary>What true pairs differ by, comparison by comparison, and what became of those that do.</summary>
    private IEnumerable<DirtReport> ByLevel(double threshold)
    {
        var taken = pairs.Select((pair, at) => (pair, chances[at])).Where(entry => entry.Item2 >= threshold).Select(entry => entry.pair).ToHashSet();
        var looked = pairs.ToHashSet();
        var labelled = truth.Select(pair => (Pair: pair, Pattern: ColumnEvaluation.Compare(mapping, table.Values[pair.One], table.Values[pair.Other]))).ToList();
        var wrong = pairs.Select((pair, at) => (Pair: pair, Pattern: patterns[at])).Where(entry => taken.Contains(entry.Pair) && !truth.Contains(entry.Pair)).ToList();
        for (var comparison = 0; comparison < mapping.Comparisons.Count; comparison++)
        {
            var levels = ColumnLevels.Start(mapping.Comparisons[comparison]).Levels;
            for (var level = 0; level <= levels.Count; level++)
            {
                if (level == ColumnLevels.Same)
                    continue;
                var here = labelled.Where(entry => entry.Pattern[comparison] == level).Select(entry => entry.Pair).ToList();
                var wrongHere = wrong.Count(entry => entry.Pattern[comparison] == level);
                if (here.Count + wrongHere == 0)
                    continue;
                yield return new DirtReport(
                    $"{mapping.Comparisons[comparison].Name} {(level == 0 ? "missing" : levels[level - 1].Name)}",
                    here.Count,
                    here.Count,
                    here.Count(looked.Contains),
                    here.Count(taken.Contains),
                    wrongHere,
                    0,
                    0);
            }
        }
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
