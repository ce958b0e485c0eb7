namespace HueS.Integration.Linking.Candidates;

/// <summary>
/// The engine in use. A table of words never forgets one, and whoever tells records can invent words without end; so a table
/// that grew too large is left to those who still read with it, and the next look begins with a fresh one.
/// </summary>
/// <param name="mostWords">A city's names have a few thousand.</param>
internal sealed class MatchEngines(int mostWords)
{
    private const int MostWords = 50_000;

    private MatchEngine _current = new();

    public MatchEngines()
        : this(MostWords)
    {
    }

    /// <summary>To be taken once for each look, and used for all of it.</summary>
    public MatchEngine Current
    {
        get
        {
            var current = Volatile.Read(ref _current);
            if (current.Words.Count > mostWords)
                Interlocked.CompareExchange(ref _current, new MatchEngine(), current);
            return Volatile.Read(ref _current);
        }
    }
}
