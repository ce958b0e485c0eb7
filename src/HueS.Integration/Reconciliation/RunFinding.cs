using HueS.Integration.Identity;
using HueS.Integration.Verification;

namespace HueS.Integration.Reconciliation;

/// <summary>What is otherwise than it was verified. The names are stored; they never change.</summary>
internal enum FindingCategory
{
    Name,
    BirthDate,
    NumberReplaced,
    Dead,
    Missing,

    /// <summary>The register shows nobody under this number, name and birth date together: any of them may have changed.</summary>
    NotFound,
}

/// <summary>What applying a finding does. The names are stored; they never change.</summary>
internal enum RunEffect
{
    /// <summary>A person looks at it.</summary>
    Propose,

    /// <summary>The number the register named itself is recorded as the citizen's.</summary>
    RecordNumber,

    /// <summary>Machines link nothing for the citizen any more.</summary>
    HoldLinks,
}

/// <summary>A finding, and what follows from it.</summary>
internal sealed record RunFinding(FindingCategory Category, RunEffect Effect, IReadOnlyList<Reason> Reasons)
{
    /// <summary>Categories in which applying changes something about the citizen itself: never without a second person.</summary>
    public static bool IsHarmful(RunEffect effect) => effect is RunEffect.RecordNumber or RunEffect.HoldLinks;

    /// <summary>What an answer of the register means for somebody verified before; <c>null</c>: nothing has changed.</summary>
    public static RunFinding? Of(Decision decision) => decision.Outcome switch
    {
        Outcome.NotAlive => new RunFinding(
            decision.Reasons.Contains(Reason.PersonMissing) ? FindingCategory.Missing : FindingCategory.Dead, RunEffect.HoldLinks, decision.Reasons),
        Outcome.NumberReplaced => new RunFinding(
            FindingCategory.NumberReplaced,
            decision.Reasons.Contains(Reason.SuccessorConfirmed) ? RunEffect.RecordNumber : RunEffect.Propose,
            decision.Reasons),
        Outcome.NotFound => new RunFinding(FindingCategory.NotFound, RunEffect.Propose, decision.Reasons),
        Outcome.Verified or Outcome.Differs or Outcome.NeedsPerson when decision.Grades is { } grades => Compared(decision, grades),
        Outcome.Verified => null,
        // Without a comparison there is nothing that would say what differs.
        Outcome.Differs or Outcome.NeedsPerson => new RunFinding(FindingCategory.NotFound, RunEffect.Propose, decision.Reasons),
        _ => throw new ArgumentOutOfRangeException(nameof(decision)),
    };

    /// <summary>We hold what the register itself showed, so whatever compares less than exactly has changed there.</summary>
    private static RunFinding? Compared(Decision decision, Grades grades)
    {
        if (grades.Name != NameGrade.Exact)
            return new RunFinding(FindingCategory.Name, RunEffect.Propose, decision.Reasons);
        return grades is { BirthDate.Grade: BirthDateGrade.Equal, LessKnown: KnownLess.Neither }
            ? null
            : new RunFinding(FindingCategory.BirthDate, RunEffect.Propose, decision.Reasons);
    }
}
