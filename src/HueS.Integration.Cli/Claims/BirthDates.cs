using System.Globalization;

namespace HueS.Integration.Cli.Claims;

/// <summary>Birth dates as people write them here, the day first, in the form of the wire. Whatever else is sent as it is, and the service says what is wrong with it.</summary>
internal static class BirthDates
{
    private static readonly string[] DayFirst = ["d/M/yyyy", "d-M-yyyy", "d.M.yyyy"];
    private static readonly string[] MonthFirst = ["M/yyyy", "M-yyyy"];

    public static string Iso(string text)
    {
        var written = text.Trim();
        if (DateOnly.TryParseExact(written, DayFirst, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return DateOnly.TryParseExact(written, MonthFirst, CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            ? month.ToString("yyyy-MM", CultureInfo.InvariantCulture)
            : written;
    }
}
