using System.Text.Json;
using HueS.Integration.Benchmarks.Load;
using HueS.Integration.Sandbox;

namespace HueS.Integration.Benchmarks.Verification;

/// <summary>Measures everything in turn, round after round, so that what else the machine does falls on all alike.</summary>
/// <param name="onEnd">How many verifications the run on end takes: a run that takes few is a try, and is not warmed for long.</param>
internal sealed class Rounds(Bench bench, PgBench pgbench, TimeSpan length, int callers, int onEnd)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestSettling = TimeSpan.FromSeconds(40);
    private const int SettlingAnswers = 20_000;
    private static readonly TimeSpan LoadPatience = TimeSpan.FromSeconds(120);

    /// <summary>What our service has answered so far, the warm-up included.</summary>
    public long Verifications { get; private set; }

    public async Task<Measurements> RunAsync(int rounds, CancellationToken cancellationToken)
    {
        await Console.Error.WriteLineAsync("Warming up …");
        await WarmUpAsync(cancellationToken);

        var results = new List<(string, LoadResult)>();
        for (var round = 1; round <= rounds; round++)
        {
            await Console.Error.WriteLineAsync($"Round {round} of {rounds} …");
            // Nobody is always the first after a pause, nor always the one after the heaviest.
            foreach (var measurement in InOrderOf(round))
            {
                await bench.CheckpointAsync(cancellationToken);
                results.Add((measurement.Name, await MeasureAsync(measurement, cancellationToken)));
            }
        }

        return new Measurements(results);
    }

    /// <param name="many">So many verifications, however long they take within the bound.</param>
    /// <param name="bound">The longest this may take.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public Task<LoadResult> VerifyManyAsync(int many, TimeSpan bound, CancellationToken cancellationToken) =>
        LoadAsync(Target.Service, bench.ServiceAddress, OurService.OneCall, bound, many, cancellationToken);

    private IEnumerable<Measurement> InOrderOf(int round)
    {
        var all = All();
        var first = round % all.Length;
        return [.. all[first..], .. all[..first]];
    }

    private Measurement[] All() =>
    [
        new(Measurements.PgBench, Target: null, bench.Register, OurService.OneCall),
        new(Measurements.Floor, Target.Floor, bench.FloorAddress, OurService.OneCall),
        new(Measurements.Ours, Target.Service, bench.ServiceAddress, OurService.OneCall),
        new(Measurements.OursTwoCalls, Target.Service, bench.ServiceAddress, OurService.TwoCalls),
        new(Measurements.DirectSlow, Target.Register, bench.SlowRegister, OurService.OneCall),
        new(Measurements.OursSlow, Target.Service, bench.PatientServiceAddress, OurService.OneCall),
    ];

    /// <summary>The runtime compiles what runs often once more and better: until that has settled nothing is measured.</summary>
    private async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        foreach (var (_, target, address, purpose) in All())
        {
            if (target is not { } warmed)
                continue;
            if (onEnd < SettlingAnswers)
            {
                await LoadAsync(warmed, address, purpose, LongestSettling, onEnd, cancellationToken);
                continue;
            }

            var first = await LoadAsync(warmed, address, purpose, Settling, count: null, cancellationToken);
            if (first.Total < SettlingAnswers)
                await LoadAsync(warmed, address, purpose, LongestSettling, SettlingAnswers - first.Total, cancellationToken);
        }
    }

    private async Task<LoadResult> MeasureAsync(Measurement measurement, CancellationToken cancellationToken) =>
        measurement.Target is { } target
            ? await LoadAsync(target, measurement.Address, measurement.Purpose, length, count: null, cancellationToken)
            : new LoadResult(0, 0, 0, "", await pgbench.RunAsync(length, cancellationToken), 0, 0);

    private async Task<LoadResult> LoadAsync(
        Target target, Uri address, string purpose, TimeSpan each, int? count, CancellationToken cancellationToken)
    {
        var token = await bench.TokenAsync(cancellationToken);
        var order = new LoadOrder(
            target, address, purpose, token, callers, count is null ? WarmUp.TotalSeconds : 0, each.TotalSeconds, count);
        await using var load = Child.Start("load");
        await load.WriteLineAsync(JsonSerializer.Serialize(order), cancellationToken);
        var result = JsonSerializer.Deserialize<LoadResult>(await load.ReadLineAsync(each + LoadPatience, cancellationToken))!;
        if (target == Target.Service)
            Verifications += result.Total;
        return result.Wrong == 0
            ? result
            : throw new SandboxException($"{result.Wrong} of {result.Answered} answers of {target} were wrong; the first: {result.FirstWrong}.");
    }

    /// <param name="Target">Nobody for PostgreSQL alone.</param>
    private sealed record Measurement(string Name, Target? Target, Uri Address, string Purpose);
}
