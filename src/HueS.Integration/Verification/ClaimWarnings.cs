using HueS.Integration.Identity;

namespace HueS.Integration.Verification;

/// <summary>Inner contradictions of a claim. They warn and never reject: corrected years and legal sex changes exist.</summary>
internal static class ClaimWarnings
{
    public static IReadOnlyList<WarningCode> Of(ClaimedPerson claim)
    {
        var warnings = new List<WarningCode>();
        if (claim.Number is { } number)
            warnings.AddRange(number.Check(claim.BirthDate, claim.Sex).Select(CodeOf));
        if (claim.OldCard is not null)
            warnings.Add(WarningCode.OldCardNumber);
        if (claim.Name.Suggestion is not null)
            warnings.Add(WarningCode.LegacyEncoding);
        if (claim.BirthDate is { Month: 1, Day: 1 })
            warnings.Add(WarningCode.FirstOfJanuary);
        return warnings;
    }

    private static WarningCode CodeOf(NumberWarning warning) => warning switch
    {
        NumberWarning.SexDisagrees => WarningCode.SexDisagreesWithNumber,
        NumberWarning.BirthYearDisagrees => WarningCode.BirthYearDisagreesWithNumber,
        NumberWarning.UnknownPlace => WarningCode.UnknownPlace,
        _ => throw new ArgumentOutOfRangeException(nameof(warning)),
    };
}
