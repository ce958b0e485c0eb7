namespace HueS.Integration.Reconciliation.Schedules;

/// <summary>How far a run goes by itself; from there on people move it. The names are stored; they never change.</summary>
internal enum ScheduleReach
{
    Plan,
    DryRun,
}

/// <summary>The names are stored; they never change.</summary>
internal enum ScheduleState
{
    Active,
    Paused,

    /// <summary>Kept for what it has made; nobody is shown it any more.</summary>
    Removed,
}

/// <summary>What a schedule makes, and when.</summary>
internal sealed record ScheduleTerms(
    RunKind Kind,
    string Purpose,
    string CaseReference,
    RunSelection Selection,
    string Cron,
    string TimeZone,
    ScheduleReach Reach)
{
    public Recurrence Recurrence => Recurrence.Of(Cron, TimeZone);
}

/// <summary>A schedule as kept.</summary>
/// <param name="OfficerId">Who answers for it as it stands: whoever made it, or changed it last. Its runs are proposed by them.</param>
/// <param name="Version">Rises with every change people make.</param>
/// <param name="NextDueAt">The first due time nothing was decided about yet; that of a paused schedule may have passed.</param>
internal sealed record Schedule(
    Guid Id,
    string ClientId,
    Guid OfficerId,
    ScheduleTerms Terms,
    ScheduleState State,
    int Version,
    DateTimeOffset CreatedAt,
    DateTimeOffset? NextDueAt);

/// <summary>Why no run was made at a due time. The names are stored; they never change.</summary>
internal enum MissedReason
{
    /// <summary>A later one had come before anybody could make a run: only the latest is made up for.</summary>
    Overtaken,

    /// <summary>Nobody could make a run before it was too late to make up for it.</summary>
    TooLate,

    /// <summary>Its client might no longer use its purpose.</summary>
    PurposeWithdrawn,

    /// <summary>It had passed, and then the schedule was given other times.</summary>
    Changed,
}

/// <summary>A due time, and what became of it.</summary>
/// <param name="RunId">The run that was made; absent where none was.</param>
/// <param name="Reach">How far that run goes by itself.</param>
/// <param name="Missed">Why none was made; absent where one was.</param>
internal sealed record Occurrence(
    Guid ScheduleId,
    DateTimeOffset DueAt,
    Guid? RunId = null,
    ScheduleReach? Reach = null,
    MissedReason? Missed = null,
    DateTimeOffset JudgedAt = default);

/// <summary>What became of a wish about a schedule.</summary>
internal abstract record ScheduleResult
{
    private ScheduleResult()
    {
    }

    public sealed record Done(Schedule Schedule) : ScheduleResult;

    public sealed record NotFound : ScheduleResult;

    /// <summary>It changed since the caller read it.</summary>
    public sealed record Stale : ScheduleResult;

    /// <summary>It is paused already, or was not paused.</summary>
    public sealed record NotInState : ScheduleResult;
}
