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

    /// <summary>There are five kinds of pairs.</summary>
    private const int Share = 5;

    public static Report Run(CommandLine arguments, CancellationToken cancellationToken)
    {
        var measured = PairsPerSecond(arguments, cancellationToken);
        return new Report(
            "names",
            [Machine.Description, string.Create(CultureInfo.InvariantCulture, $"load: one thread, {arguments.Rounds} rounds of {arguments.Length.TotalSeconds / Share:0.0} s of processor time each")],
            [Table(measured)],
            [Goal(measured)]);
    }

    /// <summary>With the slowest kind named: a mix hides what is in it.</summary>
    public static Table Table(IReadOnlyDictionary<string, double> measured)
    {
        var slowest = measured.MinBy(row => row.Value);
        return new Table(
            "pairs of names graded a second, on one core",
            ["pairs", "million/s"],
            [.. measured.Append(KeyValuePair.Create($"slowest: {slowest.Key}", slowest.Value))
                .Select(row => (IReadOnlyList<string>)[row.Key, string.Create(CultureInfo.InvariantCulture, $"{row.Value / 1e6:0.0}")])]);
    }

    public static Goal Goal(IReadOnlyDictionary<string, double> measured) =>
        new("name-comparisons-per-second", measured["mixed"], Bound.AtLeast, TargetPairs);

    /// <summary>By kind of pair; the goal is on the mix a reconciliation meets.</summary>
    public static IReadOnlyDictionary<string, double> PairsPerSecond(CommandLine arguments, CancellationToken cancellationToken) =>
        NamePairs.Kinds(PairsAPass).ToDictionary(
            kind => kind.Key,
            kind => Numbers.Median(Enumerable.Range(0, arguments.Rounds).Select(_ => Measure(kind.Value, arguments.Length / Share, cancellationToken))));

    private static double Measure((PersonName One, PersonName Other)[] pairs, TimeSpan length, CancellationToken cancellationToken)
    {
        Pass(pairs);
        // By processor time: what others take of this core is not the comparison's.
        var (passes, start) = (0, Environment.CpuUsage.TotalTime);
        while (Environment.CpuUsage.TotalTime - start < length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Pass(pairs);
            passes++;
        }

        return passes * (double)pairs.Length / (Environment.CpuUsage.TotalTime - start).TotalSeconds;
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
