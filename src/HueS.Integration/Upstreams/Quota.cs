using Polly;

namespace HueS.Integration.Upstreams;

/// <summary>
/// What this node may ask of one upstream: a bucket of tokens, of which every attempt pays one. Told to slow down it halves
/// its rate and wins it back evenly, over about a minute.
/// </summary>
internal sealed class Quota
{
    // An upstream that asks for more than this is asked again after it all the same.
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);
    private static readonly TimeSpan HalvedAtMostEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FullRecovery = TimeSpan.FromMinutes(1);

    // Below this share of its rate an upstream would look dead to everyone.
    private const double LowestShare = 0.1;

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly double _fullRate;
    private readonly int _burst;
    private readonly double _counterShare;
    private double _rate;
    private double _tokens;
    private DateTimeOffset _countedAt;
    private DateTimeOffset _pausedUntil;
    private DateTimeOffset _halvedAt = DateTimeOffset.MinValue;

    public Quota(PipelineOptions options, TimeProvider time)
    {
        _time = time;
        _fullRate = _rate = options.QuotaPerSecond;
        _tokens = _burst = options.QuotaBurst;
        _counterShare = options.CounterShare;
        _countedAt = time.GetUtcNow();
    }

    /// <summary>Pays for one attempt; otherwise says how long until that may be possible.</summary>
    public bool TryPay(Lane lane, out TimeSpan wait)
    {
        lock (_lock)
        {
            var now = CountUp();
            var needed = 1 + Kept(lane);
            wait = _pausedUntil > now ? _pausedUntil - now
                : _tokens < needed ? TimeSpan.FromSeconds((needed - _tokens) / _rate)
                : TimeSpan.Zero;
            if (wait > TimeSpan.Zero)
                return false;
            _tokens--;
            return true;
        }
    }

    /// <summary>The upstream is overloaded; where it says how long, nobody asks until then.</summary>
    public void SlowDown(TimeSpan? pause)
    {
        lock (_lock)
        {
            var now = CountUp();
            // Calls that were under way together complain together: that is one complaint.
            if (now - _halvedAt >= HalvedAtMostEvery)
            {
                _rate = Math.Max(_fullRate * LowestShare, _rate / 2);
                _halvedAt = now;
            }

            if (pause is { } asked)
            {
                var until = now + (asked < LongestPause ? asked : LongestPause);
                _pausedUntil = until > _pausedUntil ? until : _pausedUntil;
            }
        }
    }

    private DateTimeOffset CountUp()
    {
        var now = _time.GetUtcNow();
        // A clock set back must not take tokens away.
        var passed = Math.Max(0, (now - _countedAt).TotalSeconds);
        _countedAt = now;
        _tokens = Math.Min(_burst, _tokens + (_rate * passed));
        _rate = Math.Min(_fullRate, _rate + (_fullRate * passed / FullRecovery.TotalSeconds));
        return now;
    }

    private double Kept(Lane lane)
    {
        var share = lane switch
        {
            Lane.Counter => 0,
            Lane.Deferred => _counterShare,
            Lane.Reconciliation => 2 * _counterShare,
            _ => throw new ArgumentOutOfRangeException(nameof(lane)),
        };
        // However small the bucket, its last token must be reachable for every lane once it is full.
        return Math.Min(share * _burst, _burst - 1);
    }
}

/// <summary>Makes every attempt pay.</summary>
internal sealed class QuotaStrategy(Quota quota) : ResilienceStrategy
{
    protected override ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback,
        ResilienceContext context,
        TState state) =>
        quota.TryPay(UpstreamCall.Of(context).Ask.Lane, out var wait)
            ? callback(context, state)
            : Outcome.FromExceptionAsValueTask<TResult>(
                new UpstreamUnavailableException(UnavailableReason.QuotaSpent, wait));
}
