using System.Globalization;
using HueS.Integration.Benchmarks.Load;
using HueS.Integration.Benchmarks.Reporting;
using HueS.Integration.Identity;
using HueS.Integration.Mocks;

namespace HueS.Integration.Benchmarks.Names;

/// <summary>How fast two names that are already read are graded, on one core.</summary>
internal static class NameBenchmark
{
    private const int PairsAPass = 1 << 15;
    private const double TargetPairs = 5_000_000;

    public static Report Run(CommandLine arguments, CancellationToken cancellationToken)
    {
        var measured = PairsPerSecond(arguments, cancellationToken);
        return new Report(
            "names",
            [Machine.Description, $"load: one thread, {arguments.Rounds} rounds of {arguments.Length.TotalSeconds:0} s each"],
            [
                new Table(
                    "pairs graded a second, on one core",
                    ["pairs", "million/s"],
                    [.. measured.Select(row => (IReadOnlyList<string>)[row.Key, string.Create(CultureInfo.InvariantCulture, $"{row.Value / 1e6:0.0}")])]),
            ],
            [Goal(measured)]);
    }

    public static Goal Goal(IReadOnlyDictionary<string, double> measured) =>
        new("name-comparisons-per-second", measured["mixed"], Bound.AtLeast, TargetPairs);

    /// <summary>By kind of pair; the goal is on the mix a reconciliation meets.</summary>
    public static IReadOnlyDictionary<string, double> PairsPerSecond(CommandLine arguments, CancellationToken cancellationToken) =>
        NamePairs.Kinds(PairsAPass).ToDictionary(
            kind => kind.Key,
            kind => Numbers.Median(Enumerable.Range(0, arguments.Rounds).Select(_ => Measure(kind.Value, arguments.Length / 5, cancellationToken))));

    private static double Measure((PersonName One, PersonName Other)[] pairs, TimeSpan length, CancellationToken cancellationToken)
    {
        Pass(pairs);
        var (passes, start) = (0, TimeProvider.System.GetTimestamp());
        while (TimeProvider.System.GetElapsedTime(start) < length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Pass(pairs);
            passes++;
        }

        return passes * (double)pairs.Length / TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>The grades are counted, so that nothing is left out for being unused.</summary>
    private static int Pass((PersonName One, PersonName Other)[] pairs)
    {
        var verifying = 0;
        foreach (var (one, other) in pairs)
        {
            if (one.CompareTo(other) is NameGrade.Exact or NameGrade.Spelling)
                verifying++;
        }

        return verifying;
    }
}
