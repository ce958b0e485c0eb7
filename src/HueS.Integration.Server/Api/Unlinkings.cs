using HueS.Integration.Contracts;
using HueS.Integration.Linking.Unlinking;
using HueS.Integration.Review;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HueS.Integration.Server.Api;

/// <summary>Several links of one citizen, taken away and given back at once.</summary>
internal static class Unlinkings
{
    public static void MapUnlinkings(this IEndpointRouteBuilder api)
    {
        api.MapPost("/profiles/{accountId}/links:unlink", ProposeAsync)
            .RequireAuthorization(Scopes.Links)
            .WithTags("Links")
            .WithName("ProposeUnlinking")
            .WithSummary("Asks to take several links away at once. A second officer has to agree, in the task this answers, to these links in these versions.")
            .Refuses(ProblemTypes.NotFound, ProblemTypes.NothingToUnlink);
        api.MapPost("/unlinkings/{id:guid}/undo", RestoreAsync)
            .RequireAuthorization(Scopes.Links)
            .WithTags("Links")
            .WithName("RestoreLinks")
            .WithSummary("Gives back what was taken away at once, by the id of its task; a link somebody changed since stays as it is.")
            .Refuses(ProblemTypes.NotFound, ProblemTypes.NothingToRestore);
    }

    private static async Task<Results<Created<Contracts.ReviewTask>, ProblemAnswer>> ProposeAsync(
        string accountId,
        Body<UnlinkingRequest> body,
        UnlinkingDesk desk,
        [AsParameters] ClientCall call)
    {
        var (request, result) = (body.Value, default(UnlinkResult));
        call.Parsing.CheckAccountId(accountId);
        call.Parsing.CheckReason(request.Reason, Verdict.UnlinkAll);
        call.Parsing.CheckLinks(request.Links, UnlinkingDesk.MostLinks);
        if (request.CaseReference is { } reference)
            call.Parsing.CheckCaseReference(reference);
        if (await call.WithOfficerAsync(request.Officer, async actor => result = await desk.ProposeAsync(
                actor, accountId, request.Links, (Ground)request.Reason, request.CaseReference, call.Cancellation)) is { } invalid)
            return invalid;
        return result switch
        {
            UnlinkResult.Proposed { Task: var task } => TypedResults.Created(
                $"/v1/review/tasks/{task.Id}", ReviewAnswer.Of(task, call.Time.GetUtcNow(), call.Response)),
            UnlinkResult.NoProfile => new ProblemAnswer(ProblemTypes.NotFound),
            UnlinkResult.LinkNotFound => new ProblemAnswer(ProblemTypes.NothingToUnlink),
            _ => throw new InvalidOperationException($"Unknown result {result?.GetType().Name}."),
        };
    }

    private static async Task<Results<Ok<RestoredLinks>, ProblemAnswer>> RestoreAsync(
        Guid id,
        Body<RestoreRequest> body,
        UnlinkingDesk desk,
        [AsParameters] ClientCall call)
    {
        var (request, result) = (body.Value, default(RestoreResult));
        if (await call.WithOfficerAsync(request.Officer, async actor => result = await desk.RestoreAsync(
                actor, id, (Linking.LinkChangeReason)request.Reason, call.Cancellation)) is { } invalid)
            return invalid;
        return result switch
        {
            RestoreResult.Done done => TypedResults.Ok(new RestoredLinks(done.Restored, done.LeftAlone)),
            RestoreResult.NotFound => new ProblemAnswer(ProblemTypes.NotFound),
            RestoreResult.NotUnlinked => new ProblemAnswer(ProblemTypes.NothingToRestore),
            _ => throw new InvalidOperationException($"Unknown result {result?.GetType().Name}."),
        };
    }
}
