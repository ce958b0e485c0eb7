using System.Text.Json.Serialization;

namespace HueS.Integration.Contracts;

/// <summary>Asks why a check came out as it did.</summary>
/// <param name="VerificationId">A check of the caller's own.</param>
/// <param name="Policy">Optional: a policy to read the same grades by, such as <c>strict</c>, or one version of it, <c>strict/2026-11.1</c>. Without it, the newest version of each.</param>
public sealed record ExplanationRequest(Guid VerificationId, string? Policy = null);

/// <summary>
/// Why a check came out as it did, drawn from its stored grades. It never holds a value of the register, and to callers whose
/// policy gives no detail only the outcome and its text.
/// </summary>
/// <param name="VerificationId">The check.</param>
/// <param name="State">Whether there is an answer yet.</param>
/// <param name="Outcome">The answer.</param>
/// <param name="DecidedBy">What decided; absent where the caller's policy gives no detail, save while pending.</param>
/// <param name="PolicyVersion">The rules the case was decided by, as name and version; absent while pending.</param>
/// <param name="Fields">Each field with the rule that fired and those that would have fired otherwise; empty where nothing was compared.</param>
/// <param name="Readings">What other policies make of the same grades; empty where nothing was compared.</param>
/// <param name="Text">What to say, in Vietnamese and English.</param>
public sealed record Explanation(
    Guid VerificationId,
    VerificationState State,
    Outcome Outcome,
    DecidingStep? DecidedBy,
    string? PolicyVersion,
    IReadOnlyList<ExplainedField> Fields,
    IReadOnlyList<PolicyReading> Readings,
    LocalisedText Text);

/// <summary>What decided a check.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Text">In words.</param>
public sealed record DecidingStep(string Code, BilingualText Text);

/// <summary>One field of a check.</summary>
/// <param name="Field"><c>name</c>, <c>birth_date</c>, <c>sex</c> or <c>ward</c>; the last two never decide.</param>
/// <param name="Fired">The rule that fired.</param>
/// <param name="Otherwise">The other rules of the same table, row by row.</param>
public sealed record ExplainedField(string Field, ExplainedRule Fired, IReadOnlyList<ExplainedRule> Otherwise);

/// <summary>A row of a policy's table.</summary>
/// <param name="Rule">Stable id, such as <c>name.unmarked</c>.</param>
/// <param name="Result">What it leads to.</param>
/// <param name="Text">In words.</param>
public sealed record ExplainedRule(string Rule, RuleResult Result, BilingualText Text);

/// <summary>What a rule leads to. The worst field decides.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<RuleResult>))]
public enum RuleResult
{
    /// <summary>The field speaks for the claim.</summary>
    Verifies,

    /// <summary>A person decides.</summary>
    Person,

    /// <summary>The field speaks against the claim.</summary>
    Differs,

    /// <summary>A warning; the outcome stays as it is.</summary>
    Warns,

    /// <summary>Nothing follows.</summary>
    Nothing,
}

/// <summary>What a policy makes of the grades of a check.</summary>
/// <param name="PolicyVersion">Name and version.</param>
/// <param name="Outcome">What the comparison alone would have come to.</param>
/// <param name="Rules">The rules that would have fired, with their results.</param>
public sealed record PolicyReading(string PolicyVersion, Outcome Outcome, IReadOnlyList<ExplainedRule> Rules);
