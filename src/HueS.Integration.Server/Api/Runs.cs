using System.Security.Claims;
using HueS.Integration.Audit;
using HueS.Integration.Contracts;
using HueS.Integration.Reconciliation;
using HueS.Integration.Storage;
using HueS.Integration.Upstreams.Records;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace HueS.Integration.Server.Api;

using Changed = Results<Ok<Contracts.Run>, ProblemAnswer>;
using Step = Func<Actor, Guid, int, CancellationToken, Task<RunResult>>;

/// <summary>Reconciliations as administrators make them and move them on.</summary>
internal static class Runs
{
    private const int PageSize = 50;

    private static readonly ProblemType[] Refusals =
        [ProblemTypes.NotFound, ProblemTypes.RunNotInState, ProblemTypes.RunChanged];

    public static void MapRuns(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/runs").RequireAuthorization(Scopes.Runs).WithTags("Runs");
        group.MapPost("", CreateAsync)
            .WithName("CreateRun")
            .WithSummary("Makes a reconciliation; nobody is asked for it yet.")
            .Refuses(ProblemTypes.UnknownPurpose);
        group.MapGet("", ListAsync)
            .WithName("ListRuns")
            .WithSummary("Lists reconciliations, newest first.");
        group.MapGet("/{id:guid}", ReadAsync)
            .WithName("ReadRun")
            .WithSummary("Shows a reconciliation, how far it has come and what is left of its dry run.")
            .Refuses(ProblemTypes.NotFound);
        MapStep(group, "plan", "PlanRun", "Selects what a run looks at, and says what that will take.", services => services.GetRequiredService<RunPlanner>().PlanAsync);
        MapStep(group, "dry-run", "DryRun", "Looks, asks the register where the kind needs it, and writes findings, and nothing else. What it could not look at before it looks at again.", services => services.GetRequiredService<RunDesk>().DryRunAsync);
        MapStep(group, "start", "StartRun", "Applies what the dry run found, as it was shown.", services => services.GetRequiredService<RunDesk>().StartAsync)
            .Refuses(ProblemTypes.RunApprovalMissing, ProblemTypes.RunPayloadChanged);
        MapStep(group, "pause", "PauseRun", "Stops a run within seconds, until it is resumed.", services => services.GetRequiredService<RunDesk>().PauseAsync);
        MapStep(group, "resume", "ResumeRun", "Lets a paused run go on where it stopped.", services => services.GetRequiredService<RunDesk>().ResumeAsync);
        MapStep(group, "cancel", "CancelRun", "Ends a run; what it has applied stays, and can be undone.", services => services.GetRequiredService<RunDesk>().CancelAsync);

        var approvals = api.MapGroup("/runs").RequireAuthorization(Scopes.RunsApprove).WithTags("Runs");
        approvals.MapPost("/{id:guid}/approve", ApproveAsync)
            .WithName("ApproveRun")
            .WithSummary("A second person agrees to exactly what they were shown.")
            .Refuses([.. Refusals, ProblemTypes.RunSameOfficer, ProblemTypes.RunPayloadChanged]);
        MapStep(approvals, "undo", "UndoRun", "Takes back what a run applied, except for what was changed since.", services => services.GetRequiredService<RunDesk>().UndoAsync);
    }

    private static RouteHandlerBuilder MapStep(
        RouteGroupBuilder group, string verb, string name, string summary, Func<IServiceProvider, Step> stepOf) =>
        group
            .MapPost(
                $"/{{id:guid}}/{verb}",
                (Guid id, Body<RunOfficer> body, [FromHeader(Name = "If-Match")] string? ifMatch, HttpContext context, CancellationToken cancellationToken) =>
                    StepAsync(context, id, body.Value.Officer, ifMatch, stepOf(context.RequestServices), cancellationToken))
            .WithName(name)
            .WithSummary(summary)
            .Refuses(Refusals);

    private static async Task<Results<Created<Contracts.Run>, ProblemAnswer>> CreateAsync(
        Body<RunRequest> body,
        ClaimsPrincipal caller,
        RunDesk desk,
        RunBook book,
        KnownSystems systems,
        TimeProvider time,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        var (request, parsing) = (body.Value, new RunParsing(time));
        parsing.CheckRequest(request);
        var officer = parsing.ReadOfficer(request.Officer);
        var selection = parsing.ReadSelection(request.Kind, request.Selection, systems);
        if (parsing.Errors.Count > 0)
            return ProblemAnswer.Invalid(parsing.Errors);
        var actor = Actor.Client(caller.ClientId()!, officer);
        if (!book.IsLicensed(actor.ClientId, request.Purpose, (Reconciliation.RunKind)request.Kind))
            return new ProblemAnswer(ProblemTypes.UnknownPurpose);

        var run = await desk.CreateAsync(
            actor, (Reconciliation.RunKind)request.Kind, request.Purpose, request.CaseReference, selection, cancellationToken);
        return TypedResults.Created($"/v1/runs/{run.Id}", RunAnswer.Of(run, null, response));
    }

    private static async Task<Results<Ok<Contracts.RunPage>, ProblemAnswer>> ListAsync(
        string? cursor, ClaimsPrincipal caller, RunBook book, TimeProvider time, CancellationToken cancellationToken)
    {
        var parsing = new RunParsing(time);
        var before = parsing.ReadCursor(cursor);
        if (parsing.Errors.Count > 0)
            return ProblemAnswer.Invalid(parsing.Errors);
        var page = await book.ListAsync(Actor.Client(caller.ClientId()!), before, PageSize, cancellationToken);
        return TypedResults.Ok(new Contracts.RunPage([.. page.Runs.Select(run => RunAnswer.Of(run))], page.Next?.ToString()));
    }

    private static async Task<Changed> ReadAsync(
        Guid id, ClaimsPrincipal caller, RunBook book, RunForecast forecast, HttpResponse response, CancellationToken cancellationToken) =>
        await book.FindAsync(Actor.Client(caller.ClientId()!), id, cancellationToken) is { } run
            ? TypedResults.Ok(RunAnswer.Of(run, await forecast.OfAsync(run, Pool.Api, cancellationToken), response))
            : new ProblemAnswer(ProblemTypes.NotFound);

    private static Task<Changed> ApproveAsync(
        Guid id, Body<RunApproval> body, [FromHeader(Name = "If-Match")] string? ifMatch, HttpContext context, RunDesk desk, CancellationToken cancellationToken) =>
        StepAsync(
            context,
            id,
            body.Value.Officer,
            ifMatch,
            (actor, run, version, token) => desk.ApproveAsync(actor, run, version, body.Value.Digest, token),
            cancellationToken);

    /// <summary>Whoever may not see a run moves none on.</summary>
    private static async Task<Changed> StepAsync(
        HttpContext context, Guid id, string officer, string? ifMatch, Step step, CancellationToken cancellationToken)
    {
        var services = context.RequestServices;
        var parsing = new RunParsing(services.GetRequiredService<TimeProvider>());
        var actor = Actor.Client(context.User.ClientId()!, parsing.ReadOfficer(officer));
        var version = parsing.ReadVersion(ifMatch);
        if (parsing.Errors.Count > 0)
            return ProblemAnswer.Invalid(parsing.Errors);
        if (await services.GetRequiredService<RunBook>().FindAsync(actor, id, cancellationToken) is null)
            return new ProblemAnswer(ProblemTypes.NotFound);
        var result = await step(actor, id, version, cancellationToken);
        if (result is not RunResult.Done { Run: var run })
            return RunAnswer.Refused(result);
        var estimate = await services.GetRequiredService<RunForecast>().OfAsync(run, Pool.Api, cancellationToken);
        return TypedResults.Ok(RunAnswer.Of(run, estimate, context.Response));
    }
}
