namespace HueS.Integration.Reconciliation;

/// <summary>How looking at somebody ended. The names are stored; they never change.</summary>
internal enum ItemState
{
    Waiting,
    Unchanged,
    Finding,

    /// <summary>The register could not be asked, which says nothing about the person.</summary>
    Unreachable,
    Skipped,
}

/// <summary>Why somebody was not looked at. The names are stored; they never change.</summary>
internal enum SkipReason
{
    /// <summary>There is no such citizen any more.</summary>
    Gone,

    /// <summary>Looking at them failed three times for reasons of their own.</summary>
    Failed,
    RunCancelled,
}

/// <summary>Why a finding was not applied. The names are stored; they never change.</summary>
internal enum LeftReason
{
    /// <summary>Another identity was kept since the register was asked.</summary>
    Changed,

    /// <summary>It was so already.</summary>
    AlreadySo,

    /// <summary>The register ties the number to another citizen too.</summary>
    InDoubt,

    /// <summary>Applying it failed three times.</summary>
    Failed,

    /// <summary>No machine can mend it safely.</summary>
    ForAPerson,
}

/// <summary>What a run looks at. The names are stored; they never change.</summary>
internal enum TargetKind
{
    Citizen,
    Record,
    Link,
    Task,
    Batch,
}

/// <summary>One target of a run.</summary>
/// <param name="Target">What is looked at.</param>
/// <param name="CitizenId">Whose it is, or may be, once that is known.</param>
/// <param name="OtherId">Another citizen the finding is about.</param>
internal sealed record RunItem(
    Guid Id,
    Guid RunId,
    RunKind Kind,
    Guid Target,
    TargetKind About,
    Guid? CitizenId,
    Guid? OtherId,
    ItemState State,
    FindingCategory? Category,
    RunEffect? Effect,
    IReadOnlyList<string> Reasons,
    byte[]? Basis,
    byte[]? Shown,
    DateTimeOffset? CheckedAt,
    bool? Applied,
    LeftReason? Left)
{
    /// <summary>Everybody it tells something of.</summary>
    public IEnumerable<Guid> Citizens => new[] { CitizenId, OtherId }.OfType<Guid>();
}

/// <summary>How looking at somebody ended, to be written.</summary>
/// <param name="Basis">Of everything the finding stands on: where another one stands by now, nothing is applied.</param>
/// <param name="Shown">What the register shows instead, sealed.</param>
/// <param name="CitizenId">Whose the target is, or may be.</param>
internal sealed record Looked(
    ItemState State,
    IReadOnlyList<string> Reasons,
    RunFinding? Finding = null,
    byte[]? Basis = null,
    byte[]? Shown = null,
    Guid? CitizenId = null,
    Guid? OtherId = null)
{
    public static Looked Unchanged { get; } = new(ItemState.Unchanged, []);

    public static Looked Skipped(SkipReason reason) => new(ItemState.Skipped, [reason.ToString()]);

    public static Looked Unreachable(string reason) => new(ItemState.Unreachable, [reason]);
}

/// <summary>How many findings of a category there are.</summary>
internal sealed record FindingCount(FindingCategory Category, RunEffect Effect, long Count);
