using System.Text.Json.Serialization;

namespace HueS.Integration.Contracts;

/// <summary>Asks what looks like a slip in a claim. The register is not asked, nothing is kept and no query is spent.</summary>
/// <param name="Subject">The person as claimed.</param>
public sealed record ClaimExamination(SubjectClaim Subject);

/// <summary>What was noticed in a claim.</summary>
/// <param name="Readable">Whether a verification would take the claim as it stands.</param>
/// <param name="Findings">What was noticed, box by box; empty where all is well.</param>
public sealed record ExaminedClaim(bool Readable, IReadOnlyList<ClaimFinding> Findings);

/// <summary>Something noticed in a claim, and what may have been meant. Nothing is ever changed by it: a person decides.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Field">JSON path of the field.</param>
/// <param name="Weight">How much it weighs.</param>
/// <param name="Certainty">How sure the suggestion is; absent without one.</param>
/// <param name="Suggestion">What the claim would read, the changed fields only; absent where only the document can tell.</param>
/// <param name="Clears">Fields that are to be emptied with it.</param>
/// <param name="Text">What to look at, in Vietnamese and English.</param>
public sealed record ClaimFinding(
    string Code,
    string Field,
    FindingWeight Weight,
    SuggestionCertainty? Certainty,
    SubjectClaim? Suggestion,
    IReadOnlyList<string> Clears,
    LocalisedText Text);

/// <summary>How much a finding weighs.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<FindingWeight>))]
public enum FindingWeight
{
    /// <summary>Worth knowing.</summary>
    Remark,

    /// <summary>Likely a slip: with <c>Prefer: handling=strict</c> the register is not asked.</summary>
    Doubt,

    /// <summary>The field is not what its box is for.</summary>
    Fault,
}

/// <summary>How sure a suggestion is.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<SuggestionCertainty>))]
public enum SuggestionCertainty
{
    /// <summary>One of several readings; look at the document.</summary>
    Likely,

    /// <summary>There is no other reading.</summary>
    Certain,
}
