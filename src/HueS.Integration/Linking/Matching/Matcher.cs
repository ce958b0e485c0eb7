namespace HueS.Integration.Linking.Matching;

/// <summary>Finds who of the people a record may belong to. Any number of threads may ask at once.</summary>
internal sealed class Matcher(WordTable words, People people, Ranker ranker)
{
    private readonly PairComparer _comparer = new(words);

    public People People => people;

    public Ranker Ranker => ranker;

    /// <summary>Room for the candidates of any record.</summary>
    public const int MostCandidates = People.MostFound;

    /// <returns>How many candidates were written, best first.</returns>
    public int Find(in MatchRow record, Span<Candidate> candidates)
    {
        Span<int> found = stackalloc int[People.MostFound];
        var count = people.Find(record, found);
        for (var at = 0; at < count; at++)
        {
            ref readonly var person = ref people[found[at]];
            var pattern = _comparer.Compare(record, person, people.FormerNumbersOf(found[at]));
            candidates[at] = new Candidate(found[at], pattern, ranker.WeightOf(pattern, record, person), 0);
        }

        ranker.Rank(candidates[..count], people.Count);
        return count;
    }
}
