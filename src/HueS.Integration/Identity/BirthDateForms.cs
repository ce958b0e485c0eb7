using System.Globalization;

namespace HueS.Integration.Identity;

/// <summary>The ways systems write a birth date.</summary>
internal static class BirthDateForms
{
    public static bool TryParseIso(string? text, out BirthDate date)
    {
        date = default;
        return text?.Length switch
        {
            4 => TryRead(text, "", "", out date),
            7 when text[4] == '-' => TryRead(text.AsSpan(0, 4), text.AsSpan(5), "", out date),
            10 when text[4] == '-' && text[7] == '-' => TryRead(text.AsSpan(0, 4), text.AsSpan(5, 2), text.AsSpan(8), out date),
            _ => false,
        };
    }

    public static bool TryParseWire(string? text, out BirthDate date)
    {
        date = default;
        var trimmed = text.AsSpan().Trim();
        if (trimmed.IndexOfAnyExceptInRange('0', '9') < 0)
            return TryReadUnseparated(trimmed, out date);

        Span<Range> ranges = stackalloc Range[4];
        var parts = trimmed.SplitAny(ranges, "-/.");
        if (parts is not (2 or 3))
            return false;
        var first = trimmed[ranges[0]];
        var last = trimmed[ranges[parts - 1]];
        if (first.IsEmpty || last.IsEmpty)
            return false;

        var yearFirst = first.Length == 4;
        var year = yearFirst ? first : last;
        var other = yearFirst ? last : first;
        return parts == 2
            ? TryReadKnown(year, other, "", out date)
            : TryReadKnown(year, trimmed[ranges[1]], other, out date);
    }

    private static bool TryReadUnseparated(ReadOnlySpan<char> digits, out BirthDate date)
    {
        date = default;
        return digits.Length switch
        {
            4 => TryRead(digits, "", "", out date),
            // At most one of the two has a year that anyone was born in.
            8 => TryReadKnown(digits[..4], digits[4..6], digits[6..], out date)
                || TryReadKnown(digits[4..], digits[2..4], digits[..2], out date),
            _ => false,
        };
    }

    /// <summary>Leaves out a month or day that is written as zeros.</summary>
    private static bool TryReadKnown(ReadOnlySpan<char> year, ReadOnlySpan<char> month, ReadOnlySpan<char> day, out BirthDate date) =>
        TryRead(year, IsUnknown(month) ? "" : month, IsUnknown(day) ? "" : day, out date);

    private static bool IsUnknown(ReadOnlySpan<char> part) => part is "0" or "00";

    private static bool TryRead(ReadOnlySpan<char> year, ReadOnlySpan<char> month, ReadOnlySpan<char> day, out BirthDate date)
    {
        date = default;
        return year.Length == 4 && month.Length <= 2 && day.Length <= 2
            && TryReadPart(year, out var y) && TryReadPart(month, out var m) && TryReadPart(day, out var d)
            && BirthDate.TryCreate(y!.Value, m, d, out date);
    }

    private static bool TryReadPart(ReadOnlySpan<char> part, out int? value)
    {
        value = null;
        if (part.IsEmpty)
            return true;
        if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var read))
            return false;
        value = read;
        return true;
    }
}
