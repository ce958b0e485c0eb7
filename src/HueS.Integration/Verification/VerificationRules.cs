using HueS.Integration.Identity;
using HueS.Integration.Upstreams.Population;

namespace HueS.Integration.Verification;

/// <summary>
/// Grades a claim against the register's record, and lets a policy decide. The worst field decides; sex and ward are graded
/// and warn, and no policy can make them do more.
/// </summary>
internal static class VerificationRules
{
    public static Decision Compare(Policy policy, ClaimedPerson claim, RegisteredPerson registered, DateOnly today, DateOnly? asOf) =>
        Decide(policy, Grade(claim, registered, today, asOf));

    /// <param name="today">The day the claim's ward is meant for.</param>
    /// <param name="asOf">The day the register's data was true, where it says so.</param>
    public static Grades Grade(ClaimedPerson claim, RegisteredPerson registered, DateOnly today, DateOnly? asOf) => new(
        claim.Name.CompareTo(registered.Name),
        registered.BirthDate is { } known ? claim.BirthDate.CompareTo(known) : null,
        claim.Sex == Sex.Unknown || registered.Sex == Sex.Unknown ? null : claim.Sex == registered.Sex,
        registered.BirthDate is { } date ? LessKnown(claim.BirthDate.Precision, date.Precision) : null,
        claim.WardCode is not { } stated ? null
            : registered.WardCode is { } ward ? WardComparison.Of(stated, today, ward, asOf ?? today)
            : WardGrade.NotKnown);

    public static Decision Decide(Policy policy, Grades grades)
    {
        Rule[] fired = [policy.ForName(grades.Name), policy.ForBirthDate(grades)];
        return new Decision(
            OutcomeOf(fired.Max(rule => rule.Result)),
            [.. fired.Where(rule => rule.Result != RuleResult.Verifies).Select(rule => ReasonOf(rule.Id))],
            grades);
    }

    private static KnownLess LessKnown(BirthDatePrecision claimed, BirthDatePrecision registered) =>
        claimed == registered ? KnownLess.Neither
        : claimed < registered ? KnownLess.Claim
        : KnownLess.Register;

    private static Outcome OutcomeOf(RuleResult worst) => worst switch
    {
        RuleResult.Verifies => Outcome.Verified,
        RuleResult.Person => Outcome.NeedsPerson,
        RuleResult.Differs => Outcome.Differs,
        _ => throw new ArgumentOutOfRangeException(nameof(worst)),
    };

    private static Reason ReasonOf(string rule) => rule switch
    {
        "name.spelling" => Reason.NameSpelling,
        "name.unmarked" => Reason.NameUnmarked,
        "name.partial" => Reason.NamePartial,
        "name.different" => Reason.NameDifferent,
        "birth_date.equal_month" or RuleId.EqualYear or RuleId.EqualYearBoth or RuleId.EqualYearRegister or RuleId.EqualYearClaim =>
            Reason.BirthDatePartial,
        "birth_date.swapped" => Reason.BirthDateSwapped,
        "birth_date.first_of_january" => Reason.BirthDateFirstOfJanuary,
        "birth_date.missing" => Reason.BirthDateMissing,
        "birth_date.different" => Reason.BirthDateDifferent,
        _ => throw new ArgumentOutOfRangeException(nameof(rule)),
    };
}
