using System.Text.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Review;

namespace HueS.Integration.Server.Api;

/// <summary>Tasks, evidence and refusals in the words of the API.</summary>
internal static class ReviewAnswer
{
    public static ProblemAnswer Of(ReviewResult.Refused refused) => refused.Why switch
    {
        ReviewRefusal.NotFound => new ProblemAnswer(ProblemTypes.NotFound),
        ReviewRefusal.Closed => new ProblemAnswer(ProblemTypes.ReviewTaskClosed),
        ReviewRefusal.Owned => new ProblemAnswer(ProblemTypes.ReviewTaskOwned),
        ReviewRefusal.NotOwner => new ProblemAnswer(ProblemTypes.ReviewTaskNotTaken),
        ReviewRefusal.Stale => new ProblemAnswer(ProblemTypes.ReviewTaskChanged),
        ReviewRefusal.NotOffered => ProblemAnswer.Invalid(new FieldError("decision", FieldCodes.NotListed, CodesOf(refused.Allowed))),
        ReviewRefusal.GroundNotOffered => ProblemAnswer.Invalid(new FieldError("reason", FieldCodes.NotListed, CodesOf(refused.Allowed))),
        ReviewRefusal.CandidateNotOffered => ProblemAnswer.Invalid(new FieldError("candidate", FieldCodes.CandidateNotOffered)),
        ReviewRefusal.NotProposed => new ProblemAnswer(ProblemTypes.ReviewNotProposed),
        ReviewRefusal.SameOfficer => new ProblemAnswer(ProblemTypes.ReviewSameOfficer),
        ReviewRefusal.TargetChanged => new ProblemAnswer(ProblemTypes.ReviewTargetChanged),
        _ => throw new InvalidOperationException($"Unknown refusal {refused.Why}."),
    };

    public static Contracts.ReviewTask Of(Review.ReviewTask task, DateTimeOffset now, HttpResponse response)
    {
        response.Headers.ETag = $"\"{task.Version}\"";
        return Of(task, now);
    }

    public static Contracts.ReviewTask Of(Review.ReviewTask task, DateTimeOffset now)
    {
        var isOpen = task.State is TaskState.Open or TaskState.Proposed;
        var owned = task.State == TaskState.Open && !task.IsFree(now);
        string[] reasons = [.. task.Reasons.Select(CodeOf)];
        return new Contracts.ReviewTask(
            task.Id,
            (ReviewKind)task.Subject,
            (ReviewState)task.State,
            reasons,
            task.WaitingSince,
            task.DueAt,
            isOpen && task.DueAt <= now,
            owned ? task.OwnerId : null,
            owned ? task.FreeAt : null,
            task.Version,
            Messages.For((ReviewKind)task.Subject, reasons));
    }

    public static ReviewTaskDetail Of(TaskDetail detail, ClientCall call) => new(
        Of(detail.Task, call.Time.GetUtcNow(), call.Response),
        detail.Target.Purpose,
        detail.Target.CaseReference,
        [.. detail.Offers.Select(Of)],
        detail.Draft is { Draft: var draft } saved
            ? new ReviewDraft((ReviewDecision?)draft.Verdict, (ReviewDecisionReason?)draft.Ground, draft.Note, saved.OfficerId, saved.SavedAt, saved.Version)
            : null,
        [.. detail.Notes.Select(note => new ReviewNote(note.OfficerId, note.Text, note.WrittenAt))],
        detail.Decision is { } decided
            ? new ReviewDecided(
                (ReviewDecision)decided.Choice.Verdict,
                (ReviewDecisionReason)decided.Choice.Ground,
                decided.OfficerId,
                decided.ProposedAt,
                decided.ApproverId,
                decided.DecidedAt,
                decided.Choice.CandidateId is { } candidate ? call.Show(candidate) : null)
            : null);

    /// <param name="show">A citizen's id as the client knows it.</param>
    public static ReviewEvidence Of(TaskEvidence evidence, Func<Guid, Guid> show) => new(
        evidence.Task.Id,
        (ReviewSide)evidence.Left,
        (ReviewSide)evidence.Right,
        Of(evidence.Lines),
        evidence.Unmasked,
        [.. evidence.Candidates.Select(shown => new ReviewCandidate(
            show(shown.Candidate.CitizenId),
            shown.Candidate.IsAskedAbout,
            shown.Candidate.Weight,
            shown.Candidate.Chance,
            shown.Candidate.Class,
            shown.Candidate.WhyNot,
            Of(shown.Lines)))],
        [.. evidence.Records.Select(record => new ReviewRecord(record.LinkId, record.System, record.RecordId, record.State))]);

    public static ReviewCount Of(TaskCount count) =>
        new((ReviewKind)count.Subject, count.Open, count.Unowned, count.Overdue, count.Proposed, count.WaitingSince);

    /// <summary>A code of ours as callers know it.</summary>
    public static string CodeOf(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static ReviewEvidenceLine[] Of(IReadOnlyList<SideLine> lines) =>
        [.. lines.Select(line => new ReviewEvidenceLine(line.Field, line.Comparison, line.Left, line.Right))];

    private static ReviewOffer Of(Offer offer) => new(
        (ReviewDecision)offer.Verdict,
        [.. offer.Grounds.Select(ground => (ReviewDecisionReason)ground)],
        offer.NeedsSecond,
        Messages.For((ReviewDecision)offer.Verdict));

    private static string[]? CodesOf(IReadOnlyList<string>? names) => names is null ? null : [.. names.Select(CodeOf)];
}
