using System.Security.Claims;
using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Contracts;
using HueS.Integration.Linking;
using HueS.Integration.Upstreams.Records;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HueS.Integration.Server.Api;

/// <summary>Whole record systems linked again.</summary>
internal static class Relinks
{
    public static void MapRelinks(this IEndpointRouteBuilder api)
    {
        api.MapPost("/records/{system}:relink", StartAsync)
            .RequireAuthorization(Scopes.Links)
            .WithTags("Records")
            .WithName("RelinkRecords")
            .WithSummary("Has every record of a system linked again, or those told since a moment. Asking again while it runs changes nothing.")
            .Refuses(ProblemTypes.InvalidRequest, ProblemTypes.RecordSystemUnknown, ProblemTypes.RelinkRuns);

        var group = api.MapGroup("/records/{system}/relinks/{id:guid}").RequireAuthorization(Scopes.Links).WithTags("Records");
        group.MapGet("", ReadAsync)
            .WithName("ReadRelink")
            .WithSummary("Shows how far it has come and, at its end, how the system's records stand.")
            .Refuses(ProblemTypes.NotFound);
        group.MapPost("/cancel", CancelAsync)
            .WithName("CancelRelink")
            .WithSummary("Puts no further records in line. What is in line is linked all the same.")
            .Refuses(ProblemTypes.NotFound);
    }

    private static async Task<Results<Accepted<RecordRelink>, ProblemAnswer>> StartAsync(
        string system,
        Body<RecordRelinkRequest> body,
        ClaimsPrincipal caller,
        KnownSystems systems,
        Relinker relinker,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (systems.Find(system) is null)
            return new ProblemAnswer(ProblemTypes.RecordSystemUnknown);
        var parsing = new VerificationParsing(time);
        var officer = parsing.ReadOfficer(body.Value.Officer, "officer");
        if (parsing.Errors.Count > 0)
            return ProblemAnswer.Invalid([.. parsing.Errors]);

        return await relinker.StartAsync(Actor.Client(caller.ClientId()!, officer), system, body.Value.Since, cancellationToken) switch
        {
            RelinkResult.UnderWay(var relink) => TypedResults.Accepted($"/v1/records/{system}/relinks/{relink.Id}", Answer(relink)),
            RelinkResult.AnotherRuns => new ProblemAnswer(ProblemTypes.RelinkRuns),
            var result => throw new InvalidOperationException($"Unknown result {result.GetType().Name}."),
        };
    }

    private static async Task<Results<Ok<RecordRelink>, ProblemAnswer>> ReadAsync(
        string system,
        Guid id,
        ClaimsPrincipal caller,
        Relinker relinker,
        CancellationToken cancellationToken) =>
        await relinker.ReadAsync(Actor.Client(caller.ClientId()!), system, id, cancellationToken) is { } relink
            ? TypedResults.Ok(Answer(relink))
            : new ProblemAnswer(ProblemTypes.NotFound);

    private static async Task<Results<Ok<RecordRelink>, ProblemAnswer>> CancelAsync(
        string system,
        Guid id,
        ClaimsPrincipal caller,
        Relinker relinker,
        CancellationToken cancellationToken) =>
        await relinker.CancelAsync(Actor.Client(caller.ClientId()!), system, id, cancellationToken) is { } relink
            ? TypedResults.Ok(Answer(relink))
            : new ProblemAnswer(ProblemTypes.NotFound);

    private static RecordRelink Answer(Relink relink) => new(
        relink.Id,
        relink.System,
        (Contracts.RelinkState)relink.State,
        relink.Since,
        relink.PutIn,
        relink.CreatedAt,
        relink.EndedAt,
        relink.Tally is { } tally
            ? new RecordStandings(tally.ByRule, tally.ByPerson, tally.ForAPerson, tally.Disputed, tally.Unmatched)
            : null);
}
