using System.Security.Claims;
using HueS.Integration.Audit;
using HueS.Integration.Contracts;
using HueS.Integration.Review;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace HueS.Integration.Server.Api;

/// <summary>What a task compares, and what people decide about it.</summary>
internal static class ReviewDecisions
{
    public static void MapReviewDecisions(this IEndpointRouteBuilder api)
    {
        var task = api.MapGroup("/review/tasks/{id:guid}").WithTags("Review");
        var review = task.MapGroup("").RequireAuthorization(Scopes.Review);
        review.MapGet("/evidence", ShowAsync)
            .WithName("ShowReviewEvidence")
            .WithSummary("Shows both sides beside each other, what differs first, values masked.")
            .Refuses(ProblemTypes.NotFound, ProblemTypes.ReviewTaskClosed);
        review.MapPost("/evidence:unmask", UnmaskAsync)
            .WithName("UnmaskReviewEvidence")
            .WithSummary("Shows both sides whole, once the reason and the case are in the trail.")
            .Refuses(ProblemTypes.NotFound, ProblemTypes.ReviewTaskClosed, ProblemTypes.ReviewTaskNotTaken);
        review.MapPost("/decision", DecideAsync)
            .WithName("DecideReviewTask")
            .WithSummary("Decides a task in the version given as If-Match; where a second officer has to agree, proposes the decision.")
            .Refuses(
                ProblemTypes.NotFound, ProblemTypes.ReviewTaskClosed, ProblemTypes.ReviewTaskNotTaken, ProblemTypes.ReviewTargetChanged,
                ProblemTypes.ReviewTaskChanged);

        var approve = task.MapGroup("").RequireAuthorization(Scopes.ReviewApprove);
        approve.MapPost("/approve", ApproveAsync)
            .WithName("ApproveReviewDecision")
            .WithSummary("Agrees, as another officer, to what was proposed, and puts it into force.")
            .Refuses(
                ProblemTypes.NotFound, ProblemTypes.ReviewNotProposed, ProblemTypes.ReviewSameOfficer, ProblemTypes.ReviewTargetChanged);
        approve.MapPost("/refuse", RefuseAsync)
            .WithName("RefuseReviewDecision")
            .WithSummary("Does not agree to what was proposed; the task is open again.")
            .Refuses(ProblemTypes.NotFound, ProblemTypes.ReviewNotProposed, ProblemTypes.ReviewSameOfficer);
    }

    private static async Task<Results<Ok<ReviewEvidence>, ProblemAnswer>> ShowAsync(
        Guid id,
        ClaimsPrincipal caller,
        EvidenceDesk evidence,
        CancellationToken cancellationToken) =>
        Answer(await evidence.ShowAsync(Actor.Client(caller.ClientId()!), id, cancellationToken));

    private static async Task<Results<Ok<ReviewEvidence>, ProblemAnswer>> UnmaskAsync(
        Guid id,
        Body<ReviewUnmaskRequest> body,
        ClaimsPrincipal caller,
        EvidenceDesk evidence,
        CancellationToken cancellationToken)
    {
        var parsing = new ReviewParsing();
        var officer = parsing.ReadOfficer(body.Value.Officer);
        parsing.CheckCaseReference(body.Value.CaseReference);
        if (parsing.Errors.Count > 0)
            return ProblemAnswer.Invalid(parsing.Errors);

        return Answer(await evidence.UnmaskAsync(
            Actor.Client(caller.ClientId()!, officer), id, (UnmaskReason)body.Value.Reason, body.Value.CaseReference, cancellationToken));
    }

    private static Results<Ok<ReviewEvidence>, ProblemAnswer> Answer(EvidenceResult result) => result switch
    {
        EvidenceResult.Shown { Evidence: var shown } => TypedResults.Ok(ReviewAnswer.Of(shown)),
        EvidenceResult.Refused refused => ReviewAnswer.Of(new ReviewResult.Refused(refused.Why)),
        _ => throw new InvalidOperationException($"Unknown result {result.GetType().Name}."),
    };

    private static Task<Results<Ok<Contracts.ReviewTask>, ProblemAnswer>> DecideAsync(
        Guid id,
        Body<ReviewDecisionRequest> body,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        ClaimsPrincipal caller,
        DecisionDesk desk,
        TimeProvider time,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        var parsing = new ReviewParsing();
        var officer = parsing.ReadOfficer(body.Value.Officer);
        var expected = parsing.ReadVersion(ifMatch);
        var choice = new Choice((Verdict)body.Value.Decision, (Ground)body.Value.Reason);
        return ReviewAnswer.ForAsync(
            parsing,
            () => desk.DecideAsync(Actor.Client(caller.ClientId()!, officer), id, choice, expected, cancellationToken),
            time,
            response);
    }

    private static Task<Results<Ok<Contracts.ReviewTask>, ProblemAnswer>> ApproveAsync(
        Guid id,
        Body<ReviewOfficer> body,
        ClaimsPrincipal caller,
        DecisionDesk desk,
        TimeProvider time,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        var parsing = new ReviewParsing();
        var officer = parsing.ReadOfficer(body.Value.Officer);
        return ReviewAnswer.ForAsync(
            parsing, () => desk.ApproveAsync(Actor.Client(caller.ClientId()!, officer), id, cancellationToken), time, response);
    }

    private static Task<Results<Ok<Contracts.ReviewTask>, ProblemAnswer>> RefuseAsync(
        Guid id,
        Body<ReviewRefusalRequest> body,
        ClaimsPrincipal caller,
        DecisionDesk desk,
        TimeProvider time,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        var parsing = new ReviewParsing();
        var officer = parsing.ReadOfficer(body.Value.Officer);
        return ReviewAnswer.ForAsync(
            parsing,
            () => desk.RefuseAsync(Actor.Client(caller.ClientId()!, officer), id, (RefusalGround)body.Value.Reason, cancellationToken),
            time,
            response);
    }
}
