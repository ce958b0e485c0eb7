namespace HueS.Integration.Reconciliation;

/// <summary>What a run looks for. The names are stored; they never change.</summary>
internal enum RunKind
{
    /// <summary>Verified people about whom the register says something else by now.</summary>
    RegisterDrift,

    /// <summary>Records whose links are not as the rules would have them.</summary>
    RecordLinks,

    /// <summary>Our own tables, where they do not fit together or the trail.</summary>
    Consistency,

    /// <summary>Citizens who may be one person.</summary>
    Duplicates,
}

/// <summary>Where a run stands. The names are stored; they never change.</summary>
internal enum RunState
{
    Draft,
    Planned,

    /// <summary>The register is asked; nothing but findings is written.</summary>
    DryRun,

    /// <summary>What would be applied is fixed. It is started as it is, or with a second person where it weighs more.</summary>
    AwaitingApproval,
    Applying,
    Paused,
    Completed,
    Cancelled,
    Undoing,
    Undone,
}

/// <summary>What is looked at. Of people: those whose account was bound longest ago, those of some accounts, or a sample of the former.</summary>
/// <param name="OlderThanDays">Days since the newest account was bound to a verification, or since a run looked.</param>
/// <param name="System">Of records: only those of this system.</param>
/// <param name="Since">Of records: only those told, or gone, since then.</param>
/// <param name="RecordIds">Of records: those with these ids in the system.</param>
internal sealed record RunSelection(
    int OlderThanDays = 0,
    IReadOnlyList<string>? Accounts = null,
    int? Sample = null,
    string? System = null,
    DateTimeOffset? Since = null,
    IReadOnlyList<string>? RecordIds = null);

/// <summary>
/// How a run came out so far. Selected is always waiting and checked and unreachable and skipped together, and checked is
/// unchanged and findings together: the database refuses anything else.
/// </summary>
internal sealed record RunCounts(
    int Selected,
    int Waiting,
    int Checked,
    int Unreachable,
    int Skipped,
    int Unchanged,
    int Findings,
    int Applied,
    int LeftAlone,
    int Undone,
    int Kept);

/// <summary>A run as kept.</summary>
/// <param name="OfficerId">Who proposed it.</param>
/// <param name="Version">Rises with every change of its state.</param>
/// <param name="Digest">Of everything that would be applied; absent before the dry run ended.</param>
/// <param name="ApprovedDigest">What the second person agreed to.</param>
/// <param name="PlannedPart">Which part of what its kind selects was being selected last.</param>
internal sealed record Run(
    Guid Id,
    RunKind Kind,
    string ClientId,
    Guid OfficerId,
    string Purpose,
    string CaseReference,
    RunSelection Selection,
    RunState State,
    RunState? PausedFrom,
    int Version,
    DateTimeOffset CreatedAt,
    Guid? PlannedTo,
    DateTimeOffset? LookedAt,
    DateTimeOffset? AppliedAt,
    DateTimeOffset? EndedAt,
    RunCounts Counts,
    byte[]? Digest,
    bool? ApprovalNeeded,
    Guid? ApproverId,
    byte[]? ApprovedDigest,
    int PlannedPart = 0)
{
    public static Run Draft(
        Guid id, RunKind kind, string clientId, Guid officerId, string purpose, string caseReference, RunSelection selection, DateTimeOffset now) =>
        new(id, kind, clientId, officerId, purpose, caseReference, selection, RunState.Draft, null, 1, now,
            null, null, null, null, new RunCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), null, null, null, null);

    /// <summary>What it works on, or would if it were not paused.</summary>
    public RunState Work => PausedFrom ?? State;

    /// <summary>The register answered about nobody: the run says nothing about anyone.</summary>
    public bool CouldNotLook => Counts is { Checked: 0, Unreachable: > 0 };
}

/// <summary>What became of a wish about a run.</summary>
internal abstract record RunResult
{
    private RunResult()
    {
    }

    public sealed record Done(Run Run) : RunResult;

    public sealed record NotFound : RunResult;

    /// <summary>It changed since the caller read it.</summary>
    public sealed record Stale : RunResult;

    /// <summary>That cannot be done to a run in this state.</summary>
    public sealed record NotInState(RunState State) : RunResult;

    /// <summary>Whoever proposed it cannot agree to it too.</summary>
    public sealed record SameOfficer : RunResult;

    /// <summary>A second person has to agree first.</summary>
    public sealed record ApprovalMissing : RunResult;

    /// <summary>What would be applied is not what was shown, or agreed to.</summary>
    public sealed record PayloadChanged : RunResult;
}
