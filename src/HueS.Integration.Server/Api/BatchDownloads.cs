using System.Globalization;
using System.Text.Json;
using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Contracts;
using HueS.Integration.Verification.Batches;

namespace HueS.Integration.Server.Api;

/// <summary>The headings of what is downloaded; their words stand in the message catalogue.</summary>
internal enum BatchHeading
{
    Row,
    Reference,
    Outcome,
    Reasons,
    VerificationId,
    Receipt,
    AsOf,
    Field,
    Code,
    Expected,
    Warnings,
    ResultText,
    NextStep,
    WarningText,
}

/// <summary>Writes results and rejections out as they are read, row by row.</summary>
internal static class BatchDownloads
{
    public const string NdjsonType = "application/x-ndjson";

    private const int RejectionsAtOnce = 1_000;

    // Codes first, for programs; then the same in words, for whoever opens the file.
    private static readonly BatchHeading[] ResultColumns =
    [
        BatchHeading.Row, BatchHeading.Reference, BatchHeading.Outcome, BatchHeading.Reasons,
        BatchHeading.VerificationId, BatchHeading.Receipt, BatchHeading.AsOf, BatchHeading.Warnings,
        BatchHeading.ResultText, BatchHeading.NextStep, BatchHeading.WarningText,
    ];

    private static readonly BatchHeading[] RejectionColumns =
        [BatchHeading.Row, BatchHeading.Field, BatchHeading.Code, BatchHeading.Expected];

    public static async Task WriteCsvAsync(
        Stream stream,
        IAsyncEnumerable<BatchResult> rows,
        CsvForm form,
        CancellationToken cancellationToken)
    {
        await using var csv = new SpreadsheetCsv(stream, form);
        await csv.WriteAsync(Headings(ResultColumns, form.Language));
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            var words = InWords(row, form.Language);
            await csv.WriteAsync(
                Number(row.Row),
                row.Reference,
                Messages.Code(row.Outcome),
                string.Join(' ', row.Reasons),
                row.VerificationId?.ToString(),
                row.Receipt,
                row.AsOf?.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture),
                string.Join(' ', row.Warnings),
                words.Official,
                words.NextStep,
                string.Join(' ', row.Warnings.Select(code => In(Messages.ForWarning(code), form.Language).Official)));
        }
    }

    public static async Task WriteNdjsonAsync(Stream stream, IAsyncEnumerable<BatchResult> rows, CancellationToken cancellationToken)
    {
        var type = ApiJson.TypeInfo<BatchResult>();
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            await JsonSerializer.SerializeAsync(stream, row, type, cancellationToken);
            await stream.WriteAsync("\n"u8.ToArray(), cancellationToken);
        }
    }

    public static async Task WriteRejectionsAsync(
        Stream stream,
        BatchResults results,
        Actor actor,
        Batch batch,
        CsvForm form,
        CancellationToken cancellationToken)
    {
        await using var csv = new SpreadsheetCsv(stream, form);
        await csv.WriteAsync(Headings(RejectionColumns, form.Language));
        List<Rejection> page;
        var after = 0;
        do
        {
            page = await results.ListRejectionsAsync(actor, batch, after, RejectionsAtOnce, cancellationToken);
            foreach (var fault in page.Select(BatchAnswer.Of).SelectMany(row => row.Errors, (row, error) => (row.Row, Error: error)))
                await csv.WriteAsync(Number(fault.Row), fault.Error.Field, fault.Error.Code, fault.Error.Expected.In(form.Language));
            after = page.Count > 0 ? page[^1].RowNo : after;
        }
        while (page.Count == RejectionsAtOnce);
    }

    public static async IAsyncEnumerable<BatchResult> TellAsync(IAsyncEnumerable<ResultRow> rows, Batch batch, Detail detail)
    {
        await foreach (var row in rows)
            yield return BatchAnswer.Of(row, batch, detail);
    }

    /// <summary>What the codes of a row say, for whoever opens the file in a spreadsheet.</summary>
    private static PeopleText InWords(BatchResult row, Language language) => row.Outcome switch
    {
        BatchRowOutcome.Rejected => Rejected(row.Reasons, language),
        BatchRowOutcome.Withdrawn => In(Messages.Withdrawn, language),
        var checkedRow => In(Messages.For(Enum.Parse<Outcome>(checkedRow.ToString()), row.Reasons), language),
    };

    private static PeopleText Rejected(IReadOnlyList<string> faults, Language language)
    {
        var text = In(Messages.Catalogue.BatchRowOutcomes[Messages.Code(BatchRowOutcome.Rejected)], language);
        // A fault is written as field:code.
        var why = faults.Select(fault => In(Messages.SpokenField(fault[(fault.IndexOf(':', StringComparison.Ordinal) + 1)..]), language));
        return text with { Official = string.Join(' ', [text.Official, .. why.Select(field => field.Official).Distinct()]) };
    }

    private static PeopleText In(LocalisedText text, Language language) => language is Language.English ? text.En : text.Vi;

    private static string[] Headings(IEnumerable<BatchHeading> columns, Language language) =>
        [.. columns.Select(column => Messages.ForHeading(Messages.Code(column)).In(language))];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
