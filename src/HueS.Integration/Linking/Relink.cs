namespace HueS.Integration.Linking;

internal enum RelinkState
{
    Running,
    Completed,

    /// <summary>What was in line by then is linked all the same.</summary>
    Cancelled,
}

/// <summary>How one record stands, by the link of it that weighs most.</summary>
internal enum RecordStanding
{
    ByRule,
    ByPerson,
    ForAPerson,
    Disputed,
}

/// <summary>How the records of a system stand.</summary>
/// <param name="ByRule">Linked, by the rules.</param>
/// <param name="ByPerson">Linked, by a person.</param>
/// <param name="ForAPerson">Proposed: a person must decide.</param>
/// <param name="Disputed">Linked, and frozen while it is disputed.</param>
/// <param name="Unmatched">No citizen is known to whom it may belong.</param>
internal sealed record RelinkTally(long ByRule, long ByPerson, long ForAPerson, long Disputed, long Unmatched);

/// <summary>A whole system that is linked again.</summary>
/// <param name="Since">Only records told with a change since then; <c>null</c>: all.</param>
/// <param name="Mark">The last record that was looked at, by its own id in the system.</param>
/// <param name="PutIn">How many records were put in line so far.</param>
/// <param name="PutInAt">When the last of them was.</param>
/// <param name="IsWhole">Whether all of them were.</param>
/// <param name="Tally">How the system's records stood at the end.</param>
internal sealed record Relink(
    Guid Id,
    string System,
    string ClientId,
    DateTimeOffset? Since,
    RelinkState State,
    string? Mark,
    long PutIn,
    DateTimeOffset? PutInAt,
    bool IsWhole,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EndedAt,
    RelinkTally? Tally);

/// <summary>What came of the wish to link a system again.</summary>
internal abstract record RelinkResult
{
    private RelinkResult()
    {
    }

    /// <summary>It is under way: from now on, or since the same was wished before.</summary>
    public sealed record UnderWay(Relink Relink) : RelinkResult;

    /// <summary>Another is under way, of other records.</summary>
    public sealed record AnotherRuns(Relink Relink) : RelinkResult;
}
