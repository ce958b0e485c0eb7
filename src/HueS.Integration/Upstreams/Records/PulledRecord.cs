namespace HueS.Integration.Upstreams.Records;

/// <summary>A record as its upstream tells it, in our words.</summary>
/// <param name="Id">The system's own id; where that would be a person's number, a blind one in its place.</param>
/// <param name="Kind">What it is in its system.</param>
/// <param name="Status">The system's own code.</param>
internal sealed record PulledRecord(
    string Id,
    string Kind,
    string Status,
    DateTimeOffset? OpenedAt,
    DateTimeOffset? ClosedAt,
    HolderClaim Holder);

/// <summary>Some of what changed, in the order in which the system tells it.</summary>
/// <param name="Mark">Where to read on, in the system's own word; none: from the beginning.</param>
/// <param name="IsLast">Whether that was all for now.</param>
/// <param name="Skipped">How many of its records could not be understood and were left out.</param>
/// <param name="IsShort">The system told less than it said it has: what is missing is no sign of anything.</param>
internal sealed record ChangesPage(IReadOnlyList<PulledRecord> Records, string? Mark, bool IsLast, int Skipped, bool IsShort = false);

/// <summary>A system that can be asked for what changed.</summary>
internal interface IChangesSource
{
    string System { get; }

    PullOptions Pull { get; }

    /// <summary>Whether a look from the beginning goes through all records there are, so that one it does not meet is gone.</summary>
    bool ReadsWhole { get; }

    Task<ChangesPage> ReadChangesAsync(string? mark, Ask ask, CancellationToken cancellationToken);
}
