using HueS.Integration.Audit;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Review;

/// <summary>Who acts on which task: the step every wish about a task begins with.</summary>
internal sealed class ReviewDesk(
    Database database,
    ReviewStore tasks,
    ReviewGrants grants,
    ReviewSources sources,
    OfficerStore officers,
    Trail trail)
{
    /// <summary>Locks the task, where the client may see it, and runs the wish in one transaction with what it writes.</summary>
    public Task<ReviewResult> WithTaskAsync(
        Actor actor,
        Guid id,
        Func<Held, CancellationToken, Task<ReviewResult>> wish,
        CancellationToken cancellationToken) =>
        database.TransactAsync<ReviewResult>(
            actor.Pool,
            async (connection, token) =>
            {
                // The officer first: whoever is new gets a row, and rows are locked in one order by everybody.
                var officer = await officers.OfAsync(connection, actor.Officer!.Value, token);
                if (await tasks.LockAsync(connection, id, token) is not { } task || !grants.Of(actor.ClientId).Contains(task.Subject))
                    return new ReviewResult.Refused(ReviewRefusal.NotFound);
                var source = await sources.OfAsync(connection, task, token);
                var target = await source.FindAsync(connection, task, token);
                return await wish(new Held(connection, actor, officer, task, source, target), token);
            },
            cancellationToken);

    /// <param name="subjectId">Whom it is about, where that is not the one the task is about.</param>
    public Task RecordAsync(
        Held held,
        string action,
        string? note,
        CancellationToken cancellationToken,
        string? caseReference = null,
        Guid? subjectId = null) =>
        trail.WriteAsync(
            held.Connection,
            new AuditEntry(
                action,
                held.Actor,
                held.Target.Purpose,
                caseReference ?? held.Target.CaseReference,
                subjectId ?? held.Target.SubjectId,
                held.Task.Id.ToString(),
                note),
            cancellationToken);
}

/// <summary>A task as it is held while something is done about it.</summary>
internal sealed record Held(
    NpgsqlConnection Connection,
    Actor Actor,
    Guid OfficerId,
    ReviewTask Task,
    IReviewed Source,
    ReviewTarget Target);
