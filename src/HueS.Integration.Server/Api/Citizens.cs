using HueS.Integration.Contracts;
using HueS.Integration.Linking;
using HueS.Integration.Profiles;
using HueS.Integration.Profiles.Merging;
using HueS.Integration.Review;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HueS.Integration.Server.Api;

/// <summary>Citizens by the ids their clients know them by, and what people say of two of them.</summary>
internal static class Citizens
{
    public static void MapCitizens(this IEndpointRouteBuilder api)
    {
        var citizen = api.MapGroup("/citizens/{id:guid}").WithTags("Citizens");
        citizen.MapGet("", ReadAsync)
            .RequireAuthorization(Scopes.Profiles)
            .WithName("ReadCitizen")
            .WithSummary("Shows a citizen's accounts, links and merges. An id that was given to another client leads to nobody.")
            .Produces(StatusCodes.Status308PermanentRedirect)
            .Refuses(ProblemTypes.NotFound, ProblemTypes.CitizenWithdrawn);

        var decide = citizen.MapGroup("").RequireAuthorization(Scopes.Links);
        decide.MapPost("/merges", MergeAsync)
            .WithName("ProposeCitizenMerge")
            .WithSummary("Says that another citizen is this one too. A second officer has to agree in the task this answers.")
            .Refuses(ProblemTypes.NotFound, ProblemTypes.SameCitizen);
        decide.MapPost("/unmerge", UnmergeAsync)
            .WithName("UnmergeCitizen")
            .WithSummary("Says that a merged citizen is somebody of their own after all: both have again what they had, save what was changed since.")
            .Refuses(ProblemTypes.NotFound, ProblemTypes.CitizenNotMerged, ProblemTypes.CitizenMergedFurther);
    }

    private static async Task<Results<Ok<CitizenDetail>, RedirectHttpResult, ProblemAnswer>> ReadAsync(
        Guid id,
        CitizenBook citizens,
        Linker linker,
        [AsParameters] ClientCall call)
    {
        if (call.CitizenOf(id) is not { } citizenId)
            return new ProblemAnswer(ProblemTypes.NotFound);
        return await citizens.ReadAsync(call.Client, citizenId, call.Cancellation) switch
        {
            CitizenResult.Found { Citizen: var found } =>
                TypedResults.Ok(CitizenAnswer.Of(found, await linker.CountAsync(call.Client, citizenId, call.Cancellation), call.Show)),
            CitizenResult.MergedInto { SurvivorId: var survivor } =>
                TypedResults.Redirect($"/v1/citizens/{call.Show(survivor)}", permanent: true, preserveMethod: true),
            CitizenResult.Withdrawn => new ProblemAnswer(ProblemTypes.CitizenWithdrawn),
            CitizenResult.NotFound => new ProblemAnswer(ProblemTypes.NotFound),
            var other => throw new InvalidOperationException($"Unknown result {other.GetType().Name}."),
        };
    }

    private static async Task<Results<Created<Contracts.ReviewTask>, Ok<Contracts.ReviewTask>, ProblemAnswer>> MergeAsync(
        Guid id,
        Body<CitizenMergeRequest> body,
        MergeDesk desk,
        [AsParameters] ClientCall call)
    {
        var (request, result) = (body.Value, (MergeResult)new MergeResult.NotFound());
        call.Parsing.CheckReason(request.Reason, Verdict.Merge);
        if (await call.WithOfficerAsync(request.Officer, async actor =>
            {
                if (call.CitizenOf(id) is { } survivor && call.CitizenOf(request.Citizen) is { } merged)
                    result = await desk.ProposeAsync(actor, survivor, merged, (Ground)request.Reason, call.Cancellation);
            }) is { } invalid)
            return invalid;
        return result switch
        {
            MergeResult.Proposed { Created: true, Task: var task } => TypedResults.Created(
                $"/v1/review/tasks/{task.Id}", ReviewAnswer.Of(task, call.Time.GetUtcNow(), call.Response)),
            MergeResult.Proposed { Task: var task } => TypedResults.Ok(ReviewAnswer.Of(task, call.Time.GetUtcNow(), call.Response)),
            MergeResult.NotFound => new ProblemAnswer(ProblemTypes.NotFound),
            MergeResult.SameCitizen => new ProblemAnswer(ProblemTypes.SameCitizen),
            _ => throw new InvalidOperationException($"Unknown result {result.GetType().Name}."),
        };
    }

    private static async Task<Results<Ok<CitizenUnmerged>, ProblemAnswer>> UnmergeAsync(
        Guid id,
        Body<CitizenUnmergeRequest> body,
        MergeDesk desk,
        [AsParameters] ClientCall call)
    {
        var (request, result) = (body.Value, (UnmergeResult)new UnmergeResult.NotFound());
        call.Parsing.CheckReason(request.Reason, Verdict.KeepApart);
        if (await call.WithOfficerAsync(request.Officer, async actor =>
            {
                if (call.CitizenOf(id) is { } merged)
                    result = await desk.UnmergeAsync(actor, merged, (Ground)request.Reason, call.Cancellation);
            }) is { } invalid)
            return invalid;
        return result switch
        {
            UnmergeResult.Done { Merge: var merge, LeftAlone: var left } =>
                TypedResults.Ok(new CitizenUnmerged(call.Show(merge.MergedId), call.Show(merge.SurvivorId), CitizenAnswer.Of(left))),
            UnmergeResult.NotFound => new ProblemAnswer(ProblemTypes.NotFound),
            UnmergeResult.NotMerged => new ProblemAnswer(ProblemTypes.CitizenNotMerged),
            UnmergeResult.MergedFurther => new ProblemAnswer(ProblemTypes.CitizenMergedFurther),
            _ => throw new InvalidOperationException($"Unknown result {result.GetType().Name}."),
        };
    }
}
