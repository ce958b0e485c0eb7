using System.Text.Json;
using HueS.Integration.Benchmarks.Load;
using HueS.Integration.Sandbox;

namespace HueS.Integration.Benchmarks.Verification;

/// <summary>Measures everything in turn, round after round, so that what else the machine does falls on all alike.</summary>
internal sealed class Rounds(Bench bench, PgBench pgbench, TimeSpan length, int callers)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LoadPatience = TimeSpan.FromSeconds(120);

    public async Task<Measurements> RunAsync(int rounds, CancellationToken cancellationToken)
    {
        // Code is compiled while it runs first: that is no round.
        await Console.Error.WriteLineAsync("Warming up …");
        await MeasureAsync(TimeSpan.FromSeconds(Math.Min(3, length.TotalSeconds)), cancellationToken).ToListAsync(cancellationToken);

        var results = new List<(string, LoadResult)>();
        for (var round = 1; round <= rounds; round++)
        {
            await Console.Error.WriteLineAsync($"Round {round} of {rounds} …");
            results.AddRange(await MeasureAsync(length, cancellationToken).ToListAsync(cancellationToken));
        }

        return new Measurements(results);
    }

    /// <param name="count">So many verifications, however long they take within the bound.</param>
    /// <param name="bound">The longest this may take.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public Task<LoadResult> VerifyManyAsync(int count, TimeSpan bound, CancellationToken cancellationToken) =>
        LoadAsync(Target.Service, bench.ServiceAddress, OurService.OneCall, bound, count, cancellationToken);

    private async IAsyncEnumerable<(string, LoadResult)> MeasureAsync(
        TimeSpan each,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await bench.CheckpointAsync(cancellationToken);
        yield return (Measurements.PgBench, new LoadResult(0, 0, "", await pgbench.RunAsync(each, cancellationToken), 0, 0));
        foreach (var (name, target, address, purpose) in ((string, Target, Uri, string)[])
        [
            (Measurements.Floor, Target.Floor, bench.FloorAddress, OurService.OneCall),
            (Measurements.Ours, Target.Service, bench.ServiceAddress, OurService.OneCall),
            (Measurements.OursTwoCalls, Target.Service, bench.ServiceAddress, OurService.TwoCalls),
            (Measurements.DirectSlow, Target.Register, bench.SlowRegister, OurService.OneCall),
            (Measurements.OursSlow, Target.Service, bench.PatientServiceAddress, OurService.OneCall),
        ])
        {
            await bench.CheckpointAsync(cancellationToken);
            yield return (name, await LoadAsync(target, address, purpose, each, count: null, cancellationToken));
        }
    }

    private async Task<LoadResult> LoadAsync(
        Target target, Uri address, string purpose, TimeSpan each, int? count, CancellationToken cancellationToken)
    {
        var token = await bench.TokenAsync(cancellationToken);
        var order = new LoadOrder(
            target, address, purpose, token, callers, count is null ? WarmUp.TotalSeconds : 0, each.TotalSeconds, count);
        await using var load = Child.Start("load");
        await load.WriteLineAsync(JsonSerializer.Serialize(order), cancellationToken);
        var result = JsonSerializer.Deserialize<LoadResult>(await load.ReadLineAsync(each + LoadPatience, cancellationToken))!;
        return result.Wrong == 0
            ? result
            : throw new SandboxException($"{result.Wrong} of {result.Answered} answers of {target} were wrong; the first: {result.FirstWrong}.");
    }
}
