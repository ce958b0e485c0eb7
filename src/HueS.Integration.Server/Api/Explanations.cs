using System.Security.Claims;
using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Contracts;
using HueS.Integration.Verification;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HueS.Integration.Server.Api;

/// <summary>Why a check came out as it did.</summary>
internal static class Explanations
{
    public static void MapExplanations(this IEndpointRouteBuilder api) =>
        api.MapPost("/verifications:explain", ExplainAsync)
            .RequireAuthorization(Scopes.Verifications)
            .WithTags("Verifications")
            .WithName("ExplainVerification")
            .WithSummary("Says which rule decided a check of the caller's own, and which would have decided otherwise.")
            .Refuses(ProblemTypes.NotFound);

    private static async Task<Results<Ok<Contracts.Explanation>, ProblemAnswer>> ExplainAsync(
        Body<ExplanationRequest> body,
        ClaimsPrincipal caller,
        Explainer explainer,
        AccessPolicy access,
        CancellationToken cancellationToken)
    {
        var actor = Actor.Client(caller.ClientId()!);
        var result = await explainer.ExplainAsync(actor, body.Value.VerificationId, body.Value.Policy, cancellationToken);
        return result switch
        {
            ExplainResult.Explained { Explanation: var explained } =>
                TypedResults.Ok(ExplanationAnswer.Of(explained, access.DetailNow(actor.ClientId, explained.Case.Purpose))),
            ExplainResult.NotFound => new ProblemAnswer(ProblemTypes.NotFound),
            ExplainResult.UnknownPolicy { Known: var known } =>
                ProblemAnswer.Invalid(new FieldError("policy", FieldCodes.NotListed, known)),
            _ => throw new InvalidOperationException($"Unknown result {result.GetType().Name}."),
        };
    }
}
