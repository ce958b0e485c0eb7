using HueS.Integration.Audit;
using HueS.Integration.Storage;

namespace HueS.Integration.Review;

/// <summary>One page of tasks, the most urgent first.</summary>
internal sealed record TaskPage(IReadOnlyList<ReviewTask> Tasks, TaskPlace? Next);

/// <summary>A task with everything that was said about it, save the two sides themselves.</summary>
/// <param name="Offers">What may be decided about it now; empty once it is decided.</param>
internal sealed record TaskDetail(
    ReviewTask Task,
    ReviewTarget Target,
    IReadOnlyList<Offer> Offers,
    SavedDraft? Draft,
    IReadOnlyList<Note> Notes,
    KeptDecision? Decision);

/// <summary>Shows tasks to a client's officers, no more kinds of them than its row grants; every look goes into the trail.</summary>
internal sealed class ReviewBook(
    Database database,
    ReviewStore tasks,
    ReviewGrants grants,
    ReviewSources sources,
    DraftStore drafts,
    NoteStore notes,
    DecisionStore decisions,
    Trail trail)
{
    /// <param name="filter">Kinds the client may not see are left out of it.</param>
    public Task<TaskPage> ListAsync(Actor actor, TaskFilter filter, TaskPlace? after, int limit, CancellationToken cancellationToken) =>
        database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                var seen = filter with { Subjects = [.. filter.Subjects.Intersect(grants.Of(actor.ClientId))] };
                var found = await tasks.ListAsync(connection, seen, after, limit + 1, token);
                var page = found.Take(limit).ToList();
                await trail.WriteAsync(
                    connection,
                    new AuditEntry(AuditAction.ReviewListed, actor, Note: $"{filter.State} {page.Count}"),
                    token);
                return new TaskPage(page, found.Count > limit ? new TaskPlace(page[^1].DueAt, page[^1].Id) : null);
            },
            cancellationToken);

    /// <summary>A task with its notes and draft; <c>null</c> where there is none the client may see.</summary>
    public Task<TaskDetail?> ReadAsync(Actor actor, Guid id, CancellationToken cancellationToken) =>
        database.TransactAsync<TaskDetail?>(
            actor.Pool,
            async (connection, token) =>
            {
                if (await tasks.FindAsync(connection, id, token) is not { } task || !grants.Of(actor.ClientId).Contains(task.Subject))
                    return null;
                var source = await sources.OfAsync(connection, task, token);
                var target = await source.FindAsync(connection, task, token);
                var detail = new TaskDetail(
                    task,
                    target,
                    task.State == TaskState.Open ? target.Offers : [],
                    await drafts.FindAsync(connection, id, token),
                    await notes.ListAsync(connection, id, token),
                    await decisions.FindAsync(connection, id, token));
                await trail.WriteAsync(
                    connection,
                    new AuditEntry(AuditAction.ReviewDisclosed, actor, target.Purpose, target.CaseReference, target.SubjectId, id.ToString()),
                    token);
                return detail;
            },
            cancellationToken);

    /// <summary>What is open of the kinds the client may see. It tells of nobody.</summary>
    public Task<IReadOnlyList<TaskCount>> CountAsync(Actor actor, CancellationToken cancellationToken) =>
        database.RunAsync<IReadOnlyList<TaskCount>>(
            actor.Pool,
            async (connection, token) =>
            {
                var granted = grants.Of(actor.ClientId);
                var found = await tasks.CountAsync(connection, granted, token);
                return [.. granted.Select(subject =>
                    found.Find(count => count.Subject == subject) ?? new TaskCount(subject, 0, 0, 0, 0, null))];
            },
            cancellationToken);
}
