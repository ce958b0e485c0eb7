namespace HueS.Integration.Storage;

internal static class Moments
{
    /// <summary>Now, no finer than the database keeps it: what is answered at once equals what is read back later.</summary>
    public static DateTimeOffset GetStoredNow(this TimeProvider time) => time.GetUtcNow().AsStored();

    public static DateTimeOffset AsStored(this DateTimeOffset moment) =>
        moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond)).ToUniversalTime();
}
