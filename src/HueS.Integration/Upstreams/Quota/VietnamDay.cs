namespace HueS.Integration.Upstreams.Quota;

/// <summary>Quotas and fees are counted by the day of the country, wherever a node or the database runs.</summary>
internal static class VietnamDay
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    public static DateOnly Of(DateTimeOffset moment) => DateOnly.FromDateTime(moment.ToOffset(Offset).DateTime);

    public static TimeOnly TimeOf(DateTimeOffset moment) => TimeOnly.FromDateTime(moment.ToOffset(Offset).DateTime);

    public static DateTimeOffset EndOf(DateTimeOffset moment) => Start(Of(moment).AddDays(1));

    /// <summary>The next moment, after this one, at which the clock on the wall shows this time.</summary>
    public static DateTimeOffset Next(DateTimeOffset moment, TimeOnly time)
    {
        var today = Start(Of(moment)) + time.ToTimeSpan();
        return today > moment ? today : today.AddDays(1);
    }

    private static DateTimeOffset Start(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), Offset);
}
