using HueS.Integration.Access;

namespace HueS.Integration.Verification.Batches;

/// <summary>Where a list stands. Names are stored; renaming one needs a migration.</summary>
internal enum BatchState
{
    /// <summary>The upload is under way. If it tears, nothing was asked for and nothing is left.</summary>
    Receiving,
    Reading,
    Running,
    Paused,
    Cancelled,
    Completed,
    Failed,
}

internal enum BatchFormat
{
    Csv,
    Ndjson,
}

/// <summary>Why a list that was received cannot be worked off.</summary>
internal enum BatchFailure
{
    TooManyRows,

    /// <summary>What was kept of the file does not open any more.</summary>
    FileUnreadable,

    /// <summary>The client may no longer use the purpose it was sent for.</summary>
    PurposeWithdrawn,
}

/// <summary>A list as kept, without anything of the people on it.</summary>
internal sealed record Batch(
    Guid Id,
    string ClientId,
    Guid SubjectId,
    BatchState State,
    string Purpose,
    string CaseReference,
    BatchFormat Format,
    int LastRow,
    int Accepted,
    int Rejected,
    bool ReadWhole,
    DateTimeOffset CreatedAt,
    DateTimeOffset? RunningSince,
    long SettledBefore,
    DateTimeOffset? FinishedAt,
    BatchFailure? Failure)
{
    public bool HasEnded => State is BatchState.Cancelled or BatchState.Completed or BatchState.Failed;

    /// <summary>The list as its client may see it by now. It is seen to be complete once the last of its rows has been seen.</summary>
    public Batch AsSeen(EvenTime evenTime)
    {
        if (SeenAt(evenTime) is not { } seen)
            return this;
        return evenTime.IsSeen(ClientId, Purpose, CreatedAt, seen)
            ? this with { FinishedAt = seen }
            : this with { State = BatchState.Running, FinishedAt = null };
    }

    public Task UntilSeenAsync(EvenTime evenTime, CancellationToken cancellationToken) =>
        SeenAt(evenTime) is { } seen
            ? evenTime.UntilSeenAsync(ClientId, Purpose, CreatedAt, seen, cancellationToken)
            : Task.CompletedTask;

    private DateTimeOffset? SeenAt(EvenTime evenTime) =>
        State == BatchState.Completed && FinishedAt is { } ended && evenTime.StepFor(ClientId, Purpose) is { } step
            ? evenTime.SeenAt(ClientId, Purpose, CreatedAt, ended + step)
            : null;
}

/// <summary>How many checks of a list came to which outcome, and how many were taken back one by one; the rest wait, or ended with the list.</summary>
internal sealed record BatchCounts(IReadOnlyDictionary<Outcome, long> ByOutcome, long Withdrawn)
{
    public static BatchCounts None { get; } = new(new Dictionary<Outcome, long>(), 0);

    public long Settled => ByOutcome.Values.Sum();
}

/// <summary>A list and how far it has come.</summary>
internal sealed record BatchStanding(Batch Batch, BatchCounts Counts);

/// <summary>What comes of pausing, resuming or cancelling.</summary>
internal abstract record BatchChange
{
    private BatchChange()
    {
    }

    /// <summary>The list stands as asked, whether or not it did before.</summary>
    public sealed record Done(BatchStanding Standing) : BatchChange;

    public sealed record NotFound : BatchChange;

    /// <summary>It has ended otherwise; nothing was changed.</summary>
    public sealed record Ended : BatchChange;
}
