namespace HueS.Integration.Storage;

internal static class Moments
{
    /// <summary>Now, no finer than the database keeps it: what is answered at once equals what is read back later.</summary>
    public static DateTimeOffset GetStoredNow(this TimeProvider time)
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
