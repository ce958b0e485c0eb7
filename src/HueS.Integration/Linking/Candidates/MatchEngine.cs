using HueS.Integration.Linking.Matching;

namespace HueS.Integration.Linking.Candidates;

/// <summary>The matching as this service runs it: one table of words, and the weights that were shipped. Rows of one are nothing to another.</summary>
internal sealed class MatchEngine
{
    public MatchEngine()
    {
        var weights = WeightFile.Default;
        Reader = new RowReader(Words);
        Blocking = new Blocking(Words);
        Ranker = new Ranker(weights.Model(), new NameFrequencies(Words, weights.Names));
    }

    public WordTable Words { get; } = new();

    public RowReader Reader { get; }

    public Blocking Blocking { get; }

    public Ranker Ranker { get; }
}
