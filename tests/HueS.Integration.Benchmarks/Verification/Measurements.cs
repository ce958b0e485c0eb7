using System.Globalization;
using HueS.Integration.Benchmarks.Load;
using HueS.Integration.Benchmarks.Reporting;
using HueS.Integration.Sandbox;

namespace HueS.Integration.Benchmarks.Verification;

/// <summary>What the rounds found, by the name of what was measured.</summary>
internal sealed class Measurements
{
    public const string PgBench = "(a) pgbench, two inserts as one statement";
    public const string Floor = "(b) bare floor, one call and a grouped commit";
    public const string Ours = "ours, one question to the register";
    public const string OursTwoCalls = "ours, two questions (look-up, vital status)";
    public const string DirectSlow = "(c) direct call, 20 ms register";
    public const string OursSlow = "ours, one question, 20 ms register";

    private static readonly string[] Names = [PgBench, Floor, Ours, OursTwoCalls, DirectSlow, OursSlow];

    private readonly ILookup<string, LoadResult> _results;

    public Measurements(IEnumerable<(string Name, LoadResult Result)> results) =>
        _results = results.ToLookup(measured => measured.Name, measured => measured.Result);

    /// <exception cref="SandboxException">Where one of them measured nothing, against which everything looks fast.</exception>
    public double Throughput(string name, string baseline) => Ratio(PerSecond(name), PerSecond(baseline), baseline);

    public double LatencyP50(string name, string baseline) => Ratio(P50(name), P50(baseline), baseline);

    public double LatencyP99(string name, string baseline) => Ratio(P99(name), P99(baseline), baseline);

    public static double Ratio(double measured, double against, string baseline) => measured > 0 && against > 0
        ? measured / against
        : throw new SandboxException($"Nothing was measured to compare with {baseline}: {measured} against {against}.");

    public double PerSecond(string name) => Numbers.Median(_results[name].Select(result => result.PerSecond));

    private double P50(string name) => Numbers.Median(_results[name].Select(result => result.P50));

    private double P99(string name) => Numbers.Median(_results[name].Select(result => result.P99));

    public Table Table() => new(
        $"medians of {_results[Ours].Count()} rounds",
        ["measured", "answers/s", "least", "most", "/(a)", "/(b)", "p50 ms", "p99 ms"],
        [.. Names.Select(Row)]);

    private IReadOnlyList<string> Row(string name)
    {
        var rates = _results[name].Select(result => result.PerSecond).ToList();
        return
        [
            name,
            Text($"{PerSecond(name):0}"),
            Text($"{rates.Min():0}"),
            Text($"{rates.Max():0}"),
            Text($"{Throughput(name, PgBench):0.00}"),
            Text($"{Throughput(name, Floor):0.00}"),
            P50(name) == 0 ? "" : Text($"{P50(name):0.0}"),
            P99(name) == 0 ? "" : Text($"{P99(name):0.0}"),
        ];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
