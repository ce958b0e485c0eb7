namespace HueS.Integration.Linking.Matching;

/// <summary>How likely a level is with one person (<paramref name="M"/>) and with two people (<paramref name="U"/>).</summary>
/// <param name="Fixed">Set by hand and kept in training: what unlabelled pairs cannot teach.</param>
internal sealed record LevelChances(string Name, double M, double U, bool Fixed = false);

/// <summary>One comparison and its levels; level 0, not stated, says nothing and is not among them.</summary>
internal sealed record ComparisonChances(string Name, IReadOnlyList<LevelChances> Levels);

/// <summary>
/// How rare what two sides agree on is: for the comparisons of <paramref name="Comparisons"/> (a bit each) it stands in the
/// place of how likely the level is by chance.
/// </summary>
/// <param name="LogChance">
/// Logarithm to base 2 of how likely two people agree on just that, over those comparisons; and by how much likelier than on the
/// average they do over the others.
/// </param>
internal readonly record struct Rarity(uint Comparisons, double LogChance)
{
    public static Rarity None => default;
}

/// <summary>What patterns weigh. Weights are logarithms to base 2 of how much likelier a level is with one person than with two.</summary>
internal sealed class MatchModel
{
    private readonly double[] _weights;
    private readonly double[] _logM;

    /// <param name="known">The share of records whose person is among the people.</param>
    public MatchModel(string version, double known, IReadOnlyList<ComparisonChances> comparisons)
    {
        (Version, Known, Comparisons) = (version, known, comparisons);
        _weights = new double[comparisons.Count * Pattern.LevelsEach];
        _logM = new double[_weights.Length];
        for (var comparison = 0; comparison < comparisons.Count; comparison++)
        {
            for (var level = 0; level < comparisons[comparison].Levels.Count; level++)
            {
                var chances = comparisons[comparison].Levels[level];
                var at = (comparison * Pattern.LevelsEach) + level + 1;
                _logM[at] = Math.Log2(chances.M);
                _weights[at] = _logM[at] - Math.Log2(chances.U);
            }
        }
    }

    public string Version { get; }

    public double Known { get; }

    public IReadOnlyList<ComparisonChances> Comparisons { get; }

    public double WeightOf(Pattern pattern, Rarity rarity)
    {
        var weight = -rarity.LogChance;
        for (int at = 0, comparison = 0; at < _weights.Length; at += Pattern.LevelsEach, comparison++)
            weight += (rarity.Comparisons >> comparison & 1) != 0 ? _logM[at + pattern[comparison]] : _weights[at + pattern[comparison]];
        return weight;
    }

    /// <summary>The weight of one level of average rarity; 0 where nothing is stated.</summary>
    public double WeightOf(int comparison, int level) => _weights[(comparison * Pattern.LevelsEach) + level];
}
