namespace HueS.Integration.Upstreams.Quota;

/// <summary>What an operator allows less than the settings do; <c>null</c> where nothing.</summary>
internal sealed record QuotaCap(double? PerSecond, long? PerDay, DateTimeOffset? Until)
{
    public static QuotaCap None { get; } = new(null, null, null);

    public bool IsNone => PerSecond is null && PerDay is null;

    public bool HoldsAt(DateTimeOffset moment) => !IsNone && (Until is null || Until > moment);
}

/// <summary>A quota as kept, at a moment of the database's clock.</summary>
internal sealed record QuotaStanding(
    double Tokens,
    DateTimeOffset CountedAt,
    double Pace,
    DateTimeOffset? PausedUntil,
    DateOnly Day,
    long DayCount,
    long DayFee,
    QuotaCap Cap,
    int CapVersion,
    DateTimeOffset Now)
{
    /// <summary>How long it takes from standstill to the whole rate; the row is counted up the same way.</summary>
    public static readonly TimeSpan FullRecovery = TimeSpan.FromMinutes(1);

    public bool IsPaused => PausedUntil > Now;

    public long UsedToday => Day == VietnamDay.Of(Now) ? DayCount : 0;

    public long FeeToday => Day == VietnamDay.Of(Now) ? DayFee : 0;

    /// <summary>A quota nobody has drawn from yet.</summary>
    public static QuotaStanding Untouched(QuotaOptions options, DateTimeOffset now) =>
        new(options.Burst, now, 1, null, VietnamDay.Of(now), 0, 0, QuotaCap.None, 0, now);

    /// <summary>The share of the rate in force then, if nobody complains until then.</summary>
    public double PaceAt(DateTimeOffset moment)
    {
        var from = PausedUntil > CountedAt ? PausedUntil.Value : CountedAt;
        return Math.Min(1, Pace + (Math.Max(0, (moment - from).TotalSeconds) / FullRecovery.TotalSeconds));
    }

    public double PerSecondAt(QuotaTerms terms, DateTimeOffset moment) =>
        PaceAt(moment) * (Cap.HoldsAt(moment) && Cap.PerSecond < terms.PerSecond ? Cap.PerSecond.Value : terms.PerSecond);

    /// <summary>What settings and cap let through in an hour, whatever was used or slowed meanwhile.</summary>
    public double InAnHour(QuotaOptions options)
    {
        var cap = Cap.HoldsAt(Now) ? Cap : QuotaCap.None;
        var perSecond = Math.Min(options.PerSecond, cap.PerSecond ?? double.PositiveInfinity);
        var perDay = Math.Min(options.PerDay ?? double.PositiveInfinity, cap.PerDay ?? double.PositiveInfinity);
        return Math.Min(perSecond * TimeSpan.FromHours(1).TotalSeconds, perDay);
    }

    public long? PerDayAt(QuotaTerms terms, DateTimeOffset moment) =>
        Cap.HoldsAt(moment) && Cap.PerDay is { } capped && !(terms.PerDay < capped) ? capped : terms.PerDay;
}
