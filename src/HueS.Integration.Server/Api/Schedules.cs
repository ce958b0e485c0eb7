using System.Security.Claims;
using HueS.Integration.Audit;
using HueS.Integration.Contracts;
using HueS.Integration.Reconciliation;
using HueS.Integration.Reconciliation.Schedules;
using HueS.Integration.Upstreams.Records;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace HueS.Integration.Server.Api;

using Changed = Results<Ok<Contracts.Schedule>, ProblemAnswer>;
using Wish = Func<ScheduleDesk, Actor, Guid, int, CancellationToken, Task<ScheduleResult>>;

/// <summary>Reconciliations that are made by themselves at due times.</summary>
internal static class Schedules
{
    private const int PageSize = 50;

    private static readonly ProblemType[] Refusals = [ProblemTypes.NotFound, ProblemTypes.ScheduleChanged];

    public static void MapSchedules(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/schedules").RequireAuthorization(Scopes.Runs).WithTags("Schedules");
        group.MapPost("", CreateAsync)
            .WithName("CreateSchedule")
            .WithSummary("Makes a schedule: one reconciliation at each due time.")
            .Refuses(ProblemTypes.UnknownPurpose);
        group.MapGet("", ListAsync)
            .WithName("ListSchedules")
            .WithSummary("Lists schedules, newest first.");
        group.MapGet("/{id:guid}", ReadAsync)
            .WithName("ReadSchedule")
            .WithSummary("Shows a schedule and when it comes due next.")
            .Refuses(ProblemTypes.NotFound);
        group.MapPut("/{id:guid}", ChangeAsync)
            .WithName("ChangeSchedule")
            .WithSummary("Gives a schedule other terms; whoever changes it answers for it from then on.")
            .Refuses([.. Refusals, ProblemTypes.UnknownPurpose]);
        group.MapPost("/{id:guid}/pause", PauseAsync)
            .WithName("PauseSchedule")
            .WithSummary("Lets a schedule make nothing until it is resumed.")
            .Refuses([.. Refusals, ProblemTypes.ScheduleNotInState]);
        group.MapPost("/{id:guid}/resume", ResumeAsync)
            .WithName("ResumeSchedule")
            .WithSummary("Lets a paused schedule make runs again; the latest time it missed within 24 hours is made up for.")
            .Refuses([.. Refusals, ProblemTypes.ScheduleNotInState]);
        group.MapPost("/{id:guid}/remove", RemoveAsync)
            .WithName("RemoveSchedule")
            .WithSummary("Ends a schedule; the runs it has made stay.")
            .Refuses(Refusals);
        group.MapGet("/{id:guid}/next", NextAsync)
            .WithName("ReadScheduleTimes")
            .WithSummary("Tells when a schedule comes due, from now on.")
            .Refuses(ProblemTypes.NotFound);
        group.MapGet("/{id:guid}/occurrences", OccurrencesAsync)
            .WithName("ListOccurrences")
            .WithSummary("Lists what became of due times, latest first.")
            .Refuses(ProblemTypes.NotFound);
    }

    private static async Task<Results<Created<Contracts.Schedule>, ProblemAnswer>> CreateAsync(
        Body<ScheduleRequest> body,
        ClaimsPrincipal caller,
        ScheduleDesk desk,
        RunBook runs,
        KnownSystems systems,
        TimeProvider time,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        var parsing = new ScheduleParsing(time);
        var terms = parsing.ReadTerms(body.Value, systems);
        var actor = Actor.Client(caller.ClientId()!, parsing.ReadOfficer(body.Value.Officer));
        if (parsing.Errors.Count > 0)
            return ProblemAnswer.Invalid(parsing.Errors);
        if (!runs.IsLicensed(actor.ClientId, terms.Purpose, terms.Kind))
            return new ProblemAnswer(ProblemTypes.UnknownPurpose);
        var schedule = await desk.CreateAsync(actor, terms, cancellationToken);
        return TypedResults.Created($"/v1/schedules/{schedule.Id}", ScheduleAnswer.Of(schedule, response));
    }

    private static async Task<Results<Ok<Contracts.SchedulePage>, ProblemAnswer>> ListAsync(
        string? cursor, ClaimsPrincipal caller, ScheduleBook book, TimeProvider time, CancellationToken cancellationToken)
    {
        var parsing = new ScheduleParsing(time);
        var before = parsing.ReadCursor(cursor);
        if (parsing.Errors.Count > 0)
            return ProblemAnswer.Invalid(parsing.Errors);
        var page = await book.ListAsync(Actor.Client(caller.ClientId()!), before, PageSize, cancellationToken);
        return TypedResults.Ok(new Contracts.SchedulePage([.. page.Schedules.Select(ScheduleAnswer.Of)], page.Next?.ToString()));
    }

    private static async Task<Changed> ReadAsync(
        Guid id, ClaimsPrincipal caller, ScheduleBook book, HttpResponse response, CancellationToken cancellationToken) =>
        await book.FindAsync(Actor.Client(caller.ClientId()!), id, cancellationToken) is { } schedule
            ? TypedResults.Ok(ScheduleAnswer.Of(schedule, response))
            : new ProblemAnswer(ProblemTypes.NotFound);

    private static async Task<Changed> ChangeAsync(
        Guid id,
        Body<ScheduleRequest> body,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        HttpContext context,
        RunBook runs,
        KnownSystems systems,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var parsing = new ScheduleParsing(time);
        var terms = parsing.ReadTerms(body.Value, systems);
        return await WishAsync(
            context,
            parsing,
            id,
            body.Value.Officer,
            ifMatch,
            (desk, actor, schedule, version, token) => desk.ChangeAsync(actor, schedule, version, terms, token),
            cancellationToken,
            actor => runs.IsLicensed(actor.ClientId, terms.Purpose, terms.Kind) ? null : ProblemTypes.UnknownPurpose);
    }

    private static Task<Changed> PauseAsync(
        Guid id, Body<RunOfficer> body, [FromHeader(Name = "If-Match")] string? ifMatch, HttpContext context, TimeProvider time, CancellationToken cancellationToken) =>
        WishAsync(context, new ScheduleParsing(time), id, body.Value.Officer, ifMatch,
            (desk, actor, schedule, version, token) => desk.PauseAsync(actor, schedule, version, token), cancellationToken);

    private static Task<Changed> ResumeAsync(
        Guid id, Body<RunOfficer> body, [FromHeader(Name = "If-Match")] string? ifMatch, HttpContext context, TimeProvider time, CancellationToken cancellationToken) =>
        WishAsync(context, new ScheduleParsing(time), id, body.Value.Officer, ifMatch,
            (desk, actor, schedule, version, token) => desk.ResumeAsync(actor, schedule, version, token), cancellationToken);

    /// <summary>Who did it is said in a body, which a DELETE has no place for, and an officer's account belongs into no address.</summary>
    private static Task<Changed> RemoveAsync(
        Guid id, Body<RunOfficer> body, [FromHeader(Name = "If-Match")] string? ifMatch, HttpContext context, TimeProvider time, CancellationToken cancellationToken) =>
        WishAsync(context, new ScheduleParsing(time), id, body.Value.Officer, ifMatch,
            (desk, actor, schedule, version, token) => desk.RemoveAsync(actor, schedule, version, token), cancellationToken);

    private static async Task<Results<Ok<ScheduleTimes>, ProblemAnswer>> NextAsync(
        Guid id, string? count, ClaimsPrincipal caller, ScheduleBook book, TimeProvider time, CancellationToken cancellationToken)
    {
        var parsing = new ScheduleParsing(time);
        var wanted = parsing.ReadCount(count);
        if (parsing.Errors.Count > 0)
            return ProblemAnswer.Invalid(parsing.Errors);
        return await book.NextAsync(Actor.Client(caller.ClientId()!), id, wanted, cancellationToken) is var (schedule, times)
            ? TypedResults.Ok(new ScheduleTimes((Contracts.ScheduleState)schedule.State, schedule.Terms.TimeZone, times))
            : new ProblemAnswer(ProblemTypes.NotFound);
    }

    private static async Task<Results<Ok<Contracts.OccurrencePage>, ProblemAnswer>> OccurrencesAsync(
        Guid id, string? cursor, ClaimsPrincipal caller, ScheduleBook book, TimeProvider time, CancellationToken cancellationToken)
    {
        var parsing = new ScheduleParsing(time);
        var before = parsing.ReadMoment(cursor);
        if (parsing.Errors.Count > 0)
            return ProblemAnswer.Invalid(parsing.Errors);
        if (await book.ListOccurrencesAsync(Actor.Client(caller.ClientId()!), id, before, PageSize, cancellationToken) is not { } page)
            return new ProblemAnswer(ProblemTypes.NotFound);
        var recurrence = page.Schedule.Terms.Recurrence;
        return TypedResults.Ok(new Contracts.OccurrencePage(
            [.. page.Occurrences.Select(occurrence => ScheduleAnswer.Of(occurrence, recurrence))], ScheduleParsing.Cursor(page.Next)));
    }

    /// <summary>Whoever may not see a schedule changes none.</summary>
    private static async Task<Changed> WishAsync(
        HttpContext context,
        ScheduleParsing parsing,
        Guid id,
        string officer,
        string? ifMatch,
        Wish wish,
        CancellationToken cancellationToken,
        Func<Actor, ProblemType?>? refuse = null)
    {
        var services = context.RequestServices;
        var actor = Actor.Client(context.User.ClientId()!, parsing.ReadOfficer(officer));
        var version = parsing.ReadVersion(ifMatch);
        if (parsing.Errors.Count > 0)
            return ProblemAnswer.Invalid(parsing.Errors);
        if (await services.GetRequiredService<ScheduleBook>().FindAsync(actor, id, cancellationToken) is null)
            return new ProblemAnswer(ProblemTypes.NotFound);
        if (refuse?.Invoke(actor) is { } refused)
            return new ProblemAnswer(refused);
        var result = await wish(services.GetRequiredService<ScheduleDesk>(), actor, id, version, cancellationToken);
        return result is ScheduleResult.Done { Schedule: var schedule }
            ? TypedResults.Ok(ScheduleAnswer.Of(schedule, context.Response))
            : ScheduleAnswer.Refused(result);
    }
}
