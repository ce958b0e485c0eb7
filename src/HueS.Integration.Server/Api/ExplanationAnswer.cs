using HueS.Integration.Access;
using HueS.Integration.Contracts;
using HueS.Integration.Verification;

namespace HueS.Integration.Server.Api;

using Outcome = Contracts.Outcome;
using RuleResult = Contracts.RuleResult;

/// <summary>An explanation in the words of the API, with no more than the caller's policy row allows.</summary>
internal static class ExplanationAnswer
{
    public static Contracts.Explanation Of(Verification.Explanation explained, Detail detail)
    {
        var answer = VerificationAnswer.Of(explained.Case, detail);
        // Why a check waits is about the register, and who took it back about the caller; everything else is about the person.
        var tells = detail == Detail.Grades || answer.State != VerificationState.Settled;
        return new Contracts.Explanation(
            answer.Id,
            answer.State,
            answer.Outcome,
            tells ? Step(explained.DecidedBy) : null,
            answer.PolicyVersion,
            tells ? [.. explained.Fields.Select(Field), .. explained.Advisory.Select(Field)] : [],
            tells ? [.. explained.Readings.Select(Reading)] : [],
            answer.Text);
    }

    private static DecidingStep Step(DecidedBy step) => new(Messages.Code(step), Messages.ForStep(Messages.Code(step)));

    private static ExplainedField Field(FieldExplanation field) => new(
        field.Field,
        Fired(field.Fired.Id, (RuleResult)field.Fired.Result),
        [.. field.Otherwise.Select(rule => Otherwise(rule.Id, (RuleResult)rule.Result))]);

    private static ExplainedField Field(AdvisoryExplanation field) => new(
        field.Field,
        Fired(field.Fired, ResultOf(field.Fired)),
        [.. field.Otherwise.Select(id => Otherwise(id, ResultOf(id)))]);

    private static Contracts.PolicyReading Reading(Verification.PolicyReading reading) => new(
        reading.Policy.Id,
        Enum.Parse<Outcome>(reading.Outcome.ToString()),
        [.. reading.Fired.Select(rule => Fired(rule.Id, (RuleResult)rule.Result))]);

    /// <summary>Sex and ward warn where they differ, and nothing more, whatever the policy.</summary>
    private static RuleResult ResultOf(string advisory) =>
        advisory is "sex.different" or "ward.different" ? RuleResult.Warns : RuleResult.Nothing;

    private static ExplainedRule Fired(string id, RuleResult result) => new(id, result, Messages.ForFired(id, Messages.Code(result)));

    private static ExplainedRule Otherwise(string id, RuleResult result) => new(id, result, Messages.ForOtherwise(id, Messages.Code(result)));
}
