using System.Security.Claims;
using HueS.Integration.Audit;
using HueS.Integration.Contracts;
using HueS.Integration.Review;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HueS.Integration.Server.Api;

/// <summary>Tasks with known answers, laid among the real ones to see how they are decided.</summary>
internal static class ReviewSeeds
{
    private const int MostOthers = 9;

    private static readonly TimeSpan Reported = TimeSpan.FromDays(30);

    public static void MapKnownAnswers(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/review").RequireAuthorization(Scopes.ReviewSeed).WithTags("Review");
        group.MapPost("/known-answers", SeedAsync)
            .WithName("SeedKnownAnswer")
            .WithSummary("Lays a task about an invented person among the real ones. Whoever reviews cannot tell it from them.");
        group.MapGet("/known-answers:report", ReportAsync)
            .WithName("ReportKnownAnswers")
            .WithSummary("Shows how often each officer decided such tasks rightly; of the last 30 days unless since is given.")
            .Refuses(ProblemTypes.InvalidRequest);
    }

    private static async Task<Results<Created<KnownAnswerSeeded>, ProblemAnswer>> SeedAsync(
        Body<KnownAnswerRequest> body,
        ClaimsPrincipal caller,
        KnownAnswers answers,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var request = body.Value;
        var parsing = new ReviewParsing();
        parsing.CheckReasons(request.Kind, request.Reasons);
        parsing.CheckPast(request.WaitingSince, time.GetUtcNow(), "waitingSince");
        if (request.CaseReference is { } reference)
            parsing.CheckCaseReference(reference);
        parsing.CheckOthers(request.Kind, request.Others, MostOthers);
        if (parsing.Errors.Count > 0)
            return ProblemAnswer.Invalid(parsing.Errors);
        string[] reasons = [.. request.Reasons.Distinct().Select(ReviewParsing.NameOf)];
        var subject = (ReviewSubject)request.Kind;
        parsing.CheckDecision(request.Decision, answers.VerdictsOf(subject, reasons));
        if (parsing.Errors.Count > 0)
            return ProblemAnswer.Invalid(parsing.Errors);

        var (left, right) = OriginsOf(request.Kind);
        var seed = new Seed(
            subject,
            reasons,
            (request.WaitingSince ?? time.GetUtcNow()).ToUniversalTime(),
            new SeededCase(
                new Sides(left, Of(request.Left), right, Of(request.Right)),
                // Only checks have a case, so one of another kind would be known by it.
                request.Purpose,
                request.Kind == ReviewKind.Verification ? request.CaseReference : null)
            {
                Others = [.. (request.Others ?? []).Select(other => new InventedPerson(Guid.CreateVersion7(), Of(other)))],
            },
            (Verdict)request.Decision);
        var id = await answers.SeedAsync(Actor.Client(caller.ClientId()!), seed, cancellationToken);
        return TypedResults.Created($"/v1/review/tasks/{id}", new KnownAnswerSeeded(id));
    }

    private static async Task<Results<Ok<KnownAnswerReport>, ProblemAnswer>> ReportAsync(
        string? since,
        ClaimsPrincipal caller,
        KnownAnswers answers,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var parsing = new ReviewParsing();
        var from = parsing.ReadMoment(since, "since") ?? time.GetUtcNow() - Reported;
        if (parsing.Errors.Count > 0)
            return ProblemAnswer.Invalid(parsing.Errors);

        var scores = await answers.ReportAsync(Actor.Client(caller.ClientId()!), from, cancellationToken);
        return TypedResults.Ok(new KnownAnswerReport(
            from,
            [.. scores.Select(score => new Contracts.OfficerScore(
                score.OfficerId, (ReviewDecision)score.Expected, score.Right, score.Wrong, score.LastAt))]));
    }

    private static (SideOrigin Left, SideOrigin Right) OriginsOf(ReviewKind kind) => kind switch
    {
        ReviewKind.Verification => (SideOrigin.Claim, SideOrigin.Register),
        ReviewKind.Profile => (SideOrigin.Citizen, SideOrigin.Verification),
        ReviewKind.Link => (SideOrigin.Citizen, SideOrigin.Record),
        ReviewKind.Citizen => (SideOrigin.Citizen, SideOrigin.OtherCitizen),
        ReviewKind.Unlinking => (SideOrigin.Citizen, SideOrigin.Records),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static ShownPerson Of(KnownPerson person) => new(
        person.Number,
        person.OldCardNumber,
        person.Name,
        person.BirthDate,
        person.Sex is { } sex ? ClaimFields.Stated(sex) : Identity.Sex.Unknown,
        person.Phone);
}
