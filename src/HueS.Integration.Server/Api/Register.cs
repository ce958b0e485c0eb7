using System.Security.Claims;
using HueS.Integration.Audit;
using HueS.Integration.Contracts;
using HueS.Integration.Storage;
using HueS.Integration.Upstreams.Population;
using HueS.Integration.Verification;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Server.Api;

/// <summary>The way to the national register, for operators.</summary>
internal static class Register
{
    public static void MapRegister(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/register").RequireAuthorization(Scopes.Register).WithTags("Register");
        group.MapGet("", ShowAsync)
            .WithName("ShowRegister")
            .WithSummary("Shows the routes to the register and how many checks wait for it.");
        group.MapPost("/routes/{route}/release", ReleaseAsync)
            .WithName("ReleaseRoute")
            .WithSummary("Lets a route run again that was stopped because it had shown another citizen's data.")
            .Refuses(ProblemTypes.NotFound);
    }

    private static async Task<Ok<RegisterStatus>> ShowAsync(
        Database database,
        CheckLedger ledger,
        RouteQuarantine quarantine,
        IOptions<PopulationOptions> population,
        CancellationToken cancellationToken)
    {
        var route = population.Value.Route;
        var standing = await quarantine.StandingAsync(route, Pool.Api, cancellationToken);
        await using var connection = await database.OpenAsync(Pool.Api, cancellationToken);
        var (waiting, oldest) = await ledger.WaitingAsync(connection, cancellationToken);
        var stopped = standing is { IsStopped: true };
        return TypedResults.Ok(new RegisterStatus(
            [new RegisterRoute(route, stopped, stopped ? standing!.QuarantinedAt : null)],
            waiting,
            oldest));
    }

    private static async Task<Results<NoContent, ProblemAnswer>> ReleaseAsync(
        string route,
        ClaimsPrincipal caller,
        RouteQuarantine quarantine,
        IOptions<PopulationOptions> population,
        CancellationToken cancellationToken)
    {
        if (route != population.Value.Route)
            return new ProblemAnswer(ProblemTypes.NotFound);

        // Releasing a route that runs already changes nothing, so asking twice is harmless.
        await quarantine.ReleaseAsync(route, Actor.Client(caller.ClientId()!), cancellationToken);
        return TypedResults.NoContent();
    }
}
