using HueS.Integration.Identity;
using HueS.Integration.Verification;

namespace HueS.Integration.Reconciliation.Drift;

/// <summary>What the register's answer means for somebody we hold as verified.</summary>
internal static class DriftFinding
{
    /// <summary>What an answer of the register means for somebody verified before; <c>null</c>: nothing has changed.</summary>
    public static RunFinding? Of(Decision decision) => decision.Outcome switch
    {
        Outcome.NotAlive => new RunFinding(
            decision.Reasons.Contains(Reason.PersonMissing) ? FindingCategory.Missing : FindingCategory.Dead, RunEffect.HoldLinks),
        Outcome.NumberReplaced => new RunFinding(
            FindingCategory.NumberReplaced,
            decision.Reasons.Contains(Reason.SuccessorConfirmed) ? RunEffect.RecordNumber : RunEffect.Propose),
        Outcome.NotFound => new RunFinding(FindingCategory.NotFound, RunEffect.Propose),
        Outcome.Verified or Outcome.Differs or Outcome.NeedsPerson when decision.Grades is { } grades => Compared(grades),
        Outcome.Verified => null,
        // Without a comparison there is nothing that would say what differs.
        Outcome.Differs or Outcome.NeedsPerson => new RunFinding(FindingCategory.NotFound, RunEffect.Propose),
        _ => throw new ArgumentOutOfRangeException(nameof(decision)),
    };

    /// <summary>We hold what the register itself showed, so whatever compares less than exactly has changed there.</summary>
    private static RunFinding? Compared(Grades grades)
    {
        if (grades.Name != NameGrade.Exact)
            return new RunFinding(FindingCategory.Name, RunEffect.Propose);
        return grades is { BirthDate.Grade: BirthDateGrade.Equal, LessKnown: KnownLess.Neither }
            ? null
            : new RunFinding(FindingCategory.BirthDate, RunEffect.Propose);
    }
}
