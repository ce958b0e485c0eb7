using System.Security.Claims;
using HueS.Integration.Audit;
using HueS.Integration.Contracts;
using HueS.Integration.Upstreams.Population;
using HueS.Integration.Upstreams.Quota;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace HueS.Integration.Server.Api;

/// <summary>The way to the national register, for operators.</summary>
internal static class Register
{
    public static void MapRegister(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/register").RequireAuthorization(Scopes.Register).WithTags("Register");
        group.MapGet("", RegisterReport.ShowAsync)
            .WithName("ShowRegister")
            .WithSummary("Shows the routes to the register, what may still be asked, who waits and until when.");
        group.MapPost("/routes/{route}/quarantine", QuarantineAsync)
            .WithName("QuarantineRoute")
            .WithSummary("Stops a route until it is released; what waits for it goes on waiting.")
            .Refuses(ProblemTypes.NotFound);
        group.MapPost("/routes/{route}/release", ReleaseAsync)
            .WithName("ReleaseRoute")
            .WithSummary("Lets a route run again that an operator had stopped, or that had shown another citizen's data.")
            .Refuses(ProblemTypes.NotFound);
        group.MapPut("/routes/{route}/cap", CapAsync)
            .WithName("CapRoute")
            .WithSummary("Limits a route below its settings, or takes the limit away.")
            .Refuses(ProblemTypes.NotFound, ProblemTypes.CapChanged);
    }

    private static async Task<Results<NoContent, ProblemAnswer>> QuarantineAsync(
        string route,
        Body<RouteQuarantineRequest> body,
        ClaimsPrincipal caller,
        RouteQuarantine quarantine,
        RegisterRoutes routes,
        CancellationToken cancellationToken)
    {
        if (!RegisterParsing.IsReason(body.Value.Reason))
            return ProblemAnswer.Invalid(new FieldError("reason", FieldCodes.ReasonFormat));
        if (routes.Find(route) is null)
            return new ProblemAnswer(ProblemTypes.NotFound);

        // Stopping a route that is stopped changes nothing, so asking twice is harmless.
        await quarantine.StopByHandAsync(route, body.Value.Reason, Actor.Client(caller.ClientId()!), cancellationToken);
        return TypedResults.NoContent();
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

    private static async Task<Results<Ok<RouteCap>, ProblemAnswer>> CapAsync(
        string route,
        Body<RouteCapRequest> body,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        ClaimsPrincipal caller,
        QuotaLedger quotas,
        RegisterRoutes routes,
        TimeProvider time,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        var errors = RegisterParsing.Check(body.Value, ifMatch, time.GetUtcNow(), out var cap, out var expected);
        if (errors.Count > 0)
            return ProblemAnswer.Invalid(errors);
        if (routes.Find(route) is not { } found)
            return new ProblemAnswer(ProblemTypes.NotFound);

        var governor = found.Pipeline.Governor;
        var version = await quotas.CapAsync(
            governor.Upstream, route, cap, governor.Options.Burst, expected, Actor.Client(caller.ClientId()!), cancellationToken);
        if (version is not { } set)
            return new ProblemAnswer(ProblemTypes.CapChanged);

        response.Headers.ETag = $"\"{set}\"";
        return TypedResults.Ok(new RouteCap(cap.PerSecond, cap.PerDay, cap.Until, set));
    }
}
