using System.Globalization;
using System.Security.Claims;
using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Contracts;
using HueS.Integration.Linking.Records;
using HueS.Integration.Upstreams.Records;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Server.Api;

/// <summary>Records told to us by their own systems.</summary>
internal static class Records
{
    public static void MapRecords(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/records/{system}").RequireAuthorization(Scopes.Records).WithTags("Records");
        group.MapPut("/{recordId}", TellAsync)
            .WithName("TellRecord")
            .WithSummary("Takes a record, new or changed. Telling it again as it stands changes nothing.")
            .Refuses(ProblemTypes.RecordSystemNotGranted, ProblemTypes.RecordSystemUnknown, ProblemTypes.RecordStale);
        group.MapGet("/{recordId}", ReadAsync)
            .WithName("ReadRecord")
            .WithSummary("Shows how a record stands; never what it says of its holder.")
            .Refuses(ProblemTypes.InvalidRequest, ProblemTypes.RecordSystemNotGranted, ProblemTypes.RecordSystemUnknown, ProblemTypes.NotFound);
        group.MapDelete("/{recordId}", RemoveAsync)
            .WithName("RemoveRecord")
            .WithSummary("Says that the record's system knows it no more. Saying it again changes nothing.")
            .Refuses(
                ProblemTypes.InvalidRequest, ProblemTypes.RecordSystemNotGranted, ProblemTypes.RecordSystemUnknown,
                ProblemTypes.NotFound, ProblemTypes.RecordStale);
        group.MapPost("", StreamAsync)
            .WithName("TellRecords")
            .WithSummary("Takes records as NDJSON, one a line, and answers each with a line of its own; the last line sums up.")
            .TakesLines<RouteHandlerBuilder, PushedRecordLine>()
            .Produces<ToldRecordLine>(StatusCodes.Status200OK, BatchDownloads.NdjsonType)
            .Refuses(
                ProblemTypes.RecordSystemNotGranted, ProblemTypes.RecordSystemUnknown, ProblemTypes.UnsupportedMediaType,
                ProblemTypes.BodyTooLarge);
    }

    private static async Task<Results<Ok<ToldRecord>, Created<ToldRecord>, ProblemAnswer>> TellAsync(
        string system,
        string recordId,
        Body<PushedRecord> body,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        [FromHeader(Name = "If-None-Match")] string? ifNoneMatch,
        ClaimsPrincipal caller,
        RecordDesk desk,
        RecordBook book,
        TimeProvider time,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        if (desk.Refuse(caller, system) is { } refusal)
            return refusal;
        var errors = new List<FieldError>();
        var expected = ReadExpected(ifMatch, ifNoneMatch, errors);
        var parsed = RecordParsing.Read(system, recordId, body.Value, time.GetUtcNow());
        errors.AddRange(parsed.Errors);
        if (errors.Count > 0)
            return ProblemAnswer.Invalid(errors);

        var told = await book.TellAsync(Actor.Client(caller.ClientId()!), parsed.Claim!, expected, cancellationToken);
        if (told.Change == RecordChange.Stale)
            return new ProblemAnswer(ProblemTypes.RecordStale);
        response.Headers.ETag = Tag(told.Version);
        var answer = RecordAnswer.Of(parsed.Claim!, told, parsed.Doubts);
        return told.Change == RecordChange.Created
            ? TypedResults.Created($"/v1/records/{system}/{recordId}", answer)
            : TypedResults.Ok(answer);
    }

    private static async Task<Results<Ok<RecordState>, ProblemAnswer>> ReadAsync(
        string system,
        string recordId,
        ClaimsPrincipal caller,
        RecordDesk desk,
        RecordBook book,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        if (desk.Refuse(caller, system) is { } refusal)
            return refusal;
        if (RecordParsing.CheckId(recordId) is { } fault)
            return ProblemAnswer.Invalid(fault);
        if (await book.ReadAsync(Actor.Client(caller.ClientId()!), system, recordId, cancellationToken) is not { } record)
            return new ProblemAnswer(ProblemTypes.NotFound);
        response.Headers.ETag = Tag(record.Version);
        return TypedResults.Ok(RecordAnswer.Of(record));
    }

    private static async Task<Results<NoContent, ProblemAnswer>> RemoveAsync(
        string system,
        string recordId,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        ClaimsPrincipal caller,
        RecordDesk desk,
        RecordBook book,
        CancellationToken cancellationToken)
    {
        if (desk.Refuse(caller, system) is { } refusal)
            return refusal;
        var errors = new List<FieldError>();
        var expected = ReadExpected(ifMatch, ifNoneMatch: null, errors);
        if (RecordParsing.CheckId(recordId) is { } fault)
            errors.Add(fault);
        if (errors.Count > 0)
            return ProblemAnswer.Invalid(errors);

        return await book.RemoveAsync(Actor.Client(caller.ClientId()!), system, recordId, expected, cancellationToken) switch
        {
            RecordRemoval.Removed or RecordRemoval.WasGone => TypedResults.NoContent(),
            RecordRemoval.NotThere => new ProblemAnswer(ProblemTypes.NotFound),
            RecordRemoval.Stale => new ProblemAnswer(ProblemTypes.RecordStale),
            var removal => throw new InvalidOperationException($"Unknown removal {removal}."),
        };
    }

    private static Results<PushStreamHttpResult, ProblemAnswer> StreamAsync(
        string system,
        HttpContext context,
        ClaimsPrincipal caller,
        RecordDesk desk,
        RecordStream records,
        IOptions<RecordOptions> options,
        CancellationToken cancellationToken)
    {
        if (desk.Refuse(caller, system) is { } refusal)
            return refusal;
        if (!RecordStream.IsLines(context.Request))
            return new ProblemAnswer(ProblemTypes.UnsupportedMediaType);
        var most = options.Value.MaxBytes;
        // Counted here, so that the server lets a caller go on sending for the moment it takes to hear why.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        if (context.Request.ContentLength > most)
            return new ProblemAnswer(ProblemTypes.BodyTooLarge);

        var actor = Actor.Client(caller.ClientId()!);
        return TypedResults.Stream(
            answers => records.AnswerAsync(actor, system, new CappedBody(context.Request.Body, most), answers, cancellationToken),
            BatchDownloads.NdjsonType);
    }

    /// <summary>The version the caller insists on; 0: that there is none yet.</summary>
    private static int? ReadExpected(string? ifMatch, string? ifNoneMatch, List<FieldError> errors)
    {
        if (ifNoneMatch is not null && (ifNoneMatch != "*" || ifMatch is not null))
            errors.Add(new FieldError("If-None-Match", FieldCodes.IfNoneMatchFormat));
        if (ifNoneMatch is not null)
            return 0;
        if (ifMatch is null)
            return null;
        if (ifMatch is ['"', .. var digits, '"'] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            return version;
        errors.Add(new FieldError("If-Match", FieldCodes.IfMatchFormat));
        return null;
    }

    private static string Tag(int version) => $"\"{version}\"";
}
