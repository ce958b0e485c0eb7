using HueS.Integration.Upstreams;
using Shouldly;
using Xunit;
using static HueS.Integration.Tests.Upstreams.TimedPipeline;

namespace HueS.Integration.Tests.Upstreams;

/// <summary>Who finds a place among the calls under way.</summary>
public sealed class Bulkheads : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly TimedPipeline _timed = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_bulkhead_turns_away_at_once()
    {
        var pipeline = _timed.Pipeline(new PipelineOptions { Concurrency = 1, Queue = 1 });
        var gate = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = pipeline.RunAsync("ask", _timed.Ask(), (_, _) => gate.Task, Cancellation);
        var waiting = pipeline.RunAsync("ask", _timed.Ask(), (_, _) => Task.FromResult(2), Cancellation);

        await ShouldFail(pipeline.RunAsync("ask", _timed.Ask(), (_, _) => Task.FromResult(3), Cancellation), UnavailableReason.BulkheadFull);

        gate.SetResult(1);
        (await running).ShouldBe(1);
        (await waiting).ShouldBe(2);
    }

    [Theory]
    [InlineData(nameof(Lane.Deferred))]
    [InlineData(nameof(Lane.Reconciliation))]
    public async Task However_much_background_work_is_under_way_a_counter_finds_a_place(string background)
    {
        var pipeline = _timed.Pipeline(new PipelineOptions { Concurrency = 4, Queue = 20 });
        var gate = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var work = Enumerable.Range(0, 10)
            .Select(_ => pipeline.RunAsync("ask", _timed.Ask(Enum.Parse<Lane>(background)), (_, _) => gate.Task, Cancellation))
            .ToList();

        (await pipeline.RunAsync("ask", _timed.Ask(), (_, _) => Task.FromResult(7), Cancellation).WaitAsync(Bound, Cancellation)).ShouldBe(7);

        gate.SetResult(1);
        (await Task.WhenAll(work)).ShouldAllBe(answer => answer == 1);
    }

    public void Dispose() => _timed.Dispose();
}
