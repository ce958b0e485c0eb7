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
            .WithSummary("Does one harmless thing to many tasks: assign, release, note, have the register asked again. Each is done, or not, by itself.");
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
        ReviewBook reviews,
        [AsParameters] ClientCall call)
    {
        var filter = call.Parsing.ReadFilter(kind, reason, state, owner, dueBefore, waitingSince);
        var after = call.Parsing.ReadCursor(cursor);
        if (call.Parsing.Errors.Count > 0)
            return ProblemAnswer.Invalid(call.Parsing.Errors);

        var page = await reviews.ListAsync(call.Client, filter, after, PageSize, call.Cancellation);
        var now = call.Time.GetUtcNow();
        return TypedResults.Ok(new ReviewTaskPage(
            [.. page.Tasks.Select(task => ReviewAnswer.Of(task, now))],
            page.Next is { } next ? ReviewParsing.CursorOf(next) : null));
    }

    private static async Task<Ok<ReviewCounts>> CountAsync(ReviewBook reviews, [AsParameters] ClientCall call) =>
        TypedResults.Ok(new ReviewCounts([.. (await reviews.CountAsync(call.Client, call.Cancellation)).Select(ReviewAnswer.Of)]));

    private static async Task<Results<Ok<Contracts.ReviewTask>, NoContent, ProblemAnswer>> NextAsync(
        Body<NextReviewTask> body,
        TaskWork work,
        [AsParameters] ClientCall call)
    {
        var subjects = (body.Value.Kinds ?? Enum.GetValues<ReviewKind>()).Distinct().Select(kind => (ReviewSubject)kind).ToArray();
        Review.ReviewTask? taken = null;
        if (await call.WithOfficerAsync(
                body.Value.Officer,
                async actor => taken = await work.TakeNextAsync(actor, subjects, call.Cancellation)) is { } invalid)
            return invalid;
        return taken is null ? TypedResults.NoContent() : TypedResults.Ok(ReviewAnswer.Of(taken, call.Time.GetUtcNow(), call.Response));
    }

    private static async Task<Results<Ok<ReviewBulkAnswer>, ProblemAnswer>> BulkAsync(
        Body<ReviewBulk> body,
        TaskWork work,
        DecisionDesk desk,
        [AsParameters] ClientCall call)
    {
        var (bulk, items) = (body.Value, new List<ReviewBulkItem>());
        call.Parsing.CheckBulk(bulk);
        return await call.WithOfficerAsync(bulk.Officer, DoAsync) is { } invalid ? invalid : TypedResults.Ok(new ReviewBulkAnswer(items));

        async Task DoAsync(Actor actor)
        {
            foreach (var id in bulk.Tasks)
            {
                var result = bulk.Action switch
                {
                    ReviewBulkAction.Assign => await work.AssignAsync(actor, id, call.Cancellation),
                    ReviewBulkAction.Release => await work.ReleaseAsync(actor, id, call.Cancellation),
                    ReviewBulkAction.Note => await work.NoteAsync(actor, id, bulk.Note!, call.Cancellation),
                    ReviewBulkAction.AskAgain => await desk.AskAgainAsync(actor, id, (Ground)bulk.Reason!, call.Cancellation),
                    _ => throw new InvalidOperationException($"Unknown action {bulk.Action}."),
                };
                items.Add(new ReviewBulkItem(
                    id, result is ReviewResult.Done, result is ReviewResult.Refused refused ? ReviewAnswer.Of(refused).Type.Code : null));
            }
        }
    }

    private static async Task<Results<Ok<ReviewTaskDetail>, ProblemAnswer>> ReadAsync(
        Guid id,
        ReviewBook reviews,
        [AsParameters] ClientCall call) =>
        await reviews.ReadAsync(call.Client, id, call.Cancellation) is { } detail
            ? TypedResults.Ok(ReviewAnswer.Of(detail, call))
            : new ProblemAnswer(ProblemTypes.NotFound);

    private static Task<Results<Ok<Contracts.ReviewTask>, ProblemAnswer>> AssignAsync(
        Guid id,
        Body<ReviewOfficer> body,
        TaskWork work,
        [AsParameters] ClientCall call) =>
        call.AnswerAsync(body.Value.Officer, actor => work.AssignAsync(actor, id, call.Cancellation));

    private static Task<Results<Ok<Contracts.ReviewTask>, ProblemAnswer>> ReleaseAsync(
        Guid id,
        Body<ReviewOfficer> body,
        TaskWork work,
        [AsParameters] ClientCall call) =>
        call.AnswerAsync(body.Value.Officer, actor => work.ReleaseAsync(actor, id, call.Cancellation));

    private static Task<Results<Ok<Contracts.ReviewTask>, ProblemAnswer>> NoteAsync(
        Guid id,
        Body<ReviewNoteRequest> body,
        TaskWork work,
        [AsParameters] ClientCall call)
    {
        call.Parsing.CheckNote(body.Value.Note);
        return call.AnswerAsync(body.Value.Officer, actor => work.NoteAsync(actor, id, body.Value.Note, call.Cancellation));
    }

    private static async Task<Results<NoContent, ProblemAnswer>> SaveDraftAsync(
        Guid id,
        Body<ReviewDraftRequest> body,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        TaskWork work,
        [AsParameters] ClientCall call)
    {
        var request = body.Value;
        var expected = call.Parsing.ReadVersion(ifMatch);
        if (request.Note is { } note)
            call.Parsing.CheckNote(note);
        var draft = new Draft((Verdict?)request.Decision, (Ground?)request.Reason, request.Note);
        var saved = await call.AnswerAsync(
            request.Officer, actor => work.SaveDraftAsync(actor, id, draft, expected, call.Cancellation));
        if (saved.Result is ProblemAnswer refused)
            return refused;
        call.Response.Headers.ETag = $"\"{expected + 1}\"";
        return TypedResults.NoContent();
    }
}
