using HueS.Integration.Storage;
using Microsoft.Extensions.Logging;

namespace HueS.Integration.Upstreams.Quota;

/// <summary>Paid for, or how long to wait until that may be possible.</summary>
internal readonly record struct Payment(bool IsPaid, TimeSpan Wait)
{
    public static Payment Paid { get; } = new(true, TimeSpan.Zero);

    public static Payment Refused(TimeSpan wait) => new(false, wait);
}

/// <summary>
/// One node's door to the quota all nodes share. Every attempt pays; those that come at the same time share one draw.
/// <list type="bullet">
/// <item>Within a lane whoever came first is first.</item>
/// <item>The counter never waits behind the others: a background lane gets nothing beyond its own minimum while a counter
/// attempt waits on any node, and leaves a reserve for those that come. Its minimum, a small share of the rate that it earns
/// only while it waits, is the one thing a counter cannot take, so that nobody waits for ever.</item>
/// <item>What a lane does not ask for, the others use.</item>
/// <item>Tokens drawn ahead are the counter's, are few, are drawn only where there is plenty, and go back after a moment.
/// A node that dies with some in hand lets nothing more out: they were counted when they were drawn.</item>
/// </list>
/// </summary>
internal sealed class Governor(string upstream, QuotaOptions options, DrawQuota draw, ILogger logger, TimeProvider time) : IAsyncDisposable
{
    // With fewer attempts than this in a window a draw for each costs nobody anything.
    private const int BusyDemand = 20;
    private const int WindowShareAhead = 4;

    private static readonly TimeSpan KeptInHand = DemandMeter.Window;
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly Lanes _lanes = new();
    private readonly DemandMeter _demand = new(time);
    private readonly LatencyWatch _latency = new(options.SlowAtLatency);
    private Complaint? _complaint;
    private int _inHand;
    private DateTimeOffset _inHandUntil;
    private DateOnly _inHandDay;
    private Drawn? _last;
    private long _lastAt;
    private Task _drawing = Task.CompletedTask;
    private bool _isDrawing;
    private bool _isClosed;
    private TaskCompletionSource _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Upstream => upstream;

    public QuotaOptions Options => options;

    /// <summary>Pays for one attempt, waiting for its turn no longer than the patience given.</summary>
    public async ValueTask<Payment> PayAsync(Lane lane, TimeSpan patience, CancellationToken cancellationToken)
    {
        Waiter waiter;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            var now = time.GetUtcNow();
            if (lane == Lane.Counter)
            {
                _demand.Count();
                if (_inHand > 0 && now < _inHandUntil)
                {
                    _inHand--;
                    return Payment.Paid;
                }
            }

            // Where others wait already, how it stands is known; it need not be asked again to turn this one away.
            var ahead = _lanes.Count(lane);
            if (ahead > 0 && _last is { } last
                && last.Wait(options, lane, ahead) - time.GetElapsedTime(_lastAt) is var wait && wait > patience + LongestSleep)
            {
                return Payment.Refused(wait);
            }

            waiter = _lanes.Add(lane, now + patience);
            Work(atOnce: ahead == 0);
        }

        await using var left = cancellationToken.UnsafeRegister(
            static (state, token) => ((Waiter)state!).TrySetCanceled(token), waiter);
        return await waiter.Task;
    }

    /// <summary>The upstream is overloaded and says so; where it says how long, nobody asks until then.</summary>
    public void SlowDown(TimeSpan? pause) => Complain(Complaint.Told(pause));

    /// <summary>How long an attempt took, answered or timed out.</summary>
    public void Heed(TimeSpan took)
    {
        if (_latency.IsRising(took))
            Complain(Complaint.Seen);
    }

    /// <summary>Attempts of this node that wait for their turn.</summary>
    public int Waiting(Lane lane)
    {
        lock (_lock)
        {
            return _lanes.Count(lane);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task drawing;
        lock (_lock)
        {
            _isClosed = true;
            _inHandUntil = DateTimeOffset.MinValue;
            Work(atOnce: true);
            drawing = _drawing;
        }

        await drawing;
    }

    private void Complain(Complaint complaint)
    {
        lock (_lock)
        {
            if (_isClosed)
                return;
            // Goes with the next draw, and nobody leaves from here before it: not even on what is in hand.
            _complaint = complaint.And(_complaint);
            _inHandUntil = DateTimeOffset.MinValue;
            Work(atOnce: true);
        }
    }

    private void Work(bool atOnce)
    {
        if (!_isDrawing)
        {
            _isDrawing = true;
            // Without the caller's context: a draw belongs to no single caller's trace.
            using (ExecutionContext.SuppressFlow())
                _drawing = Task.Run(DrawAsync);
        }
        else if (atOnce)
        {
            _woken.TrySetResult();
        }
    }

    /// <summary>Draws as long as somebody waits, one draw at a time, and gives back what nobody came for.</summary>
    private async Task DrawAsync()
    {
        while (NextDraw() is { } next)
        {
            TimeSpan sleep;
            try
            {
                var drawn = await draw(upstream, next, CancellationToken.None);
                sleep = Share(drawn);
            }
            // Whoever waits is told what happened, whatever it was; without a count nobody may leave.
            catch (Exception failure)
            {
                Log.QuotaNotDrawn(logger, upstream, failure.GetType().Name);
                if (!Fail(next, failure))
                    return;
                continue;
            }

            if (sleep > TimeSpan.Zero)
                await Task.WhenAny(_woken.Task, Task.Delay(sleep, time));
        }
    }

    private Draw? NextDraw()
    {
        lock (_lock)
        {
            _woken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var now = time.GetUtcNow();
            if (_isClosed)
                _lanes.Close();
            var returned = _inHand > 0 && now >= _inHandUntil ? _inHand : 0;
            if (_lanes.IsEmpty && returned == 0 && _inHand == 0 && _complaint is null)
            {
                // How it stood says nothing to whoever comes after a quiet time.
                (_isDrawing, _last) = (false, null);
                return null;
            }

            var demand = _demand.Last();
            var atCounters = _lanes.Ask(Lane.Counter);
            var next = new Draw(
                QuotaTerms.At(options, now),
                atCounters,
                _lanes.Ask(Lane.Deferred),
                _lanes.Ask(Lane.Reconciliation),
                _isClosed || atCounters == 0 || demand < BusyDemand || _inHand > returned ? 0 : demand / WindowShareAhead,
                returned,
                _inHandDay,
                _complaint,
                atCounters > 0 ? Pool.Api : Pool.Work);
            _inHand -= returned;
            _complaint = null;
            return next;
        }
    }

    /// <summary>Hands out what was granted, turns away those whose turn comes too late, and says how long to sleep.</summary>
    private TimeSpan Share(Drawn drawn)
    {
        lock (_lock)
        {
            (_last, _lastAt) = (drawn, time.GetTimestamp());
            var now = time.GetUtcNow();
            // Who left in the meantime leaves a token to the counter.
            var unclaimed = drawn.Ahead;
            foreach (var lane in Lanes.All)
                unclaimed += _lanes.Grant(lane, drawn.Of(lane));
            if (unclaimed > 0)
            {
                unclaimed = _lanes.Grant(Lane.Counter, unclaimed);
                _inHand += unclaimed;
                _inHandUntil = _complaint is null ? now + KeptInHand : DateTimeOffset.MinValue;
                _inHandDay = VietnamDay.Of(drawn.At);
            }

            _lanes.TurnAway(now, (lane, ahead) => drawn.Wait(options, lane, ahead));
            if (_lanes.HasNewcomerFirst)
                return TimeSpan.Zero;
            if (_lanes.IsEmpty)
                return _inHand > 0 && _inHandUntil > now ? _inHandUntil - now : TimeSpan.Zero;
            var wait = _lanes.Soonest(lane => drawn.Wait(options, lane, 0));
            return wait < ShortestSleep ? ShortestSleep : wait > LongestSleep ? LongestSleep : wait;
        }
    }

    private bool Fail(Draw failed, Exception failure)
    {
        lock (_lock)
        {
            _complaint = failed.Complaint is { } unheard ? unheard.And(_complaint) : _complaint;
            _lanes.Fail(failure);
            // What could not be given back is lost to everybody, which is the safe side; a complaint waits for the next draw.
            if (_lanes.IsEmpty)
                (_isDrawing, _last) = (false, null);
            return _isDrawing;
        }
    }
}
