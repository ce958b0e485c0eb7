using HueS.Integration.Storage;

namespace HueS.Integration.Upstreams.Quota;

/// <summary>The upstream is overloaded, or looks it.</summary>
/// <param name="Factor">What the pace is multiplied by.</param>
/// <param name="Spacing">Within this time of the last one, complaints count as the same.</param>
/// <param name="Pause">How long it wants to be left alone.</param>
internal sealed record Complaint(double Factor, TimeSpan Spacing, TimeSpan? Pause = null)
{
    // An upstream that asks for more than this is asked again after it all the same.
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <summary>It said so itself.</summary>
    public static Complaint Told(TimeSpan? pause) =>
        new(0.5, TimeSpan.FromSeconds(1), pause < LongestPause ? pause : pause is null ? null : LongestPause);

    /// <summary>It answers, but ever more slowly.</summary>
    public static Complaint Seen { get; } = new(0.75, TimeSpan.FromSeconds(5));

    /// <summary>Two complaints made before either was heard.</summary>
    public Complaint And(Complaint? other) =>
        other is null ? this
        : new Complaint(
            Math.Min(Factor, other.Factor),
            Spacing < other.Spacing ? Spacing : other.Spacing,
            Pause is null || other.Pause > Pause ? other.Pause : Pause);
}

/// <summary>One node's part of the quota, asked for by all attempts that wait there at this moment.</summary>
/// <param name="Ahead">Tokens for counter attempts expected in the next moments.</param>
/// <param name="Returned">Tokens drawn ahead on <paramref name="ReturnedDay"/> that nobody came for.</param>
internal sealed record Draw(
    QuotaTerms Terms,
    int Counter,
    int Deferred,
    int Reconciliation,
    int Ahead,
    int Returned,
    DateOnly ReturnedDay,
    Complaint? Complaint,
    Pool Pool);

/// <summary>What was granted, and how the quota stood right after.</summary>
/// <param name="PerSecond">The rate in force, slowed and capped.</param>
/// <param name="PausedFor">How long nobody may ask; zero where everybody may.</param>
/// <param name="DayLeft">What is left of the day's count; <c>null</c> where it has no limit.</param>
/// <param name="DayLimit">The day's limit in force.</param>
internal sealed record Drawn(
    int Counter,
    int Deferred,
    int Reconciliation,
    int Ahead,
    double Tokens,
    double PerSecond,
    TimeSpan PausedFor,
    long? DayLeft,
    long? DayLimit,
    DateTimeOffset At)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public int Of(Lane lane) => lane switch
    {
        Lane.Counter => Counter,
        Lane.Deferred => Deferred,
        Lane.Reconciliation => Reconciliation,
        _ => throw new ArgumentOutOfRangeException(nameof(lane)),
    };

    /// <summary>The least an attempt has to wait with so many before it in its lane.</summary>
    public TimeSpan Wait(QuotaOptions options, Lane lane, long ahead)
    {
        var terms = QuotaTerms.At(options, At).Of(lane);
        if (!terms.Open)
            return QuotaTerms.ChangesAfter(options, At) - At;

        var untilTomorrow = VietnamDay.EndOf(At) - At;
        var fromAll = DayLeft - (terms.KeptOfDay * DayLimit) <= ahead
            ? untilTomorrow
            : Seconds((ahead + 1 + terms.Kept - Tokens) / PerSecond);
        var ofItsOwn = terms.Minimum == 0 || DayLeft <= ahead
            ? untilTomorrow
            : Seconds((ahead + 1) / (terms.Minimum * PerSecond));
        var wait = fromAll < ofItsOwn ? fromAll : ofItsOwn;
        return wait > PausedFor ? wait : PausedFor;
    }

    private static TimeSpan Seconds(double seconds) =>
        seconds <= 0 ? TimeSpan.Zero : seconds >= Longest.TotalSeconds ? Longest : TimeSpan.FromSeconds(seconds);
}
