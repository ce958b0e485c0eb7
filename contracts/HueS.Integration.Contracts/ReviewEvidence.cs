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
/// <param name="Candidates">Of a link: who the record may belong to by what is known now, best first; empty where the record is not kept here.</param>
/// <param name="Records">Of several links: the records they are of; empty otherwise.</param>
public sealed record ReviewEvidence(
    Guid TaskId,
    ReviewSide Left,
    ReviewSide Right,
    IReadOnlyList<ReviewEvidenceLine> Lines,
    bool Unmasked,
    IReadOnlyList<ReviewCandidate> Candidates,
    IReadOnlyList<ReviewRecord> Records);

/// <summary>A citizen a record may belong to.</summary>
/// <param name="CitizenId">The caller's id of the citizen; a decision for another candidate gives it.</param>
/// <param name="IsThisCitizen">Whether the task is about this one.</param>
/// <param name="Weight">By how many doublings the comparison speaks for this citizen; only the order of candidates rests on it.</param>
/// <param name="Chance">How likely it is they, between 0 and 1, all others and "none of them" considered.</param>
/// <param name="Rule">Evidence class, as in <see cref="LinkExplanation"/>.</param>
/// <param name="WhyNot">Codes of what the rules hold against it; empty for one that would be linked were there no other.</param>
/// <param name="Lines">Field by field, the citizen on the left and the record on the right, what differs first.</param>
public sealed record ReviewCandidate(
    Guid CitizenId,
    bool IsThisCitizen,
    double Weight,
    double Chance,
    string Rule,
    IReadOnlyList<string> WhyNot,
    IReadOnlyList<ReviewEvidenceLine> Lines);

/// <summary>One of several records a task is about.</summary>
/// <param name="LinkId">Its link.</param>
/// <param name="System">Record system.</param>
/// <param name="RecordId">The record's number in that system.</param>
/// <param name="State">How the link stands, as in <see cref="LinkState"/>.</param>
public sealed record ReviewRecord(Guid LinkId, string System, string RecordId, string State);

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

    /// <summary>The citizen who may be the same person.</summary>
    OtherCitizen,

    /// <summary>Records that are to be taken from the citizen.</summary>
    Records,
}

/// <summary>One field of both sides.</summary>
/// <param name="Field"><c>number</c>, <c>old_card_number</c>, <c>name</c>, <c>birth_date</c>, <c>sex</c> or <c>phone</c>.</param>
/// <param name="Comparison">Names: <see cref="NameGrade"/>; birth dates: <see cref="BirthDateGrade"/>; others: <see cref="KeyAgreement"/>. <c>not_stated</c> where a side says nothing.</param>
/// <param name="Left">Value of the left side; absent where it says nothing.</param>
/// <param name="Right">Value of the right side; absent where it says nothing, or was not kept.</param>
public sealed record ReviewEvidenceLine(string Field, string Comparison, string? Left, string? Right);
