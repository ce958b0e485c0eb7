using System.Text;
using System.Text.Json;

namespace HueS.Integration.Verification.Batches;

/// <summary>
/// The rows of a file one after another, as spreadsheets number them: the heading is row 1, and blank rows count but are
/// left out. UTF-8 with or without a byte-order mark, or UTF-16 with one.
/// </summary>
internal sealed class FileRows : IDisposable
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 4, AllowDuplicateProperties = false };

    private readonly StreamReader _text;
    private readonly LineReader _lines;
    private CsvRecords? _records;
    private int _number;

    private FileRows(Stream content)
    {
        _text = new StreamReader(content, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true, bufferSize: 16 * 1024, leaveOpen: true);
        _lines = new LineReader(_text);
    }

    /// <summary>For NDJSON the members seen so far, for their names may come in any row.</summary>
    public FileHead Head { get; private set; } = null!;

    /// <summary>Name of the encoding, once something was read.</summary>
    public string Encoding => _text.CurrentEncoding.WebName;

    /// <summary>Reads the heading where the format has one.</summary>
    public static async Task<FileRows> OpenAsync(Stream content, BatchFormat format, CancellationToken cancellationToken)
    {
        var rows = new FileRows(content);
        rows.Head = format == BatchFormat.Csv ? await rows.ReadHeadAsync(cancellationToken) : FileHead.OfNdjson([]);
        return rows;
    }

    /// <summary><c>null</c> at the end.</summary>
    public ValueTask<FileRow?> ReadAsync(CancellationToken cancellationToken) =>
        _records is null ? ReadJsonAsync(cancellationToken) : ReadRecordAsync(_records, cancellationToken);

    public void Dispose() => _text.Dispose();

    private async Task<FileHead> ReadHeadAsync(CancellationToken cancellationToken)
    {
        _number = 1;
        var head = FileHead.OfCsv(await CsvHeading.ReadAsync(_lines, cancellationToken));
        _records = new CsvRecords(_lines, head.Delimiter!.Value);
        return head;
    }

    private async ValueTask<FileRow?> ReadRecordAsync(CsvRecords records, CancellationToken cancellationToken)
    {
        while (await records.ReadAsync(cancellationToken) is { } record)
        {
            _number++;
            if (record.IsBlank)
                continue;
            var values = FileRow.NoValues();
            if (record.Fault is { } fault)
                return new FileRow(_number, values, [new RowProblem(null, fault)]);

            for (var column = 0; column < Math.Min(record.Cells.Count, Head.Columns.Count); column++)
            {
                if (Head.Columns[column].Field is { } field)
                    values[(int)field] = Given(record.Cells[column]);
            }

            return new FileRow(_number, values, []);
        }

        return null;
    }

    private async ValueTask<FileRow?> ReadJsonAsync(CancellationToken cancellationToken)
    {
        while (await _lines.ReadAsync(cancellationToken) is { } line)
        {
            _number++;
            if (line.TooLong)
                return new FileRow(_number, FileRow.NoValues(), [new RowProblem(null, RowFault.RowTooLong)]);
            if (!string.IsNullOrWhiteSpace(line.Text))
                return ReadObject(line.Text);
        }

        return null;
    }

    private FileRow ReadObject(string text)
    {
        var values = FileRow.NoValues();
        var problems = new List<RowProblem>();
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return new FileRow(_number, values, [new RowProblem(null, RowFault.RowNotJson)]);
            foreach (var member in document.RootElement.EnumerateObject())
                Take(member, values, problems);
        }
        // What failed to parse is personal, so the cause is not carried along.
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return new FileRow(_number, FileRow.NoValues(), [new RowProblem(null, RowFault.RowNotJson)]);
        }

        return new FileRow(_number, values, problems);
    }

    private void Take(JsonProperty member, string?[] values, List<RowProblem> problems)
    {
        Remember(member.Name);
        if (ColumnNames.Find(member.Name) is not { } field || member.Value.ValueKind == JsonValueKind.Null)
            return;
        if (member.Value.ValueKind != JsonValueKind.String)
            problems.Add(new RowProblem(field, RowFault.NotText));
        else if (values[(int)field] is not null)
            problems.Add(new RowProblem(field, RowFault.DuplicateMember));
        else
            values[(int)field] = Given(member.Value.GetString()!);
    }

    // Whoever writes other names into every row gets them counted no further than this.
    private void Remember(string name)
    {
        const int most = 50;
        if (Head.Columns.Count < most && Head.Columns.All(column => column.Name != name))
            Head = FileHead.OfNdjson(Head.Columns.Select(column => column.Name).Append(name));
    }

    private static string? Given(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
