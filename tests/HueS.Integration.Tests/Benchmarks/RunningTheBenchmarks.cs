using System.Diagnostics;
using System.Text.Json;
using HueS.Integration.Sandbox;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Benchmarks;

/// <summary>That they run to their end and say what they must; whether a goal is met is not asked of a busy machine.</summary>
public sealed class RunningTheBenchmarks : IDisposable
{
    private static readonly string[] VerificationGoals =
    [
        "throughput-vs-pgbench", "throughput-vs-floor", "p50-vs-direct", "p99-vs-direct", "memory-vs-floor", "memory-flat",
        "allocated-kB-per-verification", "name-comparisons-per-second",
    ];

    private static readonly string[] LinkingGoals =
    [
        "linking-wrong-automatic-links", "linking-f1-numbers-on-half", "linking-recall-without-numbers", "linking-pairs-a-record",
        "linking-pairs-growth-tenfold", "linking-one-record-p99-ms", "linking-bulk-vs-plain-pass", "linking-bulk-memory-MB",
    ];

    private readonly string _json = Path.Combine(Path.GetTempPath(), $"hues-{Guid.CreateVersion7():N}.json");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(_json);

    [Fact]
    public async Task The_verification_benchmark_prints_every_goal_and_writes_the_same_as_JSON()
    {
        var (exitCode, output) = await RunAsync("verification", "--rounds", "1", "--seconds", "1", "--count", "1000", "--json", _json);

        exitCode.ShouldBeInRange(0, 1, output);
        var goals = GoalsIn(output);
        goals.Keys.ShouldBe(VerificationGoals);
        exitCode.ShouldBe(goals.Values.All(verdict => verdict == "met") ? 0 : 1);
        using var written = JsonDocument.Parse(await File.ReadAllTextAsync(_json, Cancellation));
        written.RootElement.GetProperty("goals").EnumerateArray()
            .ToDictionary(goal => goal.GetProperty("name").GetString()!, goal => goal.GetProperty("met").GetBoolean() ? "met" : "missed")
            .ShouldBe(goals);
    }

    [Fact]
    public async Task The_linking_benchmark_prints_every_goal_and_links_nobody_wrongly()
    {
        var (exitCode, output) = await RunAsync("linking", "--rounds", "1", "--count", "2000", "--json", _json);

        exitCode.ShouldBeOneOf(0, 1);
        var goals = GoalsIn(output);
        goals.Keys.ShouldBe(LinkingGoals);
        goals["linking-wrong-automatic-links"].ShouldBe("met");
        output.ShouldContain("proves none of them");
    }

    [Theory]
    [InlineData(0, "--help")]
    [InlineData(2, "nonsense")]
    [InlineData(2, "names", "--rounds", "many")]
    public async Task Help_and_misuse_have_their_exit_codes(int expected, params string[] arguments)
    {
        var (exitCode, output) = await RunAsync(arguments);

        exitCode.ShouldBe(expected);
        output.ShouldNotBeEmpty();
        output.ShouldNotContain("   at ");
    }

    private static Dictionary<string, string> GoalsIn(string output) =>
        output.Split('\n')
            .Where(line => line.StartsWith("goal ", StringComparison.Ordinal))
            .Select(line => line.Trim().Split(' '))
            .ToDictionary(words => words[1], words => words[^1]);

    private static Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) => Processes.RunAsync(
        new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "HueS.Integration.Benchmarks"), arguments), Cancellation);
}
