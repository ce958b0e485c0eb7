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
}

/// <summary>Writes results and rejections out as they are read, row by row.</summary>
internal static class BatchDownloads
{
    public const string NdjsonType = "application/x-ndjson";

    private const int RejectionsAtOnce = 1_000;

    private static readonly BatchHeading[] ResultColumns =
    [
        BatchHeading.Row, BatchHeading.Reference, BatchHeading.Outcome, BatchHeading.Reasons,
        BatchHeading.VerificationId, BatchHeading.Receipt, BatchHeading.AsOf, BatchHeading.Warnings, BatchHeading.ResultText,
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
            await csv.WriteAsync(
                Number(row.Row),
                row.Reference,
                Messages.Code(row.Outcome),
                string.Join(' ', row.Reasons),
                row.VerificationId?.ToString(),
                row.Receipt,
                row.AsOf?.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture),
                string.Join(' ', row.Warnings),
                InWords(row, form.Language));
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
    private static string InWords(BatchResult row, Language language)
    {
        var text = row.Outcome switch
        {
            BatchRowOutcome.Rejected => Messages.Catalogue.BatchRowOutcomes[Messages.Code(BatchRowOutcome.Rejected)],
            BatchRowOutcome.Withdrawn => Messages.Withdrawn,
            var checkedRow => Messages.For(Enum.Parse<Outcome>(checkedRow.ToString()), row.Reasons),
        };
        return language is Language.English ? text.En.Official : text.Vi.Official;
    }

    private static string[] Headings(IEnumerable<BatchHeading> columns, Language language) =>
        [.. columns.Select(column => Messages.ForHeading(Messages.Code(column)).In(language))];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
