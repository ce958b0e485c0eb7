namespace HueS.Integration.Linking.Matching.Training;

/// <summary>Pairs without labels, as training sees them: how they compare, and nothing of whom.</summary>
/// <param name="othersEach">With how many a record could be paired, most of whom share no blocking key with it.</param>
/// <param name="oneAtMost">Whether at most one of them is the same person, as among citizens, each of whom is there once.</param>
internal sealed class TrainingSample(double othersEach, bool oneAtMost)
{
    private readonly List<Pattern> _patterns = [];
    private readonly List<Rarity> _rarities = [];
    private readonly List<int> _ends = [];
    private readonly Dictionary<Pattern, int> _random = [];

    public double OthersEach => othersEach;

    public bool OneAtMost => oneAtMost;

    public IReadOnlyList<Pattern> Patterns => _patterns;

    public IReadOnlyList<Rarity> Rarities => _rarities;

    /// <summary>Where the candidates of each record end.</summary>
    public IReadOnlyList<int> Ends => _ends;

    /// <summary>How pairs drawn blindly compare, nearly all of which are two people.</summary>
    public IReadOnlyDictionary<Pattern, int> Random => _random;

    public void Add(Pattern pattern, Rarity rarity)
    {
        _patterns.Add(pattern);
        _rarities.Add(rarity);
    }

    public void EndRecord() => _ends.Add(_patterns.Count);

    public void AddRandom(Pattern pattern) => _random[pattern] = _random.GetValueOrDefault(pattern) + 1;
}
