using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Quota;
using Shouldly;
using Xunit;
using static HueS.Integration.Tests.Upstreams.TimedPipeline;

namespace HueS.Integration.Tests.Upstreams;

/// <summary>When the pipeline stops asking an upstream that fails, and what speaks against one.</summary>
public sealed class Breakers : IDisposable
{
    private readonly TimedPipeline _timed = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_breaker_opens_at_half_of_ten_and_its_pauses_grow_to_a_minute()
    {
        var pipeline = _timed.Pipeline(new PipelineOptions { Retries = 0 });
        for (var call = 0; call < 5; call++)
        {
            await _timed.RunAsync(pipeline, () => Task.FromResult(1));
            await ShouldFail(_timed.RunAsync(pipeline, Fail(UnavailableReason.ServerError)), UnavailableReason.ServerError);
        }

        _timed.Attempts = 0;
        foreach (var seconds in (int[])[15, 30, 60, 60])
        {
            var open = await ShouldFail(_timed.RunAsync(pipeline, () => Task.FromResult(1)), UnavailableReason.CircuitOpen);
            open.RetryAfter!.Value.ShouldBeInRange(TimeSpan.FromSeconds(seconds - 1), TimeSpan.FromSeconds(seconds));
            _timed.Clock.Advance(TimeSpan.FromSeconds(seconds));
            await ShouldFail(_timed.RunAsync(pipeline, Fail(UnavailableReason.ServerError)), UnavailableReason.ServerError);
        }

        _timed.Attempts.ShouldBe(4, "one trial call after each pause");
        _timed.Clock.Advance(TimeSpan.FromSeconds(60));
        (await _timed.RunAsync(pipeline, () => Task.FromResult(1))).ShouldBe(1);
        (await _timed.RunAsync(pipeline, () => Task.FromResult(1))).ShouldBe(1);
    }

    [Fact]
    public async Task However_long_an_outage_lasts_the_upstream_is_tried_again()
    {
        const int minutes = 24 * 60;
        var pipeline = _timed.Pipeline(new PipelineOptions { Retries = 0 });
        for (var call = 0; call < 10; call++)
            await ShouldFail(_timed.RunAsync(pipeline, Fail(UnavailableReason.ServerError)), UnavailableReason.ServerError);

        for (var minute = 0; minute < minutes; minute++)
        {
            _timed.Clock.Advance(TimeSpan.FromMinutes(1));
            await ShouldFail(_timed.RunAsync(pipeline, Fail(UnavailableReason.ServerError)), UnavailableReason.ServerError);
        }

        _timed.Clock.Advance(TimeSpan.FromMinutes(1));
        (await _timed.RunAsync(pipeline, () => Task.FromResult(1))).ShouldBe(1);
    }

    [Theory]
    [InlineData(nameof(UnavailableReason.QuotaSpent))]
    [InlineData(nameof(UnavailableReason.Throttled))]
    [InlineData(nameof(UnavailableReason.Indeterminate))]
    public async Task A_trial_that_says_nothing_of_the_upstream_does_not_leave_it_shut_off_for_ever(string said)
    {
        var reason = Enum.Parse<UnavailableReason>(said);
        var pipeline = _timed.Pipeline(new PipelineOptions { Retries = 0 });
        for (var call = 0; call < 10; call++)
            await ShouldFail(_timed.RunAsync(pipeline, Fail(UnavailableReason.ServerError)), UnavailableReason.ServerError);
        _timed.Clock.Advance(TimeSpan.FromSeconds(15));
        await ShouldFail(_timed.RunAsync(pipeline, Fail(reason)), reason);

        _timed.Clock.Advance(TimeSpan.FromSeconds(60));

        (await _timed.RunAsync(pipeline, () => Task.FromResult(1))).ShouldBe(1);
    }

    [Fact]
    public async Task A_trial_whose_intent_cannot_be_written_does_not_leave_it_shut_off_for_ever()
    {
        var isAway = false;
        var pipeline = _timed.Pipeline(
            new PipelineOptions { Retries = 0 },
            (_, _) => isAway ? throw new Npgsql.NpgsqlException("away") : Task.CompletedTask);
        for (var call = 0; call < 10; call++)
            await ShouldFail(_timed.RunAsync(pipeline, Fail(UnavailableReason.ServerError)), UnavailableReason.ServerError);
        _timed.Clock.Advance(TimeSpan.FromSeconds(15));
        isAway = true;
        await Should.ThrowAsync<Npgsql.NpgsqlException>(_timed.RunAsync(pipeline, () => Task.FromResult(1)));
        isAway = false;

        _timed.Clock.Advance(TimeSpan.FromSeconds(60));

        (await _timed.RunAsync(pipeline, () => Task.FromResult(1))).ShouldBe(1);
    }

    [Fact]
    public async Task Refusals_throttling_and_what_we_cannot_read_for_certain_do_not_open_the_breaker()
    {
        var pipeline = _timed.Pipeline(new PipelineOptions { Retries = 0, Quota = { PerSecond = 10_000, Burst = 10_000 } });

        for (var call = 0; call < 10; call++)
        {
            await Should.ThrowAsync<UpstreamRefusedException>(() =>
                _timed.RunAsync(pipeline, () => throw new UpstreamRefusedException(RefusalReason.Forbidden)));
            await ShouldFail(_timed.RunAsync(pipeline, Fail(UnavailableReason.Throttled)), UnavailableReason.Throttled);
            await ShouldFail(_timed.RunAsync(pipeline, Fail(UnavailableReason.Indeterminate)), UnavailableReason.Indeterminate);
        }

        (await _timed.RunAsync(pipeline, () => Task.FromResult(1))).ShouldBe(1);
    }

    [Fact]
    public async Task Callers_who_leave_do_not_open_the_breaker()
    {
        var pipeline = _timed.Pipeline(new PipelineOptions { Quota = { Burst = 100 } });
        for (var call = 0; call < 20; call++)
        {
            using var leaving = new CancellationTokenSource();
            await Should.ThrowAsync<OperationCanceledException>(() => pipeline.RunAsync<int>(
                "ask",
                _timed.Ask(),
                async (_, token) =>
                {
                    await leaving.CancelAsync();
                    token.ThrowIfCancellationRequested();
                    return 1;
                },
                leaving.Token));
        }

        (await _timed.RunAsync(pipeline, () => Task.FromResult(1))).ShouldBe(1);
    }

    [Fact]
    public async Task Calls_cut_by_the_total_time_out_speak_against_the_upstream()
    {
        var pipeline = _timed.Pipeline(new PipelineOptions { InteractiveTimeout = TimeSpan.FromSeconds(1), Quota = { Burst = 100 } });

        for (var call = 0; call < 10; call++)
        {
            await ShouldFail(_timed.RunAsync(pipeline, Hang), UnavailableReason.TimedOut);
        }

        await ShouldFail(_timed.RunAsync(pipeline, () => Task.FromResult(1)), UnavailableReason.CircuitOpen);
    }

    [Fact]
    public async Task Callers_who_had_less_time_than_an_attempt_takes_do_not_speak_against_the_upstream()
    {
        var pipeline = _timed.Pipeline(new PipelineOptions { Quota = { Burst = 100 } });

        for (var call = 0; call < 12; call++)
        {
            await ShouldFail(
                _timed.RunAsync(pipeline, Hang, _timed.Ask() with { Deadline = _timed.Clock.GetUtcNow().AddSeconds(1) }), UnavailableReason.TimedOut);
        }

        (await _timed.RunAsync(pipeline, () => Task.FromResult(1))).ShouldBe(1);
    }

    [Fact]
    public async Task What_we_wait_for_ourselves_does_not_speak_against_the_upstream()
    {
        var isStuck = true;
        var pipeline = _timed.Pipeline(
            new PipelineOptions { InteractiveTimeout = TimeSpan.FromSeconds(1), Quota = { Burst = 100 } },
            (_, token) => isStuck ? Task.Delay(Timeout.Infinite, token) : Task.CompletedTask);

        for (var call = 0; call < 12; call++)
            await ShouldFail(_timed.RunAsync(pipeline, () => Task.FromResult(1)), UnavailableReason.TimedOut);
        isStuck = false;

        (await _timed.RunAsync(pipeline, () => Task.FromResult(1))).ShouldBe(1);
    }

    public static TheoryData<string> Proofless => ["not authenticated", "forbidden", "throttled", "no quota", "not understood"];

    [Theory]
    [MemberData(nameof(Proofless))]
    public async Task A_trial_call_that_tells_nothing_of_the_upstream_does_not_close_the_breaker(string end)
    {
        var pipeline = await OpenAsync();

        for (var trial = 0; trial < 3; trial++)
        {
            await Should.ThrowAsync<UpstreamException>(() => _timed.RunAsync(pipeline, () => throw Proving(end)));
            pipeline.BreakerStanding.Position.ShouldBe(BreakerPosition.HalfOpen, "the next caller is the trial");
        }

        await ShouldFail(_timed.RunAsync(pipeline, Fail(UnavailableReason.ServerError)), UnavailableReason.ServerError);
        await ShouldFail(_timed.RunAsync(pipeline, () => Task.FromResult(1)), UnavailableReason.CircuitOpen);
        _timed.Clock.Advance(TimeSpan.FromSeconds(60));
        (await _timed.RunAsync(pipeline, () => Task.FromResult(1))).ShouldBe(1);
        pipeline.BreakerStanding.Position.ShouldBe(BreakerPosition.Closed);
    }

    [Fact]
    public async Task A_trial_call_whose_caller_leaves_does_not_close_the_breaker()
    {
        var pipeline = await OpenAsync();
        using var leaving = new CancellationTokenSource();

        await Should.ThrowAsync<OperationCanceledException>(() => pipeline.RunAsync<int>(
            "ask",
            _timed.Ask(),
            async (_, token) =>
            {
                await leaving.CancelAsync();
                token.ThrowIfCancellationRequested();
                return 1;
            },
            leaving.Token));

        pipeline.BreakerStanding.Position.ShouldBe(BreakerPosition.HalfOpen);
        (await _timed.RunAsync(pipeline, () => Task.FromResult(1))).ShouldBe(1);
        pipeline.BreakerStanding.Position.ShouldBe(BreakerPosition.Closed);
    }

    [Fact]
    public async Task A_refusal_only_the_register_can_give_closes_the_breaker()
    {
        var pipeline = await OpenAsync();

        await Should.ThrowAsync<UpstreamRefusedException>(() =>
            _timed.RunAsync(pipeline, () => throw new UpstreamRefusedException(RefusalReason.OfficerNotEntitled)));

        pipeline.BreakerStanding.Position.ShouldBe(BreakerPosition.Closed);
    }

    /// <summary>A pipeline whose breaker has opened, and whose next call is the trial.</summary>
    private async Task<UpstreamPipeline> OpenAsync()
    {
        var pipeline = _timed.Pipeline(new PipelineOptions { Retries = 0, Quota = { Burst = 100 } });
        for (var call = 0; call < 10; call++)
            await ShouldFail(_timed.RunAsync(pipeline, Fail(UnavailableReason.ServerError)), UnavailableReason.ServerError);
        await ShouldFail(_timed.RunAsync(pipeline, () => Task.FromResult(1)), UnavailableReason.CircuitOpen);
        _timed.Clock.Advance(TimeSpan.FromSeconds(15));
        return pipeline;
    }

    private static UpstreamException Proving(string end) => end switch
    {
        "not authenticated" => new UpstreamRefusedException(RefusalReason.NotAuthenticated),
        "forbidden" => new UpstreamRefusedException(RefusalReason.Forbidden),
        "throttled" => new UpstreamUnavailableException(UnavailableReason.Throttled),
        "no quota" => new UpstreamUnavailableException(UnavailableReason.QuotaSpent),
        "not understood" => new UpstreamUnavailableException(UnavailableReason.Indeterminate),
        _ => throw new ArgumentOutOfRangeException(nameof(end)),
    };

    [Theory]
    [InlineData("status 503", null, true)]
    [InlineData("status 503", 1, true)]
    [InlineData("status 502", 1, true)]
    [InlineData("status 500", null, false)]
    public async Task A_server_busy_with_itself_is_asked_more_slowly_and_not_left_alone(string status, int? seconds, bool slows)
    {
        var pipeline = _timed.Pipeline(new PipelineOptions { Retries = 0 });
        TimeSpan? retryAfter = seconds is { } wait ? TimeSpan.FromSeconds(wait) : null;

        await ShouldFail(
            _timed.RunAsync(pipeline, () => throw new UpstreamUnavailableException(UnavailableReason.ServerError, retryAfter, status)),
            UnavailableReason.ServerError);
        await pipeline.DisposeAsync();

        _timed.Complaints.ShouldBe(slows ? [Complaint.Told(null)] : []);
    }

    public void Dispose() => _timed.Dispose();
}
