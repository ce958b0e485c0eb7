namespace HueS.Integration.Upstreams.Quota;

/// <summary>How many attempts came in the last fifth of a second.</summary>
internal sealed class DemandMeter(TimeProvider time)
{
    public static readonly TimeSpan Window = TimeSpan.FromMilliseconds(200);

    private long _started = time.GetTimestamp();
    private int _counting;
    private int _last;

    public void Count()
    {
        Turn();
        _counting++;
    }

    public int Last()
    {
        Turn();
        return _last;
    }

    private void Turn()
    {
        var passed = time.GetElapsedTime(_started);
        if (passed < Window)
            return;
        _last = passed < 2 * Window ? _counting : 0;
        _counting = 0;
        _started = time.GetTimestamp();
    }
}
