using HueS.Integration.Identity;

namespace HueS.Integration.Verification.Doctor;

/// <summary>The box for the birth date.</summary>
internal static class BirthDateBox
{
    public static IEnumerable<Finding> Examine(ReadClaim read, DateOnly today)
    {
        if (read.BirthDate is { } date)
        {
            if (date.IsFirstOfJanuary && !date.IsAfter(today))
                yield return FirstOfJanuary(read, date);
        }
        else if (read.Typed.BirthDate is { } text && TypedDate.Read(text, read.Number?.BirthYear) is { } meant && !meant.Date.IsAfter(today))
        {
            yield return new(
                meant.IsSwapped ? WarningCode.DayMonthSwapped : WarningCode.BirthDateOtherForm,
                ClaimField.BirthDate,
                Weight.Fault,
                meant.Certainty,
                new Suggestion(new RawClaim(BirthDate: meant.Date.ToIso())));
        }
    }

    /// <summary>What the card itself says is no slip of the desk: the year alone is suggested only against what was typed.</summary>
    private static Finding FirstOfJanuary(ReadClaim read, BirthDate date)
    {
        var isTyped = read.Typed.BirthDate is not null;
        BirthDate.TryCreate(date.Year, null, null, out var year);
        return new(
            WarningCode.FirstOfJanuary,
            ClaimField.BirthDate,
            isTyped ? Weight.Doubt : Weight.Remark,
            Certainty.Likely,
            isTyped ? new Suggestion(new RawClaim(BirthDate: year.ToIso())) : null);
    }
}
