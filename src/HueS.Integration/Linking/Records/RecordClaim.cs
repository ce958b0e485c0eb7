using HueS.Integration.Upstreams.Records;

namespace HueS.Integration.Linking.Records;

/// <summary>A record as its system tells it: what it is, where it stands, and what it says about whom it belongs to.</summary>
/// <param name="System">One of <see cref="KnownSystems"/>.</param>
/// <param name="RecordId">The system's own id; never a person's number, for it stands in URLs and the trail.</param>
/// <param name="Kind">What it is in its system, such as the code of a procedure.</param>
/// <param name="Status">The system's own code.</param>
internal sealed record RecordClaim(
    string System,
    string RecordId,
    string Kind,
    string Status,
    DateTimeOffset? OpenedAt,
    DateTimeOffset? ClosedAt,
    HolderClaim Holder)
{
    public static RecordClaim Of(string system, PulledRecord pulled) =>
        new(system, pulled.Id, pulled.Kind, pulled.Status, pulled.OpenedAt, pulled.ClosedAt, pulled.Holder);

    /// <summary>Whether its id and codes may stand in the clear; another system's may be anything.</summary>
    public bool CanBeKept =>
        RecordKey.Judge(RecordId) == KeyFault.None
        && RecordKey.JudgeCode(Kind) == KeyFault.None
        && RecordKey.JudgeCode(Status) == KeyFault.None;

    /// <summary>What names it among all records.</summary>
    public (string System, string RecordId) Key => (System, RecordId);
}

/// <summary>A record to be kept, and the version its teller read where it insists on that; 0: none yet.</summary>
internal sealed record Telling(RecordClaim Claim, int? ExpectedVersion = null);

/// <summary>A record as we keep it, without its claim.</summary>
/// <param name="GoneAt">Since when its system knows it no more.</param>
/// <param name="Version">Rises with every change; told again as it was, it stays.</param>
internal sealed record KeptRecord(
    Guid Id,
    string System,
    string RecordId,
    string Kind,
    string Status,
    DateTimeOffset? OpenedAt,
    DateTimeOffset? ClosedAt,
    HolderKind Holder,
    DateTimeOffset ToldAt,
    DateTimeOffset? GoneAt,
    int Version);

/// <summary>What telling a record changed.</summary>
internal enum RecordChange
{
    Created,
    Changed,
    Unchanged,

    /// <summary>It is not the version the caller read; nothing was written.</summary>
    Stale,
}

/// <summary>What became of a record that was told.</summary>
/// <param name="Version">As it stands now; 0 where it was expected and is not there.</param>
internal sealed record Told(RecordChange Change, Guid Id, int Version);

/// <summary>What came of saying that a record is gone.</summary>
internal enum RecordRemoval
{
    Removed,
    WasGone,
    NotThere,

    /// <summary>It is not the version the caller read; nothing was written.</summary>
    Stale,
}
