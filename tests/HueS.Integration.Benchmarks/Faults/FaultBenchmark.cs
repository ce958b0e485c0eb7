using System.Globalization;
using HueS.Integration.Benchmarks.Faults.Mutants;
using HueS.Integration.Benchmarks.Reporting;

namespace HueS.Integration.Benchmarks.Faults;

/// <summary>Every fault for many calls, and a million spoiled answers.</summary>
internal static class FaultBenchmark
{
    private const int ShortCalls = 200;
    private const int FullCalls = 1_000;

    /// <summary>So many that what one node has in hand when it stalls is few beside them.</summary>
    private const int LeastQueued = 200;

    /// <summary>So many that the retries in reserve at the start are few beside them.</summary>
    private const int LeastTotal = 120;

    private const int Million = 1_000_000;
    private const int FaultsShown = 20;

    public static async Task<Report> RunAsync(CommandLine arguments, CancellationToken cancellationToken)
    {
        var mutants = arguments.Count ?? Million;
        await Console.Error.WriteLineAsync($"Reading {mutants} spoiled answers, seed {arguments.Seed} …");
        var mutated = new MutationRun(await RouteSpecimens.AllAsync(cancellationToken), arguments.Seed).Run(0, mutants, cancellationToken);

        var results = new List<FaultResult>();
        await using (var world = await FaultWorld.StartAsync(cancellationToken))
        {
            var run = new FaultRun(world);
            foreach (var scenario in Scenarios.All)
            {
                await Console.Error.WriteLineAsync($"{scenario} …");
                var calls = arguments.Calls ?? (arguments.Full ? FullCalls : ShortCalls);
                results.Add(await run.RunAsync(scenario, Math.Max(calls, Least(scenario)), cancellationToken));
            }
        }

        return new Report(
            "faults",
            [
                Machine.Description,
                $"load: 8 callers; a caller has an answer or a place in the queue within {FaultWorld.AnswerWithin.TotalSeconds:0} s; one claim in four is wrong",
                $"mutants: {mutated.Mutants}, seed {arguments.Seed}: {mutated.Refused} refused, {mutated.Verified} still a rightful yes",
                .. mutated.Faults.Take(FaultsShown),
            ],
            [Table(results)],
            Goals(results, mutated));
    }

    private static int Least(Scenario scenario) => scenario switch
    {
        { IsQueued: true } => LeastQueued,
        { IsTotal: true } => LeastTotal,
        _ => 1,
    };

    private static IReadOnlyList<Goal> Goals(List<FaultResult> results, MutationResult mutated) =>
    [
        new Goal("wrong-outcomes", results.Sum(result => result.Wrong), Bound.AtMost, 0),
        new Goal("unsettled-after-the-fault", results.Sum(result => result.Unsettled), Bound.AtMost, 0),
        new Goal("answered-within-deadline", results.Min(result => result.InTime / (double)result.Calls), Bound.AtLeast, 0.99),
        new Goal("faults-that-missed", results.Count(result => !result.HasStruck), Bound.AtMost, 0),
        new Goal("questions-each-of-the-queue", results.Where(result => result.Scenario.IsQueued).Max(result => result.QuestionsEach), Bound.AtMost, 1.05),
        new Goal("amplification-at-total-failure", results.Where(result => result.Scenario.IsTotal).Max(result => result.Amplification), Bound.AtMost, 1.1),
        new Goal("mutants-crashed-wrong-or-leaking", mutated.Faults.Count, Bound.AtMost, 0),
    ];

    private static Table Table(List<FaultResult> results) => new(
        "faults",
        ["fault", "injector", "calls", "questions", "answered within deadline", "wrong", "unsettled", "questions/call", "of the queue"],
        [.. results.Select(result => (IReadOnlyList<string>)
        [
            result.Scenario.Name,
            result.Scenario.Injector,
            $"{result.Calls}",
            $"{result.Attempts}{(result.HasStruck ? "" : " (missed)")}",
            $"{result.InTime}",
            $"{result.Wrong}",
            $"{result.Unsettled}",
            string.Create(CultureInfo.InvariantCulture, $"{result.Amplification:0.00}"),
            result.Scenario.IsQueued ? string.Create(CultureInfo.InvariantCulture, $"{result.QuestionsEach:0.00}") : "",
        ])]);
}
