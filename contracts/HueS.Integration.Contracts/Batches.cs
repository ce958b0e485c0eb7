using System.Text.Json.Serialization;

namespace HueS.Integration.Contracts;

/// <summary>
/// What a list of people is checked for. Sent as the part <c>request</c> of a <c>multipart/form-data</c> body, before the
/// part <c>file</c>: CSV with a heading, or one JSON object a line.
/// </summary>
/// <param name="Purpose">As for a single check.</param>
/// <param name="CaseReference">Why the list is checked, such as a decision's number: letters, digits, dot, dash and slash, at most 40 characters. A row without a reference of its own is asked for under this one and its row number.</param>
/// <param name="Officer">As for a single check.</param>
/// <param name="Format">How the file is written; CSV where it is left out.</param>
public sealed record VerificationBatchRequest(string Purpose, string CaseReference, string Officer, BatchFormat? Format = null);

/// <summary>What a preview needs to know. Sent as the part <c>request</c>, before the part <c>file</c>.</summary>
/// <param name="Format">How the file is written; CSV where it is left out.</param>
public sealed record BatchPreviewRequest(BatchFormat? Format = null);

/// <summary>How a list is written.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<BatchFormat>))]
public enum BatchFormat
{
    /// <summary>Comma, semicolon, tab or bar separated, with a heading; UTF-8, or UTF-16 with a byte-order mark.</summary>
    Csv,

    /// <summary>One JSON object a line, members named as columns are.</summary>
    Ndjson,
}

/// <summary>Where a list stands.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<VerificationBatchState>))]
public enum VerificationBatchState
{
    /// <summary>Received; its rows are read and looked through. Nobody is asked yet.</summary>
    Reading,

    /// <summary>The register is asked row by row, behind everyone who waits at a counter.</summary>
    Running,

    /// <summary>Stopped until it is resumed.</summary>
    Paused,

    /// <summary>Ended by the caller: what was answered stays, the rest was withdrawn.</summary>
    Cancelled,

    /// <summary>Every row has its answer or its reason.</summary>
    Completed,

    /// <summary>It could not be worked off; see <see cref="VerificationBatch.Failure"/>.</summary>
    Failed,
}

/// <summary>A list of people to check.</summary>
/// <param name="Id">Stable identifier.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Purpose">As asked.</param>
/// <param name="CaseReference">As asked.</param>
/// <param name="Format">As asked.</param>
/// <param name="CreatedAt">When the upload began.</param>
/// <param name="FinishedAt">When it ended; absent before.</param>
/// <param name="Rows">How its rows were read.</param>
/// <param name="Progress">How far its checks have come; absent in pages of lists.</param>
/// <param name="Failure">Why it failed; absent otherwise.</param>
/// <param name="Text">What its state means, for the official and the citizen, with the next step.</param>
public sealed record VerificationBatch(
    Guid Id,
    VerificationBatchState State,
    string Purpose,
    string CaseReference,
    BatchFormat Format,
    DateTimeOffset CreatedAt,
    DateTimeOffset? FinishedAt,
    BatchRows Rows,
    BatchProgress? Progress,
    BatchFault? Failure,
    LocalisedText Text);

/// <summary>How the rows of a list were read. Blank rows are not counted.</summary>
/// <param name="Read">Rows read so far.</param>
/// <param name="Accepted">Rows that became checks.</param>
/// <param name="Rejected">Rows that cannot be checked as they are; each is listed with its reasons.</param>
/// <param name="Complete">Whether the file was read to its end.</param>
public sealed record BatchRows(int Read, int Accepted, int Rejected, bool Complete);

/// <summary>How far the checks of a list have come.</summary>
/// <param name="Settled">Checks with an answer.</param>
/// <param name="Pending">Checks that wait for the register.</param>
/// <param name="Withdrawn">Checks that will not be asked: taken back one by one, or because the list has ended.</param>
/// <param name="Outcomes">How many came to which outcome, as far as the caller's policy tells outcomes apart.</param>
/// <param name="PerMinute">Checks answered a minute since it last began to run; absent while it does not run or nothing was answered yet.</param>
/// <param name="ExpectedEnd">When the last check is answered at this pace; absent as <paramref name="PerMinute"/> is, and beyond a year.</param>
public sealed record BatchProgress(
    long Settled,
    long Pending,
    long Withdrawn,
    IReadOnlyList<BatchOutcomeCount> Outcomes,
    double? PerMinute,
    DateTimeOffset? ExpectedEnd);

/// <summary>How many checks came to one outcome.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Rows">How many.</param>
public sealed record BatchOutcomeCount(Outcome Outcome, long Rows);

/// <summary>What is wrong, never what was sent.</summary>
/// <param name="Field">The field, such as <c>number</c>; <c>row</c> is the row as a whole, <c>file</c> the whole file.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Expected">What was expected, in Vietnamese and English.</param>
public sealed record BatchFault(string Field, string Code, BilingualText Expected);

/// <summary>The caller's lists, newest first.</summary>
/// <param name="Items">This page.</param>
/// <param name="Next">Cursor of the next page; absent on the last.</param>
public sealed record VerificationBatchPage(IReadOnlyList<VerificationBatch> Items, string? Next);

/// <summary>A row that cannot be checked as it is.</summary>
/// <param name="Row">Its number as a spreadsheet shows it: the heading is row 1. In NDJSON, the line.</param>
/// <param name="Errors">Everything that is wrong with it.</param>
public sealed record BatchRejection(int Row, IReadOnlyList<BatchFault> Errors);

/// <summary>Rejected rows, in order.</summary>
/// <param name="Items">This page.</param>
/// <param name="Next">Cursor of the next page; absent on the last.</param>
public sealed record BatchRejectionPage(IReadOnlyList<BatchRejection> Items, string? Next);

/// <summary>A row of the results. Rows are known by their number and the caller's reference; nothing personal is repeated.</summary>
/// <param name="Row">Its number as a spreadsheet shows it: the heading is row 1. In NDJSON, the line.</param>
/// <param name="Reference">The row's own reference; absent where it has none.</param>
/// <param name="Outcome">Its outcome.</param>
/// <param name="Reasons">Codes of why; for rejected rows <c>field:code</c>. Empty where the caller's policy gives no detail.</param>
/// <param name="VerificationId">Its check; absent where the row was rejected.</param>
/// <param name="Receipt">Code an official can type and trace; absent where the row was rejected.</param>
/// <param name="AsOf">When the register answered; absent where it did not.</param>
/// <param name="Warnings">Codes of what looks like a slip in the row. Never a rejection.</param>
public sealed record BatchResult(
    int Row,
    string? Reference,
    BatchRowOutcome Outcome,
    IReadOnlyList<string> Reasons,
    Guid? VerificationId,
    string? Receipt,
    DateTimeOffset? AsOf,
    IReadOnlyList<string> Warnings);

/// <summary>The outcome of a row: one of a check, or why there is none.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<BatchRowOutcome>))]
public enum BatchRowOutcome
{
    /// <summary>See <see cref="Outcome.Verified"/>.</summary>
    Verified,

    /// <summary>See <see cref="Outcome.Differs"/>.</summary>
    Differs,

    /// <summary>See <see cref="Outcome.NotFound"/>.</summary>
    NotFound,

    /// <summary>See <see cref="Outcome.NotAlive"/>.</summary>
    NotAlive,

    /// <summary>See <see cref="Outcome.NumberReplaced"/>.</summary>
    NumberReplaced,

    /// <summary>See <see cref="Outcome.NeedsPerson"/>.</summary>
    NeedsPerson,

    /// <summary>See <see cref="Outcome.Pending"/>.</summary>
    Pending,

    /// <summary>See <see cref="Outcome.NotVerified"/>.</summary>
    NotVerified,

    /// <summary>The list ended before the register was asked. Says nothing about the person.</summary>
    Withdrawn,

    /// <summary>The row could not be read; the register was not asked. Says nothing about the person.</summary>
    Rejected,
}

/// <summary>What the first rows of a file show. Nothing was kept and nobody was asked.</summary>
/// <param name="Format">How it was read.</param>
/// <param name="Delimiter">What separates its columns; absent for NDJSON.</param>
/// <param name="Encoding">How its letters are written, such as <c>utf-8</c>.</param>
/// <param name="Columns">Its columns, or the members of its objects, and what each was taken for.</param>
/// <param name="Missing">Fields no row can do without and no column holds.</param>
/// <param name="Doubled">Fields that more than one column claims; only one of them can be kept.</param>
/// <param name="Usable">Whether a list with these columns would be taken.</param>
/// <param name="RowsLookedAt">How many rows were looked at.</param>
/// <param name="RowsAccepted">How many of them could be checked.</param>
/// <param name="Problems">What is wrong with the others, most frequent first.</param>
/// <param name="Warnings">What looks like a slip in rows that could be checked, most frequent first.</param>
/// <param name="BirthDates">How birth dates are written, most frequent first.</param>
public sealed record BatchPreview(
    BatchFormat Format,
    string? Delimiter,
    string Encoding,
    IReadOnlyList<BatchColumn> Columns,
    IReadOnlyList<string> Missing,
    IReadOnlyList<string> Doubled,
    bool Usable,
    int RowsLookedAt,
    int RowsAccepted,
    IReadOnlyList<BatchPreviewProblem> Problems,
    IReadOnlyList<BatchPreviewWarning> Warnings,
    IReadOnlyList<BatchDateForm> BirthDates);

/// <summary>A column and what it was taken for.</summary>
/// <param name="Position">Counted from 1.</param>
/// <param name="Name">Its name; absent where no column was recognised, for then the first row may be a person.</param>
/// <param name="Field">What it was taken for; absent where it is not read.</param>
public sealed record BatchColumn(int Position, string? Name, string? Field);

/// <summary>A fault and in how many of the rows looked at it is found.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Rows">How many rows.</param>
public sealed record BatchPreviewProblem(BatchFault Fault, int Rows);

/// <summary>What looks like a slip, and in how many of the rows looked at it is found.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Text">What to say about it.</param>
/// <param name="Rows">How many rows.</param>
public sealed record BatchPreviewWarning(string Code, LocalisedText Text, int Rows);

/// <summary>A way birth dates are written and read.</summary>
/// <param name="Form">Such as <c>dd/MM/yyyy</c>; a day is always read before a month.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="EitherWay">In how many of them day and month could stand in each other's place: look at these if the file does not write the day first.</param>
public sealed record BatchDateForm(string Form, int Rows, int EitherWay);
