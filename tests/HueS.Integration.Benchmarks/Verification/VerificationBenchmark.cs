using System.Globalization;
using HueS.Integration.Benchmarks.Names;
using HueS.Integration.Benchmarks.Reporting;
using HueS.Integration.Sandbox;

namespace HueS.Integration.Benchmarks.Verification;

/// <summary>
/// Our verification, whole: token checked, claim read, intent, question, answer bound and compared, outcome, audit and event
/// committed before the answer.
/// </summary>
internal static class VerificationBenchmark
{
    private const int Million = 1_000_000;
    private const int ShortCount = 100_000;

    /// <summary>What the goals are meant for.</summary>
    private const int StandardCallers = 32;
    private const int StandardRounds = 5;

    public static async Task<Report> RunAsync(CommandLine arguments, CancellationToken cancellationToken)
    {
        await using var bench = await Bench.StartAsync(arguments.Fsync, cancellationToken);
        var pgbench = await PgBench.FindAsync(bench.Postgres, arguments.Callers, cancellationToken);
        var count = arguments.Count ?? (arguments.Full ? Million : ShortCount);
        var rounds = new Rounds(bench, pgbench, arguments.Length, arguments.Callers, count);
        var measured = await rounds.RunAsync(arguments.Rounds, cancellationToken);
        var (floorBytes, oursBytes) = (bench.Floor.PeakBytes, bench.Service.PeakBytes);

        await Console.Error.WriteLineAsync($"{count} verifications on end …");
        var many = await LongRun.RunAsync(bench, rounds, count, cancellationToken);
        RequireKept(await bench.KeptAsync(cancellationToken), rounds.Verifications);

        await Console.Error.WriteLineAsync("Comparing names …");
        var pairs = NameBenchmark.PairsPerSecond(arguments, cancellationToken);
        return new Report(
            "verification",
            [.. Conditions(arguments), pgbench.Description],
            [measured.Table(), Memory(floorBytes, oursBytes, many), NameBenchmark.Table(pairs)],
            [
                new Goal("throughput-vs-pgbench", measured.Throughput(Measurements.Ours, Measurements.PgBench), Bound.AtLeast, 0.50),
                new Goal("throughput-vs-floor", measured.Throughput(Measurements.Ours, Measurements.Floor), Bound.AtLeast, 0.70),
                new Goal("p50-vs-direct", measured.LatencyP50(Measurements.OursSlow, Measurements.DirectSlow), Bound.AtMost, 1.15),
                new Goal("p99-vs-direct", measured.LatencyP99(Measurements.OursSlow, Measurements.DirectSlow), Bound.AtMost, 1.30),
                new Goal("memory-vs-floor", Measurements.Ratio(oursBytes, floorBytes, Measurements.Floor), Bound.AtMost, 2),
                new Goal("memory-flat", many.Growth, Bound.AtMost, 1.10),
                new Goal("allocated-kB-per-verification", many.AllocatedBytes / 1_000, Bound.Below, 40),
                NameBenchmark.Goal(pairs),
            ])
        {
            Reservation = arguments is { Rounds: >= StandardRounds, Callers: StandardCallers }
                ? null
                : $"goals, for {StandardCallers} callers and {StandardRounds} rounds or more; this run had {arguments.Callers} and {arguments.Rounds}, and proves none of them:",
        };
    }

    private static IReadOnlyList<string> Conditions(CommandLine arguments) =>
    [
        Machine.Description,
        $"load: {arguments.Callers} callers, each asking again once answered; {arguments.Rounds} rounds of {arguments.Length.TotalSeconds:0} s each, interleaved, each round in another order",
        arguments.Fsync
            ? "PostgreSQL: private, on a socket, fsync and full_page_writes on: committed before the answer; survives kill -9 and a power cut"
            : "PostgreSQL: private, on a socket, fsync and full_page_writes off, so that the disk is not what is measured (--fsync turns them on): "
                + "committed before the answer; survives kill -9, not a power cut",
        "callers, register, services and database share the cores; tokens are checked; reuse is off; one claim in 16 is a wrong one",
    ];

    private static Table Memory(long floor, long ours, LongRun many) => new(
        "memory",
        ["measured", "value"],
        [
            ["(b) bare floor, resident at the peak of the rounds", Text($"{floor / 1e6:0} MB")],
            ["ours, resident at the peak of the rounds", Text($"{ours / 1e6:0} MB")],
            [Text($"ours, resident after {many.Answered:N0} more verifications on end"), Text($"{many.ResidentBytes / 1e6:0} MB")],
            ["ours, allocated a verification", Text($"{many.AllocatedBytes / 1e3:0.0} kB")],
        ]);

    /// <summary>Every answer of the whole run, those of the warm-up too, has left behind exactly what it must.</summary>
    private static void RequireKept(IReadOnlyDictionary<string, long> kept, long verifications)
    {
        foreach (var (what, rows) in kept)
        {
            if (rows != verifications)
                throw new SandboxException($"{rows} {what} were kept for {verifications} verifications.");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
