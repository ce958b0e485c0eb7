namespace HueS.Integration.Linking.Matching;

/// <summary>Finds who of the people a record may belong to. Any number of threads may ask at once.</summary>
/// <param name="population">How many the people were taken from, where they are not all.</param>
internal sealed class Matcher(WordTable words, People people, Ranker ranker, int? population = null)
{
    private readonly PairComparer _comparer = new(words);

    public People People => people;

    public Ranker Ranker => ranker;

    // Beyond that no further candidate would change the order.
    private const double NoDoubt = 0.999;

    /// <summary>Room for the candidates of any record.</summary>
    public const int MostCandidates = People.MostFound;

    /// <returns>How many candidates were written, best first.</returns>
    public int Find(in MatchRow record, Span<Candidate> candidates)
    {
        Span<ulong> keys = stackalloc ulong[Blocking.Kinds];
        people.KeysOf(record, keys);
        Span<int> found = stackalloc int[People.MostFound];
        var count = 0;
        var first = 0;
        foreach (var end in Blocking.TierEnds)
        {
            var compared = count;
            people.Find(record, keys, first, end, found, ref count);
            for (var at = compared; at < count; at++)
            {
                ref readonly var person = ref people[found[at]];
                var pattern = _comparer.Compare(record, person, people.FormerNumbersOf(found[at]));
                candidates[at] = new Candidate(found[at], pattern, ranker.WeightOf(pattern, record, person), 0);
            }

            if (count > compared)
            {
                ranker.Rank(candidates[..count], population ?? people.Count);
                // Ranked candidates stand in another order than they were found in.
                for (var at = 0; at < count; at++)
                    found[at] = candidates[at].Person;
            }

            if (count > 0 && IsBeyondDoubt(candidates[0]))
                break;
            first = end;
        }

        return count;
    }

    private static bool IsBeyondDoubt(in Candidate best) =>
        best.Chance >= NoDoubt
        && best.Pattern is { Name: NameLevel.Exact or NameLevel.Spelling or NameLevel.MarksLost, BirthDate: BirthLevel.Day }
        && best.Pattern.Number is KeyLevel.Same or KeyLevel.NotStated;
}
