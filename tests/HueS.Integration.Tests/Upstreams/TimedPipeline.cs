using System.Diagnostics.Metrics;
using HueS.Integration.Audit;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Quota;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Upstreams;

/// <summary>The pipeline by itself, on a clock of its own.</summary>
internal sealed class TimedPipeline : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private DateTimeOffset _pausedUntil;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));

    public ServiceProvider Meters { get; } = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public List<Intent> Intents { get; } = [];

    public List<Complaint> Complaints { get; } = [];

    public int Attempts { get; set; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Meters.Dispose();

    public UpstreamPipeline Pipeline(PipelineOptions options, WriteIntent? write = null) => new(
        "somewhere",
        options,
        write ?? ((intent, _) =>
        {
            Intents.Add(intent);
            return Task.CompletedTask;
        }),
        DrawAsync,
        new UpstreamMetrics(Meters.GetRequiredService<IMeterFactory>(), Clock),
        NullLogger<UpstreamPipeline>.Instance,
        Clock);

    /// <summary>A quota that grants everything, until it is told of a pause.</summary>
    public Task<Drawn> DrawAsync(string upstream, Draw draw, CancellationToken cancellationToken)
    {
        if (draw.Complaint is { } complaint)
            Complaints.Add(complaint);
        if (draw.Complaint?.Pause is { } asked)
            _pausedUntil = Clock.GetUtcNow() + asked;
        var pause = _pausedUntil > Clock.GetUtcNow() ? _pausedUntil - Clock.GetUtcNow() : TimeSpan.Zero;
        var open = pause == TimeSpan.Zero;
        return Task.FromResult(new Drawn(
            open ? draw.Counter : 0,
            open ? draw.Deferred : 0,
            open ? draw.Reconciliation : 0,
            Ahead: 0,
            draw.Terms.Burst,
            draw.Terms.PerSecond,
            pause,
            DayLeft: null,
            DayLimit: null,
            Clock.GetUtcNow()));
    }

    public Ask Ask(Lane lane = Lane.Counter) =>
        new(Guid.CreateVersion7(), Guid.CreateVersion7(), "one-stop-desk", Clock.GetUtcNow().AddMinutes(10), lane);

    public static Func<Task<int>> Fail(UnavailableReason reason, TimeSpan? retryAfter = null) => () =>
        throw new UpstreamUnavailableException(
            reason, retryAfter, retryable: reason is UnavailableReason.ServerError or UnavailableReason.Throttled);

    public static async Task<int> Hang(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return 0;
    }

    public Task<int> RunAsync(UpstreamPipeline pipeline, Func<Task<int>> answer) =>
        RunAsync(pipeline, _ => answer(), Ask());

    public Task<int> RunAsync(UpstreamPipeline pipeline, Func<CancellationToken, Task<int>> answer) =>
        RunAsync(pipeline, answer, Ask());

    /// <summary>Lets the clock run, in small steps, until the call ends.</summary>
    public async Task<int> RunAsync(UpstreamPipeline pipeline, Func<CancellationToken, Task<int>> answer, Ask ask)
    {
        var call = pipeline.RunAsync("ask", ask, (_, token) => Attempt(() => answer(token)), Cancellation);
        var bound = Task.Delay(Bound, Cancellation);
        while (!call.IsCompleted && !bound.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.WhenAny(call, Task.Delay(1, Cancellation));
        }

        call.IsCompleted.ShouldBeTrue("the call never ended");
        return await call;
    }

    /// <summary>Half a second before it is still under way, half a second after it has ended.</summary>
    public async Task ShouldEndAfter(TimeSpan time, UpstreamPipeline pipeline, Ask ask)
    {
        var half = TimeSpan.FromSeconds(0.5);
        var call = pipeline.RunAsync("ask", ask, (_, token) => Attempt(() => Hang(token)), Cancellation);

        Clock.Advance(time - half);
        call.IsCompleted.ShouldBeFalse();

        Clock.Advance(2 * half);
        await ShouldFail(call.WaitAsync(Bound, Cancellation), UnavailableReason.TimedOut);
    }

    public Task<int> Attempt(Func<Task<int>> answer)
    {
        Attempts++;
        return answer();
    }

    public static async Task<UpstreamUnavailableException> ShouldFail(Task call, UnavailableReason reason)
    {
        var fault = await Should.ThrowAsync<UpstreamUnavailableException>(call);
        fault.Reason.ShouldBe(reason, fault.Message);
        return fault;
    }
}
