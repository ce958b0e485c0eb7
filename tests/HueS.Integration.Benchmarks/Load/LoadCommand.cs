using System.Globalization;
using System.Text.Json;
using HueS.Integration.Benchmarks.Reporting;

namespace HueS.Integration.Benchmarks.Load;

/// <summary>What a load is: against whom, by how many, for how long; read from the process's input, for it holds a token.</summary>
internal sealed record LoadOrder(
    Target Target, Uri Address, string Purpose, string Token, int Callers, double WarmUpSeconds, double Seconds, int? Count)
{
    public override string ToString() => $"LoadOrder({Target}, {Callers} callers)";
}

/// <summary>What came of it. A wrong answer is one the claim does not deserve, or none.</summary>
/// <param name="Answered">What was measured.</param>
/// <param name="Total">Answers of the warm-up too.</param>
internal sealed record LoadResult(int Answered, int Total, int Wrong, string FirstWrong, double PerSecond, double P50, double P99);

/// <summary>Callers in a process of their own: each asks, waits for the answer, looks at it, and asks again.</summary>
internal static class LoadCommand
{
    public static async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        _ = arguments;
        var order = JsonSerializer.Deserialize<LoadOrder>((await Console.In.ReadLineAsync(cancellationToken))!)!;
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(await RunAsync(order, cancellationToken)));
        return 0;
    }

    private static async Task<LoadResult> RunAsync(LoadOrder order, CancellationToken cancellationToken)
    {
        var exchanges = Exchange.All(order.Target, order.Address.Authority, order.Purpose, order.Token);
        var clock = new LoadClock(order);
        var callers = await Task.WhenAll(Enumerable.Range(0, order.Callers).Select(at => Task.Run(
            // Each has people of its own: two who ask the same at once would be one question to the register.
            () => new Caller(order.Address, [.. exchanges.Where((_, person) => person % order.Callers == at)]).CallAsync(clock, cancellationToken),
            cancellationToken)));

        double[] times = [.. callers.SelectMany(caller => caller.Milliseconds).Order()];
        var wrong = callers.Select(caller => caller.FirstWrong).FirstOrDefault(first => first is not null) ?? "";
        return times.Length == 0
            ? new LoadResult(0, callers.Sum(caller => caller.Answered), callers.Sum(caller => caller.Wrong), wrong, 0, 0, 0)
            : new LoadResult(
                times.Length,
                callers.Sum(caller => caller.Answered),
                callers.Sum(caller => caller.Wrong),
                wrong,
                times.Length / clock.Measured.TotalSeconds,
                Numbers.Percentile(times, 0.5),
                Numbers.Percentile(times, 0.99));
    }
}
