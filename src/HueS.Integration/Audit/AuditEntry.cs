using HueS.Integration.Storage;

namespace HueS.Integration.Audit;

/// <summary>What happened. The names are stored; they never change.</summary>
internal static class AuditAction
{
    public const string Refused = "request.refused";
    /// <summary>Settled while the caller waited, and told to the caller.</summary>
    public const string VerificationAnswered = "verification.answered";

    /// <summary>Settled after the caller had gone.</summary>
    public const string VerificationSettled = "verification.settled";
    public const string VerificationPutOff = "verification.put_off";

    /// <summary>Kept as a row of a list, to be asked as the quota allows.</summary>
    public const string VerificationQueued = "verification.queued";
    public const string VerificationDisclosed = "verification.disclosed";
    public const string VerificationRetried = "verification.retried";
    public const string VerificationWithdrawn = "verification.withdrawn";
    public const string VerificationsListed = "verifications.listed";
    public const string ReceiptDisclosed = "receipt.disclosed";
    public const string VerificationExplained = "verification.explained";
    public const string ReplacementLearnt = "replacement.learnt";
    public const string ReplacementForgotten = "replacement.forgotten";
    public const string ProfileBound = "profile.bound";
    public const string ProfileRefused = "profile.refused";
    public const string ProfileDisclosed = "profile.disclosed";

    /// <summary>An account went along with its citizen, who was merged into another or is somebody of their own again.</summary>
    public const string ProfileMoved = "profile.moved";
    public const string CitizenMerged = "citizen.merged";
    public const string CitizenUnmerged = "citizen.unmerged";
    public const string CitizenKeptApart = "citizen.kept_apart";
    public const string CitizenDisclosed = "citizen.disclosed";
    public const string LinkDecided = "link.decided";
    public const string LinkChanged = "link.changed";

    /// <summary>A link was asked about, or to be changed, without a policy row for its purpose.</summary>
    public const string LinkRefused = "link.refused";
    public const string LinksUnlinked = "links.unlinked";
    public const string LinksRestored = "links.restored";
    public const string LinksKept = "links.kept";
    public const string LinkingHeld = "linking.held";
    public const string LinkingReleased = "linking.released";
    public const string LinksDisclosed = "links.disclosed";
    public const string RecordKept = "record.kept";
    public const string RecordGone = "record.gone";
    public const string RecordDisclosed = "record.disclosed";

    /// <summary>The insurance was asked for a citizen's membership and answered; the note says how many it knows.</summary>
    public const string MembershipLookedUp = "membership.looked_up";
    public const string RelinkStarted = "relink.started";
    public const string RelinkCancelled = "relink.cancelled";
    public const string RelinkCompleted = "relink.completed";
    public const string RecordSheetKept = "record_sheet.kept";
    public const string ReviewListed = "reviews.listed";
    public const string ReviewDisclosed = "review.disclosed";
    public const string ReviewEvidenceDisclosed = "review.evidence.disclosed";

    /// <summary>Somebody was shown whole values; the note is their reason, the case theirs.</summary>
    public const string ReviewUnmasked = "review.unmasked.disclosed";
    public const string ReviewAssigned = "review.assigned";
    public const string ReviewReleased = "review.released";
    public const string ReviewNoted = "review.noted";
    public const string ReviewDrafted = "review.drafted";
    public const string ReviewProposed = "review.proposed";
    public const string ReviewApproved = "review.approved";
    public const string ReviewRefused = "review.refused";

    /// <summary>A proposal that no longer fits what it was about.</summary>
    public const string ReviewTakenBack = "review.taken_back";
    public const string ReviewDecided = "review.decided";
    public const string ReviewSeeded = "review.seeded";
    public const string ReviewReported = "reviews.reported";
    public const string ProfileKept = "profile.kept";
    public const string RouteQuarantined = "route.quarantined";
    public const string RouteStopped = "route.stopped";
    public const string RouteReleased = "route.released";
    /// <summary>The register showed another citizen's data to a question that had met them before; no route was stopped for it.</summary>
    public const string RecordMixedUp = "record.mixed_up";
    public const string RouteCapped = "route.capped";
    public const string BatchCreated = "batch.created";
    public const string BatchPaused = "batch.paused";
    public const string BatchResumed = "batch.resumed";
    public const string BatchCancelled = "batch.cancelled";
    public const string BatchCompleted = "batch.completed";
    public const string BatchFailed = "batch.failed";
    public const string BatchDisclosed = "batch.disclosed";
    public const string RunCreated = "run.created";
    public const string RunPlanned = "run.planned";
    public const string RunDryRun = "run.dry_run";
    public const string RunProposed = "run.proposed";
    public const string RunApproved = "run.approved";
    public const string RunStarted = "run.started";
    public const string RunPaused = "run.paused";
    public const string RunResumed = "run.resumed";
    public const string RunCancelled = "run.cancelled";
    public const string RunCompleted = "run.completed";
    public const string RunUndoing = "run.undoing";
    public const string RunUndone = "run.undone";
    public const string RunDisclosed = "run.disclosed";
    public const string ScheduleCreated = "schedule.created";
    public const string ScheduleChanged = "schedule.changed";
    public const string SchedulePaused = "schedule.paused";
    public const string ScheduleResumed = "schedule.resumed";
    public const string ScheduleRemoved = "schedule.removed";

    /// <summary>A due time had come and its run was made; the note names it.</summary>
    public const string ScheduleMade = "schedule.made";

    /// <summary>Due times had passed without a run; the note says how many and why.</summary>
    public const string ScheduleMissed = "schedule.missed";

    /// <summary>A run asked a person about somebody; the note is why.</summary>
    public const string DriftProposed = "drift.proposed";
    public const string NumberRecorded = "number.recorded";

    /// <summary>A run brought the links of a record in line; the note says what was amiss.</summary>
    public const string RecordReconciled = "record.reconciled";

    /// <summary>A run mended what did not fit together; the note says what.</summary>
    public const string Repaired = "consistency.repaired";
    public const string RepairUndone = "consistency.undone";

    /// <summary>What a run had done about somebody was taken back.</summary>
    public const string DriftUndone = "drift.undone";
}

/// <summary>
/// One line of the trail. <see cref="Note"/> holds codes only, never anything a person said or is.
/// </summary>
internal sealed record AuditEntry(
    string Action,
    Actor Actor,
    string? Purpose = null,
    string? CaseReference = null,
    Guid? SubjectId = null,
    string? Target = null,
    string? Note = null);

/// <summary>What is about to be asked of an upstream, written before the question leaves.</summary>
internal sealed record Intent(
    Guid Id,
    string Upstream,
    string Operation,
    string RequestId,
    Guid? VerificationId,
    Guid? SubjectId,
    string ClientId,
    string? Purpose,
    Guid? OfficerId,
    Pool Pool);
