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
internal sealed record RunFinding(FindingCategory Category, RunEffect Effect)
{
    /// <summary>Categories in which applying changes something about the citizen itself: never without a second person.</summary>
    public static bool IsHarmful(RunEffect effect) => effect is RunEffect.RecordNumber or RunEffect.HoldLinks;
}
