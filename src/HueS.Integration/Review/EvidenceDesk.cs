using HueS.Integration.Audit;
using HueS.Integration.Storage;

namespace HueS.Integration.Review;

/// <summary>Why somebody wants to see whole values.</summary>
internal enum UnmaskReason
{
    CompareDocuments,
    SpeakWithCitizen,
    SecondOpinion,
}

/// <summary>The two sides of a task, what differs first; and, where there are, who may be meant and the records it is about.</summary>
internal sealed record TaskEvidence(
    ReviewTask Task,
    SideOrigin Left,
    SideOrigin Right,
    IReadOnlyList<SideLine> Lines,
    IReadOnlyList<CandidateLines> Candidates,
    IReadOnlyList<ShownRecord> Records,
    bool Unmasked);

/// <summary>A citizen who may be meant, beside the right side of the task.</summary>
internal sealed record CandidateLines(ShownCandidate Candidate, IReadOnlyList<SideLine> Lines);

/// <summary>What became of a wish to see both sides.</summary>
internal abstract record EvidenceResult
{
    private EvidenceResult()
    {
    }

    public sealed record Shown(TaskEvidence Evidence) : EvidenceResult;

    public sealed record Refused(ReviewRefusal Why) : EvidenceResult;
}

/// <summary>
/// Shows the two sides of a doubt for as long as it is one. Every look is durable in the trail before anything of it leaves.
/// </summary>
internal sealed class EvidenceDesk(
    Database database,
    ReviewStore tasks,
    ReviewGrants grants,
    ReviewSources sources,
    ReviewDesk desk,
    Trail trail)
{
    /// <summary>Both sides with their values masked.</summary>
    public Task<EvidenceResult> ShowAsync(Actor actor, Guid id, CancellationToken cancellationToken) =>
        database.TransactAsync<EvidenceResult>(
            actor.Pool,
            async (connection, token) =>
            {
                if (await tasks.FindAsync(connection, id, token) is not { } task || !grants.Of(actor.ClientId).Contains(task.Subject))
                    return new EvidenceResult.Refused(ReviewRefusal.NotFound);
                if (task.State is TaskState.Decided or TaskState.Withdrawn)
                    return new EvidenceResult.Refused(ReviewRefusal.Closed);
                var source = await sources.OfAsync(connection, task, token);
                var target = await source.FindAsync(connection, task, token);
                var sides = await source.ShowAsync(connection, task, token);
                foreach (var subject in AllShown(target, sides))
                {
                    await trail.WriteAsync(
                        connection,
                        new AuditEntry(
                            AuditAction.ReviewEvidenceDisclosed, actor, target.Purpose, target.CaseReference, subject, id.ToString(), "masked"),
                        token);
                }

                return new EvidenceResult.Shown(Lay(task, sides, unmasked: false));
            },
            cancellationToken);

    /// <summary>
    /// Both sides whole, to whoever has the task or is to agree to what was proposed about it. The reason and the case it is
    /// for are in the trail by the time the values are.
    /// </summary>
    public async Task<EvidenceResult> UnmaskAsync(
        Actor actor,
        Guid id,
        UnmaskReason reason,
        string caseReference,
        CancellationToken cancellationToken)
    {
        TaskEvidence? shown = null;
        var result = await desk.WithTaskAsync(
            actor,
            id,
            async (held, token) =>
            {
                if (held.Task.State is TaskState.Decided or TaskState.Withdrawn)
                    return new ReviewResult.Refused(ReviewRefusal.Closed);
                if (held.Task.State == TaskState.Open && !held.Task.IsOwnedBy(held.OfficerId))
                    return new ReviewResult.Refused(ReviewRefusal.NotOwner);
                var sides = await held.Source.ShowAsync(held.Connection, held.Task, token);
                foreach (var subject in AllShown(held.Target, sides))
                    await desk.RecordAsync(held, AuditAction.ReviewUnmasked, reason.ToString(), token, caseReference, subject);
                shown = Lay(held.Task, sides, unmasked: true);
                return new ReviewResult.Done(held.Task);
            },
            cancellationToken);
        // Only now is the row of the trail committed.
        return result is ReviewResult.Refused refused ? new EvidenceResult.Refused(refused.Why) : new EvidenceResult.Shown(shown!);
    }

    /// <summary>Everybody of whom something is shown, once: each has a row in the trail.</summary>
    private static IEnumerable<Guid> AllShown(ReviewTarget target, Sides sides) =>
        sides.AlsoShown.Concat(sides.Candidates.Select(candidate => candidate.CitizenId)).Prepend(target.SubjectId).Distinct();

    private static TaskEvidence Lay(ReviewTask task, Sides sides, bool unmasked) => new(
        task,
        sides.Left,
        sides.Right,
        SideBySide.Of(sides, unmasked),
        [.. sides.Candidates.Select(candidate => new CandidateLines(
            candidate,
            SideBySide.Of(new Sides(SideOrigin.Citizen, candidate.Person, sides.Right, sides.RightPerson, candidate.Grades), unmasked)))],
        sides.Records,
        unmasked);
}
