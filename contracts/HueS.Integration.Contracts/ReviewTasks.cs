using System.Text.Json.Serialization;

namespace HueS.Integration.Contracts;

/// <summary>What a task is about.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ReviewKind>))]
public enum ReviewKind
{
    /// <summary>A check that was left to a person.</summary>
    Verification,

    /// <summary>An account whose citizen is in doubt.</summary>
    Profile,

    /// <summary>A record that no rule linked.</summary>
    Link,

    /// <summary>Two citizens who may be one person.</summary>
    Citizen,

    /// <summary>Several links of one citizen that somebody wants taken away.</summary>
    Unlinking,
}

/// <summary>Where a task stands.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ReviewState>))]
public enum ReviewState
{
    /// <summary>To be decided.</summary>
    Open,

    /// <summary>Decided by one officer, and waiting for another one to agree.</summary>
    Proposed,

    /// <summary>Decided.</summary>
    Decided,

    /// <summary>The doubt went away by itself.</summary>
    Withdrawn,
}

/// <summary>A doubt that waits for a person. Officers are named by ids, for their accounts may be personal numbers.</summary>
/// <param name="Id">Stable identifier.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Reasons">Codes of why it was left to a person.</param>
/// <param name="WaitingSince">When the citizen began to wait.</param>
/// <param name="DueAt">By when it should be decided, counted from then.</param>
/// <param name="Overdue">Whether that time is past.</param>
/// <param name="Owner">Who works on it; absent where nobody does.</param>
/// <param name="OwnedUntil">When it becomes free unless the owner does something about it before.</param>
/// <param name="Version">Grows with every change a decision must have seen; also the <c>ETag</c>.</param>
/// <param name="Text">What to say, in Vietnamese and English.</param>
public sealed record ReviewTask(
    Guid Id,
    ReviewKind Kind,
    ReviewState State,
    IReadOnlyList<string> Reasons,
    DateTimeOffset WaitingSince,
    DateTimeOffset DueAt,
    bool Overdue,
    Guid? Owner,
    DateTimeOffset? OwnedUntil,
    int Version,
    LocalisedText Text);

/// <summary>A page of tasks, the most urgent first.</summary>
/// <param name="Items">This page.</param>
/// <param name="Next">Give it as <c>cursor</c> to read on; absent on the last page.</param>
public sealed record ReviewTaskPage(IReadOnlyList<ReviewTask> Items, string? Next);

/// <summary>A task with everything that was said about it. What it compares is shown by its evidence.</summary>
/// <param name="Task">The task.</param>
/// <param name="Purpose">Code of the procedure it arose from; absent where there was none.</param>
/// <param name="CaseReference">The case it arose from; absent where there was none.</param>
/// <param name="Decisions">What may be decided now; empty where nothing is.</param>
/// <param name="Draft">A decision somebody saved without making it.</param>
/// <param name="Notes">What officers wrote down, oldest first.</param>
/// <param name="Decision">What was proposed or decided; absent while the task is open.</param>
public sealed record ReviewTaskDetail(
    ReviewTask Task,
    string? Purpose,
    string? CaseReference,
    IReadOnlyList<ReviewOffer> Decisions,
    ReviewDraft? Draft,
    IReadOnlyList<ReviewNote> Notes,
    ReviewDecided? Decision);

/// <summary>What is open, by kind.</summary>
/// <param name="Kinds">Every kind the caller may see.</param>
public sealed record ReviewCounts(IReadOnlyList<ReviewCount> Kinds);

/// <summary>How many tasks of a kind wait.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Open">Those to be decided.</param>
/// <param name="Unowned">Those of them nobody works on.</param>
/// <param name="Overdue">Those to be decided or agreed to whose due time is past.</param>
/// <param name="Proposed">Those that wait for a second person.</param>
/// <param name="WaitingSince">When the citizen who has waited longest began to; absent where nobody waits.</param>
public sealed record ReviewCount(ReviewKind Kind, long Open, long Unowned, long Overdue, long Proposed, DateTimeOffset? WaitingSince);

/// <summary>Who acts.</summary>
/// <param name="Officer">Account of the officer, 1 to 20 letters, digits, dots, dashes or underscores.</param>
public sealed record ReviewOfficer(string Officer);

/// <summary>Asks for the most urgent task nobody works on.</summary>
/// <param name="Officer">Account of the officer who takes it.</param>
/// <param name="Kinds">Only of these kinds; absent: of every kind the caller may see.</param>
public sealed record NextReviewTask(string Officer, IReadOnlyList<ReviewKind>? Kinds = null);

/// <summary>What an officer wrote down.</summary>
/// <param name="Officer">Who.</param>
/// <param name="Note">In their own words.</param>
/// <param name="WrittenAt">When.</param>
public sealed record ReviewNote(Guid Officer, string Note, DateTimeOffset WrittenAt);

/// <summary>Writes something down about a task.</summary>
/// <param name="Officer">Account of the officer who writes.</param>
/// <param name="Note">1 to 1000 characters. Kept sealed.</param>
public sealed record ReviewNoteRequest(string Officer, string Note);

/// <summary>Does one harmless thing to many tasks. Decisions about people are made one by one.</summary>
/// <param name="Officer">Account of the officer.</param>
/// <param name="Action">What is done.</param>
/// <param name="Tasks">1 to 200 tasks.</param>
/// <param name="Note">The note, where notes are written.</param>
/// <param name="Reason">Why the register is asked again: <c>fault_mended</c> or <c>data_corrected</c>.</param>
public sealed record ReviewBulk(
    string Officer,
    ReviewBulkAction Action,
    IReadOnlyList<Guid> Tasks,
    string? Note = null,
    ReviewDecisionReason? Reason = null);

/// <summary>What may be done to many tasks at once.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ReviewBulkAction>))]
public enum ReviewBulkAction
{
    /// <summary>The officer takes them.</summary>
    Assign,

    /// <summary>The officer gives them back.</summary>
    Release,

    /// <summary>The officer writes the same note to each.</summary>
    Note,

    /// <summary>The officer decides of each that the register is asked again, which tells nothing of anybody.</summary>
    AskAgain,
}

/// <summary>What became of each task.</summary>
/// <param name="Items">In the order asked for.</param>
public sealed record ReviewBulkAnswer(IReadOnlyList<ReviewBulkItem> Items);

/// <summary>What became of one task.</summary>
/// <param name="Task">The task.</param>
/// <param name="Done">Whether it was done.</param>
/// <param name="Problem">Code of the problem where it was not.</param>
public sealed record ReviewBulkItem(Guid Task, bool Done, string? Problem);
