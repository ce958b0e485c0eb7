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
public sealed class Pipelines : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly List<Intent> _intents = [];
    private readonly List<Complaint> _complaints = [];
    private int _attempts;
    private DateTimeOffset _pausedUntil;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_upstream_in_trouble_is_asked_three_times_at_most()
    {
        var pipeline = Pipeline(new PipelineOptions());

        await ShouldFail(RunAsync(pipeline, Fail(UnavailableReason.ServerError)), UnavailableReason.ServerError);

        _attempts.ShouldBe(3);
        _intents.Select(intent => intent.RequestId).Distinct().Count().ShouldBe(3);
        _intents.ShouldAllBe(intent => intent.Id.ToString() == intent.RequestId);
        _intents.ShouldAllBe(intent => intent.Upstream == "somewhere" && intent.Operation == "ask" && intent.ClientId == "one-stop-desk");
    }

    [Fact]
    public async Task At_total_failure_retries_add_at_most_a_tenth()
    {
        const int calls = 200;
        var pipeline = Pipeline(new PipelineOptions { BreakerMinimum = 10_000, Quota = { PerSecond = 10_000, Burst = 10_000 } });

        for (var call = 0; call < calls; call++)
        {
            await ShouldFail(RunAsync(pipeline, Fail(UnavailableReason.ServerError)), UnavailableReason.ServerError);
        }

        _attempts.ShouldBeLessThanOrEqualTo((int)(calls * 1.1));
    }

    [Fact]
    public async Task Answered_calls_pay_for_later_retries()
    {
        var pipeline = Pipeline(new PipelineOptions { RetryReserve = 1, Quota = { Burst = 100 }, BreakerMinimum = 1_000 });
        await ShouldFail(RunAsync(pipeline, Fail(UnavailableReason.ServerError)), UnavailableReason.ServerError);
        _attempts.ShouldBe(2, "the reserve was one retry");

        for (var answered = 0; answered < 11; answered++)
        {
            await RunAsync(pipeline, () => Task.FromResult(1));
        }

        _attempts = 0;
        await ShouldFail(RunAsync(pipeline, Fail(UnavailableReason.ServerError)), UnavailableReason.ServerError);
        _attempts.ShouldBe(2);
    }

    [Theory]
    [InlineData(nameof(UnavailableReason.Throttled))]
    [InlineData(nameof(UnavailableReason.ServerError))]
    public async Task A_short_wait_that_was_asked_for_is_waited_and_then_answered(string reason)
    {
        var pipeline = Pipeline(new PipelineOptions());
        var started = _clock.GetUtcNow();
        var waited = TimeSpan.Zero;

        var answer = await RunAsync(pipeline, () =>
        {
            if (_attempts == 1)
                throw new UpstreamUnavailableException(Enum.Parse<UnavailableReason>(reason), TimeSpan.FromSeconds(1), retryable: true);
            waited = _clock.GetUtcNow() - started;
            return Task.FromResult(7);
        });

        answer.ShouldBe(7);
        _attempts.ShouldBe(2);
        waited.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_wait_that_does_not_fit_stops_at_once_and_nobody_asks_in_the_meantime()
    {
        var pipeline = Pipeline(new PipelineOptions());
        var started = _clock.GetUtcNow();

        var fault = await ShouldFail(
            pipeline.RunAsync("ask", Ask(), (_, _) => Attempt(Fail(UnavailableReason.Throttled, TimeSpan.FromHours(1))), Cancellation),
            UnavailableReason.Throttled);
        fault.RetryAfter.ShouldBe(TimeSpan.FromHours(1));

        var refused = await ShouldFail(
            pipeline.RunAsync("ask", Ask(), (_, _) => Attempt(() => Task.FromResult(1)), Cancellation),
            UnavailableReason.QuotaSpent);
        refused.RetryAfter.ShouldBe(TimeSpan.FromHours(1));
        _attempts.ShouldBe(1);
        _intents.Count.ShouldBe(1, "what was not asked needs no intent");
        _clock.GetUtcNow().ShouldBe(started);
    }

    [Fact]
    public async Task What_is_not_a_passing_fault_is_not_retried()
    {
        foreach (var reason in (UnavailableReason[])[UnavailableReason.ProtocolError, UnavailableReason.Indeterminate, UnavailableReason.TlsError])
        {
            _attempts = 0;
            await ShouldFail(
                RunAsync(Pipeline(new PipelineOptions()), () => throw new UpstreamUnavailableException(reason)), reason);
            _attempts.ShouldBe(1);
        }
    }

    [Fact]
    public async Task The_breaker_opens_at_half_of_ten_and_its_pauses_grow_to_a_minute()
    {
        var pipeline = Pipeline(new PipelineOptions { Retries = 0 });
        for (var call = 0; call < 5; call++)
        {
            await RunAsync(pipeline, () => Task.FromResult(1));
            await ShouldFail(RunAsync(pipeline, Fail(UnavailableReason.ServerError)), UnavailableReason.ServerError);
        }

        _attempts = 0;
        foreach (var seconds in (int[])[15, 30, 60, 60])
        {
            var open = await ShouldFail(RunAsync(pipeline, () => Task.FromResult(1)), UnavailableReason.CircuitOpen);
            open.RetryAfter!.Value.ShouldBeInRange(TimeSpan.FromSeconds(seconds - 1), TimeSpan.FromSeconds(seconds));
            _clock.Advance(TimeSpan.FromSeconds(seconds));
            await ShouldFail(RunAsync(pipeline, Fail(UnavailableReason.ServerError)), UnavailableReason.ServerError);
        }

        _attempts.ShouldBe(4, "one trial call after each pause");
        _clock.Advance(TimeSpan.FromSeconds(60));
        (await RunAsync(pipeline, () => Task.FromResult(1))).ShouldBe(1);
        (await RunAsync(pipeline, () => Task.FromResult(1))).ShouldBe(1);
    }

    [Fact]
    public async Task Refusals_throttling_and_what_we_cannot_read_for_certain_do_not_open_the_breaker()
    {
        var pipeline = Pipeline(new PipelineOptions { Retries = 0, Quota = { PerSecond = 10_000, Burst = 10_000 } });

        for (var call = 0; call < 10; call++)
        {
            await Should.ThrowAsync<UpstreamRefusedException>(() =>
                RunAsync(pipeline, () => throw new UpstreamRefusedException(RefusalReason.Forbidden)));
            await ShouldFail(RunAsync(pipeline, Fail(UnavailableReason.Throttled)), UnavailableReason.Throttled);
            await ShouldFail(RunAsync(pipeline, Fail(UnavailableReason.Indeterminate)), UnavailableReason.Indeterminate);
        }

        (await RunAsync(pipeline, () => Task.FromResult(1))).ShouldBe(1);
    }

    [Fact]
    public async Task Callers_who_leave_do_not_open_the_breaker()
    {
        var pipeline = Pipeline(new PipelineOptions { Quota = { Burst = 100 } });
        for (var call = 0; call < 20; call++)
        {
            using var leaving = new CancellationTokenSource();
            await Should.ThrowAsync<OperationCanceledException>(() => pipeline.RunAsync<int>(
                "ask",
                Ask(),
                async (_, token) =>
                {
                    await leaving.CancelAsync();
                    token.ThrowIfCancellationRequested();
                    return 1;
                },
                leaving.Token));
        }

        (await RunAsync(pipeline, () => Task.FromResult(1))).ShouldBe(1);
    }

    [Fact]
    public async Task Calls_cut_by_the_total_time_out_speak_against_the_upstream()
    {
        var pipeline = Pipeline(new PipelineOptions { InteractiveTimeout = TimeSpan.FromSeconds(1), Quota = { Burst = 100 } });

        for (var call = 0; call < 10; call++)
        {
            await ShouldFail(RunAsync(pipeline, Hang), UnavailableReason.TimedOut);
        }

        await ShouldFail(RunAsync(pipeline, () => Task.FromResult(1)), UnavailableReason.CircuitOpen);
    }

    [Fact]
    public async Task Callers_who_had_less_time_than_an_attempt_takes_do_not_speak_against_the_upstream()
    {
        var pipeline = Pipeline(new PipelineOptions { Quota = { Burst = 100 } });

        for (var call = 0; call < 12; call++)
        {
            await ShouldFail(
                RunAsync(pipeline, Hang, Ask() with { Deadline = _clock.GetUtcNow().AddSeconds(1) }), UnavailableReason.TimedOut);
        }

        (await RunAsync(pipeline, () => Task.FromResult(1))).ShouldBe(1);
    }

    [Fact]
    public async Task What_we_wait_for_ourselves_does_not_speak_against_the_upstream()
    {
        var isStuck = true;
        var pipeline = Pipeline(
            new PipelineOptions { InteractiveTimeout = TimeSpan.FromSeconds(1), Quota = { Burst = 100 } },
            (_, token) => isStuck ? Task.Delay(Timeout.Infinite, token) : Task.CompletedTask);

        for (var call = 0; call < 12; call++)
            await ShouldFail(RunAsync(pipeline, () => Task.FromResult(1)), UnavailableReason.TimedOut);
        isStuck = false;

        (await RunAsync(pipeline, () => Task.FromResult(1))).ShouldBe(1);
    }

    [Theory]
    [InlineData("status 503", null, true)]
    [InlineData("status 503", 1, true)]
    [InlineData("status 502", 1, true)]
    [InlineData("status 500", null, false)]
    public async Task A_server_busy_with_itself_is_asked_more_slowly_and_not_left_alone(string status, int? seconds, bool slows)
    {
        var pipeline = Pipeline(new PipelineOptions { Retries = 0 });
        TimeSpan? retryAfter = seconds is { } wait ? TimeSpan.FromSeconds(wait) : null;

        await ShouldFail(
            RunAsync(pipeline, () => throw new UpstreamUnavailableException(UnavailableReason.ServerError, retryAfter, status)),
            UnavailableReason.ServerError);
        await pipeline.DisposeAsync();

        _complaints.ShouldBe(slows ? [Complaint.Told(null)] : []);
    }

    [Theory]
    [InlineData(nameof(Lane.Counter), 8)]
    [InlineData(nameof(Lane.Deferred), 60)]
    [InlineData(nameof(Lane.Reconciliation), 60)]
    public async Task A_counter_waits_eight_seconds_and_background_work_sixty(string lane, int seconds)
    {
        var pipeline = Pipeline(new PipelineOptions { AttemptTimeout = TimeSpan.FromMinutes(1), Retries = 0 });

        await ShouldEndAfter(TimeSpan.FromSeconds(seconds), pipeline, Ask(Enum.Parse<Lane>(lane)));
    }

    [Fact]
    public async Task The_callers_deadline_comes_first()
    {
        var pipeline = Pipeline(new PipelineOptions());

        await ShouldEndAfter(TimeSpan.FromSeconds(2), pipeline, Ask() with { Deadline = _clock.GetUtcNow().AddSeconds(2) });

        _attempts = 0;
        await ShouldFail(RunAsync(pipeline, Hang, Ask() with { Deadline = _clock.GetUtcNow() }), UnavailableReason.TimedOut);
        _attempts.ShouldBe(0);
    }

    [Fact]
    public async Task A_full_bulkhead_turns_away_at_once()
    {
        var pipeline = Pipeline(new PipelineOptions { Concurrency = 1, Queue = 1 });
        var gate = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = pipeline.RunAsync("ask", Ask(), (_, _) => gate.Task, Cancellation);
        var waiting = pipeline.RunAsync("ask", Ask(), (_, _) => Task.FromResult(2), Cancellation);

        await ShouldFail(pipeline.RunAsync("ask", Ask(), (_, _) => Task.FromResult(3), Cancellation), UnavailableReason.BulkheadFull);

        gate.SetResult(1);
        (await running).ShouldBe(1);
        (await waiting).ShouldBe(2);
    }

    [Theory]
    [InlineData(nameof(Lane.Deferred))]
    [InlineData(nameof(Lane.Reconciliation))]
    public async Task However_much_background_work_is_under_way_a_counter_finds_a_place(string background)
    {
        var pipeline = Pipeline(new PipelineOptions { Concurrency = 4, Queue = 20 });
        var gate = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var work = Enumerable.Range(0, 10)
            .Select(_ => pipeline.RunAsync("ask", Ask(Enum.Parse<Lane>(background)), (_, _) => gate.Task, Cancellation))
            .ToList();

        (await pipeline.RunAsync("ask", Ask(), (_, _) => Task.FromResult(7), Cancellation).WaitAsync(Bound, Cancellation)).ShouldBe(7);

        gate.SetResult(1);
        (await Task.WhenAll(work)).ShouldAllBe(answer => answer == 1);
    }

    [Fact]
    public async Task Without_a_written_intent_nothing_is_asked()
    {
        var pipeline = new UpstreamPipeline(
            "somewhere",
            new PipelineOptions(),
            (_, _) => throw new InvalidOperationException("no database"),
            DrawAsync,
            new UpstreamMetrics(_meters.GetRequiredService<IMeterFactory>(), _clock),
            NullLogger<UpstreamPipeline>.Instance,
            _clock);

        await Should.ThrowAsync<InvalidOperationException>(() => RunAsync(pipeline, () => Task.FromResult(1)));

        _attempts.ShouldBe(0);
    }

    [Fact]
    public async Task Every_attempt_is_counted_with_its_result()
    {
        var counted = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Name == "hues.upstream.attempts" && instrument.Meter.Scope == _meters.GetRequiredService<IMeterFactory>())
                own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
            counted.Add(string.Join(' ', tags.ToArray().Select(tag => tag.Value))));
        listener.Start();

        await RunAsync(Pipeline(new PipelineOptions()), () =>
            _attempts == 1 ? Fail(UnavailableReason.ServerError)() : Task.FromResult(1));

        counted.ShouldBe(["somewhere ask ServerError 1", "somewhere ask Answered 2"]);
    }

    public void Dispose() => _meters.Dispose();

    private UpstreamPipeline Pipeline(PipelineOptions options, WriteIntent? write = null) => new(
        "somewhere",
        options,
        write ?? ((intent, _) =>
        {
            _intents.Add(intent);
            return Task.CompletedTask;
        }),
        DrawAsync,
        new UpstreamMetrics(_meters.GetRequiredService<IMeterFactory>(), _clock),
        NullLogger<UpstreamPipeline>.Instance,
        _clock);

    /// <summary>A quota that grants everything, until it is told of a pause.</summary>
    private Task<Drawn> DrawAsync(string upstream, Draw draw, CancellationToken cancellationToken)
    {
        if (draw.Complaint is { } complaint)
            _complaints.Add(complaint);
        if (draw.Complaint?.Pause is { } asked)
            _pausedUntil = _clock.GetUtcNow() + asked;
        var pause = _pausedUntil > _clock.GetUtcNow() ? _pausedUntil - _clock.GetUtcNow() : TimeSpan.Zero;
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
            _clock.GetUtcNow()));
    }

    private Ask Ask(Lane lane = Lane.Counter) =>
        new(Guid.CreateVersion7(), Guid.CreateVersion7(), "one-stop-desk", _clock.GetUtcNow().AddMinutes(10), lane);

    private static Func<Task<int>> Fail(UnavailableReason reason, TimeSpan? retryAfter = null) => () =>
        throw new UpstreamUnavailableException(
            reason, retryAfter, retryable: reason is UnavailableReason.ServerError or UnavailableReason.Throttled);

    private static async Task<int> Hang(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return 0;
    }

    private Task<int> RunAsync(UpstreamPipeline pipeline, Func<Task<int>> answer) =>
        RunAsync(pipeline, _ => answer(), Ask());

    private Task<int> RunAsync(UpstreamPipeline pipeline, Func<CancellationToken, Task<int>> answer) =>
        RunAsync(pipeline, answer, Ask());

    /// <summary>Lets the clock run, in small steps, until the call ends.</summary>
    private async Task<int> RunAsync(UpstreamPipeline pipeline, Func<CancellationToken, Task<int>> answer, Ask ask)
    {
        var call = pipeline.RunAsync("ask", ask, (_, token) => Attempt(() => answer(token)), Cancellation);
        var bound = Task.Delay(Bound, Cancellation);
        while (!call.IsCompleted && !bound.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.WhenAny(call, Task.Delay(1, Cancellation));
        }

        call.IsCompleted.ShouldBeTrue("the call never ended");
        return await call;
    }

    /// <summary>Half a second before it is still under way, half a second after it has ended.</summary>
    private async Task ShouldEndAfter(TimeSpan time, UpstreamPipeline pipeline, Ask ask)
    {
        var half = TimeSpan.FromSeconds(0.5);
        var call = pipeline.RunAsync("ask", ask, (_, token) => Attempt(() => Hang(token)), Cancellation);

        _clock.Advance(time - half);
        call.IsCompleted.ShouldBeFalse();

        _clock.Advance(2 * half);
        await ShouldFail(call.WaitAsync(Bound, Cancellation), UnavailableReason.TimedOut);
    }

    private Task<int> Attempt(Func<Task<int>> answer)
    {
        _attempts++;
        return answer();
    }

    private static async Task<UpstreamUnavailableException> ShouldFail(Task call, UnavailableReason reason)
    {
        var fault = await Should.ThrowAsync<UpstreamUnavailableException>(call);
        fault.Reason.ShouldBe(reason, fault.Message);
        return fault;
    }
}
