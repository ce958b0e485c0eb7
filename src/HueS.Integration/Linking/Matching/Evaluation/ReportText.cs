using System.Globalization;
using System.Text;

namespace HueS.Integration.Linking.Matching.Evaluation;

/// <summary>The report as people read it.</summary>
internal static class ReportText
{
    private const int FirstColumn = 20;
    private const int OtherColumns = 11;

    public static string Of(EvaluationReport report)
    {
        var text = new StringBuilder();
        Line(text, $"{report.Dataset}: {report.Records:N0} records, {report.People:N0} people, {report.Matches:N0} true pairs; weights {report.Weights}");
        text.AppendLine();
        Row(text, "threshold", "precision", "recall", "F1");
        foreach (var point in report.ByThreshold)
            Point(text, Number(point.Threshold), point);
        Point(text, $"best F1, {Number(report.BestF1.Threshold)}", report.BestF1);
        Point(text, $">= {EvaluationReport.HighPrecision}, {Number(report.AtHighPrecision.Threshold)}", report.AtHighPrecision);
        text.AppendLine();
        if (report.Automatic is { } automatic)
        {
            Line(text, $"by the rules {automatic.RulesVersion}: {automatic.Linked:N0} linked by themselves, {automatic.Wrong} of them wrong");
            Line(text, $"  {automatic.ShareLinked:P1} automatic, {automatic.ShareToPeople:P1} to people, {automatic.ShareWithoutCandidate:P1} without a candidate");
        }
        else
        {
            text.AppendLine("by the rules: nothing; they link what carries a citizen's number, and these columns are others");
        }

        var candidates = report.Candidates;
        Line(text, $"candidates: recall at 1 {candidates.RecallAt1:0.0000}, at 5 {candidates.RecallAt5:0.0000}, at 20 {candidates.RecallAt20:0.0000}, at all {candidates.Recall:0.0000}");
        Line(text, $"  {candidates.PairsARecord:0.00} pairs a record, {candidates.MostPairs} at most");
        var took = report.Resources;
        Line(text, $"time: training {took.TrainSeconds:0.0} s, reading {took.ReadSeconds:0.0} s, indexing {took.IndexSeconds:0.0} s, matching {took.MatchSeconds:0.0} s; memory {took.MegabytesAtPeak:0} MB at its peak");
        text.AppendLine();
        Line(text, $"what became of records to which something happened, at a precision of {EvaluationReport.HighPrecision} (found: the right person was among the candidates)");
        Row(text, "", "records", "known", "found", "right", "wrong", "automatic", "to people");
        foreach (var dirt in report.ByDirt)
            Row(text, dirt.Dirt, Count(dirt.Records), Count(dirt.Known), Count(dirt.Found), Count(dirt.Right), Count(dirt.Wrong), Count(dirt.Automatic), Count(dirt.ToPeople));
        return text.ToString();
    }

    private static void Point(StringBuilder text, string threshold, CurvePoint point) =>
        Row(text, threshold, Share(point.Precision), Share(point.Recall), Share(point.F1));

    private static void Row(StringBuilder text, string first, params ReadOnlySpan<string> others)
    {
        text.Append(first.PadRight(FirstColumn));
        foreach (var other in others)
            text.Append(other.PadLeft(OtherColumns));
        text.AppendLine();
    }

    private static void Line(StringBuilder text, FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Share(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Count(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
