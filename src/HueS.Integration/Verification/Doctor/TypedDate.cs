using System.Globalization;
using HueS.Integration.Identity;

namespace HueS.Integration.Verification.Doctor;

/// <summary>
/// What a date reads like that is not written as our API takes it: as people in Vietnam write it, day first, or with day and
/// month in each other's place where no other reading is a day of the calendar.
/// </summary>
internal sealed record TypedDate(BirthDate Date, bool IsSwapped, Certainty Certainty)
{
    private const int YearDigits = 4;

    /// <param name="text">As typed.</param>
    /// <param name="birthYear">What the number says, to complete a year of two digits.</param>
    public static TypedDate? Read(string text, int? birthYear)
    {
        var parts = Figures(text);
        return parts switch
        {
            [{ Length: 8 } joined] => ReadJoined(joined),
            // The year of "about 1938" or "born 1938".
            [{ Length: YearDigits } year] => Create(year, null, null, Certainty.Likely),
            [var month, { Length: YearDigits } year] => Create(year, month, null, Certainty.Certain),
            [{ Length: YearDigits } year, var month] => Create(year, month, null, Certainty.Certain),
            [{ Length: YearDigits } year, var month, var day] => ReadFull(year, month, day, isYearFirst: true),
            [var day, var month, { Length: YearDigits } year] => ReadFull(year, month, day, isYearFirst: false),
            [{ Length: <= 2 } day, { Length: <= 2 } month, { Length: 2 } year]
                when birthYear is { } born && born % 100 == Number(year)
                    && ReadFull(born.ToString(CultureInfo.InvariantCulture), month, day, isYearFirst: false) is { } read =>
                read with { Certainty = Certainty.Likely },
            _ => null,
        };
    }

    public override string ToString() => "TypedDate(*)";

    /// <summary>Eight figures: one of the two halves is a year somebody was born in.</summary>
    private static TypedDate? ReadJoined(string joined) =>
        ReadFull(joined[..4], joined[4..6], joined[6..], isYearFirst: true)
        ?? ReadFull(joined[4..], joined[2..4], joined[..2], isYearFirst: false);

    private static TypedDate? ReadFull(string year, string month, string day, bool isYearFirst)
    {
        // Noughts stand for a day or a month nobody knows.
        if (Number(day) == 0)
            return Number(month) == 0 ? Create(year, null, null, Certainty.Certain) : Create(year, month, null, Certainty.Certain);
        // Day first is how people here write; who writes month first is found out by a day past the twelfth only.
        var isAmbiguous = !isYearFirst && Number(day) <= 12 && day != month;
        return Create(year, month, day, isAmbiguous ? Certainty.Likely : Certainty.Certain)
            ?? (Create(year, day, month, Certainty.Certain) is { } swapped ? swapped with { IsSwapped = true } : null);
    }

    private static TypedDate? Create(string year, string? month, string? day, Certainty certainty) =>
        BirthDate.TryCreate(Number(year) ?? 0, month is null ? null : Number(month) ?? 0, day is null ? null : Number(day) ?? 0, out var date)
            ? new(date, false, certainty)
            : null;

    private static int? Number(string figures) =>
        int.TryParse(figures, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The groups of figures, whatever stands between them: strokes, dots, <c>ngày 12 tháng 5 năm 1990</c>.</summary>
    private static List<string> Figures(string text)
    {
        var groups = new List<string>();
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var isFigure = i < text.Length && char.IsAsciiDigit(text[i]);
            if (isFigure && start < 0)
                start = i;
            if (!isFigure && start >= 0)
            {
                groups.Add(text[start..i]);
                start = -1;
            }
        }

        return groups;
    }
}
