using System.Diagnostics.Metrics;
using HueS.Integration.Upstreams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;
using static HueS.Integration.Tests.Upstreams.TimedPipeline;

namespace HueS.Integration.Tests.Upstreams;

/// <summary>Attempts, waits and time-outs of the pipeline by itself.</summary>
public sealed class Pipelines : IDisposable
{
    private readonly TimedPipeline _timed = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_upstream_in_trouble_is_asked_three_times_at_most()
    {
        var pipeline = _timed.Pipeline(new PipelineOptions());

        await ShouldFail(_timed.RunAsync(pipeline, Fail(UnavailableReason.ServerError)), UnavailableReason.ServerError);

        _timed.Attempts.ShouldBe(3);
        _timed.Intents.Select(intent => intent.RequestId).Distinct().Count().ShouldBe(3);
        _timed.Intents.ShouldAllBe(intent => intent.Id.ToString() == intent.RequestId);
        _timed.Intents.ShouldAllBe(intent => intent.Upstream == "somewhere" && intent.Operation == "ask" && intent.ClientId == "one-stop-desk");
    }

    [Fact]
    public async Task At_total_failure_retries_add_at_most_a_tenth()
    {
        const int calls = 200;
        var pipeline = _timed.Pipeline(new PipelineOptions { BreakerMinimum = 10_000, Quota = { PerSecond = 10_000, Burst = 10_000 } });

        for (var call = 0; call < calls; call++)
        {
            await ShouldFail(_timed.RunAsync(pipeline, Fail(UnavailableReason.ServerError)), UnavailableReason.ServerError);
        }

        _timed.Attempts.ShouldBeLessThanOrEqualTo((int)(calls * 1.1));
    }

    [Fact]
    public async Task Answered_calls_pay_for_later_retries()
    {
        var pipeline = _timed.Pipeline(new PipelineOptions { RetryReserve = 1, Quota = { Burst = 100 }, BreakerMinimum = 1_000 });
        await ShouldFail(_timed.RunAsync(pipeline, Fail(UnavailableReason.ServerError)), UnavailableReason.ServerError);
        _timed.Attempts.ShouldBe(2, "the reserve was one retry");

        for (var answered = 0; answered < 11; answered++)
        {
            await _timed.RunAsync(pipeline, () => Task.FromResult(1));
        }

        _timed.Attempts = 0;
        await ShouldFail(_timed.RunAsync(pipeline, Fail(UnavailableReason.ServerError)), UnavailableReason.ServerError);
        _timed.Attempts.ShouldBe(2);
    }

    [Theory]
    [InlineData(nameof(UnavailableReason.Throttled))]
    [InlineData(nameof(UnavailableReason.ServerError))]
    public async Task A_short_wait_that_was_asked_for_is_waited_and_then_answered(string reason)
    {
        var pipeline = _timed.Pipeline(new PipelineOptions());
        var started = _timed.Clock.GetUtcNow();
        var waited = TimeSpan.Zero;

        var answer = await _timed.RunAsync(pipeline, () =>
        {
            if (_timed.Attempts == 1)
                throw new UpstreamUnavailableException(Enum.Parse<UnavailableReason>(reason), TimeSpan.FromSeconds(1), retryable: true);
            waited = _timed.Clock.GetUtcNow() - started;
            return Task.FromResult(7);
        });

        answer.ShouldBe(7);
        _timed.Attempts.ShouldBe(2);
        waited.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_wait_that_does_not_fit_stops_at_once_and_nobody_asks_in_the_meantime()
    {
        var pipeline = _timed.Pipeline(new PipelineOptions());
        var started = _timed.Clock.GetUtcNow();

        var fault = await ShouldFail(
            pipeline.RunAsync("ask", _timed.Ask(), (_, _) => _timed.Attempt(Fail(UnavailableReason.Throttled, TimeSpan.FromHours(1))), Cancellation),
            UnavailableReason.Throttled);
        fault.RetryAfter.ShouldBe(TimeSpan.FromHours(1));

        var refused = await ShouldFail(
            pipeline.RunAsync("ask", _timed.Ask(), (_, _) => _timed.Attempt(() => Task.FromResult(1)), Cancellation),
            UnavailableReason.QuotaSpent);
        refused.RetryAfter.ShouldBe(TimeSpan.FromHours(1));
        _timed.Attempts.ShouldBe(1);
        _timed.Intents.Count.ShouldBe(1, "what was not asked needs no intent");
        _timed.Clock.GetUtcNow().ShouldBe(started);
    }

    [Fact]
    public async Task What_is_not_a_passing_fault_is_not_retried()
    {
        foreach (var reason in (UnavailableReason[])[UnavailableReason.ProtocolError, UnavailableReason.Indeterminate, UnavailableReason.TlsError])
        {
            _timed.Attempts = 0;
            await ShouldFail(
                _timed.RunAsync(_timed.Pipeline(new PipelineOptions()), () => throw new UpstreamUnavailableException(reason)), reason);
            _timed.Attempts.ShouldBe(1);
        }
    }

    [Theory]
    [InlineData(nameof(Lane.Counter), 8)]
    [InlineData(nameof(Lane.Deferred), 60)]
    [InlineData(nameof(Lane.Reconciliation), 60)]
    public async Task A_counter_waits_eight_seconds_and_background_work_sixty(string lane, int seconds)
    {
        var pipeline = _timed.Pipeline(new PipelineOptions { AttemptTimeout = TimeSpan.FromMinutes(1), Retries = 0 });

        await _timed.ShouldEndAfter(TimeSpan.FromSeconds(seconds), pipeline, _timed.Ask(Enum.Parse<Lane>(lane)));
    }

    [Fact]
    public async Task The_callers_deadline_comes_first()
    {
        var pipeline = _timed.Pipeline(new PipelineOptions());

        await _timed.ShouldEndAfter(TimeSpan.FromSeconds(2), pipeline, _timed.Ask() with { Deadline = _timed.Clock.GetUtcNow().AddSeconds(2) });

        _timed.Attempts = 0;
        await ShouldFail(_timed.RunAsync(pipeline, Hang, _timed.Ask() with { Deadline = _timed.Clock.GetUtcNow() }), UnavailableReason.TimedOut);
        _timed.Attempts.ShouldBe(0);
    }

    [Fact]
    public async Task Without_a_written_intent_nothing_is_asked()
    {
        var pipeline = new UpstreamPipeline(
            "somewhere",
            new PipelineOptions(),
            (_, _) => throw new InvalidOperationException("no database"),
            _timed.DrawAsync,
            new UpstreamMetrics(_timed.Meters.GetRequiredService<IMeterFactory>(), _timed.Clock),
            NullLogger<UpstreamPipeline>.Instance,
            _timed.Clock);

        await Should.ThrowAsync<InvalidOperationException>(() => _timed.RunAsync(pipeline, () => Task.FromResult(1)));

        _timed.Attempts.ShouldBe(0);
    }

    [Fact]
    public async Task Every_attempt_is_counted_with_its_result()
    {
        var counted = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Name == "hues.upstream.attempts" && instrument.Meter.Scope == _timed.Meters.GetRequiredService<IMeterFactory>())
                own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
            counted.Add(string.Join(' ', tags.ToArray().Select(tag => tag.Value))));
        listener.Start();

        await _timed.RunAsync(_timed.Pipeline(new PipelineOptions()), () =>
            _timed.Attempts == 1 ? Fail(UnavailableReason.ServerError)() : Task.FromResult(1));

        counted.ShouldBe(["somewhere ask ServerError 1", "somewhere ask Answered 2"]);
    }

    [Fact]
    public async Task Background_work_waits_for_its_turn_once_in_all_on_however_many_routes()
    {
        var first = _timed.Pipeline(new PipelineOptions { Retries = 0, Quota = { BackgroundWait = TimeSpan.FromSeconds(5) } });
        var second = _timed.Pipeline(new PipelineOptions { Retries = 0, Quota = { BackgroundWait = TimeSpan.FromSeconds(5) } });
        var ask = _timed.Ask(Lane.Deferred);
        first.Governor.SlowDown(TimeSpan.FromSeconds(4));
        await ShouldFail(
            _timed.RunAsync(first, _ => Fail(UnavailableReason.ServerError)(), ask), UnavailableReason.ServerError);

        second.Governor.SlowDown(TimeSpan.FromSeconds(4));
        await ShouldFail(_timed.RunAsync(second, _ => Task.FromResult(1), ask), UnavailableReason.QuotaSpent);

        (await _timed.RunAsync(second, _ => Task.FromResult(1), _timed.Ask(Lane.Deferred))).ShouldBe(1, "another question has its own patience");
    }

    public void Dispose() => _timed.Dispose();
}
