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

    /// <summary>A record that is gone said the same of its holder, and was linked; this one is not.</summary>
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

/// <summary>What applying a finding does. The names are stored; they never change.</summary>
internal enum RunEffect
{
    /// <summary>A person looks at it.</summary>
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

/// <summary>A finding, and what follows from it.</summary>
internal sealed record RunFinding(FindingCategory Category, RunEffect Effect)
{
    /// <summary>Categories in which applying changes something about the citizen itself: never without a second person.</summary>
    public static bool IsHarmful(RunEffect effect) => effect is RunEffect.RecordNumber or RunEffect.HoldLinks;
}
