namespace HueS.Integration.Linking.Matching.Evaluation;

/// <summary>What a data set showed.</summary>
/// <param name="Matches">True pairs, as the data set labels them.</param>
/// <param name="Automatic"><c>null</c> where the columns are not those the rules know.</param>
internal sealed record EvaluationReport(
    string Dataset,
    string Weights,
    int Records,
    int People,
    long Matches,
    IReadOnlyList<CurvePoint> ByThreshold,
    CurvePoint BestF1,
    CurvePoint AtHighPrecision,
    AutomaticReport? Automatic,
    CandidateReport Candidates,
    IReadOnlyList<DirtReport> ByDirt,
    ResourceReport Resources)
{
    public const double HighPrecision = 0.999;

    public static IReadOnlyList<double> Thresholds { get; } = [0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999, 0.9999];
}

/// <summary>What the rules made of the records.</summary>
/// <param name="Wrong">Links by rule to somebody else. Anything but 0 is a fault of the rules.</param>
internal sealed record AutomaticReport(string RulesVersion, int Linked, int Wrong, double ShareLinked, double ShareToPeople, double ShareWithoutCandidate);

/// <summary>Whether the right person was among those compared, and how many were.</summary>
internal sealed record CandidateReport(double RecallAt1, double RecallAt5, double RecallAt20, double Recall, double PairsARecord, int MostPairs);

/// <summary>What became of records to which something happened.</summary>
/// <param name="Found">The right person was among the candidates.</param>
/// <param name="Right">They came first, at the threshold of <see cref="EvaluationReport.AtHighPrecision"/>.</param>
/// <param name="Wrong">Somebody else did.</param>
internal sealed record DirtReport(string Dirt, int Records, int Known, int Found, int Right, int Wrong, int Automatic, int ToPeople);

/// <summary>What it took. Memory is the most the process ever held.</summary>
internal sealed record ResourceReport(double TrainSeconds, double ReadSeconds, double IndexSeconds, double MatchSeconds, double MegabytesAtPeak);
