using System.Globalization;

namespace HueS.Integration.Upstreams.Quota;

/// <summary>A part of every day, such as <c>22:00-05:00</c>; the end is no longer part of it.</summary>
internal readonly record struct DayWindow(TimeOnly From, TimeOnly To)
{
    public bool Contains(TimeOnly time) => time.IsBetween(From, To);

    public static bool TryParse(string? text, out DayWindow window)
    {
        window = default;
        if (text?.Split('-') is not [var from, var to] || !IsTime(from, out var start) || !IsTime(to, out var end) || start == end)
            return false;
        window = new DayWindow(start, end);
        return true;
    }

    private static bool IsTime(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
