namespace HueS.Integration.Contracts;

/// <summary>
/// A list of who attended digital-skills classes. Sent as the part <c>request</c> of a <c>multipart/form-data</c> body, before
/// the part <c>file</c>: CSV with a heading. Every row needs a name, a class and the day it was held.
/// </summary>
/// <param name="Officer">Account of the officer who sends it.</param>
/// <param name="ClassCode">The class of rows that name none.</param>
/// <param name="HeldOn">The day, <c>yyyy-MM-dd</c>, of rows that name none.</param>
/// <param name="Host">The community digital-technology group of rows that name none.</param>
public sealed record TrainingSheetRequest(string Officer, string? ClassCode = null, string? HeldOn = null, string? Host = null);

/// <summary>What a preview needs to know. Sent as the part <c>request</c>, before the part <c>file</c>.</summary>
/// <param name="ClassCode">As of the list itself.</param>
/// <param name="HeldOn">As of the list itself.</param>
/// <param name="Host">As of the list itself.</param>
public sealed record TrainingPreviewRequest(string? ClassCode = null, string? HeldOn = null, string? Host = null);

/// <summary>A list of attendances that was kept, all rows of it.</summary>
/// <param name="Id">Stable identifier; stands in the trail.</param>
/// <param name="Rows">How many rows it had.</param>
/// <param name="Created">Attendances that were not known before.</param>
/// <param name="Changed">Attendances that stand differently now.</param>
/// <param name="Unchanged">Attendances that stood so already.</param>
/// <param name="Warnings">What was left out, row by row.</param>
public sealed record TrainingSheet(Guid Id, int Rows, int Created, int Changed, int Unchanged, IReadOnlyList<RowWarning> Warnings);

/// <summary>What of a row was not taken as it stands; never what stands there.</summary>
/// <param name="Row">Its number as a spreadsheet shows it: the heading is row 1.</param>
/// <param name="Field">The field, such as <c>phone</c>.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Text">What to say about it.</param>
public sealed record RowWarning(int Row, string Field, string Code, LocalisedText Text);

/// <summary>How a list would be read. Nothing was kept.</summary>
/// <param name="Delimiter">What separates its columns.</param>
/// <param name="Encoding">How its letters are written, such as <c>utf-8</c>.</param>
/// <param name="Columns">Its columns and what each was taken for.</param>
/// <param name="Missing">Fields no row can do without and no column holds.</param>
/// <param name="Doubled">Fields that more than one column claims; only one of them can be kept.</param>
/// <param name="Ready">Whether the list would be kept as it is.</param>
/// <param name="Rows">How many rows it has; blank ones are not counted.</param>
/// <param name="RowsToCorrect">How many of them have to be corrected first.</param>
/// <param name="Corrections">What to correct, row by row; the first 200 rows. Row 0 is the list as a whole.</param>
/// <param name="Warnings">What would be left out, row by row; the first 200.</param>
public sealed record TrainingPreview(
    string Delimiter,
    string Encoding,
    IReadOnlyList<BatchColumn> Columns,
    IReadOnlyList<string> Missing,
    IReadOnlyList<string> Doubled,
    bool Ready,
    int Rows,
    int RowsToCorrect,
    IReadOnlyList<BatchRejection> Corrections,
    IReadOnlyList<RowWarning> Warnings);
