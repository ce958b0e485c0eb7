using HueS.Integration.Storage;
using HueS.Integration.Upstreams.Population;
using HueS.Integration.Upstreams.Quota;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Verification;

/// <summary>
/// Whether more checks wait than an hour of the register's quota, as capped by operators, can work off. Counted now and then,
/// not per request.
/// </summary>
internal sealed class QueueGauge(
    Database database,
    CheckQueue queue,
    RegisterRoutes routes,
    QuotaLedger quotas,
    IOptions<VerificationOptions> options,
    TimeProvider time)
{
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

        var most = options.Value.MostWaiting ?? await OfAnHourAsync(cancellationToken);
        await using var connection = await database.OpenAsync(Pool.Health, cancellationToken);
        var (count, _) = await queue.WaitingAsync(connection, cancellationToken);
        return _full = count >= most;
    }

    private async Task<double> OfAnHourAsync(CancellationToken cancellationToken)
    {
        var all = 0.0;
        foreach (var governor in routes.All.Select(route => route.Pipeline.Governor))
        {
            var standing = await quotas.StandingAsync(governor.Upstream, Pool.Health, cancellationToken)
                ?? QuotaStanding.Untouched(governor.Options, time.GetUtcNow());
            all += standing.InAnHour(governor.Options);
        }

        return all;
    }
}
