using HueS.Integration.Audit;
using HueS.Integration.Storage;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Review;

/// <summary>What an officer does about a task short of deciding it: take it, give it back, write something down, save a draft.</summary>
internal sealed class TaskWork(
    Database database,
    ReviewDesk desk,
    ReviewStore tasks,
    ReviewGrants grants,
    DraftStore drafts,
    NoteStore notes,
    OfficerStore officers,
    Trail trail,
    IOptions<ReviewOptions> options,
    TimeProvider time)
{
    /// <summary>Gives the most urgent task nobody works on to the officer; <c>null</c>: there is none.</summary>
    public Task<ReviewTask?> TakeNextAsync(Actor actor, IReadOnlyList<ReviewSubject> subjects, CancellationToken cancellationToken) =>
        database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                var officer = await officers.OfAsync(connection, actor.Officer!.Value, token);
                ReviewSubject[] seen = [.. subjects.Intersect(grants.Of(actor.ClientId))];
                if (await tasks.TakeNextAsync(connection, seen, officer, options.Value.Lease, token) is not { } taken)
                    return null;
                await trail.WriteAsync(
                    connection,
                    new AuditEntry(AuditAction.ReviewAssigned, actor, Target: taken.Id.ToString(), Note: "next"),
                    token);
                return taken;
            },
            cancellationToken);

    /// <summary>The officer takes the task, or prolongs having it. Doing it again changes nothing else.</summary>
    public Task<ReviewResult> AssignAsync(Actor actor, Guid id, CancellationToken cancellationToken) =>
        desk.WithTaskAsync(
            actor,
            id,
            async (held, token) =>
            {
                if (held.Task.State != TaskState.Open)
                    return new ReviewResult.Refused(ReviewRefusal.Closed);
                if (IsAnothers(held))
                    return new ReviewResult.Refused(ReviewRefusal.Owned);
                var assigned = await tasks.AssignAsync(held.Connection, held.Task, held.OfficerId, options.Value.Lease, token);
                await desk.RecordAsync(held, AuditAction.ReviewAssigned, null, token);
                return new ReviewResult.Done(assigned);
            },
            cancellationToken);

    /// <summary>The officer gives the task back. Giving back what nobody has changes nothing.</summary>
    public Task<ReviewResult> ReleaseAsync(Actor actor, Guid id, CancellationToken cancellationToken) =>
        desk.WithTaskAsync(
            actor,
            id,
            async (held, token) =>
            {
                if (held.Task.State != TaskState.Open)
                    return new ReviewResult.Refused(ReviewRefusal.Closed);
                if (IsAnothers(held))
                    return new ReviewResult.Refused(ReviewRefusal.Owned);
                if (held.Task.OwnerId is null)
                    return new ReviewResult.Done(held.Task);
                var released = await tasks.ReleaseAsync(held.Connection, held.Task, token);
                await desk.RecordAsync(held, AuditAction.ReviewReleased, null, token);
                return new ReviewResult.Done(released);
            },
            cancellationToken);

    /// <summary>Writes something down about the task, whoever has it.</summary>
    public Task<ReviewResult> NoteAsync(Actor actor, Guid id, string text, CancellationToken cancellationToken) =>
        desk.WithTaskAsync(
            actor,
            id,
            async (held, token) =>
            {
                if (held.Task.State is TaskState.Decided or TaskState.Withdrawn)
                    return new ReviewResult.Refused(ReviewRefusal.Closed);
                await notes.AddAsync(held.Connection, id, held.Target.SubjectId, held.OfficerId, text, token);
                await desk.RecordAsync(held, AuditAction.ReviewNoted, null, token);
                return new ReviewResult.Done(await ProlongAsync(held, token));
            },
            cancellationToken);

    /// <summary>Saves a decision the officer is still thinking about, over the version they read.</summary>
    public Task<ReviewResult> SaveDraftAsync(Actor actor, Guid id, Draft draft, int expectedVersion, CancellationToken cancellationToken) =>
        desk.WithTaskAsync(
            actor,
            id,
            async (held, token) =>
            {
                if (held.Task.State != TaskState.Open)
                    return new ReviewResult.Refused(ReviewRefusal.Closed);
                if (!held.Task.IsOwnedBy(held.OfficerId))
                    return new ReviewResult.Refused(ReviewRefusal.NotOwner);
                var saved = await drafts.SaveAsync(held.Connection, id, held.Target.SubjectId, held.OfficerId, draft, expectedVersion, token);
                if (saved is null)
                    return new ReviewResult.Refused(ReviewRefusal.Stale);
                await desk.RecordAsync(held, AuditAction.ReviewDrafted, null, token);
                return new ReviewResult.Done(await ProlongAsync(held, token));
            },
            cancellationToken);

    private async Task<ReviewTask> ProlongAsync(Held held, CancellationToken cancellationToken) =>
        held.Task.State == TaskState.Open && held.Task.IsOwnedBy(held.OfficerId)
            ? await tasks.AssignAsync(held.Connection, held.Task, held.OfficerId, options.Value.Lease, cancellationToken)
            : held.Task;

    /// <summary>A lease that ran out keeps nobody else away.</summary>
    private bool IsAnothers(Held held) => !held.Task.IsOwnedBy(held.OfficerId) && !held.Task.IsFree(time.GetUtcNow());
}
