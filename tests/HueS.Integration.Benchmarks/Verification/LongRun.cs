using System.Globalization;
using System.Text.RegularExpressions;
using HueS.Integration.Benchmarks.Load;
using HueS.Integration.Benchmarks.Register;
using HueS.Integration.Sandbox;

namespace HueS.Integration.Benchmarks.Verification;

/// <summary>What many verifications on end do to the service's memory.</summary>
/// <param name="Answered">How many were answered.</param>
/// <param name="Growth">Memory late in the run over memory before.</param>
/// <param name="AllocatedBytes">By one verification, everything the process does beside it included.</param>
/// <param name="ResidentBytes">At the end.</param>
internal sealed partial record LongRun(int Answered, double Growth, double AllocatedBytes, long ResidentBytes)
{
    /// <summary>The token does not live longer.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(55);

    public static async Task<LongRun> RunAsync(Bench bench, Rounds rounds, int count, CancellationToken cancellationToken)
    {
        var asked = await AskedAsync(bench, cancellationToken);
        var allocated = await AllocatedAsync(bench, cancellationToken);
        var memory = new MemoryWatch(bench.Service);

        var many = await memory.DuringAsync(rounds.VerifyManyAsync(count, Longest, cancellationToken), cancellationToken);

        if (many.Answered != count)
            throw new SandboxException($"Only {many.Answered} of {count} verifications on end were answered within {Longest.TotalMinutes:0} minutes.");
        RequireAsked(await AskedAsync(bench, cancellationToken) - asked, many);
        return new LongRun(
            many.Answered,
            memory.Growth(),
            (await AllocatedAsync(bench, cancellationToken) - allocated) / many.Answered,
            bench.Service.ResidentBytes);
    }

    /// <summary>An answer that did not come from the register would make us faster than we are.</summary>
    private static void RequireAsked(long asked, LoadResult many)
    {
        if (asked < many.Answered)
            throw new SandboxException($"Only {asked} questions reached the register for {many.Answered} verifications.");
    }

    private static async Task<long> AskedAsync(Bench bench, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        var count = await http.GetStringAsync(new Uri(bench.Register, RegisterStub.CountPath), cancellationToken);
        return long.Parse(count, CultureInfo.InvariantCulture);
    }

    /// <summary>The runtime's own count, as the service exports it.</summary>
    private static async Task<double> AllocatedAsync(Bench bench, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        // The service collects what it exports anew only after some hundred milliseconds.
        await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        var metrics = await http.GetStringAsync(new Uri(bench.ServiceAddress, "/metrics"), cancellationToken);
        return Allocated().Match(metrics) is { Success: true } found
            ? double.Parse(found.Groups["bytes"].Value, CultureInfo.InvariantCulture)
            : throw new SandboxException("The service's metrics do not tell what it allocated.");
    }

    [GeneratedRegex(@"^dotnet_gc_heap_total_allocated_bytes_total(?:\{[^}]*\})? (?<bytes>[0-9.eE+]+)", RegexOptions.Multiline)]
    private static partial Regex Allocated();
}
