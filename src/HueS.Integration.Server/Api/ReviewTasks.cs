using System.Security.Claims;
using HueS.Integration.Audit;
using HueS.Integration.Contracts;
using HueS.Integration.Review;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace HueS.Integration.Server.Api;

/// <summary>Tasks for people: found, taken, given back, written about.</summary>
internal static class ReviewTasks
{
    private const int PageSize = 50;

    public static void MapReviewTasks(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/review").RequireAuthorization(Scopes.Review).WithTags("Review");
        group.MapGet("/tasks", ListAsync)
            .WithName("ListReviewTasks")
            .WithSummary("Lists tasks of the kinds the caller may see, the most urgent first; open ones unless another state is asked for.")
            .Refuses(ProblemTypes.InvalidRequest);
        group.MapGet("/tasks:counts", CountAsync)
            .WithName("CountReviewTasks")
            .WithSummary("Counts what is open, free, overdue and proposed, kind by kind.");
        group.MapPost("/tasks:next", NextAsync)
            .WithName("TakeNextReviewTask")
            .WithSummary("Gives the officer the most urgent task nobody works on; 204 where there is none.");
        group.MapPost("/tasks:bulk", BulkAsync)
            .WithName("ChangeReviewTasks")
            .WithSummary("Does one harmless thing to many tasks: assign, release, note. Each is done, or not, by itself.");
        group.MapGet("/tasks/{id:guid}", ReadAsync)
            .WithName("ReadReviewTask")
            .WithSummary("Shows a task with what may be decided about it, its draft and its notes.")
            .Refuses(ProblemTypes.NotFound);
        group.MapPost("/tasks/{id:guid}/assign", AssignAsync)
            .WithName("AssignReviewTask")
            .WithSummary("The officer takes a task, or prolongs having it.")
            .Refuses(ProblemTypes.NotFound, ProblemTypes.ReviewTaskClosed, ProblemTypes.ReviewTaskOwned);
        group.MapPost("/tasks/{id:guid}/release", ReleaseAsync)
            .WithName("ReleaseReviewTask")
            .WithSummary("The officer gives a task back.")
            .Refuses(ProblemTypes.NotFound, ProblemTypes.ReviewTaskClosed, ProblemTypes.ReviewTaskOwned);
        group.MapPost("/tasks/{id:guid}/notes", NoteAsync)
            .WithName("NoteReviewTask")
            .WithSummary("Writes something down about a task.")
            .Refuses(ProblemTypes.NotFound, ProblemTypes.ReviewTaskClosed);
        group.MapPut("/tasks/{id:guid}/draft", SaveDraftAsync)
            .WithName("SaveReviewDraft")
            .WithSummary("Saves a decision without making it, over the version given as If-Match, 0 where there is none yet.")
            .Refuses(ProblemTypes.NotFound, ProblemTypes.ReviewTaskClosed, ProblemTypes.ReviewTaskNotTaken, ProblemTypes.ReviewTaskChanged);
    }

    private static async Task<Results<Ok<ReviewTaskPage>, ProblemAnswer>> ListAsync(
        string? kind,
        string? reason,
        string? state,
        string? owner,
        [FromQuery(Name = "due-before")] string? dueBefore,
        [FromQuery(Name = "waiting-since")] string? waitingSince,
        string? cursor,
        ClaimsPrincipal caller,
        ReviewBook reviews,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var parsing = new ReviewParsing();
        var filter = parsing.ReadFilter(kind, reason, state, owner, dueBefore, waitingSince);
        var after = parsing.ReadCursor(cursor);
        if (parsing.Errors.Count > 0)
            return ProblemAnswer.Invalid(parsing.Errors);

        var page = await reviews.ListAsync(Actor.Client(caller.ClientId()!), filter, after, PageSize, cancellationToken);
        var now = time.GetUtcNow();
        return TypedResults.Ok(new ReviewTaskPage(
            [.. page.Tasks.Select(task => ReviewAnswer.Of(task, now))],
            page.Next is { } next ? ReviewParsing.CursorOf(next) : null));
    }

    private static async Task<Ok<ReviewCounts>> CountAsync(ClaimsPrincipal caller, ReviewBook reviews, CancellationToken cancellationToken) =>
        TypedResults.Ok(new ReviewCounts(
            [.. (await reviews.CountAsync(Actor.Client(caller.ClientId()!), cancellationToken)).Select(ReviewAnswer.Of)]));

    private static async Task<Results<Ok<Contracts.ReviewTask>, NoContent, ProblemAnswer>> NextAsync(
        Body<NextReviewTask> body,
        ClaimsPrincipal caller,
        TaskWork work,
        TimeProvider time,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        var parsing = new ReviewParsing();
        var officer = parsing.ReadOfficer(body.Value.Officer);
        if (parsing.Errors.Count > 0)
            return ProblemAnswer.Invalid(parsing.Errors);

        var kinds = body.Value.Kinds ?? Enum.GetValues<ReviewKind>();
        var taken = await work.TakeNextAsync(
            Actor.Client(caller.ClientId()!, officer), [.. kinds.Distinct().Select(kind => (ReviewSubject)kind)], cancellationToken);
        return taken is null ? TypedResults.NoContent() : TypedResults.Ok(ReviewAnswer.Of(taken, time.GetUtcNow(), response));
    }

    private static async Task<Results<Ok<ReviewBulkAnswer>, ProblemAnswer>> BulkAsync(
        Body<ReviewBulk> body,
        ClaimsPrincipal caller,
        TaskWork work,
        CancellationToken cancellationToken)
    {
        var parsing = new ReviewParsing();
        var officer = parsing.ReadOfficer(body.Value.Officer);
        parsing.CheckTasks(body.Value.Tasks);
        if (body.Value.Action == ReviewBulkAction.Note)
            parsing.CheckNote(body.Value.Note ?? "");
        if (parsing.Errors.Count > 0)
            return ProblemAnswer.Invalid(parsing.Errors);

        var actor = Actor.Client(caller.ClientId()!, officer);
        var items = new List<ReviewBulkItem>();
        foreach (var id in body.Value.Tasks)
        {
            var result = body.Value.Action switch
            {
                ReviewBulkAction.Assign => await work.AssignAsync(actor, id, cancellationToken),
                ReviewBulkAction.Release => await work.ReleaseAsync(actor, id, cancellationToken),
                ReviewBulkAction.Note => await work.NoteAsync(actor, id, body.Value.Note!, cancellationToken),
                _ => throw new InvalidOperationException($"Unknown action {body.Value.Action}."),
            };
            items.Add(new ReviewBulkItem(
                id, result is ReviewResult.Done, result is ReviewResult.Refused refused ? ReviewAnswer.Of(refused).Type.Code : null));
        }

        return TypedResults.Ok(new ReviewBulkAnswer(items));
    }

    private static async Task<Results<Ok<ReviewTaskDetail>, ProblemAnswer>> ReadAsync(
        Guid id,
        ClaimsPrincipal caller,
        ReviewBook reviews,
        TimeProvider time,
        HttpResponse response,
        CancellationToken cancellationToken) =>
        await reviews.ReadAsync(Actor.Client(caller.ClientId()!), id, cancellationToken) is { } detail
            ? TypedResults.Ok(ReviewAnswer.Of(detail, time.GetUtcNow(), response))
            : new ProblemAnswer(ProblemTypes.NotFound);

    private static Task<Results<Ok<Contracts.ReviewTask>, ProblemAnswer>> AssignAsync(
        Guid id,
        Body<ReviewOfficer> body,
        ClaimsPrincipal caller,
        TaskWork work,
        TimeProvider time,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        var parsing = new ReviewParsing();
        var officer = parsing.ReadOfficer(body.Value.Officer);
        return ReviewAnswer.ForAsync(
            parsing, () => work.AssignAsync(Actor.Client(caller.ClientId()!, officer), id, cancellationToken), time, response);
    }

    private static Task<Results<Ok<Contracts.ReviewTask>, ProblemAnswer>> ReleaseAsync(
        Guid id,
        Body<ReviewOfficer> body,
        ClaimsPrincipal caller,
        TaskWork work,
        TimeProvider time,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        var parsing = new ReviewParsing();
        var officer = parsing.ReadOfficer(body.Value.Officer);
        return ReviewAnswer.ForAsync(
            parsing, () => work.ReleaseAsync(Actor.Client(caller.ClientId()!, officer), id, cancellationToken), time, response);
    }

    private static Task<Results<Ok<Contracts.ReviewTask>, ProblemAnswer>> NoteAsync(
        Guid id,
        Body<ReviewNoteRequest> body,
        ClaimsPrincipal caller,
        TaskWork work,
        TimeProvider time,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        var parsing = new ReviewParsing();
        var officer = parsing.ReadOfficer(body.Value.Officer);
        parsing.CheckNote(body.Value.Note);
        return ReviewAnswer.ForAsync(
            parsing,
            () => work.NoteAsync(Actor.Client(caller.ClientId()!, officer), id, body.Value.Note, cancellationToken),
            time,
            response);
    }

    private static async Task<Results<NoContent, ProblemAnswer>> SaveDraftAsync(
        Guid id,
        Body<ReviewDraftRequest> body,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        ClaimsPrincipal caller,
        TaskWork work,
        HttpResponse response,
        CancellationToken cancellationToken)
    {
        var parsing = new ReviewParsing();
        var officer = parsing.ReadOfficer(body.Value.Officer);
        var expected = parsing.ReadVersion(ifMatch);
        if (body.Value.Note is { } note)
            parsing.CheckNote(note);
        if (parsing.Errors.Count > 0)
            return ProblemAnswer.Invalid(parsing.Errors);

        var draft = new Draft((Verdict?)body.Value.Decision, (Ground?)body.Value.Reason, body.Value.Note);
        var result = await work.SaveDraftAsync(Actor.Client(caller.ClientId()!, officer), id, draft, expected, cancellationToken);
        if (result is ReviewResult.Refused refused)
            return ReviewAnswer.Of(refused);
        response.Headers.ETag = $"\"{expected + 1}\"";
        return TypedResults.NoContent();
    }
}
