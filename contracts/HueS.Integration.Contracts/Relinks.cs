using System.Text.Json.Serialization;

namespace HueS.Integration.Contracts;

/// <summary>Asks to have the records of a system linked again.</summary>
/// <param name="Officer">Account of the officer who asks.</param>
/// <param name="Since">Only records told with a change since then, RFC 3339; absent: all.</param>
public sealed record RecordRelinkRequest(string Officer, DateTimeOffset? Since = null);

/// <summary>A system whose records are linked again, and how far that has come.</summary>
/// <param name="Id">Stable identifier.</param>
/// <param name="System">The record system.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Since">As asked for.</param>
/// <param name="Records">How many records were put in line so far.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="EndedAt">When the last of them had been linked, or it was cancelled; absent while it runs.</param>
/// <param name="Standings">How all of the system's records stood at its end; absent until it is completed.</param>
public sealed record RecordRelink(
    Guid Id,
    string System,
    RelinkState State,
    DateTimeOffset? Since,
    long Records,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EndedAt,
    RecordStandings? Standings);

/// <summary>How many records of a system stand how. Each is counted once; those their system knows no more are not.</summary>
/// <param name="LinkedByRule">Linked, with nobody asked.</param>
/// <param name="LinkedByPerson">Linked by a person.</param>
/// <param name="ForAPerson">Proposed: a person must decide.</param>
/// <param name="Disputed">Linked, and frozen while it is disputed.</param>
/// <param name="Unmatched">No citizen is known to whom the record may belong.</param>
public sealed record RecordStandings(long LinkedByRule, long LinkedByPerson, long ForAPerson, long Disputed, long Unmatched);

/// <summary>Where linking a system again stands.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<RelinkState>))]
public enum RelinkState
{
    /// <summary>Records are put in line, or the last of them wait there.</summary>
    Running,

    /// <summary>All of them have been linked again.</summary>
    Completed,

    /// <summary>No more are put in line.</summary>
    Cancelled,
}
