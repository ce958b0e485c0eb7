namespace HueS.Integration.Upstreams.Quota;

/// <summary>What one lane leaves to those before it, and what it gets in any case.</summary>
/// <param name="Open">Whether the lane may ask at all now.</param>
/// <param name="Kept">Tokens it leaves in the bucket.</param>
/// <param name="KeptOfDay">Share of the day's count it leaves.</param>
/// <param name="Minimum">Share of the rate that is its own.</param>
internal readonly record struct LaneTerms(bool Open, double Kept, double KeptOfDay, double Minimum);

/// <summary>The settings as they stand at one moment.</summary>
internal sealed record QuotaTerms(
    double PerSecond,
    int Burst,
    long? PerDay,
    long FeePerQuery,
    LaneTerms Deferred,
    LaneTerms Reconciliation,
    bool IsOffPeak)
{
    private static readonly LaneTerms Counter = new(Open: true, Kept: 0, KeptOfDay: 0, Minimum: 0);

    public LaneTerms Of(Lane lane) => lane switch
    {
        Lane.Counter => Counter,
        Lane.Deferred => Deferred,
        Lane.Reconciliation => Reconciliation,
        _ => throw new ArgumentOutOfRangeException(nameof(lane)),
    };

    public static QuotaTerms At(QuotaOptions options, DateTimeOffset now)
    {
        var time = VietnamDay.TimeOf(now);
        var offPeak = options.Windows.Any(window => window.Contains(time));
        // What is kept for counters becomes less with the day: at midnight nobody could use it any more.
        var restOfDay = 1 - time.ToTimeSpan().TotalDays;
        return new QuotaTerms(
            options.PerSecond * (offPeak ? options.OffPeakFactor : 1),
            options.Burst,
            options.PerDay,
            options.FeePerQuery,
            new LaneTerms(
                Open: true,
                Kept(options, options.CounterShare),
                options.CounterShare * restOfDay,
                options.DeferredMinimum),
            new LaneTerms(
                offPeak || !options.ReconciliationOffPeakOnly,
                Kept(options, 2 * options.CounterShare),
                2 * options.CounterShare * restOfDay,
                options.ReconciliationMinimum),
            offPeak);
    }

    /// <summary>The next moment at which the terms may be others: a window opens or closes, or a day begins.</summary>
    public static DateTimeOffset ChangesAfter(QuotaOptions options, DateTimeOffset now) =>
        options.Windows
            .SelectMany(window => new[] { window.From, window.To })
            .Select(time => VietnamDay.Next(now, time))
            .Append(VietnamDay.EndOf(now))
            .Min();

    // However small the bucket, its last token must be reachable for every lane once it is full.
    private static double Kept(QuotaOptions options, double share) => Math.Min(share * options.Burst, options.Burst - 1);
}
