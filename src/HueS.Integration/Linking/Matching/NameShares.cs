namespace HueS.Integration.Linking.Matching;

/// <summary>
/// What share of a population bears a word as family, middle or given name. Words borne by few are left out, so that the
/// table points at nobody.
/// </summary>
/// <param name="People">How many were counted.</param>
/// <param name="Rare">The share a word has that is not in the table.</param>
/// <param name="FirstYear">The first year of <paramref name="Years"/>, the share of people born in each.</param>
/// <param name="Bound">Two first words that belong together, such as TÔN THẤT: the share of those with the first that have the second.</param>
internal sealed record NameShares(
    int People,
    double Rare,
    IReadOnlyDictionary<string, double> Family,
    IReadOnlyDictionary<string, double> Middle,
    IReadOnlyDictionary<string, double> Given,
    IReadOnlyDictionary<string, double> Bound,
    int FirstYear,
    IReadOnlyList<double> Years)
{
    private const int FewestBearers = 20;
    private const double BoundAbove = 5;
    private const int EarliestYear = 1920;
    private const int LatestYear = 2040;

    /// <summary>Counts the names of our own people.</summary>
    public static NameShares Count(WordTable words, ReadOnlySpan<MatchRow> people)
    {
        var (family, middle, given) = (new int[words.Count], new int[words.Count], new int[words.Count]);
        var pairs = new Dictionary<(int, int), int>();
        var named = 0;
        foreach (ref readonly var row in people)
        {
            if (row.WordCount < 2)
                continue;
            named++;
            family[row.Words[0]]++;
            given[row.Words[row.WordCount - 1]]++;
            for (var at = 1; at < row.WordCount - 1; at++)
                middle[row.Words[at]]++;
            if (row.WordCount > 2)
                pairs[(row.Words[0], row.Words[1])] = pairs.GetValueOrDefault((row.Words[0], row.Words[1])) + 1;
        }

        return new NameShares(
            named,
            FewestBearers / 2.0 / Math.Max(named, FewestBearers),
            Shares(words, family, named),
            Shares(words, middle, named),
            Shares(words, given, named),
            pairs
                .Where(pair => pair.Value >= FewestBearers && IsBound(pair.Value, family[pair.Key.Item1], middle[pair.Key.Item2], named))
                .OrderByDescending(pair => pair.Value)
                .ThenBy(pair => words[pair.Key.Item1].Text, StringComparer.Ordinal)
                .ThenBy(pair => words[pair.Key.Item2].Text, StringComparer.Ordinal)
                .ToDictionary(
                    pair => $"{words[pair.Key.Item1].Text} {words[pair.Key.Item2].Text}",
                    pair => Rounded((double)pair.Value / family[pair.Key.Item1])),
            EarliestYear,
            YearShares(people));
    }

    private static double[] YearShares(ReadOnlySpan<MatchRow> people)
    {
        var born = new int[LatestYear - EarliestYear + 1];
        var known = 0;
        foreach (ref readonly var row in people)
        {
            if (row.Birth == 0 || row.BirthYear is < EarliestYear or > LatestYear)
                continue;
            born[row.BirthYear - EarliestYear]++;
            known++;
        }

        return [.. born.Select(count => count < FewestBearers ? 0 : Rounded((double)count / known))];
    }

    private static bool IsBound(int together, int first, int second, int named) =>
        (double)together / first > BoundAbove * second / named;

    private static Dictionary<string, double> Shares(WordTable words, int[] bearers, int named) =>
        Enumerable.Range(0, bearers.Length)
            .Where(word => bearers[word] >= FewestBearers)
            .OrderByDescending(word => bearers[word])
            // Words get their numbers in the order in which threads met them.
            .ThenBy(word => words[word].Text, StringComparer.Ordinal)
            .ToDictionary(word => words[word].Text, word => Rounded((double)bearers[word] / named));

    private static double Rounded(double share) => Math.Round(share, 6);
}
