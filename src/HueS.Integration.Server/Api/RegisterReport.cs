using HueS.Integration.Contracts;
using HueS.Integration.Storage;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Population;
using HueS.Integration.Upstreams.Quota;
using HueS.Integration.Verification;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HueS.Integration.Server.Api;

/// <summary>How the routes and the lanes stand, in the words of the API.</summary>
internal static class RegisterReport
{
    public static async Task<Ok<RegisterStatus>> ShowAsync(
        RouteQuarantine quarantine,
        RegisterRoutes routes,
        QuotaLedger quotas,
        RegisterForecast forecast,
        WaitingLines lines,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var shown = new List<Contracts.RegisterRoute>();
        foreach (var route in routes.All)
        {
            var stop = await quarantine.StandingAsync(route.Name, Pool.Api, cancellationToken);
            var quota = await quotas.StandingAsync(route.Pipeline.Governor.Upstream, Pool.Api, cancellationToken);
            shown.Add(Show(route, stop is { IsStopped: true } ? stop : null, quota, time.GetUtcNow()));
        }

        var waiting = await lines.CountAsync(Pool.Api, cancellationToken);
        var queue = new List<LaneStatus>();
        long ahead = 0;
        foreach (var lane in Lanes.All)
        {
            var line = lane == Lane.Counter
                ? new WaitingLine(routes.All.Sum(route => route.Pipeline.Governor.Waiting(lane)), null)
                : waiting[lane];
            // Whoever stands in a lane before comes before.
            ahead += line.Count;
            DateTimeOffset? empty = line.Count == 0
                ? null
                : await forecast.ExpectedAsync(lane, ahead - 1, Pool.Api, cancellationToken);
            queue.Add(new LaneStatus(Show(lane), line.Count, line.OldestAt, empty));
        }

        var deferred = waiting[Lane.Deferred];
        return TypedResults.Ok(new RegisterStatus(shown, queue, deferred.Count, deferred.OldestAt));
    }

    private static Contracts.RegisterRoute Show(
        Upstreams.Population.RegisterRoute route,
        RouteStanding? stop,
        QuotaStanding? kept,
        DateTimeOffset now)
    {
        var options = route.Pipeline.Governor.Options;
        var quota = kept ?? QuotaStanding.Untouched(options, now);
        var terms = QuotaTerms.At(options, quota.Now);
        var cap = quota.Cap.HoldsAt(quota.Now) ? quota.Cap : QuotaCap.None;
        var breaker = route.Pipeline.BreakerStanding;
        return new Contracts.RegisterRoute(
            route.Name,
            stop is not null,
            stop?.QuarantinedAt,
            stop is null ? null : stop.Cause == RouteStop.Operator ? QuarantineCause.Operator : QuarantineCause.WrongPerson,
            stop?.Reason,
            new RouteBreaker(Show(breaker.Position), breaker.Until),
            new RouteQuota(
                terms.PerSecond,
                quota.PerSecondAt(terms, quota.Now),
                options.Burst,
                quota.UsedToday,
                quota.PerDayAt(terms, quota.Now) is { } perDay ? Math.Max(0, perDay - quota.UsedToday) : null,
                quota.FeeToday,
                quota.IsPaused ? quota.PausedUntil : null,
                terms.IsOffPeak,
                new RouteCap(cap.PerSecond, cap.PerDay, cap.Until, quota.CapVersion)));
    }

    private static BreakerState Show(BreakerPosition position) => position switch
    {
        BreakerPosition.Closed => BreakerState.Closed,
        BreakerPosition.Open => BreakerState.Open,
        BreakerPosition.HalfOpen => BreakerState.HalfOpen,
        _ => throw new ArgumentOutOfRangeException(nameof(position)),
    };

    private static RegisterLane Show(Lane lane) => lane switch
    {
        Lane.Counter => RegisterLane.Counter,
        Lane.Deferred => RegisterLane.Deferred,
        Lane.Reconciliation => RegisterLane.Reconciliation,
        _ => throw new ArgumentOutOfRangeException(nameof(lane)),
    };
}
