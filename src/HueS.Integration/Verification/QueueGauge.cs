using HueS.Integration.Storage;
using HueS.Integration.Upstreams.Population;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Verification;

/// <summary>Whether more checks wait than an hour of the register's quota can work off. Counted now and then, not per request.</summary>
internal sealed class QueueGauge(
    Database database,
    CheckQueue queue,
    RegisterRoutes routes,
    IOptions<VerificationOptions> options,
    TimeProvider time)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan CountedEvery = TimeSpan.FromSeconds(5);

    private long _countAgainAt;
    private volatile bool _full;

    public async ValueTask<bool> IsFullAsync(CancellationToken cancellationToken)
    {
        var now = time.GetTimestamp();
        var due = Interlocked.Read(ref _countAgainAt);
        var next = now + (long)(CountedEvery.TotalSeconds * time.TimestampFrequency);
        if (now < due || Interlocked.CompareExchange(ref _countAgainAt, next, due) != due)
            return _full;

        await using var connection = await database.OpenAsync(Pool.Health, cancellationToken);
        var (count, _) = await queue.WaitingAsync(connection, cancellationToken);
        return _full = count >= (options.Value.MostWaiting ?? OfAnHour());
    }

    private double OfAnHour() => routes.All
        .Select(route => route.Pipeline.Governor.Options)
        .Sum(quota => Math.Min(quota.PerSecond * Hour.TotalSeconds, quota.PerDay ?? double.PositiveInfinity));
}
