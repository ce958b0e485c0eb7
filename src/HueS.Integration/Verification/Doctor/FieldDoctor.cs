using HueS.Integration.Identity;

namespace HueS.Integration.Verification.Doctor;

/// <summary>
/// Looks at a claim before a query is spent on it: at what cannot be read, to say why, and at what can, for likely slips.
/// It suggests and never changes: only who sits before the citizen knows what the paper says.
/// </summary>
internal static class FieldDoctor
{
    // No box holds as much; a longer text is no slip of the keyboard and not worth the look.
    private const int MaxLength = 2_000;

    /// <param name="claim">As typed.</param>
    /// <param name="today">In Vietnam: nobody is born later.</param>
    public static IReadOnlyList<Finding> Examine(RawClaim claim, DateOnly today)
    {
        if (IsTooLong(claim))
            return [];
        var read = ReadClaim.Of(claim);
        return
        [
            .. NumberBoxes.Examine(read, today),
            .. CardBox.Examine(read),
            .. NameBoxes.Examine(read),
            .. BirthDateBox.Examine(read, today),
            .. Contradictions(read),
        ];
    }

    /// <summary>Inner contradictions warn and never reject: corrected years and legal sex changes exist.</summary>
    private static IEnumerable<Finding> Contradictions(ReadClaim read) =>
        read.Number is { } number ? number.Check(read.BirthDate, read.Sex).Select(FindingOf) : [];

    private static Finding FindingOf(NumberWarning warning) => warning switch
    {
        NumberWarning.SexDisagrees => new(WarningCode.SexDisagreesWithNumber, ClaimField.Sex, Weight.Doubt),
        NumberWarning.BirthYearDisagrees => new(WarningCode.BirthYearDisagreesWithNumber, ClaimField.BirthDate, Weight.Doubt),
        NumberWarning.UnknownPlace => new(WarningCode.UnknownPlace, ClaimField.Number, Weight.Remark),
        _ => throw new ArgumentOutOfRangeException(nameof(warning)),
    };

    private static bool IsTooLong(RawClaim claim) =>
        ((string?[])[claim.Number, claim.OldCardNumber, claim.CardQr, claim.Name, claim.BirthDate, claim.Address])
        .Any(text => text is { Length: > MaxLength });
}
