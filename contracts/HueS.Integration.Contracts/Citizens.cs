namespace HueS.Integration.Contracts;

/// <summary>A citizen, without anything that says who they are.</summary>
/// <param name="Id">The citizen's id for this caller alone. It never leads to anybody else: once the citizen turned out to be another one too, it answers 308 with that one's id.</param>
/// <param name="Since">Since when they are known here.</param>
/// <param name="Accounts">Accounts bound to them, the newest binding first.</param>
/// <param name="Links">How many of their links stand how.</param>
/// <param name="Merges">Every time they turned out to be another one too, or two after all; the oldest first.</param>
public sealed record CitizenDetail(
    Guid Id,
    DateTimeOffset Since,
    IReadOnlyList<CitizenAccount> Accounts,
    IReadOnlyList<CitizenLinks> Links,
    IReadOnlyList<CitizenMerge> Merges);

/// <summary>An account of a citizen.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="BoundAt">When it was bound.</param>
public sealed record CitizenAccount(string AccountId, DateTimeOffset BoundAt);

/// <summary>A citizen's links in one state.</summary>
/// <param name="State">The state.</param>
/// <param name="Count">How many.</param>
public sealed record CitizenLinks(LinkState State, long Count);

/// <summary>A time at which two citizens became one.</summary>
/// <param name="Other">The caller's id of the other one.</param>
/// <param name="Survived">Whether this citizen went on; <c>false</c>: the other did.</param>
/// <param name="MergedAt">When.</param>
/// <param name="UnmergedAt">When they became two again; absent where they did not.</param>
/// <param name="LeftAlone">What stayed with the survivor then because it had been changed meanwhile.</param>
public sealed record CitizenMerge(
    Guid Other,
    bool Survived,
    DateTimeOffset MergedAt,
    DateTimeOffset? UnmergedAt,
    IReadOnlyList<LeftAlone> LeftAlone);

/// <summary>Something that was not put back, because it had been changed since.</summary>
/// <param name="Part"><c>account</c>, <c>link</c>, <c>number</c>, <c>identity</c> or <c>hold</c>.</param>
/// <param name="Id">The link's id; absent for what has no id a caller knows.</param>
public sealed record LeftAlone(string Part, Guid? Id);

/// <summary>Says that two citizens are one person, which another officer has to agree to.</summary>
/// <param name="Citizen">The caller's id of the other citizen, whose id leads to this one's from then on.</param>
/// <param name="Officer">Account of the officer who says so.</param>
/// <param name="Reason"><c>seen_in_person</c>, <c>documents_seen</c> or <c>citizen_confirms</c>.</param>
public sealed record CitizenMergeRequest(Guid Citizen, string Officer, ReviewDecisionReason Reason);

/// <summary>Says that a merged citizen is somebody of their own after all.</summary>
/// <param name="Officer">Account of the officer who says so.</param>
/// <param name="Reason"><c>another_person</c>, <c>twin_or_household</c> or <c>citizen_denies</c>.</param>
public sealed record CitizenUnmergeRequest(string Officer, ReviewDecisionReason Reason);

/// <summary>Two citizens who are two again.</summary>
/// <param name="Citizen">The one who had been merged.</param>
/// <param name="Survivor">The other one.</param>
/// <param name="LeftAlone">What had been changed since, and stays with the other one.</param>
public sealed record CitizenUnmerged(Guid Citizen, Guid Survivor, IReadOnlyList<LeftAlone> LeftAlone);
