using HueS.Integration.Identity;

namespace HueS.Integration.Verification;

/// <summary>The person as a caller states them.</summary>
/// <param name="WardCode">Only ever graded.</param>
internal sealed record ClaimedPerson(
    PersonalNumber? Number,
    OldCardNumber? OldCard,
    PersonName Name,
    BirthDate BirthDate,
    Sex Sex,
    string? WardCode = null)
{
    public override string ToString() => "ClaimedPerson(*)";

    /// <summary>One line for equal claims, for the blind index only.</summary>
    public string Canonical() =>
        $"{Number?.Digits}|{OldCard?.Digits}|{Name.Text.ToUpperInvariant()}|{BirthDate.ToIso()}|{Sex}"
        + (WardCode is null ? "" : $"|{WardCode}");
}

/// <summary>What a verification asks: who, for what, on whose case.</summary>
internal sealed record VerificationQuestion(
    string Purpose,
    string CaseReference,
    OfficerId Officer,
    ClaimedPerson Claim,
    IReadOnlyList<WarningCode> Warnings);
