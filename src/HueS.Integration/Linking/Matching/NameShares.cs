using HueS.Integration.Identity;

namespace HueS.Integration.Linking.Matching;

/// <summary>
/// What share of a population bears a word as family, middle or given name. Words borne by few are left out, so that the
/// table points at nobody.
/// </summary>
/// <param name="People">How many were counted.</param>
/// <param name="Rare">The share a word has that is not in the table.</param>
/// <param name="FirstYear">The first year of <paramref name="Years"/>, the share of people born in each.</param>
/// <param name="WomenMiddle">What share of those who bear a middle name are women; of a word that is not there we do not know.</param>
/// <param name="WomenGiven">The same of given names.</param>
/// <param name="Gathered">How likely two who bear a family name live in one ward, where that is far more than of any two people.</param>
/// <param name="Bound">Two first words that belong together, such as TÔN THẤT: the share of those with the first that have the second.</param>
internal sealed record NameShares(
    int People,
    double Rare,
    IReadOnlyDictionary<string, double> Family,
    IReadOnlyDictionary<string, double> Middle,
    IReadOnlyDictionary<string, double> Given,
    IReadOnlyDictionary<string, double> Bound,
    int FirstYear,
    IReadOnlyList<double> Years,
    IReadOnlyDictionary<string, double>? WomenMiddle = null,
    IReadOnlyDictionary<string, double>? WomenGiven = null,
    IReadOnlyDictionary<string, double>? Gathered = null)
{
    private const int FewestBearers = 20;
    private const double BoundAbove = 5;
    private const double GatheredAbove = 2;
    private const int EarliestYear = 1920;
    private const int LatestYear = 2040;

    /// <summary>No name is only women's or only men's, however many we counted.</summary>
    private const double Certain = 0.99;

    /// <summary>Counts the names of our own people.</summary>
    public static NameShares Count(WordTable words, ReadOnlySpan<MatchRow> people)
    {
        var (family, middle, given) = (new int[words.Count], new int[words.Count], new int[words.Count]);
        var (middleOfWomen, givenOfWomen) = (new double[words.Count], new double[words.Count]);
        var pairs = new Dictionary<(int, int), int>();
        var named = 0;
        foreach (ref readonly var row in people)
        {
            if (row.WordCount < 2)
                continue;
            named++;
            var woman = row.Sex switch { Sex.Female => 1, Sex.Male => 0, _ => 0.5 };
            family[row.Words[0]]++;
            given[row.Words[row.WordCount - 1]]++;
            givenOfWomen[row.Words[row.WordCount - 1]] += woman;
            for (var at = 1; at < row.WordCount - 1; at++)
            {
                middle[row.Words[at]]++;
                middleOfWomen[row.Words[at]] += woman;
            }

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
            YearShares(people),
            Women(words, middle, middleOfWomen),
            Women(words, given, givenOfWomen),
            Gathering(words, family, people));
    }

    /// <summary>Families of the highlands live in a few wards: that one of them lives where another does is no news.</summary>
    private static Dictionary<string, double> Gathering(WordTable words, int[] bearers, ReadOnlySpan<MatchRow> people)
    {
        var (wards, families) = (new int[byte.MaxValue + 1], new Dictionary<int, int[]>());
        foreach (ref readonly var row in people)
        {
            if (row.Ward == 0 || row.WordCount < 2 || bearers[row.Words[0]] < FewestBearers)
                continue;
            if (!families.TryGetValue(row.Words[0], out var homes))
                families.Add(row.Words[0], homes = new int[wards.Length]);
            homes[row.Ward]++;
            wards[row.Ward]++;
        }

        var ofAny = Together(wards);
        return Borne(words, bearers)
            .Where(families.ContainsKey)
            .Select(word => (words[word].Text, Chance: Together(families[word])))
            .Where(family => family.Chance > GatheredAbove * ofAny)
            .ToDictionary(family => family.Text, family => Rounded(family.Chance));
    }

    /// <summary>How likely two of them live in one ward.</summary>
    private static double Together(int[] homes)
    {
        var all = (double)homes.Sum();
        return homes.Sum(home => home / all * Math.Max(0, home - 1) / Math.Max(1, all - 1));
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
        Borne(words, bearers).ToDictionary(word => words[word].Text, word => Rounded((double)bearers[word] / named));

    private static Dictionary<string, double> Women(WordTable words, int[] bearers, double[] women) =>
        Borne(words, bearers).ToDictionary(
            word => words[word].Text,
            word => Math.Round(Math.Clamp(women[word] / bearers[word], 1 - Certain, Certain), 2));

    private static IEnumerable<int> Borne(WordTable words, int[] bearers) =>
        Enumerable.Range(0, bearers.Length)
            .Where(word => bearers[word] >= FewestBearers)
            .OrderByDescending(word => bearers[word])
            // Words get their numbers in the order in which threads met them.
            .ThenBy(word => words[word].Text, StringComparer.Ordinal);

    private static double Rounded(double share) => Math.Round(share, 6);
}
