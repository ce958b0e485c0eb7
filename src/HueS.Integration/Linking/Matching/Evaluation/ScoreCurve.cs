namespace HueS.Integration.Linking.Matching.Evaluation;

/// <param name="Threshold">What is at least as likely is taken for the same person.</param>
/// <param name="Precision">How many of those taken are.</param>
/// <param name="Recall">How many of those who are were taken.</param>
internal sealed record CurvePoint(double Threshold, double Precision, double Recall)
{
    public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);
}

/// <summary>What every threshold would have led to. Equally likely pairs stand or fall together.</summary>
internal sealed class ScoreCurve
{
    private readonly List<CurvePoint> _points = [];

    /// <param name="pairs">How likely each pair is, and whether it is true; sorted here, likeliest first.</param>
    /// <param name="matches">How many true pairs there are, also those never looked at.</param>
    public ScoreCurve((double Chance, bool Right)[] pairs, long matches)
    {
        Array.Sort(pairs, static (one, other) => other.Chance.CompareTo(one.Chance));
        long right = 0;
        for (var at = 0; at < pairs.Length; at++)
        {
            right += pairs[at].Right ? 1 : 0;
            if (at + 1 == pairs.Length || pairs[at + 1].Chance < pairs[at].Chance)
                _points.Add(new CurvePoint(pairs[at].Chance, (double)right / (at + 1), matches == 0 ? 0 : (double)right / matches));
        }
    }

    public CurvePoint Best => _points.MaxBy(point => point.F1) ?? new CurvePoint(1, 1, 0);

    /// <summary>The most that is found at a precision of at least this.</summary>
    public CurvePoint AtPrecision(double precision) =>
        _points.Where(point => point.Precision >= precision).MaxBy(point => point.Recall) ?? new CurvePoint(1, 1, 0);

    public CurvePoint At(double threshold) =>
        (_points.LastOrDefault(point => point.Threshold >= threshold) ?? new CurvePoint(1, 1, 0)) with { Threshold = threshold };
}
