using Cronos;

namespace HueS.Integration.Reconciliation.Schedules;

/// <summary>
/// When something recurs: a cron expression of five fields, read by the clocks of a time zone. Where those are put forward, what
/// falls into the hour that is left out comes as soon as it is over; where they are put back, what has a fixed hour comes once,
/// and what comes every hour comes in both.
/// </summary>
internal sealed class Recurrence
{
    public const string DefaultTimeZone = "Asia/Ho_Chi_Minh";

    private const int Fields = 5;

    private readonly CronExpression _cron;
    private readonly TimeZoneInfo _zone;

    private Recurrence(CronExpression cron, TimeZoneInfo zone) => (_cron, _zone) = (cron, zone);

    /// <summary>Whether it can be read, and comes true at all: a thirtieth of February never does.</summary>
    public static bool IsCron(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == Fields
        && CronExpression.TryParse(text, CronFormat.Standard, out var cron)
        && cron.GetNextOccurrence(DateTime.UnixEpoch) is not null;

    /// <summary>Only names that mean the same on every node, whatever it runs on.</summary>
    public static bool IsTimeZone(string id) =>
        !OfTheNode.Any(part => id.StartsWith(part, StringComparison.Ordinal))
        && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) && zone.HasIanaId && zone.Id == id;

    // Files of a node's own, or of another count of seconds.
    private static readonly string[] OfTheNode = ["localtime", "posix", "right/"];

    public static Recurrence Of(string cron, string timeZone) =>
        new(CronExpression.Parse(cron, CronFormat.Standard), TimeZoneInfo.FindSystemTimeZoneById(timeZone));

    /// <summary>The first time behind a moment, as the clocks of the time zone show it.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset moment) => _cron.GetNextOccurrence(moment, _zone);

    /// <summary>
    /// One of its times, and all behind it. The first is taken at its word: one that fell into an hour left out does not read as
    /// the expression says.
    /// </summary>
    public IEnumerable<DateTimeOffset> From(DateTimeOffset first)
    {
        for (DateTimeOffset? next = first; next is { } time; next = NextAfter(time))
            yield return time;
    }

    /// <summary>A moment as the clocks of the time zone show it.</summary>
    public DateTimeOffset Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, _zone);
}
