using HueS.Integration.Audit;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Review;

/// <summary>
/// Decisions that nobody asked for: somebody wants something done that needs a second person. It becomes a task about itself,
/// decided by the one who wants it and waiting for another; refused, it is open to anybody like any doubt.
/// </summary>
internal sealed class Proposals(ReviewStore tasks, ReviewSources sources, DecisionStore decisions, OfficerStore officers, Trail trail)
{
    /// <summary>Opens the task of something that is kept under the same id, inside the caller's transaction.</summary>
    public async Task<ReviewTask> OpenAsync(
        NpgsqlConnection connection,
        Actor actor,
        ReviewSubject subject,
        Guid id,
        string reason,
        Choice choice,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var officer = await officers.OfAsync(connection, actor.Officer!.Value, cancellationToken);
        await tasks.SeedAsync(connection, id, subject, actor.ClientId, [reason], now, cancellationToken);
        var task = (await tasks.LockAsync(connection, id, cancellationToken))!;
        var target = await sources.RoomOf(subject).FindAsync(connection, task, cancellationToken);
        if (!target.Offers.Any(offer => offer.Verdict == choice.Verdict && offer.NeedsSecond && offer.Grounds.Contains(choice.Ground)))
            throw new InvalidOperationException($"{subject} does not allow {choice.Verdict} on {choice.Ground} by two people.");

        await decisions.AddAsync(connection, id, choice, officer, target.Basis, inForce: false, cancellationToken);
        await trail.WriteAsync(
            connection,
            new AuditEntry(
                AuditAction.ReviewProposed,
                actor,
                target.Purpose,
                target.CaseReference,
                target.SubjectId,
                id.ToString(),
                $"{choice.Verdict} {choice.Ground}"),
            cancellationToken);
        return await tasks.MoveAsync(connection, task, TaskState.Proposed, cancellationToken);
    }
}
