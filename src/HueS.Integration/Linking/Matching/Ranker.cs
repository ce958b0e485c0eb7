using HueS.Integration.Identity;

namespace HueS.Integration.Linking.Matching;

/// <summary>A person a record may belong to.</summary>
/// <param name="Person">Where the person stands among those compared.</param>
/// <param name="Weight">Match weight: by how many doublings the comparison speaks for one person.</param>
/// <param name="Chance">How likely it is this person, all other candidates and "none of them" considered.</param>
internal readonly record struct Candidate(int Person, Pattern Pattern, double Weight, double Chance);

/// <summary>
/// Weighs candidates, best first. A record belongs to one person at most, so the chance of each is held against all others
/// and against nobody: a namesake halves it, whatever the weights are.
/// </summary>
internal sealed class Ranker(MatchModel model, NameFrequencies frequencies)
{
    public MatchModel Model => model;

    public double WeightOf(Pattern pattern, in MatchRow record, in MatchRow person) =>
        model.WeightOf(pattern, RarityOf(pattern, record, person));

    /// <summary>How rare the name, the sex and the birth year are in which both agree.</summary>
    public Rarity RarityOf(Pattern pattern, in MatchRow record, in MatchRow person)
    {
        var year = pattern.BirthDate is BirthLevel.NotStated or BirthLevel.Near or BirthLevel.Different ? 0 : frequencies.LogYear(person.BirthYear);
        if (pattern.Name is NameLevel.NotStated or NameLevel.Different)
            return new Rarity(0, year);

        var (comparisons, chance) = (1u << (int)Compared.Name, year);
        // Who bears a woman's name is a woman: where both agree, the two are one piece of news.
        var sex = pattern.Sex == PlainLevel.Same ? person.Sex : Sex.Unknown;
        if (sex != Sex.Unknown)
            comparisons |= 1u << (int)Compared.Sex;
        if (pattern.Ward == PlainLevel.Same && frequencies.LogWard(person) is { } ward)
            (comparisons, chance) = (comparisons | 1u << (int)Compared.Ward, chance + ward);
        return new Rarity(comparisons, chance + LogName(pattern.Name, record, person, sex));
    }

    /// <summary>How a name was written down, without marks or in another order, says nothing of whose it is.</summary>
    private double LogName(NameLevel level, in MatchRow record, in MatchRow person, Sex sex) => level switch
    {
        NameLevel.MarksLost => frequencies.LogChance(level, record, person, sex) + Math.Log2(Share(level)),
        NameLevel.Partial when record.WordCount == person.WordCount => frequencies.LogChanceTurned(Share(level), record, person, sex),
        _ => frequencies.LogChance(level, record, person, sex),
    };

    private double Share(NameLevel level) => model.Comparisons[(int)Compared.Name].Levels[(int)level - 1].M;

    // One person in eighty is a twin, and half of all twins' names differ by their marks alone, as parents like them.
    private const double Twins = 0.0125;

    /// <summary>
    /// How much likelier than the candidate it is that the record is of a twin we do not know: everything agrees but what
    /// tells twins apart, and no count of pairs teaches that, for each looks like one person with a slip in the name.
    /// </summary>
    private double UnknownTwin(Pattern pattern)
    {
        if (pattern.BirthDate is not (BirthLevel.Day or BirthLevel.Year or BirthLevel.Month))
            return 0;
        var share = pattern.Name switch
        {
            NameLevel.GivenMarksOther => 0.5,
            NameLevel.GivenOther => 0.4,
            NameLevel.Typo => 0.05,
            _ => 0,
        };
        return share == 0 ? 0 : Twins * (1 - model.Known) * share / Share(pattern.Name);
    }

    /// <summary>Orders candidates that carry their weight, and gives them their chance.</summary>
    /// <param name="people">How many people the record could have been compared with.</param>
    public void Rank(Span<Candidate> candidates, int people)
    {
        candidates.Sort(static (one, other) => other.Weight.CompareTo(one.Weight));
        var prior = model.Known / Math.Max(people, 1);
        var all = 1 - model.Known;
        foreach (ref readonly var candidate in candidates)
            all += prior * Math.Pow(2, candidate.Weight) * (1 + UnknownTwin(candidate.Pattern));
        foreach (ref var candidate in candidates)
            candidate = candidate with { Chance = prior * Math.Pow(2, candidate.Weight) / all };
    }
}
