using System.Text.Json.Serialization;

namespace HueS.Integration.Contracts;

/// <summary>A record as its system tells it: what it is, where it stands, and what it says of its holder. Attachments and content stay where they are.</summary>
/// <param name="Kind">What it is in its system, a code such as <c>wallet</c>: letters, digits, <c>. _ : -</c>, at most 40.</param>
/// <param name="Status">The system's own code, of the same form.</param>
/// <param name="Holder">What it says of its holder; absent where it says nothing.</param>
/// <param name="OpenedAt">RFC 3339 with its offset, or <c>yyyy-MM-dd</c> in Vietnam.</param>
/// <param name="ClosedAt">As <paramref name="OpenedAt"/>.</param>
public sealed record PushedRecord(string Kind, string Status, StatedHolder? Holder = null, string? OpenedAt = null, string? ClosedAt = null);

/// <summary>One line of a stream of records.</summary>
/// <param name="RecordId">The system's own id: letters, digits, <c>. _ : -</c>, at most 64; never a person's number.</param>
/// <param name="Kind">As of a single record.</param>
/// <param name="Status">As of a single record.</param>
/// <param name="Holder">As of a single record.</param>
/// <param name="OpenedAt">As of a single record.</param>
/// <param name="ClosedAt">As of a single record.</param>
/// <param name="IfVersion">Tell it only if it stands at this version; 0: only if it is not there yet.</param>
public sealed record PushedRecordLine(
    string RecordId,
    string Kind,
    string Status,
    StatedHolder? Holder = null,
    string? OpenedAt = null,
    string? ClosedAt = null,
    int? IfVersion = null);

/// <summary>
/// What a record says of its holder, as people typed it. Whatever cannot be understood is left out and warned of; nothing said
/// here keeps a record from being taken.
/// </summary>
/// <param name="Kind">A person where it is left out. What a business is called is not kept.</param>
/// <param name="Number">Personal number, or an old card's.</param>
/// <param name="OldCardNumber">Number of an old identity card.</param>
/// <param name="InsuranceNumber">Ten digits, or a whole insurance card.</param>
/// <param name="Name">Whole name, family name first.</param>
/// <param name="BirthDate"><c>yyyy-MM-dd</c>, <c>dd/MM/yyyy</c>, or as much of it as is known.</param>
/// <param name="Sex">As stated.</param>
/// <param name="Phone">In any common form.</param>
/// <param name="Ward">Code or name of a ward of Huế.</param>
/// <param name="AccountId">The account the record was made with, as its system names it.</param>
public sealed record StatedHolder(
    HolderKind? Kind = null,
    string? Number = null,
    string? OldCardNumber = null,
    string? InsuranceNumber = null,
    string? Name = null,
    string? BirthDate = null,
    Sex? Sex = null,
    string? Phone = null,
    string? Ward = null,
    string? AccountId = null);

/// <summary>Who holds a record.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<HolderKind>))]
public enum HolderKind
{
    /// <summary>A citizen.</summary>
    Person,

    /// <summary>A business or an office: the record belongs to no citizen.</summary>
    Business,
}

/// <summary>How a record stands with us. Never what it says of its holder.</summary>
/// <param name="System">Its system.</param>
/// <param name="RecordId">The system's own id.</param>
/// <param name="Kind">As told.</param>
/// <param name="Status">As told.</param>
/// <param name="OpenedAt">As told.</param>
/// <param name="ClosedAt">As told.</param>
/// <param name="ToldAt">When it was last told with a change.</param>
/// <param name="GoneAt">Since when its system knows it no more; absent while it does.</param>
/// <param name="Version">Rises with every change; also the <c>ETag</c>.</param>
public sealed record RecordState(
    string System,
    string RecordId,
    string Kind,
    string Status,
    DateTimeOffset? OpenedAt,
    DateTimeOffset? ClosedAt,
    DateTimeOffset ToldAt,
    DateTimeOffset? GoneAt,
    int Version);

/// <summary>What became of a record that was told.</summary>
/// <param name="System">Its system.</param>
/// <param name="RecordId">The system's own id.</param>
/// <param name="Result">What telling it changed.</param>
/// <param name="Version">As it stands now; also the <c>ETag</c>.</param>
/// <param name="Warnings">What was not taken as it was stated.</param>
public sealed record ToldRecord(string System, string RecordId, TellingResult Result, int Version, IReadOnlyList<RecordWarning> Warnings);

/// <summary>What telling a record changed.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<TellingResult>))]
public enum TellingResult
{
    /// <summary>It was not known before.</summary>
    Created,

    /// <summary>It stands differently now, and will be linked anew.</summary>
    Changed,

    /// <summary>It stood so already.</summary>
    Unchanged,

    /// <summary>It was not taken; its errors say why. Only in lines of a stream.</summary>
    Refused,

    /// <summary>It could not be kept just now, through no fault of its own: send it again. Only in lines of a stream.</summary>
    NotKept,
}

/// <summary>What was not taken as it was stated; never what was stated.</summary>
/// <param name="Field">The field, such as <c>holder.phone</c>.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Text">What to say about it.</param>
public sealed record RecordWarning(string Field, string Code, LocalisedText Text);

/// <summary>The answer to one line of a stream of records.</summary>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="RecordId">Its id; absent where it had none that may be repeated.</param>
/// <param name="Result">What became of it.</param>
/// <param name="Version">As it stands now; absent where it was not taken, but for a version that was not the expected one.</param>
/// <param name="Errors">Why it was refused.</param>
/// <param name="Warnings">What was not taken as it was stated.</param>
public sealed record ToldRecordLine(
    int Line,
    string? RecordId,
    TellingResult Result,
    int? Version,
    IReadOnlyList<RecordLineFault> Errors,
    IReadOnlyList<RecordLineFault> Warnings);

/// <summary>A field and what is the matter with it; the texts of the codes stand in <c>/docs/messages</c>.</summary>
/// <param name="Field">The field, such as <c>holder.phone</c>; <c>$</c> is the whole line.</param>
/// <param name="Code">Stable code.</param>
public sealed record RecordLineFault(string Field, string Code);

/// <summary>The last line of the answer to a stream of records. Where it is missing, the answer was torn.</summary>
/// <param name="Lines">Lines that were answered.</param>
/// <param name="Created">How many of them.</param>
/// <param name="Changed">How many of them.</param>
/// <param name="Unchanged">How many of them.</param>
/// <param name="Refused">How many of them.</param>
/// <param name="NotKept">How many of them.</param>
/// <param name="Complete">Whether the stream was read to its end. Lines behind the last one answered were not taken.</param>
/// <param name="Stopped">Code of the problem that stopped it before its end.</param>
public sealed record ToldRecordsSummary(
    int Lines,
    int Created,
    int Changed,
    int Unchanged,
    int Refused,
    int NotKept,
    bool Complete,
    string? Stopped);
