using System.Threading.RateLimiting;
using HueS.Integration.Audit;
using HueS.Integration.Upstreams.Quota;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Retry;
using Polly.Timeout;

namespace HueS.Integration.Upstreams;

internal delegate Task WriteIntent(Intent intent, CancellationToken cancellationToken);

/// <summary>
/// The way to one upstream, outermost first: the caller's deadline, bulkhead, total time-out, retry, breaker, quota, and
/// then each attempt with an intent and a time-out of its own. It ends in an answer, an <see cref="UpstreamException"/>, or
/// the caller's own cancellation.
/// </summary>
internal sealed class UpstreamPipeline : IAsyncDisposable
{
    // A timer may fire a little early; the quota's pause must be over when the retry comes.
    private static readonly TimeSpan TimerSlack = TimeSpan.FromMilliseconds(20);

    // Further doubling would overflow, and a break that cannot be told leaves the breaker half-open for ever.
    private const int MostDoublings = 20;

    private readonly string _upstream;
    private readonly PipelineOptions _options;
    private readonly WriteIntent _writeIntent;
    private readonly UpstreamMetrics _metrics;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly RetryBudget _budget;
    private readonly LanePlaces _places;
    private readonly CircuitBreakerStateProvider _breaker;
    private readonly ResiliencePipeline _call;
    private readonly ResiliencePipeline _attempt;
    private DateTimeOffset _openUntil;
    private bool _tlsRefused;

    public UpstreamPipeline(
        string upstream,
        PipelineOptions options,
        WriteIntent writeIntent,
        DrawQuota drawQuota,
        UpstreamMetrics metrics,
        ILogger<UpstreamPipeline> logger,
        TimeProvider time)
    {
        _upstream = upstream;
        _options = options;
        _writeIntent = writeIntent;
        _metrics = metrics;
        _logger = logger;
        _time = time;
        _budget = new RetryBudget(options.RetryShare, options.RetryReserve);
        _places = new LanePlaces(options.Concurrency, options.Queue);
        Governor = new Governor(upstream, options.Quota, drawQuota, logger, time);
        var breaker = Breaker();
        _breaker = breaker.StateProvider!;
        metrics.Watch(upstream, _breaker);
        _call = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddTimeout(new TimeoutStrategyOptions { TimeoutGenerator = UntilDeadline })
            .AddRateLimiter(new RateLimiterStrategyOptions { RateLimiter = _places.TakeAsync })
            .AddConcurrencyLimiter(new ConcurrencyLimiterOptions
            {
                PermitLimit = options.Concurrency,
                QueueLimit = options.Queue,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            })
            .AddTimeout(new TimeoutStrategyOptions { TimeoutGenerator = InTotal })
            .AddRetry(Retry())
            .AddCircuitBreaker(breaker)
            .AddStrategy(_ => new QuotaStrategy(Governor, options.AttemptTimeout, time))
            .Build();
        _attempt = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddTimeout(options.AttemptTimeout)
            .Build();
    }

    /// <summary>How long one attempt may take.</summary>
    public TimeSpan AttemptTimeout => _options.AttemptTimeout;

    public Governor Governor { get; }

    /// <summary>Whether this node's breaker lets calls through.</summary>
    public BreakerStanding BreakerStanding => _breaker.CircuitState switch
    {
        CircuitState.Closed => new BreakerStanding(BreakerPosition.Closed, null),
        CircuitState.HalfOpen => new BreakerStanding(BreakerPosition.HalfOpen, null),
        // The break is over, and the next call will be the trial.
        _ when _openUntil <= _time.GetUtcNow() => new BreakerStanding(BreakerPosition.HalfOpen, null),
        _ => new BreakerStanding(BreakerPosition.Open, _openUntil),
    };

    /// <summary>Runs <paramref name="attempt"/> once or more, each time with a request id of its own.</summary>
    public async Task<T> RunAsync<T>(
        string operation,
        Ask ask,
        Func<string, CancellationToken, Task<T>> attempt,
        CancellationToken cancellationToken)
    {
        if (ask.Deadline <= _time.GetUtcNow())
            throw new UpstreamUnavailableException(UnavailableReason.TimedOut, detail: "deadline passed");

        var call = new UpstreamCall(operation, ask, cancellationToken);
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        call.AttachTo(context);
        try
        {
            var answer = await _call.ExecuteAsync(
                async (inner, state) => await AttemptAsync(call, state, inner.CancellationToken),
                context,
                attempt);
            _budget.Earn();
            return answer;
        }
        catch (TimeoutRejectedException)
        {
            throw new UpstreamUnavailableException(UnavailableReason.TimedOut, detail: "all attempts");
        }
        catch (BrokenCircuitException open)
        {
            throw new UpstreamUnavailableException(UnavailableReason.CircuitOpen, open.RetryAfter ?? _options.ShortestBreak);
        }
        catch (RateLimiterRejectedException)
        {
            throw new UpstreamUnavailableException(UnavailableReason.BulkheadFull);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Governor.DisposeAsync();
        _places.Dispose();
    }

    private async Task<T> AttemptAsync<T>(
        UpstreamCall call,
        Func<string, CancellationToken, Task<T>> attempt,
        CancellationToken cancellationToken)
    {
        call.Attempts++;
        var id = Guid.CreateVersion7();
        var requestId = id.ToString();
        await _writeIntent(
            new Intent(
                id,
                _upstream,
                call.Operation,
                requestId,
                Known(call.Ask.VerificationId),
                Known(call.Ask.SubjectId),
                call.Ask.ClientId,
                call.Ask.Purpose,
                call.Ask.OfficerId,
                call.Ask.Pool),
            cancellationToken);

        using var measured = _metrics.Begin(_upstream, call.Operation, call.Attempts);
        var started = _time.GetTimestamp();
        call.AttemptHadTime = IsTimeForAnAttempt(call);
        try
        {
            var answer = await _attempt.ExecuteAsync(
                async (state, token) => await state(requestId, token),
                attempt,
                cancellationToken);
            measured.Answered();
            Governor.Heed(_time.GetElapsedTime(started));
            _tlsRefused = false;
            return answer;
        }
        catch (Exception thrown) when (Faults.Translate(thrown, cancellationToken) is { } fault)
        {
            call.AttemptHadTime = false;
            measured.Failed(fault);
            Heed(call, fault, _time.GetElapsedTime(started));
            throw fault;
        }
    }

    private static Guid? Known(Guid id) => id == Guid.Empty ? null : id;

    private void Heed(UpstreamCall call, UpstreamException fault, TimeSpan took)
    {
        if (fault is not UpstreamUnavailableException unavailable)
        {
            Log.Refused(_logger, _upstream, call.Operation, ((UpstreamRefusedException)fault).Reason);
            return;
        }

        // A server busy with itself says 503, or when to come again: slower is polite, but it did not forbid others to ask.
        if (unavailable.Reason == UnavailableReason.Throttled)
            Governor.SlowDown(unavailable.RetryAfter);
        else if (unavailable is { Reason: UnavailableReason.ServerError } busy && (busy.RetryAfter is not null || busy.Detail == Screening.Busy))
            Governor.SlowDown(null);
        else if (unavailable.Reason == UnavailableReason.TimedOut)
            Governor.Heed(took);

        if (unavailable.Reason != UnavailableReason.TlsError)
        {
            Log.AttemptFailed(_logger, _upstream, call.Operation, call.Attempts, unavailable.Reason, unavailable.Detail);
        }
        else if (!Interlocked.Exchange(ref _tlsRefused, true))
        {
            // Every call fails alike until someone mends the certificate: one alert will do.
            Log.TlsRefused(_logger, _upstream);
        }
    }

    private ValueTask<TimeSpan> UntilDeadline(TimeoutGeneratorArguments arguments) =>
        ValueTask.FromResult(Left(UpstreamCall.Of(arguments.Context)));

    private ValueTask<TimeSpan> InTotal(TimeoutGeneratorArguments arguments)
    {
        var call = UpstreamCall.Of(arguments.Context);
        var (limit, left) = (InTotal(call), Left(call));
        var total = left < limit ? left : limit;
        call.EndsAt = _time.GetUtcNow() + total;
        return ValueTask.FromResult(total);
    }

    private TimeSpan InTotal(UpstreamCall call) =>
        call.Ask.Lane == Lane.Counter ? _options.InteractiveTimeout : _options.BackgroundTimeout;

    // Where all attempts together have no more time than one may take, half of that must do.
    private bool IsTimeForAnAttempt(UpstreamCall call)
    {
        var left = call.EndsAt - _time.GetUtcNow();
        return left >= _options.AttemptTimeout || left >= InTotal(call) / 2;
    }

    // Zero would switch a time-out off instead of firing it.
    private TimeSpan Left(UpstreamCall call)
    {
        var left = call.Ask.Deadline - _time.GetUtcNow();
        return left > TimeSpan.FromMilliseconds(1) ? left : TimeSpan.FromMilliseconds(1);
    }

    private RetryStrategyOptions Retry() => new()
    {
        // Polly wants at least one; the predicate below holds the count.
        MaxRetryAttempts = Math.Max(1, _options.Retries),
        ShouldHandle = arguments => ValueTask.FromResult(
            arguments.AttemptNumber < _options.Retries
            && arguments.Outcome.Exception is UpstreamUnavailableException { Retryable: true } fault
            && FitsWhatIsLeft(fault.RetryAfter, UpstreamCall.Of(arguments.Context))
            && _budget.TrySpend()),
        DelayGenerator = arguments =>
        {
            var ceiling = _options.RetryDelay * (1 << arguments.AttemptNumber);
            var asked = ((UpstreamUnavailableException)arguments.Outcome.Exception!).RetryAfter;
            var jitter = ceiling * Random.Shared.NextDouble();
            return ValueTask.FromResult<TimeSpan?>(asked is { } wait ? wait + TimerSlack + jitter : jitter);
        },
    };

    private bool FitsWhatIsLeft(TimeSpan? wait, UpstreamCall call) =>
        wait is not { } asked || _time.GetUtcNow() + asked + TimerSlack + _options.RetryDelay < call.EndsAt;

    // A trial that tells nothing would close the breaker as if it had been answered: the next caller is the trial instead.
    private bool SpeaksAgainst(Exception? thrown, UpstreamCall call)
    {
        if (Faults.SpeaksAgainstUpstream(thrown, call))
            return true;
        call.ProvedNothing = _breaker.CircuitState == CircuitState.HalfOpen && !Faults.SpeaksForUpstream(thrown);
        return call.ProvedNothing;
    }

    private CircuitBreakerStrategyOptions Breaker() => new()
    {
        FailureRatio = _options.BreakerRatio,
        MinimumThroughput = _options.BreakerMinimum,
        SamplingDuration = _options.BreakerWindow,
        BreakDurationGenerator = arguments =>
        {
            if (UpstreamCall.Of(arguments.Context).ProvedNothing)
                return ValueTask.FromResult(TimeSpan.Zero);
            var growing = _options.ShortestBreak * Math.Pow(2, Math.Min(arguments.HalfOpenAttempts, MostDoublings));
            return ValueTask.FromResult(growing < _options.LongestBreak ? growing : _options.LongestBreak);
        },
        ShouldHandle = arguments => ValueTask.FromResult(SpeaksAgainst(arguments.Outcome.Exception, UpstreamCall.Of(arguments.Context))),
        StateProvider = new CircuitBreakerStateProvider(),
        OnOpened = arguments =>
        {
            _openUntil = _time.GetUtcNow() + arguments.BreakDuration;
            if (arguments.BreakDuration > TimeSpan.Zero)
                Log.BreakerOpened(_logger, _upstream, arguments.BreakDuration);
            return ValueTask.CompletedTask;
        },
        OnClosed = _ =>
        {
            Log.BreakerClosed(_logger, _upstream);
            return ValueTask.CompletedTask;
        },
    };
}
