namespace HueS.Integration.Reconciliation.Schedules;

/// <summary>What is decided about due times.</summary>
/// <param name="Made">The one a run is made for; absent where all were missed.</param>
/// <param name="Missed">The others, oldest first.</param>
/// <param name="Next">The first one nothing is decided about yet; absent where there is none.</param>
internal sealed record Judgement(
    DateTimeOffset? Made,
    IReadOnlyList<(DateTimeOffset At, MissedReason Reason)> Missed,
    DateTimeOffset? Next);

/// <summary>
/// The rule about missed times, whatever they were missed for: the latest within 24 hours is made up for once, and the earlier
/// ones are recorded as missed.
/// </summary>
internal static class DueTimes
{
    public static readonly TimeSpan MadeUpWithin = TimeSpan.FromHours(24);

    /// <param name="first">The first time nothing is decided about yet.</param>
    /// <param name="now">By the clock every node shares.</param>
    /// <param name="atMost">So many are decided about at once; of more the oldest, and nothing is made before the latest is reached.</param>
    public static Judgement Judge(Recurrence recurrence, DateTimeOffset first, DateTimeOffset now, int atMost)
    {
        var due = new List<DateTimeOffset>();
        DateTimeOffset? next = null;
        foreach (var time in recurrence.From(first))
        {
            if (time > now || due.Count == atMost)
            {
                next = time;
                break;
            }

            due.Add(time);
        }

        DateTimeOffset? made = due is [.., var latest] && (next is null || next > now) && now - latest <= MadeUpWithin ? latest : null;
        return new Judgement(
            made,
            [.. due.Where(time => time != made).Select(time => (time, now - time > MadeUpWithin ? MissedReason.TooLate : MissedReason.Overtaken))],
            next);
    }
}
