using System.Text.Json.Serialization;

namespace HueS.Integration.Contracts;

/// <summary>Asks to see whole values. Who saw them, why and for which case is kept, and may be shown to the citizen.</summary>
/// <param name="Officer">Account of the officer, who has the task or is to agree to what was proposed.</param>
/// <param name="Reason">Why.</param>
/// <param name="CaseReference">The officer's own case: letters, digits, dot, dash and slash, at most 50 characters. It must not be a personal number.</param>
public sealed record ReviewUnmaskRequest(string Officer, ReviewUnmaskReason Reason, string CaseReference);

/// <summary>Why somebody wants to see whole values.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ReviewUnmaskReason>))]
public enum ReviewUnmaskReason
{
    /// <summary>To compare them with documents.</summary>
    CompareDocuments,

    /// <summary>To speak with the citizen.</summary>
    SpeakWithCitizen,

    /// <summary>To agree, or not, to what was proposed.</summary>
    SecondOpinion,
}

/// <summary>Both sides of a doubt.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="Left">Where the left side comes from.</param>
/// <param name="Right">Where the right side comes from.</param>
/// <param name="Lines">Field by field, what differs first.</param>
/// <param name="Unmasked">Whether values are shown whole.</param>
public sealed record ReviewEvidence(
    Guid TaskId,
    ReviewSide Left,
    ReviewSide Right,
    IReadOnlyList<ReviewEvidenceLine> Lines,
    bool Unmasked);

/// <summary>Where one side of a doubt comes from.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ReviewSide>))]
public enum ReviewSide
{
    /// <summary>What was claimed.</summary>
    Claim,

    /// <summary>What the register showed.</summary>
    Register,

    /// <summary>The citizen as verified.</summary>
    Citizen,

    /// <summary>What the record says of its holder.</summary>
    Record,

    /// <summary>The person of the verification that did not fit the account.</summary>
    Verification,
}

/// <summary>One field of both sides.</summary>
/// <param name="Field"><c>number</c>, <c>old_card_number</c>, <c>name</c>, <c>birth_date</c>, <c>sex</c> or <c>phone</c>.</param>
/// <param name="Comparison">Names: <see cref="NameGrade"/>; birth dates: <see cref="BirthDateGrade"/>; others: <see cref="KeyAgreement"/>. <c>not_stated</c> where a side says nothing.</param>
/// <param name="Left">Value of the left side; absent where it says nothing.</param>
/// <param name="Right">Value of the right side; absent where it says nothing, or was not kept.</param>
public sealed record ReviewEvidenceLine(string Field, string Comparison, string? Left, string? Right);
