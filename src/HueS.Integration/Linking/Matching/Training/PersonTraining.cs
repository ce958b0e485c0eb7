namespace HueS.Integration.Linking.Matching.Training;

/// <summary>Trains the weights of records against people on pairs nobody labelled.</summary>
internal static class PersonTraining
{
    private const int MostRecords = 60_000;
    private const int RandomPairs = 2_000_000;

    /// <param name="records">All of them; of many a part is drawn.</param>
    public static MatchModel Train(WordTable words, People people, IReadOnlyList<MatchRow> records, MatchModel start, NameFrequencies frequencies, string version, int seed)
    {
        var sample = new TrainingSample(people.Count, oneAtMost: true);
        var ranker = new Ranker(start, frequencies);
        var matcher = new Matcher(words, people, ranker);
        var candidates = new Candidate[Matcher.MostCandidates];
        var step = Math.Max(1, records.Count / MostRecords);
        for (var at = 0; at < records.Count; at += step)
        {
            var record = records[at];
            foreach (var candidate in candidates.AsSpan(0, matcher.Find(record, candidates)))
                sample.Add(candidate.Pattern, ranker.RarityOf(candidate.Pattern, record, people[candidate.Person]));
            sample.EndRecord();
        }

        AddRandom(words, people, records, sample, seed);
        return ExpectationMaximisation.Fit(start, sample, version);
    }

    private static void AddRandom(WordTable words, People people, IReadOnlyList<MatchRow> records, TrainingSample sample, int seed)
    {
        var comparer = new PairComparer(words);
        // Not a secret: the same seed trains the same weights.
        var state = (ulong)seed;
        for (var pair = 0; pair < RandomPairs; pair++)
        {
            var record = (int)(StableHash.Mix(++state) % (ulong)records.Count);
            var person = (int)(StableHash.Mix(++state) % (ulong)people.Count);
            sample.AddRandom(comparer.Compare(records[record], people[person], people.FormerNumbersOf(person)));
        }
    }
}
