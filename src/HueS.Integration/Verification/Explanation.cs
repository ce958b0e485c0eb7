namespace HueS.Integration.Verification;

/// <summary>What a case was decided by.</summary>
internal enum DecidedBy
{
    /// <summary>The register showed its record, and the policy compared.</summary>
    Comparison,

    /// <summary>The register only says yes or no, and said yes.</summary>
    RegisterSaidYes,

    RegisterSaidNo,
    NoSuchPerson,
    VitalStatus,
    NumberReplaced,

    /// <summary>The register did not take the question: the procedure or the officer has no right to ask.</summary>
    RegisterRefused,

    DeadlinePassed,
    CheckFailed,

    /// <summary>The register showed another citizen's data, twice; nothing of it was used.</summary>
    RecordMixedUp,

    /// <summary>The register's answer left a doubt, which a person decided.</summary>
    Person,

    /// <summary>Nothing yet: the check waits for the register.</summary>
    Waiting,

    /// <summary>Nothing: its caller took the check back.</summary>
    Withdrawn,
}

/// <summary>One field of a case: the rule that fired, and the others of its table.</summary>
internal sealed record FieldExplanation(string Field, Rule Fired, IReadOnlyList<Rule> Otherwise);

/// <summary>A field no policy decides: how it compared, and how it could have.</summary>
internal sealed record AdvisoryExplanation(string Field, string Fired, IReadOnlyList<string> Otherwise);

/// <summary>What a policy makes of the grades of a case.</summary>
internal sealed record PolicyReading(Policy Policy, Outcome Outcome, IReadOnlyList<Rule> Fired);

/// <summary>
/// Why a stored case came out as it did. It is drawn from the stored grades alone: neither the claim nor the register's record
/// is opened for it.
/// </summary>
/// <param name="Policy">The table that compared; absent where none did, or where this service no longer knows it.</param>
/// <param name="Fields">Empty where nothing was compared.</param>
/// <param name="Readings">What other policies make of the same grades.</param>
internal sealed record Explanation(
    VerificationCase Case,
    DecidedBy DecidedBy,
    Policy? Policy,
    IReadOnlyList<FieldExplanation> Fields,
    IReadOnlyList<AdvisoryExplanation> Advisory,
    IReadOnlyList<PolicyReading> Readings)
{
    public static Explanation Of(VerificationCase found, PolicyBook book, IReadOnlyList<Policy> others)
    {
        var decidedBy = found.WithdrawnAt is null ? StepOf(found.Settlement) : DecidedBy.Withdrawn;
        if (found.Settlement is not { Decision.Grades: { } grades } settlement)
            return new Explanation(found, decidedBy, null, [], [], []);

        var policy = book.Find(settlement.RulesVersion);
        return new Explanation(
            found,
            decidedBy,
            policy,
            policy is null ? [] : FieldsOf(policy, grades),
            [
                AdvisoryOf("sex", RuleId.OfSex(grades.SexAgrees), RuleId.Sexes),
                AdvisoryOf("ward", RuleId.OfWard(grades.Ward), RuleId.Wards),
            ],
            [.. others.Where(other => other.Id != policy?.Id).Select(other => Read(other, grades))]);
    }

    private static IReadOnlyList<FieldExplanation> FieldsOf(Policy policy, Grades grades) =>
    [
        FieldOf(policy, "name", policy.ForName(grades.Name)),
        FieldOf(policy, "birth_date", policy.ForBirthDate(grades)),
    ];

    private static FieldExplanation FieldOf(Policy policy, string field, Rule fired) =>
        new(field, fired, [.. policy.RowsOf(field).Where(row => row.Id != fired.Id)]);

    private static AdvisoryExplanation AdvisoryOf(string field, string fired, IReadOnlyList<string> ids) =>
        new(field, fired, [.. ids.Where(id => id != fired)]);

    private static PolicyReading Read(Policy policy, Grades grades) => new(
        policy,
        VerificationRules.Decide(policy, grades).Outcome,
        [policy.ForName(grades.Name), policy.ForBirthDate(grades)]);

    /// <summary>A person taking over says why in its reasons; every other outcome has one way to come about, given its grades.</summary>
    private static DecidedBy StepOf(Settlement? settlement) => settlement?.Decision switch
    {
        null => DecidedBy.Waiting,
        _ when settlement.Source == AnswerSource.Person => DecidedBy.Person,
        { Outcome: Outcome.NumberReplaced } => DecidedBy.NumberReplaced,
        { Outcome: Outcome.NotAlive } => DecidedBy.VitalStatus,
        { Outcome: Outcome.NotFound } => DecidedBy.NoSuchPerson,
        { Grades: not null } => DecidedBy.Comparison,
        { Outcome: Outcome.Verified } => DecidedBy.RegisterSaidYes,
        { Outcome: Outcome.Differs } => DecidedBy.RegisterSaidNo,
        { Outcome: Outcome.NeedsPerson, Reasons: var reasons } =>
            reasons.Contains(Reason.DeadlinePassed) ? DecidedBy.DeadlinePassed
            : reasons.Contains(Reason.RegisterRefused) ? DecidedBy.RegisterRefused
            : reasons.Contains(Reason.RecordMixedUp) ? DecidedBy.RecordMixedUp
            : DecidedBy.CheckFailed,
        var other => throw new InvalidOperationException($"Unknown outcome {other.Outcome}."),
    };
}

/// <summary>What a caller gets back from asking why.</summary>
internal abstract record ExplainResult
{
    private ExplainResult()
    {
    }

    public sealed record Explained(Explanation Explanation) : ExplainResult;

    /// <summary>There is no such case, or it is another client's.</summary>
    public sealed record NotFound : ExplainResult;

    /// <summary>No published policy has the name asked for.</summary>
    public sealed record UnknownPolicy(IReadOnlyList<string> Known) : ExplainResult;
}
