using System.Globalization;
using System.Security.Claims;
using System.Text.RegularExpressions;
using HueS.Integration.Audit;
using HueS.Integration.Contracts;
using HueS.Integration.Linking.Records;
using HueS.Integration.Linking.Records.Training;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Server.Api;

/// <summary>Lists of who attended digital-skills classes, sent by ward staff.</summary>
internal static partial class TrainingSheets
{
    private const int LongestHost = 100;
    private const int MostErrors = 200;

    public static void MapTrainingSheets(this IEndpointRouteBuilder api)
    {
        api.MapPost("/training-sheets:preview", PreviewAsync)
            .RequireAuthorization(Scopes.Records)
            .WithTags("Training sheets")
            .WithName("PreviewTrainingSheet")
            .WithSummary("Shows how a list of attendances would be read, and which rows to correct. Keeps nothing.")
            .TakesUpload<RouteHandlerBuilder, TrainingPreviewRequest>()
            .Refuses(
                ProblemTypes.InvalidRequest, ProblemTypes.MalformedJson, ProblemTypes.BatchFormUnreadable, ProblemTypes.SheetTooLarge,
                ProblemTypes.BodyTooLarge, ProblemTypes.RecordSystemNotGranted);
        api.MapPost("/training-sheets", KeepAsync)
            .RequireAuthorization(Scopes.Records)
            .WithTags("Training sheets")
            .WithName("SendTrainingSheet")
            .WithSummary("Takes a list of attendances as CSV: all rows, or none where one has to be corrected.")
            .TakesUpload<RouteHandlerBuilder, TrainingSheetRequest>()
            .Refuses(
                ProblemTypes.InvalidRequest, ProblemTypes.MalformedJson, ProblemTypes.BatchFormUnreadable, ProblemTypes.SheetTooLarge,
                ProblemTypes.BodyTooLarge, ProblemTypes.RecordSystemNotGranted, ProblemTypes.SheetNotKept, ProblemTypes.IdempotencyKeyReused);
    }

    private static Task<Results<Ok<TrainingPreview>, ProblemAnswer>> PreviewAsync(
        HttpContext context,
        ClaimsPrincipal caller,
        RecordDesk desk,
        TrainingIntake intake,
        IOptions<RecordOptions> options,
        CancellationToken cancellationToken) =>
        GuardAsync<TrainingPreviewRequest, TrainingPreview>(
            context,
            caller,
            desk,
            options,
            async upload =>
            {
                var errors = new List<FieldError>();
                var (code, heldOn, host) = upload.Request;
                var usual = ReadClass(code, heldOn, host, errors);
                return errors.Count > 0
                    ? ProblemAnswer.Invalid(errors)
                    : TypedResults.Ok(TrainingAnswer.Of(await intake.LookAsync(upload.File, usual, cancellationToken)));
            },
            cancellationToken);

    private static Task<Results<Ok<Contracts.TrainingSheet>, ProblemAnswer>> KeepAsync(
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        HttpContext context,
        ClaimsPrincipal caller,
        RecordDesk desk,
        TrainingIntake intake,
        IOptions<RecordOptions> options,
        TimeProvider time,
        CancellationToken cancellationToken) =>
        GuardAsync<TrainingSheetRequest, Contracts.TrainingSheet>(
            context,
            caller,
            desk,
            options,
            async upload =>
            {
                var (officer, code, heldOn, host) = upload.Request;
                var parsing = new VerificationParsing(time);
                var sender = parsing.ReadOfficer(officer, "officer");
                var errors = parsing.Errors.ToList();
                var usual = ReadClass(code, heldOn, host, errors);
                if (idempotencyKey is not null && !IdempotencyKey().IsMatch(idempotencyKey))
                    errors.Add(new FieldError("Idempotency-Key", FieldCodes.IdempotencyKeyFormat));
                if (errors.Count > 0)
                    return ProblemAnswer.Invalid(errors);

                return await intake.KeepAsync(Actor.Client(caller.ClientId()!, sender), upload.File, usual, idempotencyKey, cancellationToken) switch
                {
                    SheetResult.Kept kept => TypedResults.Ok(TrainingAnswer.Of(kept.Sheet)),
                    SheetResult.Unusable unusable => ProblemAnswer.Invalid([.. TrainingAnswer.ErrorsOf(unusable.Head)]),
                    SheetResult.Faulty faulty => new ProblemAnswer(
                        ProblemTypes.SheetNotKept, [.. faulty.Problems.Take(MostErrors).Select(TrainingAnswer.ErrorOf)]),
                    SheetResult.KeyReused => new ProblemAnswer(ProblemTypes.IdempotencyKeyReused),
                    var result => throw new InvalidOperationException($"Unknown result {result.GetType().Name}."),
                };
            },
            cancellationToken);

    /// <summary>Reads the upload, answers it, and takes the rest of it in.</summary>
    private static Task<Results<Ok<TAnswer>, ProblemAnswer>> GuardAsync<TRequest, TAnswer>(
        HttpContext context,
        ClaimsPrincipal caller,
        RecordDesk desk,
        IOptions<RecordOptions> options,
        Func<BatchUpload<TRequest>, Task<Results<Ok<TAnswer>, ProblemAnswer>>> answer,
        CancellationToken cancellationToken)
        where TRequest : class =>
        BatchUpload<TRequest>.GuardAsync(
            async () =>
            {
                if (desk.Refuse(caller, RecordSystems.Training) is { } notGranted)
                    return notGranted;
                var (upload, refusal) = await BatchUpload<TRequest>.OpenAsync(
                    context, options.Value.SheetMaxBytes, ProblemTypes.SheetTooLarge, cancellationToken);
                if (upload is null)
                    return refusal!;
                var answered = await answer(upload);
                await upload.DrainAsync(cancellationToken);
                return answered;
            },
            refusal => (Results<Ok<TAnswer>, ProblemAnswer>)refusal,
            ProblemTypes.SheetTooLarge);

    private static TrainingClass ReadClass(string? code, string? heldOn, string? host, List<FieldError> errors)
    {
        if (code is not null && RecordKey.JudgeCode(code) != KeyFault.None)
            errors.Add(new FieldError("classCode", FieldCodes.ClassCodeFormat));
        DateOnly? day = null;
        if (heldOn is not null)
        {
            if (DateOnly.TryParseExact(heldOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read))
                day = read;
            else
                errors.Add(new FieldError("heldOn", FieldCodes.HeldOnUnreadable));
        }

        if (host?.Length > LongestHost)
            errors.Add(new FieldError("host", FieldCodes.NotReadable));
        return new TrainingClass(code, host, day);
    }

    [GeneratedRegex(@"^[\x21-\x7e]{1,100}\z")]
    private static partial Regex IdempotencyKey();
}
