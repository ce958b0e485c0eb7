using System.Text.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Verification;
using HueS.Integration.Verification.Doctor;

namespace HueS.Integration.Server.Api;

/// <summary>Between the claim as our API writes it and as the field doctor looks at it.</summary>
internal static class ClaimFields
{
    public static string PathOf(ClaimField field) => $"subject.{JsonNamingPolicy.CamelCase.ConvertName(field.ToString())}";

    public static RawClaim Typed(SubjectClaim subject) => new(
        subject.Number,
        subject.OldCardNumber,
        subject.CardQr,
        subject.Name,
        subject.BirthDate,
        subject.Address,
        subject.Sex is { } sex ? Stated(sex) : Identity.Sex.Unknown);

    public static SubjectClaim Written(RawClaim claim) =>
        new(claim.Number, claim.OldCardNumber, claim.CardQr, claim.Name, claim.BirthDate, Sex: null, claim.Address);

    public static Identity.Sex Stated(Sex sex) => sex switch
    {
        Sex.Male => Identity.Sex.Male,
        Sex.Female => Identity.Sex.Female,
        _ => throw new ArgumentOutOfRangeException(nameof(sex)),
    };

    /// <summary>
    /// The errors with the doctor's code where he knows why a field cannot be read, and with what stands in the wrong box
    /// besides, for it may be what another box lacks.
    /// </summary>
    public static IReadOnlyList<FieldError> Explain(IReadOnlyList<FieldError> errors, IReadOnlyList<Finding> findings)
    {
        var faults = findings
            .Where(finding => finding.Weight == Weight.Fault)
            .Select(finding => new FieldError(PathOf(finding.Field), Messages.Code(finding.Code)))
            .DistinctBy(fault => fault.Field)
            .ToDictionary(fault => fault.Field);
        return
        [
            .. errors.Select(error => faults.GetValueOrDefault(error.Field, error)),
            .. faults.Values.Where(fault => errors.All(error => error.Field != fault.Field)),
        ];
    }

    /// <summary>The field a warning of an accepted claim is about; a claim is kept with its codes only.</summary>
    public static ClaimField Of(WarningCode code) => code switch
    {
        WarningCode.SexDisagreesWithNumber or WarningCode.SexDiffersFromRegister => ClaimField.Sex,
        WarningCode.WardDiffersFromRegister => ClaimField.WardCode,
        WarningCode.BirthYearDisagreesWithNumber
            or WarningCode.FirstOfJanuary
            or WarningCode.BirthDateDisagreesWithCard
            or WarningCode.DayMonthSwapped
            or WarningCode.BirthDateOtherForm => ClaimField.BirthDate,
        WarningCode.UnknownPlace
            or WarningCode.NumberSeparated
            or WarningCode.OldNumberInNewBox
            or WarningCode.NumberDoubled
            or WarningCode.LeadingZeroLost
            or WarningCode.LettersInNumber
            or WarningCode.QrInNumberBox => ClaimField.Number,
        WarningCode.OldCardNumber or WarningCode.NewNumberInOldBox => ClaimField.OldCardNumber,
        WarningCode.LegacyEncoding
            or WarningCode.NumberInNameBox
            or WarningCode.QrInNameBox
            or WarningCode.NameInAddressBox
            or WarningCode.AddressInNameBox
            or WarningCode.NameMojibake
            or WarningCode.WrongLetter
            or WarningCode.NameDoubled
            or WarningCode.FamilyNameNotFirst
            or WarningCode.NameDisagreesWithCard => ClaimField.Name,
        WarningCode.QrNotUnderstood or WarningCode.NumberInQrBox or WarningCode.QrDoubled => ClaimField.CardQr,
        _ => throw new ArgumentOutOfRangeException(nameof(code)),
    };
}
