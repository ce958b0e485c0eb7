using System.Text.Json.Serialization;

namespace HueS.Integration.Contracts;

/// <summary>A reconciliation to be made. Nobody is asked for it before it is planned and its dry run begun.</summary>
/// <param name="Kind">What it looks for.</param>
/// <param name="Purpose">The procedure under which the register is asked; the caller must see grades for it.</param>
/// <param name="CaseReference">Why it is done, such as a decision's number.</param>
/// <param name="Officer">Who proposes it; another one has to agree where it weighs more.</param>
/// <param name="Selection">Who is looked at; everybody where it is left out.</param>
public sealed record RunRequest(RunKind Kind, string Purpose, string CaseReference, string Officer, RunSelection? Selection = null);

/// <summary>What a run looks for.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<RunKind>))]
public enum RunKind
{
    /// <summary>Verified people about whom the register says something else by now.</summary>
    RegisterDrift,

    /// <summary>Records whose links are not as the rules and what is known now would have them. Nobody outside is asked.</summary>
    RecordLinks,

    /// <summary>The service's own tables, where they do not fit together or the trail. Nobody outside is asked.</summary>
    Consistency,

    /// <summary>Citizens who may be one person. Nobody outside is asked, and nothing is done but asking people.</summary>
    Duplicates,
}

/// <summary>
/// What is looked at; everything where all of it is left out. <c>register_drift</c>: either named accounts, or whoever was
/// verified long enough ago, all of them or a sample. <c>record_links</c>: the records of a system or of all, since a moment or
/// ever, all of them, a sample, or those named. <c>consistency</c>: everything, what belongs to a system's records, or named
/// accounts with their links. <c>duplicates</c>: all citizens, named accounts or a sample. What a kind does not know is refused.
/// </summary>
/// <param name="OlderThanDays">0 to 36,500. Days since the newest account was bound to a verification, or since a run looked; 0 where it is left out.</param>
/// <param name="Accounts">1 to 300 accounts; whose account it is is looked at however lately somebody looked.</param>
/// <param name="Sample">1 to 10,000 people or records drawn by lot.</param>
/// <param name="System">A record system by its name.</param>
/// <param name="Since">Only records that were told, or went, since then.</param>
/// <param name="RecordIds">1 to 300 records by their ids in the system, which must be named; those nobody knows are skipped and counted.</param>
public sealed record RunSelection(
    int? OlderThanDays = null,
    IReadOnlyList<string>? Accounts = null,
    int? Sample = null,
    string? System = null,
    DateTimeOffset? Since = null,
    IReadOnlyList<string>? RecordIds = null);

/// <summary>Where a run stands.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<RunState>))]
public enum RunState
{
    /// <summary>Made; nobody is selected yet.</summary>
    Draft,

    /// <summary>Everybody is selected; nobody was asked about.</summary>
    Planned,

    /// <summary>The register is asked; nothing but findings is written.</summary>
    DryRun,

    /// <summary>What would be applied is fixed. It is started as it is, or once a second person has agreed.</summary>
    AwaitingApproval,

    /// <summary>Findings are applied.</summary>
    Applying,

    /// <summary>Stopped until it is resumed.</summary>
    Paused,

    /// <summary>Over.</summary>
    Completed,

    /// <summary>Ended by somebody; what was applied before stays, and can be undone.</summary>
    Cancelled,

    /// <summary>What was applied is taken back.</summary>
    Undoing,

    /// <summary>Taken back, except for what was changed since.</summary>
    Undone,
}

/// <summary>A reconciliation.</summary>
/// <param name="Id">Stable identifier.</param>
/// <param name="Kind">What it looks for.</param>
/// <param name="State">Where it stands.</param>
/// <param name="PausedFrom">Where a paused run goes on; absent otherwise.</param>
/// <param name="Purpose">As asked.</param>
/// <param name="CaseReference">As asked.</param>
/// <param name="Selection">As asked.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="LookedAt">When its dry run ended; absent before.</param>
/// <param name="EndedAt">When it ended; absent before.</param>
/// <param name="Counts">How it came out so far.</param>
/// <param name="CouldNotLook">The register answered about nobody: the run says nothing about anyone.</param>
/// <param name="Plan">What is left of the dry run; absent once nobody waits, and in pages.</param>
/// <param name="Digest">One value for everything that would be applied; absent before the dry run ended.</param>
/// <param name="ApprovalNeeded">Whether a second person has to agree; absent before the dry run ended.</param>
/// <param name="Approved">Whether one has.</param>
/// <param name="Version">Rises with every change of state; the value of <c>If-Match</c>.</param>
/// <param name="Text">What its state means, with the next step.</param>
public sealed record Run(
    Guid Id,
    RunKind Kind,
    RunState State,
    RunState? PausedFrom,
    string Purpose,
    string CaseReference,
    RunSelection Selection,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LookedAt,
    DateTimeOffset? EndedAt,
    RunCounts Counts,
    bool CouldNotLook,
    RunPlan? Plan,
    string? Digest,
    bool? ApprovalNeeded,
    bool Approved,
    int Version,
    LocalisedText Text);

/// <summary>
/// How a run came out. Always: selected = waiting + checked + unreachable + skipped, and checked = unchanged + findings. Once
/// the dry run has ended nobody waits.
/// </summary>
/// <param name="Selected">People, records or other things of the run.</param>
/// <param name="Waiting">Not looked at yet.</param>
/// <param name="Checked">Those that were looked at.</param>
/// <param name="Unreachable">About whom it could not be asked, which says nothing about them.</param>
/// <param name="Skipped">Left out, with a reason.</param>
/// <param name="Unchanged">As they were verified.</param>
/// <param name="Findings">Otherwise than they were verified.</param>
/// <param name="Applied">Findings that were applied.</param>
/// <param name="LeftAlone">Findings that were not, with a reason.</param>
/// <param name="Undone">Applied, and taken back.</param>
/// <param name="Kept">Applied, and left because it was changed since.</param>
public sealed record RunCounts(
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

/// <summary>What is left of a dry run, before anybody is asked.</summary>
/// <param name="People">How many people, or other things, are still to be looked at.</param>
/// <param name="Queries">At most so many questions of each operation; a replaced number or another spelling costs one more. None where a kind asks nobody.</param>
/// <param name="Fee">In dong.</param>
/// <param name="ExpectedEnd">By quota and window as they stand; absent where nobody can tell.</param>
public sealed record RunPlan(int People, IReadOnlyList<RunQueries> Queries, long Fee, DateTimeOffset? ExpectedEnd);

/// <summary>Questions of one operation.</summary>
/// <param name="Operation"><c>look-up</c> or <c>vital-status</c>.</param>
/// <param name="Count">How many.</param>
public sealed record RunQueries(string Operation, int Count);

/// <summary>Runs, newest first.</summary>
/// <param name="Items">This page.</param>
/// <param name="Next">Cursor of the next page; absent on the last.</param>
public sealed record RunPage(IReadOnlyList<Run> Items, string? Next);

/// <summary>Who moves a run on.</summary>
/// <param name="Officer">The officer's account.</param>
public sealed record RunOfficer(string Officer);

/// <summary>A second person agrees.</summary>
/// <param name="Officer">Their account; not of whoever proposed the run.</param>
/// <param name="Digest">The run's digest as they were shown it: they agree to that and to nothing else.</param>
public sealed record RunApproval(string Officer, string Digest);

/// <summary>What a run finds. The first six are of <c>register_drift</c>, the next six of <c>record_links</c>, the next eleven of <c>consistency</c>, the others of <c>duplicates</c>.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<FindingCategory>))]
public enum FindingCategory
{
    /// <summary>The name.</summary>
    Name,

    /// <summary>The birth date, or how exactly it is known.</summary>
    BirthDate,

    /// <summary>The register replaced the number by another.</summary>
    NumberReplaced,

    /// <summary>Dead, says the register.</summary>
    Dead,

    /// <summary>Declared missing.</summary>
    Missing,

    /// <summary>Nobody is found under this number, name and birth date together: any of them may have changed.</summary>
    NotFound,

    /// <summary>The record is one citizen's by the rules, and is not linked to them.</summary>
    LinkMissing,

    /// <summary>The rules leave it to a person whose the record is, and nobody was asked.</summary>
    LinkUnasked,

    /// <summary>The rules linked the record, and would not any more.</summary>
    LinkWrong,

    /// <summary>The record's system knows it no more, and a link of it stands.</summary>
    LinkDangling,

    /// <summary>A person is still asked about somebody the record fits no longer.</summary>
    ProposalOutdated,

    /// <summary>Probably a record under a new id: one that is gone, of the same kind and beginning, said the same of its holder and was linked.</summary>
    RecordRekeyed,

    /// <summary>A link still stands with somebody who was merged into another.</summary>
    LinkOfMerged,

    /// <summary>A link stands with somebody of whom nothing opens any more.</summary>
    LinkOfErased,

    /// <summary>The history of a link does not end where the link stands.</summary>
    LinkHistoryGap,

    /// <summary>The trail tells of no decision about a link.</summary>
    LinkWithoutTrail,

    /// <summary>A link waits for a person, and nobody is asked.</summary>
    LinkWithoutTask,

    /// <summary>A record was never placed: placing it failed for good, or nobody who becomes known would find it.</summary>
    RecordUnplaced,

    /// <summary>A citizen has no history of numbers.</summary>
    CitizenWithoutNumber,

    /// <summary>Records do not find a citizen by everything that is known of them.</summary>
    CitizenWithoutKeys,

    /// <summary>Somebody who was merged into another has accounts or keys still.</summary>
    MergedKeepsThings,

    /// <summary>A task is open about a link that needs no answer.</summary>
    TaskWithoutMatter,

    /// <summary>A list of people has more or fewer checks than rows were taken from it.</summary>
    BatchMiscounted,

    /// <summary>The register itself replaced a number of one citizen by a number of another.</summary>
    DuplicateByNumber,

    /// <summary>Two citizens have the same name and the same phone.</summary>
    DuplicateByPhone,

    /// <summary>Two citizens have the same name and birth date, and the number of one is known to be replaced.</summary>
    DuplicateByName,
}

/// <summary>What applying a finding does.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<RunEffect>))]
public enum RunEffect
{
    /// <summary>A review task is opened.</summary>
    Propose,

    /// <summary>The number the register named itself is recorded as the citizen's.</summary>
    RecordNumber,

    /// <summary>Machines link nothing for the citizen any more.</summary>
    HoldLinks,

    /// <summary>The record is linked as the rules say.</summary>
    LinkByRule,

    /// <summary>Links about which nobody has to be asked any more are closed.</summary>
    CloseLinks,

    /// <summary>Nothing is changed: it is listed for a person.</summary>
    ListOnly,

    /// <summary>A person is asked about the link.</summary>
    OpenTask,

    /// <summary>The task is withdrawn, where nobody has touched it.</summary>
    WithdrawTask,

    /// <summary>The record is placed as if it had just been told.</summary>
    PlaceRecord,

    /// <summary>The history begins with the number the citizen was verified under.</summary>
    BeginHistory,

    /// <summary>The keys are written anew.</summary>
    WriteKeys,
}

/// <summary>What a run found about one person, record, link or task; values are masked.</summary>
/// <param name="Id">Of this target in this run.</param>
/// <param name="Category">What is otherwise.</param>
/// <param name="Effect">What applying it does.</param>
/// <param name="Reasons">Codes as of a verification or of a link.</param>
/// <param name="Kept">The citizen as they were verified; absent where it is about nobody.</param>
/// <param name="Register">As the register or the record shows them, or the other citizen; absent where it showed nothing that may be kept.</param>
/// <param name="CheckedAt">When it was looked at.</param>
/// <param name="Applied">Whether it was applied; absent where that was not tried yet.</param>
/// <param name="LeftBecause">Why it was not: <c>changed</c>, <c>already_so</c>, <c>in_doubt</c>, <c>failed</c> or <c>for_a_person</c>.</param>
/// <param name="Record">The record it is about, as its system and its id there; absent where it is about none.</param>
public sealed record RunFinding(
    Guid Id,
    FindingCategory Category,
    RunEffect Effect,
    IReadOnlyList<string> Reasons,
    MaskedPerson? Kept,
    MaskedPerson? Register,
    DateTimeOffset? CheckedAt,
    bool? Applied,
    string? LeftBecause,
    string? Record = null);

/// <summary>A person, masked.</summary>
/// <param name="Number">The first three digits.</param>
/// <param name="Name">The first letter of each word.</param>
/// <param name="BirthDate">The year, and how much else is known.</param>
public sealed record MaskedPerson(string? Number, string Name, string BirthDate);

/// <summary>A page of findings.</summary>
/// <param name="Items">This page.</param>
/// <param name="Next">Cursor of the next page; absent on the last.</param>
public sealed record RunFindingPage(IReadOnlyList<RunFinding> Items, string? Next);

/// <summary>How a run came out.</summary>
/// <param name="Run">The run.</param>
/// <param name="Findings">By category and effect.</param>
/// <param name="NotLookedAt">Who was not looked at, and why.</param>
/// <param name="Kept">What undoing left as it was, and why.</param>
/// <param name="Previous">Counts of the run of the same kind and purpose that ended last before; absent where there was none.</param>
/// <param name="Timeline">The time it looked, in stretches of the same length, oldest first; empty before anything was looked at.</param>
public sealed record RunReport(
    Run Run,
    IReadOnlyList<RunFindingCount> Findings,
    IReadOnlyList<RunReasonCount> NotLookedAt,
    IReadOnlyList<RunKept> Kept,
    RunCounts? Previous,
    IReadOnlyList<RunStretch> Timeline);

/// <summary>What happened in a stretch of the time a run looked.</summary>
/// <param name="From">When it began; the next begins where it ends.</param>
/// <param name="Checked">Targets looked at to their end.</param>
/// <param name="Findings">Findings among them.</param>
/// <param name="Questions">Questions to the register about those whose look ended then, repeated ones too; absent where there are too many to be counted.</param>
/// <param name="MedianMilliseconds">From the first question about a target to the end of its look, median of those that ended; absent where none did.</param>
public sealed record RunStretch(DateTimeOffset From, long Checked, long Findings, long? Questions, double? MedianMilliseconds);

/// <summary>How many findings there are.</summary>
/// <param name="Category">Of this category.</param>
/// <param name="Effect">With this effect.</param>
/// <param name="Count">So many.</param>
/// <param name="Text">What the category means.</param>
/// <param name="Previous">How many the run before had; absent where there was none before.</param>
public sealed record RunFindingCount(FindingCategory Category, RunEffect Effect, long Count, BilingualText Text, long? Previous = null);

/// <summary>How many people were not looked at for a reason.</summary>
/// <param name="Unreachable">Whether the register could not be asked; otherwise they were left out.</param>
/// <param name="Reason">A code.</param>
/// <param name="Count">So many.</param>
public sealed record RunReasonCount(bool Unreachable, string Reason, long Count);

/// <summary>What undoing left as it was.</summary>
/// <param name="Id">Of the person in this run.</param>
/// <param name="Effect">What had been applied.</param>
/// <param name="Reason"><c>changed_since</c> or <c>failed</c>.</param>
public sealed record RunKept(Guid Id, RunEffect Effect, string Reason);

/// <summary>How far a run has come, as it is told while it goes on.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Version">Its version.</param>
/// <param name="Counts">How it came out so far.</param>
public sealed record RunProgress(RunState State, int Version, RunCounts Counts);
