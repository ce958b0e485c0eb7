using HueS.Integration.Benchmarks.Faults.Hours;
using HueS.Integration.Benchmarks.Faults.Mutants;
using HueS.Integration.Benchmarks.Faults.Standby;
using HueS.Integration.Benchmarks.Reporting;

namespace HueS.Integration.Benchmarks.Faults;

/// <summary>Every fault for many calls, two of them for an hour, and a million spoiled answers.</summary>
internal static class FaultBenchmark
{
    private const int UsualCalls = 1_000;

    /// <summary>So many that what one node has in hand when it stalls is few beside them.</summary>
    private const int LeastQueued = 200;

    /// <summary>So many that the retries in reserve at the start are few beside them.</summary>
    private const int LeastTotal = 120;

    private const int Million = 1_000_000;
    private const int MutantsAtOnce = 100_000;
    private const int MutantsPerSecond = 15_000;

    private static readonly TimeSpan AroundScenario = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AroundHour = TimeSpan.FromMinutes(2);

    public static async Task<Report> RunAsync(CommandLine arguments, CancellationToken cancellationToken)
    {
        var mutants = Wants(arguments, FaultPart.Mutants) ? arguments.Count ?? Million : 0;
        IReadOnlyList<Scenario> scenarios = Wants(arguments, FaultPart.Short) ? Scenarios.All : [];
        var calls = arguments.Calls ?? UsualCalls;
        var hours = Wants(arguments, FaultPart.Hours) ? Hour.All(TimeSpan.FromMinutes(arguments.Minutes)) : [];
        Say($"This takes about {Expected(mutants, scenarios, calls, hours).TotalMinutes:0} minutes on two idle cores.");

        var mutated = ReadMutants(arguments.Seed, mutants, await RouteSpecimens.AllAsync(cancellationToken), cancellationToken);
        // The hours are long and ask little: they go by while the other faults strike worlds of their own.
        var lasting = Task.WhenAll(hours.Select(hour => HourRun.RunAsync(hour, Say, cancellationToken)));
        var results = await StrikeAsync(scenarios, calls, cancellationToken);
        var failover = scenarios.Count == 0 ? null : await StandbyRun.RunAsync(cancellationToken);
        return FaultReport.Of(arguments.Seed, mutated, results, failover, await lasting);
    }

    private static bool Wants(CommandLine arguments, FaultPart part) => arguments.Only is null || arguments.Only == part;

    private static TimeSpan Expected(int mutants, IReadOnlyList<Scenario> scenarios, int calls, IReadOnlyList<Hour> hours)
    {
        var each = AroundScenario + TimeSpan.FromSeconds(calls / (double)FaultRun.PerSecond);
        // A quarter of the hour more, until what waited is settled.
        var longest = hours.Select(hour => (hour.Length * 1.25) + AroundHour).DefaultIfEmpty().Max();
        var striking = scenarios.Count * each;
        return TimeSpan.FromSeconds(mutants / (double)MutantsPerSecond) + (striking > longest ? striking : longest);
    }

    private static MutationResult ReadMutants(int seed, int count, IReadOnlyList<Specimen> specimens, CancellationToken cancellationToken)
    {
        var run = new MutationRun(specimens, seed);
        var result = run.Run(0, 0, cancellationToken);
        for (var read = 0; read < count; read += MutantsAtOnce)
        {
            result = run.Run(read, Math.Min(MutantsAtOnce, count - read), cancellationToken);
            Say($"{result.Mutants} of {count} spoiled answers read, {result.Faults.Count} at fault");
        }

        return result;
    }

    private static async Task<List<FaultResult>> StrikeAsync(IReadOnlyList<Scenario> scenarios, int calls, CancellationToken cancellationToken)
    {
        var results = new List<FaultResult>();
        if (scenarios.Count == 0)
            return results;
        await using var world = await FaultWorld.StartAsync(cancellationToken);
        var run = new FaultRun(world);
        foreach (var (at, scenario) in scenarios.Index())
        {
            Say($"{at + 1} of {scenarios.Count}: {scenario} …");
            var start = TimeProvider.System.GetTimestamp();
            var result = await run.RunAsync(scenario, Math.Max(calls, Least(scenario)), cancellationToken);
            Say($"   {result.InTime} of {result.Calls} in time, {result.Wrong} wrong, {result.Unsettled} unsettled, {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0} s");
            results.Add(result);
        }

        return results;
    }

    private static int Least(Scenario scenario) => scenario switch
    {
        { IsQueued: true } => LeastQueued,
        { IsTotal: true } => LeastTotal,
        _ => 1,
    };

    private static void Say(string line) => Console.Error.WriteLine(line);
}
