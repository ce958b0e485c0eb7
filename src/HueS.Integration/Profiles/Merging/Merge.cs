namespace HueS.Integration.Profiles.Merging;

/// <summary>Where a merge stands. The names are stored; they never change.</summary>
internal enum MergeState
{
    /// <summary>Somebody holds that the two are one, and another person has to agree.</summary>
    Proposed,

    /// <summary>The two are one: the merged one's id leads to the survivor.</summary>
    Merged,

    /// <summary>They are two again.</summary>
    Unmerged,

    /// <summary>It was seen that they are two.</summary>
    KeptApart,

    /// <summary>A machine asked, and took the question back before anybody had touched it.</summary>
    Withdrawn,
}

/// <summary>Two citizens who may be one person.</summary>
/// <param name="Id">Also the id of the task by which it was agreed to, where it was proposed by itself.</param>
/// <param name="SurvivorId">Who goes on, with everything that was either's.</param>
/// <param name="MergedId">Whose id leads to the survivor.</param>
internal sealed record Merge(
    Guid Id,
    Guid SurvivorId,
    Guid MergedId,
    MergeState State,
    DateTimeOffset ProposedAt,
    DateTimeOffset? MergedAt = null,
    DateTimeOffset? UnmergedAt = null)
{
    public Guid[] Both => [SurvivorId, MergedId];

    public Guid OtherOf(Guid citizenId) => citizenId == SurvivorId ? MergedId : SurvivorId;
}

/// <summary>One thing a merge moved or changed, as it was before.</summary>
/// <param name="Part">Which part of a citizen keeps it.</param>
/// <param name="Target">Its id.</param>
/// <param name="Before">What it was, in that part's own words; never what somebody is called.</param>
/// <param name="Sealed">What of it was sealed, as it was sealed.</param>
/// <param name="Version">The version the merge left, by which it is seen what was changed since.</param>
internal sealed record MergeStep(string Part, Guid Target, string? Before = null, byte[]? Sealed = null, int? Version = null);

/// <summary>A merge with what unmerging left alone.</summary>
internal sealed record MergeAccount(Merge Merge, IReadOnlyList<MergeStep> LeftAlone);
