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

/// <summary>A decision a task allows.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Reasons">What it may stand on.</param>
/// <param name="NeedsSecond">Whether it comes into force only once another officer agrees.</param>
/// <param name="Text">What it does, in Vietnamese and English.</param>
public sealed record ReviewOffer(ReviewDecision Decision, IReadOnlyList<ReviewDecisionReason> Reasons, bool NeedsSecond, BilingualText Text);

/// <summary>What may be decided. Which of these a task allows stands in the task.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ReviewDecision>))]
public enum ReviewDecision
{
    /// <summary>The claim is the citizen's own: the check becomes verified.</summary>
    Confirm,

    /// <summary>The claim is not the citizen's own: the check becomes differs.</summary>
    Refute,

    /// <summary>The register is asked again: the check waits once more.</summary>
    AskAgain,

    /// <summary>Nobody can tell: the check stays undecided, and says that a person looked.</summary>
    Leave,

    /// <summary>The record is the citizen's.</summary>
    Link,

    /// <summary>The record is not the citizen's, and is never linked to them by rule.</summary>
    NeverLink,

    /// <summary>The account stays with the citizen it is bound to.</summary>
    Keep,

    /// <summary>The account belongs to the citizen it was verified as.</summary>
    Rebind,
}

/// <summary>What a decision stands on.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ReviewDecisionReason>))]
public enum ReviewDecisionReason
{
    /// <summary>The citizen and their card were seen.</summary>
    SeenInPerson,

    /// <summary>Their documents were seen, and not themselves.</summary>
    DocumentsSeen,

    /// <summary>The citizen was spoken with, and what they say agrees with the papers.</summary>
    CitizenConfirms,

    /// <summary>The citizen was spoken with, and says it is not theirs.</summary>
    CitizenDenies,

    /// <summary>What was claimed was mistyped.</summary>
    ClaimMistyped,

    /// <summary>It is another person's.</summary>
    AnotherPerson,

    /// <summary>It is a twin's, or somebody's of the same household.</summary>
    TwinOrHousehold,

    /// <summary>The register's data was corrected since.</summary>
    DataCorrected,

    /// <summary>What kept the register from answering was mended.</summary>
    FaultMended,

    /// <summary>The citizen was shown the way to the police, who can correct the data.</summary>
    SentToPolice,

    /// <summary>The citizen could not be reached.</summary>
    NotReached,

    /// <summary>The case does not need it any more.</summary>
    CaseClosed,

    /// <summary>The later verification was made for somebody else.</summary>
    VerifiedForSomeoneElse,

    /// <summary>The account was bound to the wrong person at first.</summary>
    BoundInError,

    /// <summary>The account was given to somebody else.</summary>
    AccountHandedOver,
}

/// <summary>A decision that was saved and not made.</summary>
/// <param name="Decision">What was thought of.</param>
/// <param name="Reason">What it would stand on.</param>
/// <param name="Note">In the officer's own words.</param>
/// <param name="Officer">Who saved it.</param>
/// <param name="SavedAt">When.</param>
/// <param name="Version">Give it as <c>If-Match</c> to save over it.</param>
public sealed record ReviewDraft(
    ReviewDecision? Decision,
    ReviewDecisionReason? Reason,
    string? Note,
    Guid Officer,
    DateTimeOffset SavedAt,
    int Version);

/// <summary>What an officer wrote down.</summary>
/// <param name="Officer">Who.</param>
/// <param name="Note">In their own words.</param>
/// <param name="WrittenAt">When.</param>
public sealed record ReviewNote(Guid Officer, string Note, DateTimeOffset WrittenAt);

/// <summary>What was proposed or decided.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Reason">What it stands on.</param>
/// <param name="Officer">Who decided or proposed it.</param>
/// <param name="ProposedAt">When.</param>
/// <param name="Approver">Who agreed as the second person; absent where none had to, or has not yet.</param>
/// <param name="DecidedAt">Since when it is in force; absent while it is proposed.</param>
public sealed record ReviewDecided(
    ReviewDecision Decision,
    ReviewDecisionReason Reason,
    Guid Officer,
    DateTimeOffset ProposedAt,
    Guid? Approver,
    DateTimeOffset? DecidedAt);

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

/// <summary>Writes something down about a task.</summary>
/// <param name="Officer">Account of the officer who writes.</param>
/// <param name="Note">1 to 1000 characters. Kept sealed.</param>
public sealed record ReviewNoteRequest(string Officer, string Note);

/// <summary>Saves a decision without making it.</summary>
/// <param name="Officer">Account of the officer, who has the task.</param>
/// <param name="Decision">What is thought of.</param>
/// <param name="Reason">What it would stand on.</param>
/// <param name="Note">1 to 1000 characters. Kept sealed.</param>
public sealed record ReviewDraftRequest(
    string Officer,
    ReviewDecision? Decision = null,
    ReviewDecisionReason? Reason = null,
    string? Note = null);

/// <summary>Decides a task.</summary>
/// <param name="Officer">Account of the officer, who has the task.</param>
/// <param name="Decision">One of the decisions the task allows.</param>
/// <param name="Reason">One of the reasons of that decision.</param>
public sealed record ReviewDecisionRequest(string Officer, ReviewDecision Decision, ReviewDecisionReason Reason);

/// <summary>Does not agree to what was proposed.</summary>
/// <param name="Officer">Account of the second officer.</param>
/// <param name="Reason">Why.</param>
public sealed record ReviewRefusalRequest(string Officer, ReviewRefusalReason Reason);

/// <summary>Why a second person did not agree.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ReviewRefusalReason>))]
public enum ReviewRefusalReason
{
    /// <summary>What was seen does not carry the decision.</summary>
    EvidenceTooThin,

    /// <summary>Another decision fits better.</summary>
    AnotherDecisionFits,

    /// <summary>The citizen is to be asked first.</summary>
    CitizenToBeAsked,
}

/// <summary>Asks to see whole values. Who saw them, why and for which case is kept, and may be shown to the citizen.</summary>
/// <param name="Officer">Account of the officer, who has the task or is to agree to what was proposed.</param>
/// <param name="Reason">Why.</param>
/// <param name="CaseReference">The officer's own case: letters, digits, dot, dash and slash, at most 50 characters. It must not be a personal number.</param>
public sealed record ReviewUnmaskRequest(string Officer, ReviewUnmaskReason Reason, string CaseReference);

/// <summary>Why somebody wants to see whole values.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ReviewUnmaskReason>))]
public enum ReviewUnmaskReason
{
    /// <summary>To compare them with documents.</summary>
    CompareDocuments,

    /// <summary>To speak with the citizen.</summary>
    SpeakWithCitizen,

    /// <summary>To agree, or not, to what was proposed.</summary>
    SecondOpinion,
}

/// <summary>Both sides of a doubt.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="Left">Where the left side comes from.</param>
/// <param name="Right">Where the right side comes from.</param>
/// <param name="Lines">Field by field, what differs first.</param>
/// <param name="Unmasked">Whether values are shown whole.</param>
public sealed record ReviewEvidence(
    Guid TaskId,
    ReviewSide Left,
    ReviewSide Right,
    IReadOnlyList<ReviewEvidenceLine> Lines,
    bool Unmasked);

/// <summary>Where one side of a doubt comes from.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<ReviewSide>))]
public enum ReviewSide
{
    /// <summary>What was claimed.</summary>
    Claim,

    /// <summary>What the register showed.</summary>
    Register,

    /// <summary>The citizen as verified.</summary>
    Citizen,

    /// <summary>What the record says of its holder.</summary>
    Record,

    /// <summary>The person of the verification that did not fit the account.</summary>
    Verification,
}

/// <summary>One field of both sides.</summary>
/// <param name="Field"><c>number</c>, <c>old_card_number</c>, <c>name</c>, <c>birth_date</c>, <c>sex</c> or <c>phone</c>.</param>
/// <param name="Comparison">Names: <see cref="NameGrade"/>; birth dates: <see cref="BirthDateGrade"/>; others: <see cref="KeyAgreement"/>. <c>not_stated</c> where a side says nothing.</param>
/// <param name="Left">Value of the left side; absent where it says nothing.</param>
/// <param name="Right">Value of the right side; absent where it says nothing, or was not kept.</param>
public sealed record ReviewEvidenceLine(string Field, string Comparison, string? Left, string? Right);

/// <summary>Does one harmless thing to many tasks. Decisions are made one by one.</summary>
/// <param name="Officer">Account of the officer.</param>
/// <param name="Action">What is done.</param>
/// <param name="Tasks">1 to 200 tasks.</param>
/// <param name="Note">The note, where notes are written.</param>
public sealed record ReviewBulk(string Officer, ReviewBulkAction Action, IReadOnlyList<Guid> Tasks, string? Note = null);

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
}

/// <summary>What became of each task.</summary>
/// <param name="Items">In the order asked for.</param>
public sealed record ReviewBulkAnswer(IReadOnlyList<ReviewBulkItem> Items);

/// <summary>What became of one task.</summary>
/// <param name="Task">The task.</param>
/// <param name="Done">Whether it was done.</param>
/// <param name="Problem">Code of the problem where it was not.</param>
public sealed record ReviewBulkItem(Guid Task, bool Done, string? Problem);

/// <summary>Lays a task about nobody among the real ones, to see how it is decided. The people in it must be invented.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Reasons">Codes of why it would have been left to a person.</param>
/// <param name="Left">One side.</param>
/// <param name="Right">The other side.</param>
/// <param name="Decision">What would be right.</param>
/// <param name="WaitingSince">Since when its citizen would have waited; absent: from now.</param>
/// <param name="Purpose">Procedure it would have arisen from.</param>
/// <param name="CaseReference">Case it would have arisen from.</param>
public sealed record KnownAnswerRequest(
    ReviewKind Kind,
    IReadOnlyList<string> Reasons,
    KnownPerson Left,
    KnownPerson Right,
    ReviewDecision Decision,
    DateTimeOffset? WaitingSince = null,
    string? Purpose = null,
    string? CaseReference = null);

/// <summary>An invented person.</summary>
/// <param name="Number">Personal number, 12 digits.</param>
/// <param name="OldCardNumber">Identity-card number of the old kind, 9 digits.</param>
/// <param name="Name">Full name.</param>
/// <param name="BirthDate"><c>yyyy-MM-dd</c>, <c>yyyy-MM</c> or <c>yyyy</c>.</param>
/// <param name="Sex">Sex.</param>
/// <param name="Phone">9 to 11 digits.</param>
public sealed record KnownPerson(
    string? Number = null,
    string? OldCardNumber = null,
    string? Name = null,
    string? BirthDate = null,
    Sex? Sex = null,
    string? Phone = null);

/// <summary>A task about nobody was laid among the real ones.</summary>
/// <param name="TaskId">The task.</param>
public sealed record KnownAnswerSeeded(Guid TaskId);

/// <summary>How tasks with known answers were decided.</summary>
/// <param name="Since">Since when.</param>
/// <param name="Officers">Every officer who decided one, by what would have been right.</param>
public sealed record KnownAnswerReport(DateTimeOffset Since, IReadOnlyList<OfficerScore> Officers);

/// <summary>How one officer decided.</summary>
/// <param name="Officer">The officer's id.</param>
/// <param name="Expected">What would have been right.</param>
/// <param name="Right">How often it was.</param>
/// <param name="Wrong">How often it was not.</param>
/// <param name="LastAt">When the last of these was decided.</param>
public sealed record OfficerScore(Guid Officer, ReviewDecision Expected, long Right, long Wrong, DateTimeOffset LastAt);
