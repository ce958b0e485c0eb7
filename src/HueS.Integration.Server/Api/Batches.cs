using System.Globalization;
using System.Security.Claims;
using System.Text.RegularExpressions;
using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Contracts;
using HueS.Integration.Verification;
using HueS.Integration.Verification.Batches;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Server.Api;

/// <summary>Lists of people to check.</summary>
internal static partial class Batches
{
    private const int PageSize = 50;
    private const int RejectionPageSize = 500;
    private const int MaxCaseReference = 40;
    private const string Comma = "comma";
    private const string Semicolon = "semicolon";

    public static void MapBatches(this IEndpointRouteBuilder api)
    {
        api.MapPost("/verification-batches:preview", PreviewAsync)
            .RequireAuthorization(Scopes.Batches)
            .WithTags("Verification batches")
            .WithName("PreviewVerificationBatch")
            .WithSummary("Shows how the first rows of a file would be read. Keeps nothing and asks nobody.")
            .TakesUpload<RouteHandlerBuilder, BatchPreviewRequest>()
            .Refuses(ProblemTypes.InvalidRequest, ProblemTypes.MalformedJson, ProblemTypes.BatchFormUnreadable, ProblemTypes.BatchTooLarge, ProblemTypes.BodyTooLarge);

        var group = api.MapGroup("/verification-batches").RequireAuthorization(Scopes.Batches).WithTags("Verification batches");
        group.MapPost("", ReceiveAsync)
            .WithName("SendVerificationBatch")
            .WithSummary("Takes a list of people to check, as CSV or NDJSON, and answers once it is kept.")
            .TakesUpload<RouteHandlerBuilder, VerificationBatchRequest>()
            .Refuses(
                ProblemTypes.InvalidRequest, ProblemTypes.MalformedJson, ProblemTypes.UnknownPurpose, ProblemTypes.IdempotencyKeyReused,
                ProblemTypes.BatchFormUnreadable, ProblemTypes.BatchTooLarge, ProblemTypes.BodyTooLarge, ProblemTypes.TooManyUploads);
        group.MapGet("", ListAsync)
            .WithName("ListVerificationBatches")
            .WithSummary("Lists the caller's own lists, newest first.")
            .Refuses(ProblemTypes.InvalidRequest);
        group.MapGet("/{id:guid}", ReadAsync)
            .WithName("ReadVerificationBatch")
            .WithSummary("Shows how far a list has come.")
            .Refuses(ProblemTypes.NotFound);
        group.MapPost("/{id:guid}/pause", PauseAsync)
            .WithName("PauseVerificationBatch")
            .WithSummary("Stops a list until it is resumed. Doing it again changes nothing.")
            .Refuses(ProblemTypes.NotFound, ProblemTypes.BatchEnded);
        group.MapPost("/{id:guid}/resume", ResumeAsync)
            .WithName("ResumeVerificationBatch")
            .WithSummary("Lets a paused list go on where it was. Doing it again changes nothing.")
            .Refuses(ProblemTypes.NotFound, ProblemTypes.BatchEnded);
        group.MapPost("/{id:guid}/cancel", CancelAsync)
            .WithName("CancelVerificationBatch")
            .WithSummary("Ends a list: withdraws what waits, keeps what is answered, and says how many that were.")
            .Refuses(ProblemTypes.NotFound, ProblemTypes.BatchEnded);
        group.MapGet("/{id:guid}/rejections", RejectionsAsync)
            .WithName("ListBatchRejections")
            .WithSummary("Lists the rows that cannot be checked, with everything that is wrong with each; as CSV with format=csv, its columns separated by delimiter=comma or semicolon.")
            .Produces<BatchRejectionPage>(StatusCodes.Status200OK, "application/json", "text/csv")
            .Refuses(ProblemTypes.InvalidRequest, ProblemTypes.NotFound);
        group.MapGet("/{id:guid}/results", ResultsAsync)
            .WithName("DownloadBatchResults")
            .WithSummary("Downloads every row with its outcome, in order, at any time; as CSV with delimiter=comma or semicolon, or NDJSON with format=ndjson.")
            .Produces<BatchResult>(StatusCodes.Status200OK, BatchDownloads.NdjsonType, "text/csv")
            .Refuses(ProblemTypes.InvalidRequest, ProblemTypes.NotFound);
    }

    private static Task<Results<Accepted<VerificationBatch>, ProblemAnswer>> ReceiveAsync(
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        HttpContext context,
        ClaimsPrincipal caller,
        BatchIntake intake,
        IOptions<BatchOptions> options,
        TimeProvider time,
        CancellationToken cancellationToken) =>
        BatchUpload<VerificationBatchRequest>.GuardAsync<Results<Accepted<VerificationBatch>, ProblemAnswer>>(
            async () =>
            {
                var (upload, refusal) = await BatchUpload<VerificationBatchRequest>.OpenAsync(context, options, cancellationToken);
                if (upload is null)
                    return refusal!;
                var errors = new List<FieldError>();
                var question = Read(upload.Request, time, errors);
                if (idempotencyKey is not null && !IdempotencyKey().IsMatch(idempotencyKey))
                    errors.Add(new FieldError("Idempotency-Key", FieldCodes.IdempotencyKeyFormat));
                if (errors.Count > 0)
                {
                    await upload.DrainAsync(cancellationToken);
                    return ProblemAnswer.Invalid(errors);
                }

                var actor = Actor.Client(caller.ClientId()!, question.Officer);
                var result = await intake.ReceiveAsync(actor, question, upload.File, idempotencyKey, cancellationToken);
                // Who may not send is not listened to.
                if (result is not (ReceiveResult.Received or ReceiveResult.TooLarge or ReceiveResult.TooManyUploads))
                    await upload.DrainAsync(cancellationToken);
                return result switch
                {
                    ReceiveResult.Received { Batch: var batch } =>
                        TypedResults.Accepted($"/v1/verification-batches/{batch.Id}", BatchAnswer.Of(batch)),
                    ReceiveResult.PurposeNotAllowed => new ProblemAnswer(ProblemTypes.UnknownPurpose),
                    ReceiveResult.KeyReused => new ProblemAnswer(ProblemTypes.IdempotencyKeyReused),
                    ReceiveResult.TooLarge => new ProblemAnswer(ProblemTypes.BatchTooLarge),
                    ReceiveResult.TooManyUploads => new ProblemAnswer(ProblemTypes.TooManyUploads),
                    ReceiveResult.Unusable unusable => ProblemAnswer.Invalid([.. ErrorsOf(unusable.Head)]),
                    _ => throw new InvalidOperationException($"Unknown result {result.GetType().Name}."),
                };
            },
            refusal => refusal);

    private static Task<Results<Ok<Contracts.BatchPreview>, ProblemAnswer>> PreviewAsync(
        HttpContext context,
        Verification.Batches.BatchPreview preview,
        IOptions<BatchOptions> options,
        CancellationToken cancellationToken) =>
        BatchUpload<BatchPreviewRequest>.GuardAsync<Results<Ok<Contracts.BatchPreview>, ProblemAnswer>>(
            async () =>
            {
                var (upload, refusal) = await BatchUpload<BatchPreviewRequest>.OpenAsync(context, options, cancellationToken);
                if (upload is null)
                    return refusal!;
                var shown = await preview.LookAsync(upload.File, FormatOf(upload.Request.Format), cancellationToken);
                await upload.DrainAsync(cancellationToken);
                return TypedResults.Ok(BatchAnswer.Of(shown));
            },
            refusal => refusal);

    private static async Task<Results<Ok<VerificationBatchPage>, ProblemAnswer>> ListAsync(
        string? cursor,
        ClaimsPrincipal caller,
        BatchBook batches,
        CancellationToken cancellationToken)
    {
        Guid? before = Guid.TryParse(cursor, out var read) ? read : null;
        if (cursor is not null && before is null)
            return ProblemAnswer.Invalid(new FieldError("cursor", FieldCodes.CursorUnknown));

        var page = await batches.ListAsync(Actor.Client(caller.ClientId()!), before, PageSize, cancellationToken);
        return TypedResults.Ok(new VerificationBatchPage([.. page.Batches.Select(BatchAnswer.Of)], page.Next?.ToString()));
    }

    private static async Task<Results<Ok<VerificationBatch>, ProblemAnswer>> ReadAsync(
        Guid id,
        ClaimsPrincipal caller,
        BatchBook batches,
        AccessPolicy access,
        TimeProvider time,
        CancellationToken cancellationToken) =>
        await batches.ReadAsync(Actor.Client(caller.ClientId()!), id, cancellationToken) is { } standing
            ? TypedResults.Ok(Answer(standing, access, time))
            : new ProblemAnswer(ProblemTypes.NotFound);

    private static async Task<Results<Ok<VerificationBatch>, ProblemAnswer>> PauseAsync(
        Guid id, ClaimsPrincipal caller, BatchBook batches, AccessPolicy access, TimeProvider time, CancellationToken cancellationToken) =>
        Answer(await batches.PauseAsync(Actor.Client(caller.ClientId()!), id, cancellationToken), access, time);

    private static async Task<Results<Ok<VerificationBatch>, ProblemAnswer>> ResumeAsync(
        Guid id, ClaimsPrincipal caller, BatchBook batches, AccessPolicy access, TimeProvider time, CancellationToken cancellationToken) =>
        Answer(await batches.ResumeAsync(Actor.Client(caller.ClientId()!), id, cancellationToken), access, time);

    private static async Task<Results<Ok<VerificationBatch>, ProblemAnswer>> CancelAsync(
        Guid id, ClaimsPrincipal caller, BatchBook batches, AccessPolicy access, TimeProvider time, CancellationToken cancellationToken) =>
        Answer(await batches.CancelAsync(Actor.Client(caller.ClientId()!), id, cancellationToken), access, time);

    private static async Task<Results<Ok<BatchRejectionPage>, PushStreamHttpResult, ProblemAnswer>> RejectionsAsync(
        Guid id,
        string? cursor,
        string? format,
        string? delimiter,
        bool? bom,
        ClaimsPrincipal caller,
        BatchBook batches,
        BatchResults results,
        HttpRequest request,
        CancellationToken cancellationToken)
    {
        var after = 0;
        if (cursor is not null && !int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after))
            return ProblemAnswer.Invalid(new FieldError("cursor", FieldCodes.CursorUnknown));
        if (format is not (null or "json" or "csv"))
            return ProblemAnswer.Invalid(new FieldError("format", FieldCodes.NotListed, ["json", "csv"]));
        if (delimiter is not (null or Comma or Semicolon))
            return ProblemAnswer.Invalid(new FieldError("delimiter", FieldCodes.NotListed, [Comma, Semicolon]));

        var actor = Actor.Client(caller.ClientId()!);
        if (await batches.FindAsync(actor, id, cancellationToken) is not { } batch)
            return new ProblemAnswer(ProblemTypes.NotFound);
        if (format == "csv")
        {
            return TypedResults.Stream(
                stream => BatchDownloads.WriteRejectionsAsync(stream, results, actor, batch, FormOf(delimiter, bom, request), cancellationToken),
                SpreadsheetCsv.ContentType,
                $"rejections-{id}.csv");
        }

        var page = await results.ListRejectionsAsync(actor, batch, after, RejectionPageSize + 1, cancellationToken);
        var next = page.Count > RejectionPageSize ? page[RejectionPageSize - 1].RowNo.ToString(CultureInfo.InvariantCulture) : null;
        return TypedResults.Ok(new BatchRejectionPage([.. page.Take(RejectionPageSize).Select(BatchAnswer.Of)], next));
    }

    private static async Task<Results<PushStreamHttpResult, ProblemAnswer>> ResultsAsync(
        Guid id,
        string? format,
        string? delimiter,
        bool? bom,
        ClaimsPrincipal caller,
        BatchResults results,
        AccessPolicy access,
        HttpRequest request,
        CancellationToken cancellationToken)
    {
        if (format is not (null or "csv" or "ndjson"))
            return ProblemAnswer.Invalid(new FieldError("format", FieldCodes.NotListed, ["csv", "ndjson"]));
        if (delimiter is not (null or Comma or Semicolon))
            return ProblemAnswer.Invalid(new FieldError("delimiter", FieldCodes.NotListed, [Comma, Semicolon]));

        var actor = Actor.Client(caller.ClientId()!);
        // The row in the trail is durable before the first byte leaves.
        if (await results.DiscloseAsync(actor, id, format ?? "csv", cancellationToken) is not { } batch)
            return new ProblemAnswer(ProblemTypes.NotFound);

        var rows = BatchDownloads.TellAsync(results.ReadAsync(actor, batch, cancellationToken), batch, access.DetailNow(actor.ClientId, batch.Purpose));
        return format == "ndjson"
            ? TypedResults.Stream(stream => BatchDownloads.WriteNdjsonAsync(stream, rows, cancellationToken), BatchDownloads.NdjsonType, $"results-{id}.ndjson")
            : TypedResults.Stream(
                stream => BatchDownloads.WriteCsvAsync(stream, rows, FormOf(delimiter, bom, request), cancellationToken),
                SpreadsheetCsv.ContentType,
                $"results-{id}.csv");
    }

    private static BatchQuestion Read(VerificationBatchRequest request, TimeProvider time, List<FieldError> errors)
    {
        var parsing = new VerificationParsing(time);
        var purpose = parsing.ReadPurpose(request.Purpose, "purpose");
        var officer = parsing.ReadOfficer(request.Officer, "officer");
        errors.AddRange(parsing.Errors);
        if (!CaseReference.IsWellFormed(request.CaseReference) || request.CaseReference.Length > MaxCaseReference)
            errors.Add(new FieldError("caseReference", FieldCodes.BatchCaseReferenceFormat));
        else if (CaseReference.LooksPersonal(request.CaseReference))
            errors.Add(new FieldError("caseReference", FieldCodes.CaseReferencePersonal));
        return new BatchQuestion(purpose, request.CaseReference, officer, FormatOf(request.Format));
    }

    private static IEnumerable<FieldError> ErrorsOf(FileHead head)
    {
        if (head.Missing.Count > 0)
            yield return new FieldError("file", FieldCodes.ColumnsMissing, BatchAnswer.FieldsOf(head.Missing));
        if (head.Doubled.Count > 0)
            yield return new FieldError("file", FieldCodes.ColumnsDoubled, BatchAnswer.FieldsOf(head.Doubled));
    }

    private static Results<Ok<VerificationBatch>, ProblemAnswer> Answer(BatchChange change, AccessPolicy access, TimeProvider time) => change switch
    {
        BatchChange.Done { Standing: var standing } => TypedResults.Ok(Answer(standing, access, time)),
        BatchChange.NotFound => new ProblemAnswer(ProblemTypes.NotFound),
        BatchChange.Ended => new ProblemAnswer(ProblemTypes.BatchEnded),
        _ => throw new InvalidOperationException($"Unknown change {change.GetType().Name}."),
    };

    private static VerificationBatch Answer(BatchStanding standing, AccessPolicy access, TimeProvider time) =>
        BatchAnswer.Of(standing, access.DetailNow(standing.Batch.ClientId, standing.Batch.Purpose), time.GetUtcNow());

    private static CsvForm FormOf(string? delimiter, bool? bom, HttpRequest request) =>
        new(delimiter == Semicolon ? ';' : ',', bom ?? false, Languages.AskedFor(request));

    private static Verification.Batches.BatchFormat FormatOf(Contracts.BatchFormat? format) => format switch
    {
        null or Contracts.BatchFormat.Csv => Verification.Batches.BatchFormat.Csv,
        Contracts.BatchFormat.Ndjson => Verification.Batches.BatchFormat.Ndjson,
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    [GeneratedRegex(@"^[\x21-\x7e]{1,100}\z")]
    private static partial Regex IdempotencyKey();
}
