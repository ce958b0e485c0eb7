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
            .WithSummary("Shows both sides beside each other, what differs first, values masked; of a link, every candidate as well.")
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
        EvidenceDesk evidence,
        [AsParameters] ClientCall call) =>
        Answer(await evidence.ShowAsync(call.Client, id, call.Cancellation), call);

    private static async Task<Results<Ok<ReviewEvidence>, ProblemAnswer>> UnmaskAsync(
        Guid id,
        Body<ReviewUnmaskRequest> body,
        EvidenceDesk evidence,
        [AsParameters] ClientCall call)
    {
        var (request, result) = (body.Value, default(EvidenceResult));
        call.Parsing.CheckCaseReference(request.CaseReference);
        return await call.WithOfficerAsync(
                request.Officer,
                async actor => result = await evidence.UnmaskAsync(
                    actor, id, (UnmaskReason)request.Reason, request.CaseReference, call.Cancellation)) is { } invalid
            ? invalid
            : Answer(result!, call);
    }

    private static Results<Ok<ReviewEvidence>, ProblemAnswer> Answer(EvidenceResult result, ClientCall call) => result switch
    {
        EvidenceResult.Shown { Evidence: var shown } => TypedResults.Ok(ReviewAnswer.Of(shown, call.Show)),
        EvidenceResult.Refused refused => ReviewAnswer.Of(new ReviewResult.Refused(refused.Why)),
        _ => throw new InvalidOperationException($"Unknown result {result.GetType().Name}."),
    };

    private static Task<Results<Ok<Contracts.ReviewTask>, ProblemAnswer>> DecideAsync(
        Guid id,
        Body<ReviewDecisionRequest> body,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        DecisionDesk desk,
        [AsParameters] ClientCall call)
    {
        var request = body.Value;
        var expected = call.Parsing.ReadVersion(ifMatch);
        // An id that is not this client's leads to nobody, whom no task offers.
        Guid? candidate = request.Candidate is { } shown ? call.CitizenOf(shown) ?? Guid.Empty : null;
        var choice = new Choice((Verdict)request.Decision, (Ground)request.Reason, candidate);
        return call.AnswerAsync(request.Officer, actor => desk.DecideAsync(actor, id, choice, expected, call.Cancellation));
    }

    private static Task<Results<Ok<Contracts.ReviewTask>, ProblemAnswer>> ApproveAsync(
        Guid id,
        Body<ReviewOfficer> body,
        DecisionDesk desk,
        [AsParameters] ClientCall call) =>
        call.AnswerAsync(body.Value.Officer, actor => desk.ApproveAsync(actor, id, call.Cancellation));

    private static Task<Results<Ok<Contracts.ReviewTask>, ProblemAnswer>> RefuseAsync(
        Guid id,
        Body<ReviewRefusalRequest> body,
        DecisionDesk desk,
        [AsParameters] ClientCall call) =>
        call.AnswerAsync(body.Value.Officer, actor => desk.RefuseAsync(actor, id, (RefusalGround)body.Value.Reason, call.Cancellation));
}
