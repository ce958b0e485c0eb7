using System.Text.Json.Serialization;

namespace HueS.Integration.Contracts;

/// <summary>Asks to link a record to the citizen of a profile.</summary>
/// <param name="System">Record system; this version knows <c>dossiers</c>.</param>
/// <param name="RecordId">The record's own number in that system.</param>
/// <param name="Purpose">Code of the procedure the look-up is for.</param>
/// <param name="Officer">Account of the officer who asks.</param>
public sealed record LinkRequest(string System, string RecordId, string Purpose, string Officer);

/// <summary>The link between a record and a citizen, or why there is none yet.</summary>
/// <param name="Id">Stable identifier.</param>
/// <param name="System">Record system.</param>
/// <param name="RecordId">The record's number in that system.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Explanation">Why.</param>
/// <param name="DecidedAt">When.</param>
/// <param name="Text">What to say, in Vietnamese and English.</param>
/// <param name="Version">Grows with every change; also the <c>ETag</c>.</param>
public sealed record Link(
    Guid Id,
    string System,
    string RecordId,
    LinkState State,
    LinkExplanation Explanation,
    DateTimeOffset DecidedAt,
    LocalisedText Text,
    int Version);

/// <summary>Where a link stands.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<LinkState>))]
public enum LinkState
{
    /// <summary>A person must decide; the record is not shown as the citizen's until then.</summary>
    Proposed,

    /// <summary>The record is this citizen's.</summary>
    Linked,

    /// <summary>Linked and disputed; the record is not shown as the citizen's until that is settled.</summary>
    Frozen,

    /// <summary>Not this citizen's; the pair is not linked nor proposed again by machine.</summary>
    Unlinked,

    /// <summary>Neither made nor ruled out, and nobody is asked: the record is gone at its system, or fits somebody else better. It comes back as it was once that changes.</summary>
    Closed,

    /// <summary>Two citizens turned out to be one, and the survivor's link of the record answers for this one. It is seen only in a history.</summary>
    Merged,
}

/// <summary>Why a record was linked, or was left to a person.</summary>
/// <param name="Rule">Evidence class: <c>E1</c> (number, name and full birth date agree), <c>E2</c> (number agrees, one soft difference), <c>E3</c> (no number), <c>none</c>.</param>
/// <param name="RuleVersion">Version of the rule set.</param>
/// <param name="DecidedBy"><c>rule</c> or <c>person</c>: who decided last.</param>
/// <param name="Evidence">How each field compared; absent unless the caller's policy gives detail for the purpose the link was made for.</param>
/// <param name="Reasons">Codes of what kept the record from being linked, or for what it was closed; empty when linked, and where the caller's policy gives no detail.</param>
/// <param name="Today">What the rules say now of a link they would not make any more; absent otherwise, and where the caller's policy gives no detail.</param>
public sealed record LinkExplanation(
    string Rule,
    string RuleVersion,
    string DecidedBy,
    LinkEvidence? Evidence,
    IReadOnlyList<string> Reasons,
    LinkToday? Today = null);

/// <summary>What the rules say now of a link they would not make any more. It stands until a person looks.</summary>
/// <param name="Rule">Evidence class, as in <see cref="LinkExplanation"/>.</param>
/// <param name="Evidence">How each field compares now.</param>
/// <param name="Reasons">Codes of what speaks against it now.</param>
public sealed record LinkToday(string Rule, LinkEvidence Evidence, IReadOnlyList<string> Reasons);

/// <summary>How a record's claim about its holder compared with the verified citizen.</summary>
/// <param name="Number">Whether the number is the same, another, or not stated.</param>
/// <param name="Name">Grade of the name; absent where the record states none.</param>
/// <param name="BirthDate">Grade of the birth date; absent where the record states none.</param>
/// <param name="BirthDatePrecision">Precision both sides share.</param>
/// <param name="SecondKey">Whether the phone number agrees.</param>
public sealed record LinkEvidence(
    KeyAgreement Number,
    NameGrade? Name,
    BirthDateGrade? BirthDate,
    BirthDatePrecision? BirthDatePrecision,
    KeyAgreement SecondKey);

/// <summary>How a key compared.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<KeyAgreement>))]
public enum KeyAgreement
{
    /// <summary>Equal.</summary>
    Same,

    /// <summary>Stated on both sides and not equal.</summary>
    Other,

    /// <summary>Not stated on one side.</summary>
    NotStated,
}

/// <summary>The links of a profile, oldest first.</summary>
/// <param name="Items">This page.</param>
/// <param name="Next">Cursor of the next page; absent on the last.</param>
public sealed record LinkPage(IReadOnlyList<Link> Items, string? Next);

/// <summary>What a person does to a link.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<LinkAction>))]
public enum LinkAction
{
    /// <summary>The rules decided, for the first time or anew. Nobody can ask for this.</summary>
    Decide,

    /// <summary>The record is this citizen's: from proposed or unlinked; from linked, where the rules did it and a person affirms it.</summary>
    Confirm,

    /// <summary>The record is not this citizen's: from proposed.</summary>
    Reject,

    /// <summary>The link is disputed: from linked.</summary>
    Freeze,

    /// <summary>The dispute is over and the link holds: from frozen.</summary>
    Thaw,

    /// <summary>The link was wrong: from linked or frozen.</summary>
    Unlink,

    /// <summary>Takes back the last change that stands.</summary>
    Undo,

    /// <summary>Does again what was undone last.</summary>
    Redo,

    /// <summary>Nobody is asked any more. Like all that follow, a machine does this and nobody can ask for it.</summary>
    Close,

    /// <summary>What was closed is opened as it was.</summary>
    Reopen,

    /// <summary>The rules would not make the link any more; a person is asked, and it stands meanwhile.</summary>
    Question,

    /// <summary>The rules would make it again, and nobody has to answer.</summary>
    Settle,

    /// <summary>Its citizen turned out to be another one too. Nobody can ask for this here.</summary>
    Merge,

    /// <summary>The two turned out to be two after all. Nobody can ask for this here.</summary>
    Unmerge,
}

/// <summary>Why a link is changed.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<LinkChangeReason>))]
public enum LinkChangeReason
{
    /// <summary>The official saw the citizen's documents.</summary>
    DocumentsSeen,

    /// <summary>The citizen said that it is theirs.</summary>
    CitizenConfirmed,

    /// <summary>The citizen said that it is not theirs.</summary>
    CitizenDisputes,

    /// <summary>It is another person's.</summary>
    WrongPerson,

    /// <summary>The record itself says something wrong about its holder.</summary>
    RecordMistaken,

    /// <summary>It is being looked into.</summary>
    UnderInvestigation,

    /// <summary>What was decided before was decided by mistake.</summary>
    DecidedByMistake,

    /// <summary>Its system knows the record no more. Like all that follow, no person states it.</summary>
    RecordGone,

    /// <summary>The record is back.</summary>
    RecordBack,

    /// <summary>The record fits this citizen no longer, or another one better.</summary>
    NotBest,

    /// <summary>The record or the citizen changed, and the rules would not make the link any more.</summary>
    EvidenceChanged,

    /// <summary>The rules would make the link again.</summary>
    EvidenceRestored,
}

/// <summary>A person's decision about a link.</summary>
/// <param name="Action">What to do; every one can be undone.</param>
/// <param name="Reason">Why.</param>
/// <param name="Officer">Account of the officer who decides.</param>
/// <param name="CaseReference">The case it belongs to, where there is one.</param>
public sealed record LinkDecisionRequest(LinkAction Action, LinkChangeReason Reason, string Officer, string? CaseReference = null);

/// <summary>One change of a link.</summary>
/// <param name="Version">The version the link had from then on.</param>
/// <param name="At">When.</param>
/// <param name="Action">What was done.</param>
/// <param name="Before">Where it stood before; absent for the change that made it.</param>
/// <param name="After">Where it stood from then on.</param>
/// <param name="DecidedBy"><c>rule</c> or <c>person</c>.</param>
/// <param name="Reason">Why; absent for what the rules decided.</param>
public sealed record LinkChange(
    int Version,
    DateTimeOffset At,
    LinkAction Action,
    LinkState? Before,
    LinkState After,
    string DecidedBy,
    LinkChangeReason? Reason);

/// <summary>Why a link stands as it does.</summary>
/// <param name="Link">The link with its evidence.</param>
/// <param name="History">Every change, oldest first.</param>
/// <param name="Others">Other citizens the same record was linked or proposed to, and why they do not have it. Nobody is named.</param>
/// <param name="Candidates">Who the record may belong to by what is known today, best first; empty where the caller's policy gives no detail, and where the record is not kept here.</param>
public sealed record LinkAccount(
    Link Link,
    IReadOnlyList<LinkChange> History,
    IReadOnlyList<OtherLink> Others,
    IReadOnlyList<LinkCandidate> Candidates);

/// <summary>A citizen a record may belong to. Nobody is named.</summary>
/// <param name="IsThisCitizen">Whether it is the citizen of the link that was asked about.</param>
/// <param name="Weight">By how many doublings the comparison speaks for this citizen; only the order of candidates rests on it.</param>
/// <param name="Chance">How likely it is they, between 0 and 1, all others and "none of them" considered.</param>
/// <param name="Rule">Evidence class, as in <see cref="LinkExplanation"/>.</param>
/// <param name="Evidence">How each field compared.</param>
/// <param name="WhyNot">Codes of why the record is not linked to them, such as another who fits better; empty for whom it would be linked to by rule.</param>
public sealed record LinkCandidate(
    bool IsThisCitizen,
    double Weight,
    double Chance,
    string Rule,
    LinkEvidence Evidence,
    IReadOnlyList<string> WhyNot);

/// <summary>Another citizen's link to the same record.</summary>
/// <param name="Id">The other link.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Explanation">Why.</param>
public sealed record OtherLink(Guid Id, LinkState State, LinkExplanation Explanation);

/// <summary>Keeps machines from linking anything for a citizen.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Officer">Account of the officer who asks.</param>
public sealed record LinkingHoldRequest(LinkingHold Kind, string Officer);

/// <summary>Why machines link nothing for somebody.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<LinkingHold>))]
public enum LinkingHold
{
    /// <summary>The citizen asked for it.</summary>
    Frozen,

    /// <summary>A person the law protects.</summary>
    Protected,
}

/// <summary>Asks to take several links away at once, which another officer has to agree to.</summary>
/// <param name="Officer">Account of the officer who asks.</param>
/// <param name="Reason"><c>bound_in_error</c>, <c>another_person</c>, <c>twin_or_household</c> or <c>citizen_denies</c>.</param>
/// <param name="Links">Which of the citizen's links, at most 500; absent: all that are linked or frozen, the oldest 500 of them.</param>
/// <param name="CaseReference">The case it belongs to, where there is one.</param>
public sealed record UnlinkingRequest(
    string Officer,
    ReviewDecisionReason Reason,
    IReadOnlyList<Guid>? Links = null,
    string? CaseReference = null);

/// <summary>Gives back what was taken away at once.</summary>
/// <param name="Officer">Account of the officer who decides.</param>
/// <param name="Reason">Why.</param>
public sealed record RestoreRequest(string Officer, LinkChangeReason Reason);

/// <summary>What was given back.</summary>
/// <param name="Restored">Links that stand as before; one whose record is another citizen's by now is proposed.</param>
/// <param name="LeftAlone">Links somebody changed since, which stay as they are.</param>
public sealed record RestoredLinks(IReadOnlyList<Guid> Restored, IReadOnlyList<Guid> LeftAlone);
