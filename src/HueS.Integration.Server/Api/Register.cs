using System.Security.Claims;
using HueS.Integration.Audit;
using HueS.Integration.Contracts;
using HueS.Integration.Storage;
using HueS.Integration.Upstreams.Population;
using HueS.Integration.Verification;
using Microsoft.AspNetCore.Http.HttpResults;

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
        CheckQueue queue,
        RouteQuarantine quarantine,
        RegisterRoutes routes,
        CancellationToken cancellationToken)
    {
        var shown = new List<Contracts.RegisterRoute>();
        foreach (var route in routes.All)
        {
            var standing = await quarantine.StandingAsync(route.Name, Pool.Api, cancellationToken);
            var stopped = standing is { IsStopped: true };
            shown.Add(new Contracts.RegisterRoute(route.Name, stopped, stopped ? standing!.QuarantinedAt : null));
        }

        await using var connection = await database.OpenAsync(Pool.Api, cancellationToken);
        var (waiting, oldest) = await queue.WaitingAsync(connection, cancellationToken);
        return TypedResults.Ok(new RegisterStatus(shown, waiting, oldest));
    }

    private static async Task<Results<NoContent, ProblemAnswer>> ReleaseAsync(
        string route,
        ClaimsPrincipal caller,
        RouteQuarantine quarantine,
        RegisterRoutes routes,
        CancellationToken cancellationToken)
    {
        if (routes.Find(route) is null)
            return new ProblemAnswer(ProblemTypes.NotFound);

        // Releasing a route that runs already changes nothing, so asking twice is harmless.
        await quarantine.ReleaseAsync(route, Actor.Client(caller.ClientId()!), cancellationToken);
        return TypedResults.NoContent();
    }
}
