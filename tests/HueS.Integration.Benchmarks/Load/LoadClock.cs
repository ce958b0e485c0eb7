namespace HueS.Integration.Benchmarks.Load;

/// <summary>When measuring begins and ends, for all callers alike: after a time, or after so many answers, whichever is first.</summary>
internal sealed class LoadClock
{
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private readonly TimeSpan _warmUp;
    private readonly TimeSpan _end;
    private readonly int _most;
    private int _asked;
    private long _last;

    public LoadClock(LoadOrder order)
    {
        _warmUp = TimeSpan.FromSeconds(order.WarmUpSeconds);
        _end = _warmUp + TimeSpan.FromSeconds(order.Seconds);
        _most = order.Count ?? int.MaxValue;
    }

    /// <summary>From the end of the warm-up to the last answer that counted.</summary>
    public TimeSpan Measured => TimeProvider.System.GetElapsedTime(_start, Interlocked.Read(ref _last)) - _warmUp;

    public bool MayAsk() => TimeProvider.System.GetElapsedTime(_start) < _end && Interlocked.Increment(ref _asked) <= _most;

    /// <summary>Whether a question asked at this moment counts.</summary>
    public bool Counts(long asked) => TimeProvider.System.GetElapsedTime(_start, asked) >= _warmUp;

    public void Note(long answered)
    {
        // Whoever writes later was answered later, but for a hair that no measurement sees.
        Interlocked.Exchange(ref _last, answered);
    }
}
