using HueS.Integration.Identity;

namespace HueS.Integration.Upstreams.Population;

/// <summary>
/// Values as the register writes them: one form each, stricter than what a citizen may type. Absent or empty is <c>null</c>,
/// anything else is a protocol error.
/// </summary>
internal static class Strictly
{
    private const int WardDigits = 5;

    public static PersonalNumber? Number(string? text) => text switch
    {
        null or "" => null,
        { Length: 12 } when text.All(char.IsAsciiDigit) && PersonalNumber.TryParse(text, out var number) => number,
        _ => throw UpstreamUnavailableException.Protocol("number"),
    };

    public static OldCardNumber? OldCard(string? text) => text switch
    {
        null or "" => null,
        { Length: 9 } when text.All(char.IsAsciiDigit) && OldCardNumber.TryParse(text, out var number) => number,
        _ => throw UpstreamUnavailableException.Protocol("old card number"),
    };

    /// <summary>The fuller of the two, which must not contradict each other.</summary>
    public static BirthDate? Birth(string? full, string? year)
    {
        var (date, alone) = (Date(full), Date(year));
        return date is { } both && alone is { } said && both.Year != said.Year
            ? throw UpstreamUnavailableException.Protocol("birth dates disagree")
            : date ?? alone;
    }

    /// <summary>Anything but five digits is no ward we know; a ward alone never decides about a person.</summary>
    public static string? Ward(string? code) =>
        code is { Length: WardDigits } && code.All(char.IsAsciiDigit) ? code : null;

    // Only the forms the register is known to use: eight digits read the other way round would be another day.
    private static BirthDate? Date(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var iso = text.Length == 8 && text.All(char.IsAsciiDigit) ? $"{text[..4]}-{text[4..6]}-{text[6..]}" : text;
        return BirthDate.TryParse(iso, out var date) ? date : throw UpstreamUnavailableException.Protocol("birth date");
    }
}
