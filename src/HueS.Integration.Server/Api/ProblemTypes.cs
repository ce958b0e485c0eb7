namespace HueS.Integration.Server.Api;

/// <summary>A kind of problem callers can tell apart. Codes and statuses are part of the published API.</summary>
/// <param name="Code">Stable code; its texts stand in the message catalogue.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="RetryAfter">When trying again makes sense by itself; an answer may state a better time.</param>
internal sealed record ProblemType(string Code, int Status, TimeSpan? RetryAfter = null)
{
    public string Uri => $"/problems/{Code}";
}

internal static class ProblemTypes
{
    public static readonly ProblemType MalformedJson = new("malformed_json", 400);
    public static readonly ProblemType InvalidRequest = new("invalid_request", 400);
    public static readonly ProblemType UnknownPurpose = new("unknown_purpose", 400);
    public static readonly ProblemType Unauthenticated = new("unauthenticated", 401);
    public static readonly ProblemType Forbidden = new("forbidden", 403);
    public static readonly ProblemType NotFound = new("not_found", 404);
    public static readonly ProblemType RecordNotFound = new("record_not_found", 404);
    public static readonly ProblemType MethodNotAllowed = new("method_not_allowed", 405);
    public static readonly ProblemType RequestTimeout = new("request_timeout", 408);
    public static readonly ProblemType VerificationNotUsable = new("verification_not_usable", 409);
    public static readonly ProblemType VerificationEnded = new("verification_ended", 409);
    public static readonly ProblemType AccountBoundElsewhere = new("account_bound_elsewhere", 409);
    public static readonly ProblemType BatchFormUnreadable = new("batch_form_unreadable", 400);
    public static readonly ProblemType BatchEnded = new("batch_ended", 409);
    public static readonly ProblemType BatchTooLarge = new("batch_too_large", 413);
    public static readonly ProblemType LinkNotInState = new("link_not_in_state", 409);
    public static readonly ProblemType RecordLinkedElsewhere = new("record_linked_elsewhere", 409);
    public static readonly ProblemType SecondPersonNeeded = new("second_person_needed", 409);
    public static readonly ProblemType ReviewTaskClosed = new("review_task_closed", 409);
    public static readonly ProblemType ReviewTaskOwned = new("review_task_owned", 409);
    public static readonly ProblemType ReviewTaskNotTaken = new("review_task_not_taken", 409);
    public static readonly ProblemType ReviewTargetChanged = new("review_target_changed", 409);
    public static readonly ProblemType ReviewNotProposed = new("review_not_proposed", 409);
    public static readonly ProblemType ReviewSameOfficer = new("review_same_officer", 409);
    public static readonly ProblemType CitizenWithdrawn = new("citizen_withdrawn", 410);
    public static readonly ProblemType SameCitizen = new("same_citizen", 409);
    public static readonly ProblemType CitizenNotMerged = new("citizen_not_merged", 409);
    public static readonly ProblemType CitizenMergedFurther = new("citizen_merged_further", 409);
    public static readonly ProblemType NothingToUnlink = new("nothing_to_unlink", 409);
    public static readonly ProblemType NothingToRestore = new("nothing_to_restore", 409);
    public static readonly ProblemType RunNotInState = new("run_not_in_state", 409);
    public static readonly ProblemType RunSameOfficer = new("run_same_officer", 409);
    public static readonly ProblemType RunApprovalMissing = new("run_approval_missing", 409);
    public static readonly ProblemType RunPayloadChanged = new("run_payload_changed", 409);
    public static readonly ProblemType RunChanged = new("run_changed", 412);
    public static readonly ProblemType ReviewTaskChanged = new("review_task_changed", 412);
    public static readonly ProblemType Stale = new("stale", 412);
    public static readonly ProblemType ScheduleNotInState = new("schedule_not_in_state", 409);
    public static readonly ProblemType ScheduleChanged = new("schedule_changed", 412);
    public static readonly ProblemType CapChanged = new("cap_changed", 412);
    public static readonly ProblemType BodyTooLarge = new("body_too_large", 413);
    public static readonly ProblemType UnsupportedMediaType = new("unsupported_media_type", 415);
    public static readonly ProblemType IdempotencyKeyReused = new("idempotency_key_reused", 422);
    public static readonly ProblemType ClaimDoubtful = new("claim_doubtful", 422);
    public static readonly ProblemType ReceiptNotFound = new("receipt_not_found", 404);
    public static readonly ProblemType RecordSystemNotGranted = new("record_system_not_granted", 403);
    public static readonly ProblemType RecordSystemUnknown = new("record_system_unknown", 404);
    public static readonly ProblemType RelinkRuns = new("relink_runs", 409);
    public static readonly ProblemType RecordStale = new("record_stale", 412);
    public static readonly ProblemType SheetTooLarge = new("sheet_too_large", 413);
    public static readonly ProblemType SheetNotKept = new("sheet_not_kept", 422);
    public static readonly ProblemType TooManyRequests = new("too_many_requests", 429, TimeSpan.FromMinutes(1));
    public static readonly ProblemType TooManyUploads = new("too_many_uploads", 429, TimeSpan.FromSeconds(30));
    public static readonly ProblemType InternalError = new("internal_error", 500);
    public static readonly ProblemType RecordSystemUnavailable = new("record_system_unavailable", 503, TimeSpan.FromSeconds(30));
    public static readonly ProblemType RegisterQueueFull = new("register_queue_full", 503, TimeSpan.FromMinutes(10));
    public static readonly ProblemType Busy = new("busy", 503, TimeSpan.FromSeconds(2));

    public static readonly IReadOnlyList<ProblemType> All =
    [
        MalformedJson, InvalidRequest, UnknownPurpose, Unauthenticated, Forbidden, NotFound, RecordNotFound,
        MethodNotAllowed, RequestTimeout, VerificationNotUsable, VerificationEnded, AccountBoundElsewhere, Stale, CapChanged, BodyTooLarge,
        UnsupportedMediaType, IdempotencyKeyReused, InternalError, RecordSystemUnavailable, RegisterQueueFull, Busy,
        ClaimDoubtful, ReceiptNotFound, TooManyRequests,
        BatchFormUnreadable, BatchEnded, BatchTooLarge, TooManyUploads,
        LinkNotInState, RecordLinkedElsewhere, SecondPersonNeeded,
        RecordSystemNotGranted, RecordSystemUnknown, RelinkRuns, RecordStale, SheetTooLarge, SheetNotKept,
        ReviewTaskClosed, ReviewTaskOwned, ReviewTaskNotTaken, ReviewTargetChanged, ReviewNotProposed, ReviewSameOfficer, ReviewTaskChanged,
        CitizenWithdrawn, SameCitizen, CitizenNotMerged, CitizenMergedFurther, NothingToUnlink, NothingToRestore,
        RunNotInState, RunSameOfficer, RunApprovalMissing, RunPayloadChanged, RunChanged,
        ScheduleNotInState, ScheduleChanged,
    ];

    /// <summary>The problem behind a bare status, as the framework answers it.</summary>
    public static ProblemType ForStatus(int status) => status switch
    {
        401 => Unauthenticated,
        403 => Forbidden,
        404 => NotFound,
        405 => MethodNotAllowed,
        408 => RequestTimeout,
        413 => BodyTooLarge,
        415 => UnsupportedMediaType,
        429 => TooManyRequests,
        503 => Busy,
        >= 500 => InternalError with { Status = status },
        _ => InvalidRequest with { Status = status },
    };
}
