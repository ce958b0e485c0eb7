using HueS.Integration.Storage;
using HueS.Integration.Upstreams.Quota;

namespace HueS.Integration.Upstreams.Population;

/// <summary>When the register can be asked next in a lane, by whichever route is soonest.</summary>
internal sealed class RegisterForecast(RegisterRoutes routes, RouteQuarantine quarantine, QuotaLedger ledger, TimeProvider time)
{
    // Asked with every pending answer: a second-old quota is as good as a fresh one.
    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(1);

    private volatile Reading? _reading;

    /// <summary>When a question with so many before it in its lane will have its turn; <c>null</c>: no route runs, or not within two months.</summary>
    public async ValueTask<DateTimeOffset?> ExpectedAsync(Lane lane, long ahead, Pool pool, CancellationToken cancellationToken)
    {
        var reading = _reading;
        if (reading is null || time.GetElapsedTime(reading.ReadAt) > ReadEvery)
            _reading = reading = await ReadAsync(pool, cancellationToken);
        return reading.Running.Min(route => QuotaForecast.Of(route.Options, route.Standing, lane, ahead));
    }

    private async Task<Reading> ReadAsync(Pool pool, CancellationToken cancellationToken)
    {
        var running = new List<(QuotaOptions, QuotaStanding)>();
        foreach (var route in routes.All)
        {
            if (await quarantine.StandingAsync(route.Name, pool, cancellationToken) is { IsStopped: true })
                continue;
            var governor = route.Pipeline.Governor;
            var standing = await ledger.StandingAsync(governor.Upstream, pool, cancellationToken);
            running.Add((governor.Options, standing ?? QuotaStanding.Untouched(governor.Options, time.GetUtcNow())));
        }

        return new Reading(running, time.GetTimestamp());
    }

    private sealed record Reading(IReadOnlyList<(QuotaOptions Options, QuotaStanding Standing)> Running, long ReadAt);
}
