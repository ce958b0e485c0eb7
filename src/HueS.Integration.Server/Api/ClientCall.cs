using System.Security.Claims;
using HueS.Integration.Audit;
using HueS.Integration.Protection;
using HueS.Integration.Review;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HueS.Integration.Server.Api;

/// <summary>One call of a client, for an officer where one acts: read, carried out and answered in one shape.</summary>
internal sealed record ClientCall(
    ClaimsPrincipal Caller,
    PairwiseIds Ids,
    TimeProvider Time,
    HttpResponse Response,
    CancellationToken Cancellation)
{
    public string ClientId => Caller.ClientId()!;

    /// <summary>The client itself, where no officer has to be named.</summary>
    public Actor Client => Actor.Client(ClientId);

    public ReviewParsing Parsing { get; } = new();

    /// <summary>A citizen as this client names them; <c>null</c>: it was never given that id.</summary>
    public Guid? CitizenOf(Guid shown) => Ids.Read(ClientId, shown);

    public Guid Show(Guid citizenId) => Ids.Show(ClientId, citizenId);

    /// <summary>Carries the wish out where the request could be read; otherwise names every field that does not fit.</summary>
    public async Task<ProblemAnswer?> WithOfficerAsync(string officer, Func<Actor, Task> wish)
    {
        var read = Parsing.ReadOfficer(officer);
        if (Parsing.Errors.Count > 0)
            return ProblemAnswer.Invalid(Parsing.Errors);
        await wish(Actor.Client(ClientId, read));
        return null;
    }

    /// <summary>The same, answered with the task it left behind.</summary>
    public async Task<Results<Ok<Contracts.ReviewTask>, ProblemAnswer>> AnswerAsync(string officer, Func<Actor, Task<ReviewResult>> wish)
    {
        ReviewResult? result = null;
        if (await WithOfficerAsync(officer, async actor => result = await wish(actor)) is { } invalid)
            return invalid;
        return result switch
        {
            ReviewResult.Done { Task: var task } => TypedResults.Ok(ReviewAnswer.Of(task, Time.GetUtcNow(), Response)),
            ReviewResult.Refused refused => ReviewAnswer.Of(refused),
            _ => throw new InvalidOperationException($"Unknown result {result?.GetType().Name}."),
        };
    }
}
