namespace HueS.Integration.Upstreams.Population;

/// <summary>When a question that one route left open may be put on the next, and which fault tells the caller most.</summary>
internal static class Failover
{
    /// <summary>
    /// What stops a route may be gone around: its outage, its quota, its quarantine, its not knowing us. What the register
    /// itself may have meant may not. A refusal of the procedure or the officer holds everywhere; an answer we could not
    /// understand could elsewhere come without the very thing that made it doubtful; and who showed another citizen's data
    /// ends the call.
    /// </summary>
    public static bool MayAskElsewhere(UpstreamException fault) => fault switch
    {
        WrongPersonException => false,
        UpstreamUnavailableException unavailable => unavailable.Reason switch
        {
            UnavailableReason.TimedOut
                or UnavailableReason.ServerError
                or UnavailableReason.Throttled
                or UnavailableReason.CircuitOpen
                or UnavailableReason.QuotaSpent
                or UnavailableReason.BulkheadFull
                or UnavailableReason.ProtocolError
                or UnavailableReason.PlatformError
                or UnavailableReason.Quarantined
                or UnavailableReason.NetworkError
                or UnavailableReason.TlsError
                or UnavailableReason.TokenExpired => true,
            UnavailableReason.Indeterminate => false,
            _ => throw new ArgumentOutOfRangeException(nameof(fault)),
        },
        UpstreamRefusedException refused => refused.Reason switch
        {
            RefusalReason.NotAuthenticated or RefusalReason.Forbidden => true,
            RefusalReason.ProcedureNotLicensed or RefusalReason.OfficerNotEntitled => false,
            _ => throw new ArgumentOutOfRangeException(nameof(fault)),
        },
        _ => false,
    };

    /// <summary>
    /// The fault that ends first, so that nobody waits for the slowest of several routes: an outage before what only an
    /// operator can end, the shortest wait first, and the earlier route where they are alike.
    /// </summary>
    public static UpstreamException MoreUseful(UpstreamException? earlier, UpstreamException later) =>
        earlier is null || Rank(later).CompareTo(Rank(earlier)) < 0 ? later : earlier;

    /// <summary>
    /// Until when a route may keep the question while others wait behind it: for half of what is left, but long enough for
    /// one whole attempt. A route that only hangs must not use up what the next one needs.
    /// </summary>
    public static DateTimeOffset Until(DateTimeOffset now, DateTimeOffset deadline, TimeSpan attempt, bool isLast)
    {
        if (isLast || deadline <= now)
            return deadline;
        var half = (deadline - now) / 2;
        var share = half > attempt ? half : attempt;
        return now + share < deadline ? now + share : deadline;
    }

    private static (int Operator, TimeSpan Wait) Rank(UpstreamException fault) => fault switch
    {
        UpstreamUnavailableException { Reason: UnavailableReason.Quarantined } => (1, TimeSpan.Zero),
        UpstreamUnavailableException unavailable => (0, unavailable.RetryAfter ?? TimeSpan.Zero),
        _ => (2, TimeSpan.Zero),
    };
}
