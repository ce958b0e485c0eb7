using System.Globalization;
using System.Security.Claims;
using System.Text.RegularExpressions;
using System.Xml;
using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Contracts;
using HueS.Integration.Verification;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Server.Api;

/// <summary>Identity checks.</summary>
internal static partial class Verifications
{
    private const int PageSize = 50;
    private const string PendingState = "pending";

    // Nothing has waited longer, and a time so long ago can still be told.
    private static readonly TimeSpan LongestDuration = TimeSpan.FromDays(36_500);

    public static void MapVerifications(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/verifications").RequireAuthorization(Scopes.Verifications).WithTags("Verifications");
        group.MapPost("", AskAsync)
            .WithName("AskVerification")
            .WithSummary("Asks whether a number, a name and a birth date belong to one living person.")
            .Refuses(ProblemTypes.UnknownPurpose, ProblemTypes.IdempotencyKeyReused, ProblemTypes.ClaimDoubtful, ProblemTypes.RegisterQueueFull);
        group.MapGet("", ListAsync)
            .WithName("ListVerifications")
            .WithSummary("Lists the caller's checks that still wait for the register, oldest first.")
            .Refuses(ProblemTypes.InvalidRequest);
        group.MapGet("/{id:guid}", ReadAsync)
            .WithName("ReadVerification")
            .WithSummary("Shows a check of the caller's own: its outcome, or where it stands.")
            .Refuses(ProblemTypes.NotFound);
        group.MapPost("/{id:guid}/retry", RetryAsync)
            .WithName("RetryVerification")
            .WithSummary("Asks for a waiting check as soon as its turn comes, without waiting for its next attempt.")
            .Refuses(ProblemTypes.NotFound, ProblemTypes.VerificationEnded);
        group.MapDelete("/{id:guid}", WithdrawAsync)
            .WithName("WithdrawVerification")
            .WithSummary("Takes a waiting check back: the register is not asked for it any more.")
            .Refuses(ProblemTypes.NotFound, ProblemTypes.VerificationEnded);
    }

    private static async Task<Results<Ok<Contracts.Verification>, Accepted<Contracts.Verification>, ProblemAnswer>> AskAsync(
        Body<VerificationRequest> body,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        HttpContext http,
        ClaimsPrincipal caller,
        Verifier verifier,
        AccessPolicy access,
        EvenTime evenTime,
        IOptions<VerificationOptions> options,
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
        if (StrictHandling.Refuse(parsing.Findings, response) is { } doubtful)
            return doubtful;

        var actor = Actor.Client(caller.ClientId()!, question.Officer);
        var patience = PatienceOf(Preferences.Of(http.Request), options.Value.LongestWait, response);
        var result = await verifier.VerifyAsync(actor, question, idempotencyKey, patience, cancellationToken);
        if (access.DetailNow(actor.ClientId, question.Purpose) == Detail.Outcome)
            await evenTime.WaitAsync(started, cancellationToken);
        // Any other door tells it from now on.
        if (result is VerifyResult.Kept { Case: { Settlement: { } end } answered })
            await evenTime.UntilSeenAsync(answered.ClientId, answered.Purpose, answered.CreatedAt, end.SettledAt, cancellationToken);
        return result switch
        {
            VerifyResult.Kept { Case: { IsPending: true } pending } => Pending(pending, response, time),
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

        if (found.IsPending)
            TellWhenToComeBack(found, response, time);
        return TypedResults.Ok(VerificationAnswer.Of(found, access.DetailNow(actor.ClientId, found.Purpose)));
    }

    private static async Task<Results<Ok<VerificationPage>, ProblemAnswer>> ListAsync(
        string? state,
        [FromQuery(Name = "older-than")] string? olderThan,
        string? cursor,
        ClaimsPrincipal caller,
        PendingChecks checks,
        CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        // What has its answer is found by its id or in the caller's own books; only what is stuck needs a list.
        if (state is not (null or PendingState))
            errors.Add(new FieldError("state", FieldCodes.NotListed, [PendingState]));
        var waited = TimeSpan.Zero;
        if (olderThan is not null && !TryReadDuration(olderThan, out waited))
            errors.Add(new FieldError("older-than", FieldCodes.DurationFormat));
        Guid? after = Guid.TryParse(cursor, out var read) ? read : null;
        if (cursor is not null && after is null)
            errors.Add(new FieldError("cursor", FieldCodes.CursorUnknown));
        if (errors.Count > 0)
            return ProblemAnswer.Invalid(errors);

        var page = await checks.ListAsync(Actor.Client(caller.ClientId()!), waited, after, PageSize, cancellationToken);
        return TypedResults.Ok(new VerificationPage(
            [.. page.Checks.Select(check => VerificationAnswer.Of(check, Detail.Outcome))],
            page.Next?.ToString()));
    }

    private static async Task<Results<Accepted<Contracts.Verification>, ProblemAnswer>> RetryAsync(
        Guid id,
        ClaimsPrincipal caller,
        PendingChecks checks,
        TimeProvider time,
        HttpResponse response,
        CancellationToken cancellationToken) =>
        await checks.RetryAsync(Actor.Client(caller.ClientId()!), id, cancellationToken) switch
        {
            WishResult.Done done => Pending(done.Case, response, time),
            WishResult.Ended => new ProblemAnswer(ProblemTypes.VerificationEnded),
            WishResult.NotFound => new ProblemAnswer(ProblemTypes.NotFound),
            var other => throw new InvalidOperationException($"Unknown result {other.GetType().Name}."),
        };

    private static async Task<Results<Ok<Contracts.Verification>, ProblemAnswer>> WithdrawAsync(
        Guid id,
        ClaimsPrincipal caller,
        PendingChecks checks,
        CancellationToken cancellationToken) =>
        await checks.WithdrawAsync(Actor.Client(caller.ClientId()!), id, cancellationToken) switch
        {
            WishResult.Done done => TypedResults.Ok(VerificationAnswer.Of(done.Case, Detail.Outcome)),
            // Taking back what is taken back already changes nothing, so asking twice is harmless.
            WishResult.Ended { Case: { WithdrawnAt: not null } withdrawn } =>
                TypedResults.Ok(VerificationAnswer.Of(withdrawn, Detail.Outcome)),
            WishResult.Ended => new ProblemAnswer(ProblemTypes.VerificationEnded),
            WishResult.NotFound => new ProblemAnswer(ProblemTypes.NotFound),
            var other => throw new InvalidOperationException($"Unknown result {other.GetType().Name}."),
        };

    /// <summary>A stated time counts for more than the wish not to wait: it says how long a wait is still welcome.</summary>
    private static Patience PatienceOf(Preferences preferred, TimeSpan longest, HttpResponse response)
    {
        if (preferred.Wait is { } wished)
        {
            var wait = wished < longest ? wished : longest;
            response.Headers.Append(Preferences.AppliedHeader, string.Create(CultureInfo.InvariantCulture, $"wait={wait.TotalSeconds:0}"));
            return wait > TimeSpan.Zero ? new Patience.For(wait) : new Patience.None();
        }

        if (!preferred.RespondAsync)
            return new Patience.Usual();
        response.Headers.Append(Preferences.AppliedHeader, "respond-async");
        return new Patience.None();
    }

    /// <summary>Seconds, or a duration as ISO 8601 writes it, such as <c>PT15M</c>.</summary>
    private static bool TryReadDuration(string text, out TimeSpan duration)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            duration = TimeSpan.FromSeconds(seconds);
            return true;
        }

        try
        {
            var read = XmlConvert.ToTimeSpan(text);
            duration = read < LongestDuration ? read : LongestDuration;
            return duration >= TimeSpan.Zero;
        }
        catch (Exception unreadable) when (unreadable is FormatException or OverflowException)
        {
            duration = default;
            return false;
        }
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
        response.Headers.RetryAfter = ((int)Math.Ceiling(Math.Max(1, wait.TotalSeconds))).ToString(CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^[\x21-\x7e]{1,100}\z")]
    private static partial Regex IdempotencyKey();
}
