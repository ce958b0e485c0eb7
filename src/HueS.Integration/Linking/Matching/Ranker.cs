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

    /// <summary>How rare the name is that both bear.</summary>
    public Rarity RarityOf(Pattern pattern, in MatchRow record, in MatchRow person) =>
        pattern.Name is NameLevel.NotStated or NameLevel.Different
            ? Rarity.None
            : new Rarity(1u << (int)Compared.Name, frequencies.LogChance(pattern.Name, record, person));

    /// <summary>Orders candidates that carry their weight, and gives them their chance.</summary>
    /// <param name="people">How many people the record could have been compared with.</param>
    public void Rank(Span<Candidate> candidates, int people)
    {
        candidates.Sort(static (one, other) => other.Weight.CompareTo(one.Weight));
        var prior = model.Known / Math.Max(people, 1);
        var all = 1 - model.Known;
        foreach (ref readonly var candidate in candidates)
            all += prior * Math.Pow(2, candidate.Weight);
        foreach (ref var candidate in candidates)
            candidate = candidate with { Chance = prior * Math.Pow(2, candidate.Weight) / all };
    }
}
