using System.Security.Claims;
using System.Text.RegularExpressions;
using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Contracts;
using HueS.Integration.Verification;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace HueS.Integration.Server.Api;

/// <summary>Identity checks.</summary>
internal static partial class Verifications
{
    public static void MapVerifications(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/verifications").RequireAuthorization(Scopes.Verifications).WithTags("Verifications");
        group.MapPost("", AskAsync)
            .WithName("AskVerification")
            .WithSummary("Asks whether a number, a name and a birth date belong to one living person.")
            .Refuses(ProblemTypes.UnknownPurpose, ProblemTypes.IdempotencyKeyReused, ProblemTypes.RegisterQueueFull);
        group.MapGet("/{id:guid}", ReadAsync)
            .WithName("ReadVerification")
            .WithSummary("Shows a check of the caller's own: its outcome, or where it stands.")
            .Refuses(ProblemTypes.NotFound);
    }

    private static async Task<Results<Ok<Contracts.Verification>, Accepted<Contracts.Verification>, ProblemAnswer>> AskAsync(
        Body<VerificationRequest> body,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        ClaimsPrincipal caller,
        Verifier verifier,
        AccessPolicy access,
        EvenTime evenTime,
        TimeProvider time,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var parsing = new VerificationParsing(time);
        if (idempotencyKey is not null && !IdempotencyKey().IsMatch(idempotencyKey))
            return ProblemAnswer.Invalid(new FieldError("Idempotency-Key", FieldCodes.IdempotencyKeyFormat));
        if (parsing.Read(body.Value) is not { } question)
            return ProblemAnswer.Invalid(parsing.Errors);

        var actor = Actor.Client(caller.ClientId()!, question.Officer);
        var result = await verifier.VerifyAsync(actor, question, idempotencyKey, cancellationToken);
        if (access.DetailNow(actor.ClientId, question.Purpose) == Detail.Outcome)
            await evenTime.WaitAsync(started, cancellationToken);
        return result switch
        {
            VerifyResult.Kept { Case: { Settlement: null } pending } => Pending(pending, response, time),
            VerifyResult.Kept { Case: var settled } =>
                TypedResults.Ok(VerificationAnswer.Of(settled, access.DetailNow(actor.ClientId, settled.Purpose))),
            VerifyResult.PurposeNotAllowed => new ProblemAnswer(ProblemTypes.UnknownPurpose),
            VerifyResult.KeyReused => new ProblemAnswer(ProblemTypes.IdempotencyKeyReused),
            VerifyResult.QueueFull => new ProblemAnswer(ProblemTypes.RegisterQueueFull),
            _ => throw new InvalidOperationException($"Unknown result {result.GetType().Name}."),
        };
    }

    private static async Task<Results<Ok<Contracts.Verification>, ProblemAnswer>> ReadAsync(
        Guid id,
        ClaimsPrincipal caller,
        Verifier verifier,
        AccessPolicy access,
        TimeProvider time,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        var actor = Actor.Client(caller.ClientId()!);
        if (await verifier.ReadAsync(actor, id, cancellationToken) is not { } found)
            return new ProblemAnswer(ProblemTypes.NotFound);

        if (found.Settlement is null)
            TellWhenToComeBack(found, response, time);
        return TypedResults.Ok(VerificationAnswer.Of(found, access.DetailNow(actor.ClientId, found.Purpose)));
    }

    private static Accepted<Contracts.Verification> Pending(VerificationCase pending, HttpResponse response, TimeProvider time)
    {
        TellWhenToComeBack(pending, response, time);
        return TypedResults.Accepted(
            $"/v1/verifications/{pending.Id}",
            VerificationAnswer.Of(pending, Detail.Outcome));
    }

    private static void TellWhenToComeBack(VerificationCase pending, HttpResponse response, TimeProvider time)
    {
        var wait = pending.Standing is { } standing ? standing.DueAt - time.GetUtcNow() : TimeSpan.Zero;
        response.Headers.RetryAfter = ((int)Math.Ceiling(Math.Max(1, wait.TotalSeconds))).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^[\x21-\x7e]{1,100}\z")]
    private static partial Regex IdempotencyKey();
}
