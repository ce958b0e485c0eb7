namespace HueS.Integration.Linking.Matching.Training;

/// <summary>
/// Learns how likely each level is with one person and with two from pairs nobody labelled: guess how likely each pair is one
/// person, count the levels by that, and again until nothing changes. Levels with one person come from the candidates, with
/// two people from pairs drawn blindly, for candidates are no fair sample of strangers.
/// </summary>
internal static class ExpectationMaximisation
{
    private const int MostRounds = 200;
    private const double Settled = 1e-5;

    // Half a match was seen where none was: a level never met is rare, not impossible.
    private const double Unseen = 0.5;

    // Of fewer strangers nothing is learned: what training sets out from stays.
    private const double FewestStrangers = 2;

    public static MatchModel Fit(MatchModel start, TrainingSample sample, string version)
    {
        var model = start;
        for (var round = 0; round < MostRounds; round++)
        {
            var next = Step(model, start, sample, version);
            var moved = Distance(model, next);
            model = next;
            if (moved < Settled)
                break;
        }

        return model;
    }

    private static MatchModel Step(MatchModel model, MatchModel first, TrainingSample sample, string version)
    {
        var (one, two) = (new double[model.Comparisons.Count * Pattern.LevelsEach], new double[model.Comparisons.Count * Pattern.LevelsEach]);
        var prior = model.Known / sample.OthersEach;
        var found = 0.0;
        var start = 0;
        foreach (var end in sample.Ends)
        {
            found += AddRecord(model, sample, start, end, prior, one);
            start = end;
        }

        foreach (var (pattern, count) in sample.Random)
        {
            var odds = prior * Math.Pow(2, model.WeightOf(pattern, Rarity.None));
            Count(pattern, count / (1 + odds), two);
        }

        var known = Math.Clamp(found / Math.Max(1, sample.Ends.Count), 1e-4, sample.OneAtMost ? 0.999 : sample.OthersEach / 2);
        return new MatchModel(version, known, [.. model.Comparisons.Select((comparison, at) => Counted(comparison, first.Comparisons[at], at, one, two))]);
    }

    private static double AddRecord(MatchModel model, TrainingSample sample, int start, int end, double prior, double[] counts)
    {
        var all = 1 - model.Known;
        for (var pair = start; pair < end && sample.OneAtMost; pair++)
            all += Odds(pair);
        var found = 0.0;
        for (var pair = start; pair < end; pair++)
        {
            var odds = Odds(pair);
            var chance = sample.OneAtMost ? odds / all : odds / (1 + odds);
            found += chance;
            Count(sample.Patterns[pair], chance, counts);
        }

        return found;

        double Odds(int pair) => prior * Math.Pow(2, model.WeightOf(sample.Patterns[pair], sample.Rarities[pair]));
    }

    private static void Count(Pattern pattern, double chance, double[] counts)
    {
        for (int at = 0, comparison = 0; at < counts.Length; at += Pattern.LevelsEach, comparison++)
            counts[at + pattern[comparison]] += chance;
    }

    private static ComparisonChances Counted(ComparisonChances comparison, ComparisonChances first, int at, double[] one, double[] two)
    {
        // Level 0 is what is not stated.
        var stated = (at * Pattern.LevelsEach) + 1;
        var levels = comparison.Levels;
        var (oneOf, twoOf) = (one.AsSpan(stated, levels.Count).ToArray(), two.AsSpan(stated, levels.Count).ToArray());
        // What was never compared cannot be learned.
        if (oneOf.Sum() < 1)
            return comparison;

        var kept = levels.Where(level => level.Fixed).Sum(level => level.M);
        var free = oneOf.Where((_, level) => !levels[level].Fixed).Sum(count => count + Unseen);
        var strangers = twoOf.Sum();
        return comparison with
        {
            Levels =
            [
                .. levels.Select((level, place) => level with
                {
                    M = level.Fixed ? level.M : (oneOf[place] + Unseen) / free * (1 - kept),
                    U = twoOf[place] < FewestStrangers ? first.Levels[place].U : twoOf[place] / strangers,
                }),
            ],
        };
    }

    private static double Distance(MatchModel one, MatchModel other) => Math.Max(
        Math.Abs(one.Known - other.Known),
        one.Comparisons.Zip(other.Comparisons, (a, b) => a.Levels.Zip(b.Levels, (x, y) => Math.Abs(x.M - y.M) + Math.Abs(x.U - y.U)).Max()).Max());
}
