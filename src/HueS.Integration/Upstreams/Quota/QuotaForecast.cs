namespace HueS.Integration.Upstreams.Quota;

/// <summary>
/// When an attempt will have its turn, by the quota as it stands: rate, pause and recovery, windows, caps and the day's count.
/// People at counters come before it and cannot be foreseen, so it is the earliest time, not a promise.
/// </summary>
internal static class QuotaForecast
{
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(60);

    /// <summary>When an attempt with so many before it leaves; <c>null</c>: not within two months.</summary>
    public static DateTimeOffset? Of(QuotaOptions options, QuotaStanding standing, Lane lane, long ahead)
    {
        var at = standing.PausedUntil > standing.Now ? standing.PausedUntil.Value : standing.Now;
        var left = ahead + 1.0;
        var used = standing.UsedToday;
        // What lies in the bucket leaves at once.
        var ready = Math.Max(0, TokensAt(options, standing, at) - QuotaTerms.At(options, at).Of(lane).Kept);
        while (at < standing.Now + Horizon)
        {
            var terms = QuotaTerms.At(options, at);
            var until = Boundary(options, standing, at);
            var rate = (standing.PerSecondAt(terms, at) + standing.PerSecondAt(terms, until.AddTicks(-1))) / 2;
            var mine = terms.Of(lane);
            if (mine.Open)
            {
                var perDay = standing.PerDayAt(terms, at);
                var today = perDay is { } limit ? Math.Max(0, Math.Floor(limit * (1 - mine.KeptOfDay)) - used) : double.PositiveInfinity;
                var possible = Math.Min(today, ready + (rate * (until - at).TotalSeconds));
                if (possible >= left)
                    return at + TimeSpan.FromSeconds(Math.Max(0, left - ready) / rate);
                left -= possible;
                used += (long)Math.Ceiling(possible);
                ready = 0;
            }

            if (VietnamDay.Of(until) != VietnamDay.Of(at))
                used = 0;
            at = until;
        }

        return null;
    }

    private static double TokensAt(QuotaOptions options, QuotaStanding standing, DateTimeOffset at)
    {
        var from = standing.PausedUntil > standing.CountedAt ? standing.PausedUntil.Value : standing.CountedAt;
        var income = standing.PerSecondAt(QuotaTerms.At(options, at), at) * Math.Max(0, (at - from).TotalSeconds);
        return Math.Min(options.Burst, standing.Tokens + income);
    }

    /// <summary>The next moment at which the rate may be another.</summary>
    private static DateTimeOffset Boundary(QuotaOptions options, QuotaStanding standing, DateTimeOffset at)
    {
        var until = QuotaTerms.ChangesAfter(options, at);
        if (standing.Cap.Until is { } end && end > at && end < until)
            until = end;
        var missing = 1 - standing.PaceAt(at);
        var recovered = at + (missing * QuotaStanding.FullRecovery);
        return recovered > at && recovered < until ? recovered : until;
    }
}
