using System.Text.Json.Serialization;

namespace HueS.Integration.Contracts;

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

    /// <summary>The record is another candidate's, whom the decision names, and not this citizen's.</summary>
    LinkOther,

    /// <summary>The two citizens are one person: one id leads to the other from then on.</summary>
    Merge,

    /// <summary>The two citizens are two people.</summary>
    KeepApart,

    /// <summary>None of the records is the citizen's: all of them are unlinked, and never linked to them by rule.</summary>
    UnlinkAll,

    /// <summary>The links stay as they are.</summary>
    KeepLinked,
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

/// <summary>What was proposed or decided.</summary>
/// <param name="Decision">The decision.</param>
/// <param name="Reason">What it stands on.</param>
/// <param name="Officer">Who decided or proposed it.</param>
/// <param name="ProposedAt">When.</param>
/// <param name="Approver">Who agreed as the second person; absent where none had to, or has not yet.</param>
/// <param name="DecidedAt">Since when it is in force; absent while it is proposed.</param>
/// <param name="Candidate">The candidate it names, as in the evidence; absent where it names none.</param>
public sealed record ReviewDecided(
    ReviewDecision Decision,
    ReviewDecisionReason Reason,
    Guid Officer,
    DateTimeOffset ProposedAt,
    Guid? Approver,
    DateTimeOffset? DecidedAt,
    Guid? Candidate);

/// <summary>Decides a task.</summary>
/// <param name="Officer">Account of the officer, who has the task.</param>
/// <param name="Decision">One of the decisions the task allows.</param>
/// <param name="Reason">One of the reasons of that decision.</param>
/// <param name="Candidate">For <c>link_other</c>: <c>citizenId</c> of the candidate, as in the evidence.</param>
public sealed record ReviewDecisionRequest(string Officer, ReviewDecision Decision, ReviewDecisionReason Reason, Guid? Candidate = null);

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
