namespace HueS.Integration.Review;

/// <summary>What a review task is about.</summary>
internal enum ReviewSubject
{
    Verification,
    Profile,
    Link,

    /// <summary>Two citizens who may be one person.</summary>
    Citizen,

    /// <summary>Several links of one citizen that are to be taken away at once.</summary>
    Unlinking,
}

/// <summary>Where a task stands.</summary>
internal enum TaskState
{
    Open,

    /// <summary>Decided by one person, and waiting for a second one to agree.</summary>
    Proposed,
    Decided,

    /// <summary>The doubt went away by itself.</summary>
    Withdrawn,
}

/// <summary>A task for a person: which doubt, whose turn, how urgent.</summary>
/// <param name="Related">What else the doubt is about, such as the verification that did not fit an account.</param>
/// <param name="ClientId">The service whose request led to the doubt.</param>
/// <param name="WaitingSince">When the citizen began to wait.</param>
/// <param name="OwnerId">Who took it, by the officer's id.</param>
/// <param name="FreeAt">The end of the owner's lease, after which anybody may take it.</param>
/// <param name="Version">Grows with every change that a decision must have seen.</param>
internal sealed record ReviewTask(
    Guid Id,
    ReviewSubject Subject,
    Guid Target,
    Guid? Related,
    string ClientId,
    IReadOnlyList<string> Reasons,
    TaskState State,
    DateTimeOffset WaitingSince,
    DateTimeOffset DueAt,
    Guid? OwnerId,
    DateTimeOffset? FreeAt,
    int Version)
{
    public bool IsOwnedBy(Guid officerId) => OwnerId == officerId;

    public bool IsFree(DateTimeOffset now) => OwnerId is null || FreeAt <= now;
}

/// <summary>When a task was opened and closed.</summary>
internal sealed record TaskRow(DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt);

/// <summary>A place in a list of tasks, the most urgent first.</summary>
internal sealed record TaskPlace(DateTimeOffset DueAt, Guid Id);

/// <summary>Which tasks are wanted; what is left out does not matter.</summary>
/// <param name="Reason">One of the task's reasons, as stored.</param>
/// <param name="Unowned">Those that nobody works on at this moment.</param>
internal sealed record TaskFilter(
    IReadOnlyList<ReviewSubject> Subjects,
    TaskState State,
    string? Reason = null,
    Guid? OwnerId = null,
    bool Unowned = false,
    DateTimeOffset? DueBefore = null,
    DateTimeOffset? WaitingSince = null);

/// <summary>How many tasks of a kind are open.</summary>
internal sealed record TaskCount(ReviewSubject Subject, long Open, long Unowned, long Overdue, long Proposed, DateTimeOffset? WaitingSince);
