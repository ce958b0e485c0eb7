namespace HueS.Integration.Linking;

/// <summary>Where a link stands. The names are stored; they never change.</summary>
internal enum LinkState
{
    /// <summary>A person has to say whether the record is this citizen's.</summary>
    Proposed,
    Linked,

    /// <summary>Linked, and disputed: it is not shown as the citizen's until that is settled.</summary>
    Frozen,

    /// <summary>Not this citizen's. No machine links or proposes the pair again.</summary>
    Unlinked,

    /// <summary>Neither made nor ruled out: nobody is asked, for the record is gone or fits somebody else better. It comes back once that changes.</summary>
    Closed,

    /// <summary>Its citizen was merged into another who has a link of the same record: that one answers for both.</summary>
    Merged,
}

/// <summary>Who decided last.</summary>
internal enum Decider
{
    Rule,
    Person,
}

/// <summary>What is done to a link. The names are stored; they never change.</summary>
internal enum LinkAction
{
    /// <summary>The rules decided, for the first time or anew.</summary>
    Decide,
    Confirm,
    Reject,
    Freeze,
    Thaw,
    Unlink,
    Undo,
    Redo,

    /// <summary>A machine stops asking; what it closed, it opens again.</summary>
    Close,
    Reopen,

    /// <summary>The rules would not make the link any more: a person is asked, and it stands until they answer.</summary>
    Question,

    /// <summary>The rules would make it again, and nobody has to answer.</summary>
    Settle,

    /// <summary>Its citizen was merged into another.</summary>
    Merge,

    /// <summary>They are two again.</summary>
    Unmerge,
}

/// <summary>Why a link was changed. The names are stored; they never change.</summary>
internal enum LinkChangeReason
{
    DocumentsSeen,
    CitizenConfirmed,
    CitizenDisputes,
    WrongPerson,
    RecordMistaken,
    UnderInvestigation,
    DecidedByMistake,

    /// <summary>Its system knows the record no more. This and what follows no person states.</summary>
    RecordGone,
    RecordBack,
    NotBest,
    EvidenceChanged,
    EvidenceRestored,
}

/// <summary>One change of a link.</summary>
/// <param name="Before"><c>null</c>: the link was made by it.</param>
/// <param name="BackTo">The version it takes the link back to, 0 where there was none: what came after is as if it had never been.</param>
internal sealed record LinkChange(
    int Version,
    DateTimeOffset At,
    LinkAction Action,
    LinkState? Before,
    LinkState After,
    Decider By,
    LinkChangeReason? Reason,
    int? BackTo = null);

/// <summary>
/// The life of a link on one page. Undoing takes back the last change that stands, one after another down to the first;
/// redoing does again what was undone last, until something else is done. A link the rules made and a person undid is
/// proposed: it is undecided again, and only a person may decide it. A link that was closed opens as if nothing had been; a
/// question changes nothing that could be undone.
/// </summary>
internal static class LinkLife
{
    /// <summary><c>null</c>: not from this state.</summary>
    public static LinkState? Next(LinkState state, LinkAction action) => (state, action) switch
    {
        // From linked: a person says of what the rules linked that it holds.
        (LinkState.Proposed or LinkState.Unlinked or LinkState.Linked or LinkState.Closed, LinkAction.Confirm) => LinkState.Linked,
        (LinkState.Proposed or LinkState.Closed, LinkAction.Reject) => LinkState.Unlinked,
        (LinkState.Linked, LinkAction.Freeze) => LinkState.Frozen,
        (LinkState.Frozen, LinkAction.Thaw) => LinkState.Linked,
        (LinkState.Linked or LinkState.Frozen, LinkAction.Unlink) => LinkState.Unlinked,
        (LinkState.Proposed or LinkState.Linked or LinkState.Frozen, LinkAction.Close) => LinkState.Closed,
        _ => null,
    };

    /// <summary>Where undoing leads; <c>null</c>: there is nothing left to undo.</summary>
    public static LinkState? Undone(IReadOnlyList<LinkChange> history) =>
        Replay(history).Standing.TryPeek(out var last) ? last.Before ?? LinkState.Proposed : null;

    /// <summary>Where a closed link stood before it was closed.</summary>
    public static LinkState Reopened(IReadOnlyList<LinkChange> history) => Undone(history)!.Value;

    /// <summary>Where redoing leads; <c>null</c>: nothing was undone, or something else was done since.</summary>
    public static LinkState? Redone(IReadOnlyList<LinkChange> history) =>
        Replay(history).Undone.TryPeek(out var last) ? last.After : null;

    /// <summary>Whether the record is this citizen's and nobody else's.</summary>
    public static bool HoldsRecord(LinkState state) => state is LinkState.Linked or LinkState.Frozen;

    /// <summary>Whether no person did anything about it since a version; what a machine did in the meantime it does again.</summary>
    public static bool IsUntouchedSince(int version, IReadOnlyList<LinkChange> history) =>
        Lived(history).TrueForAll(change => change.Version <= version || change.By == Decider.Rule);

    /// <summary>
    /// What unmerging took back, with whatever machines did since the merge, and what a run that was undone had done, is as if it
    /// had never been.
    /// </summary>
    private static List<LinkChange> Lived(IReadOnlyList<LinkChange> history)
    {
        var lived = new List<LinkChange>(history.Count);
        foreach (var change in history)
        {
            if (change.BackTo is { } version)
                lived = Lived([.. history.TakeWhile(one => one.Version <= version)]);
            else if (change.Action == LinkAction.Unmerge)
                lived = lived[..lived.FindLastIndex(one => one.Action == LinkAction.Merge)];
            else
                lived.Add(change);
        }

        return lived;
    }

    private static (Stack<LinkChange> Standing, Stack<LinkChange> Undone) Replay(IReadOnlyList<LinkChange> history)
    {
        var (standing, undone, aside) = (new Stack<LinkChange>(), new Stack<LinkChange>(), new Stack<LinkChange>());
        foreach (var change in Lived(history))
        {
            switch (change.Action)
            {
                // Only whose it is changed; nothing was decided about it.
                case LinkAction.Merge when change.Before == change.After:
                    break;
                case LinkAction.Undo:
                    undone.Push(standing.Pop());
                    break;
                case LinkAction.Redo:
                    standing.Push(undone.Pop());
                    break;
                case LinkAction.Close:
                    standing.Push(change);
                    (aside, undone) = (undone, new Stack<LinkChange>());
                    break;
                case LinkAction.Reopen:
                    standing.Pop();
                    undone = aside;
                    break;
                case LinkAction.Question or LinkAction.Settle:
                    break;
                default:
                    standing.Push(change);
                    undone.Clear();
                    break;
            }
        }

        return (standing, undone);
    }
}
