namespace HueS.Integration.Reconciliation.Reporting;

/// <summary>How a run came out: what was found, who was not looked at and why, what undoing left, and how the one before came out.</summary>
/// <param name="Timeline">The time it looked, in stretches of the same length.</param>
internal sealed record RunOutcome(
    Run Run,
    IReadOnlyList<FindingCount> Findings,
    IReadOnlyList<(ItemState State, string Reason, long Count)> NotLookedAt,
    IReadOnlyList<(Guid ItemId, RunEffect Effect, string Why)> Kept,
    IReadOnlyList<RunStretch> Timeline,
    Run? Previous,
    IReadOnlyList<FindingCount> PreviousFindings);

/// <summary>What happened in a stretch of the time a run looked.</summary>
/// <param name="Asked">What the register was asked about those whose look ended then; <c>null</c>: they are too many to be counted.</param>
internal sealed record RunStretch(DateTimeOffset From, TimeSpan Length, long Checked, long Findings, Asked? Asked = null);

/// <param name="Questions">Questions that left, repeated ones too.</param>
/// <param name="Median">From the first question about a target to the end of its look; <c>null</c>: none ended then.</param>
internal sealed record Asked(long Questions, TimeSpan? Median);
