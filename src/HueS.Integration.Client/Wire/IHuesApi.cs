using System.Text.Json;
using HueS.Integration.Contracts;
using Refit;

namespace HueS.Integration.Client.Wire;

/// <summary>Every door of <c>/v1</c> that takes and gives JSON. What is streamed goes past it, through <see cref="Streams"/>.</summary>
internal interface IHuesApi
{
    [Post("/v1/verifications")]
    Task<Verification> VerifyAsync([Body] VerificationRequest request, [Header(Calls.IdempotencyKey)] string key, [Header("Prefer")] string? prefer, CancellationToken cancellationToken);

    [Get("/v1/verifications")]
    Task<VerificationPage> ListVerificationsAsync(string? state, [AliasAs("older-than")] string? olderThan, string? cursor, CancellationToken cancellationToken);

    [Get("/v1/verifications/{id}")]
    Task<Verification> ReadVerificationAsync(Guid id, CancellationToken cancellationToken);

    [Delete("/v1/verifications/{id}")]
    Task<Verification> WithdrawVerificationAsync(Guid id, CancellationToken cancellationToken);

    [Post("/v1/verifications/{id}/retry")]
    Task<Verification> RetryVerificationAsync(Guid id, CancellationToken cancellationToken);

    [Post("/v1/verifications:examine")]
    Task<ExaminedClaim> ExamineAsync([Body] ClaimExamination request, CancellationToken cancellationToken);

    [Post("/v1/verifications:explain")]
    Task<Explanation> ExplainVerificationAsync([Body] ExplanationRequest request, CancellationToken cancellationToken);

    [Get("/v1/receipts/{code}")]
    Task<Receipt> ReadReceiptAsync(string code, [Header("Accept")] string accept, [Property("hues-anonymous")] bool anonymous, CancellationToken cancellationToken);

    [Get("/v1/verification-batches")]
    Task<VerificationBatchPage> ListBatchesAsync(string? cursor, CancellationToken cancellationToken);

    [Get("/v1/verification-batches/{id}")]
    Task<VerificationBatch> ReadBatchAsync(Guid id, CancellationToken cancellationToken);

    [Post("/v1/verification-batches/{id}/pause")]
    Task<VerificationBatch> PauseBatchAsync(Guid id, CancellationToken cancellationToken);

    [Post("/v1/verification-batches/{id}/resume")]
    Task<VerificationBatch> ResumeBatchAsync(Guid id, CancellationToken cancellationToken);

    [Post("/v1/verification-batches/{id}/cancel")]
    Task<VerificationBatch> CancelBatchAsync(Guid id, CancellationToken cancellationToken);

    [Get("/v1/verification-batches/{id}/rejections")]
    Task<BatchRejectionPage> ListRejectionsAsync(Guid id, string? cursor, CancellationToken cancellationToken);

    [Put("/v1/profiles/{account}")]
    Task<Profile> BindProfileAsync(string account, [Body] ProfileBinding binding, [Header("If-Match")] string? ifMatch, CancellationToken cancellationToken);

    [Get("/v1/profiles/{account}")]
    Task<Profile> ReadProfileAsync(string account, CancellationToken cancellationToken);

    [Post("/v1/profiles/{account}/links")]
    Task<Link> LinkAsync(string account, [Body] LinkRequest request, CancellationToken cancellationToken);

    [Get("/v1/profiles/{account}/links")]
    Task<LinkPage> ListLinksAsync(string account, string? cursor, CancellationToken cancellationToken);

    [Put("/v1/profiles/{account}/linking-hold")]
    Task HoldLinkingAsync(string account, [Body] LinkingHoldRequest request, CancellationToken cancellationToken);

    [Delete("/v1/profiles/{account}/linking-hold")]
    Task ReleaseLinkingAsync(string account, string? kind, CancellationToken cancellationToken);

    [Post("/v1/profiles/{account}/links:unlink")]
    Task<ReviewTask> UnlinkAllAsync(string account, [Body] UnlinkingRequest request, CancellationToken cancellationToken);

    [Post("/v1/unlinkings/{id}/undo")]
    Task<RestoredLinks> RestoreLinksAsync(Guid id, [Body] RestoreRequest request, CancellationToken cancellationToken);

    [Get("/v1/citizens/{id}")]
    Task<CitizenDetail> ReadCitizenAsync(Guid id, CancellationToken cancellationToken);

    [Post("/v1/citizens/{id}/merges")]
    Task<ReviewTask> MergeCitizensAsync(Guid id, [Body] CitizenMergeRequest request, CancellationToken cancellationToken);

    [Post("/v1/citizens/{id}/unmerge")]
    Task<CitizenUnmerged> UnmergeCitizenAsync(Guid id, [Body] CitizenUnmergeRequest request, CancellationToken cancellationToken);

    [Get("/v1/links/{id}")]
    Task<Link> ReadLinkAsync(Guid id, CancellationToken cancellationToken);

    [Get("/v1/links/{id}/explanation")]
    Task<LinkAccount> ExplainLinkAsync(Guid id, CancellationToken cancellationToken);

    [Post("/v1/links/{id}/decisions")]
    Task<Link> DecideLinkAsync(Guid id, [Body] LinkDecisionRequest request, [Header("If-Match")] string? ifMatch, CancellationToken cancellationToken);

    [Put("/v1/records/{system}/{recordId}")]
    Task<ToldRecord> TellRecordAsync(string system, string recordId, [Body] PushedRecord record, [Header("If-Match")] string? ifMatch, [Header("If-None-Match")] string? ifNoneMatch, CancellationToken cancellationToken);

    [Get("/v1/records/{system}/{recordId}")]
    Task<RecordState> ReadRecordAsync(string system, string recordId, CancellationToken cancellationToken);

    [Delete("/v1/records/{system}/{recordId}")]
    Task RemoveRecordAsync(string system, string recordId, [Header("If-Match")] string? ifMatch, CancellationToken cancellationToken);

    [Post("/v1/records/{system}:relink")]
    Task<RecordRelink> RelinkAsync(string system, [Body] RecordRelinkRequest request, CancellationToken cancellationToken);

    [Get("/v1/records/{system}/relinks/{id}")]
    Task<RecordRelink> ReadRelinkAsync(string system, Guid id, CancellationToken cancellationToken);

    [Post("/v1/records/{system}/relinks/{id}/cancel")]
    Task<RecordRelink> CancelRelinkAsync(string system, Guid id, CancellationToken cancellationToken);

    [Get("/v1/register")]
    Task<RegisterStatus> ReadRegisterAsync(CancellationToken cancellationToken);

    [Post("/v1/register/routes/{route}/quarantine")]
    Task QuarantineAsync(string route, [Body] RouteQuarantineRequest request, CancellationToken cancellationToken);

    [Post("/v1/register/routes/{route}/release")]
    Task ReleaseRouteAsync(string route, CancellationToken cancellationToken);

    [Put("/v1/register/routes/{route}/cap")]
    Task<RouteCap> CapAsync(string route, [Body] RouteCapRequest request, [Header("If-Match")] string? ifMatch, CancellationToken cancellationToken);

    [Get("/v1/review/tasks")]
    Task<ReviewTaskPage> ListTasksAsync(string? kind, string? reason, string? state, string? owner, [AliasAs("due-before")] string? dueBefore, [AliasAs("waiting-since")] string? waitingSince, string? cursor, CancellationToken cancellationToken);

    [Get("/v1/review/tasks:counts")]
    Task<ReviewCounts> CountTasksAsync(CancellationToken cancellationToken);

    [Post("/v1/review/tasks:next")]
    Task<ReviewTask?> TakeNextTaskAsync([Body] NextReviewTask request, CancellationToken cancellationToken);

    [Post("/v1/review/tasks:bulk")]
    Task<ReviewBulkAnswer> ChangeTasksAsync([Body] ReviewBulk request, CancellationToken cancellationToken);

    [Get("/v1/review/tasks/{id}")]
    Task<ReviewTaskDetail> ReadTaskAsync(Guid id, CancellationToken cancellationToken);

    [Post("/v1/review/tasks/{id}/assign")]
    Task<ReviewTask> TakeTaskAsync(Guid id, [Body] ReviewOfficer request, CancellationToken cancellationToken);

    [Post("/v1/review/tasks/{id}/release")]
    Task<ReviewTask> GiveTaskBackAsync(Guid id, [Body] ReviewOfficer request, CancellationToken cancellationToken);

    [Post("/v1/review/tasks/{id}/notes")]
    Task<ReviewTask> NoteTaskAsync(Guid id, [Body] ReviewNoteRequest request, CancellationToken cancellationToken);

    [Put("/v1/review/tasks/{id}/draft")]
    Task SaveDraftAsync(Guid id, [Body] ReviewDraftRequest request, [Header("If-Match")] string ifMatch, CancellationToken cancellationToken);

    [Get("/v1/review/tasks/{id}/evidence")]
    Task<ReviewEvidence> ReadEvidenceAsync(Guid id, CancellationToken cancellationToken);

    [Post("/v1/review/tasks/{id}/evidence:unmask")]
    Task<ReviewEvidence> UnmaskEvidenceAsync(Guid id, [Body] ReviewUnmaskRequest request, CancellationToken cancellationToken);

    [Post("/v1/review/tasks/{id}/decision")]
    Task<ReviewTask> DecideTaskAsync(Guid id, [Body] ReviewDecisionRequest request, [Header("If-Match")] string ifMatch, CancellationToken cancellationToken);

    [Post("/v1/review/tasks/{id}/approve")]
    Task<ReviewTask> ApproveTaskAsync(Guid id, [Body] ReviewOfficer request, CancellationToken cancellationToken);

    [Post("/v1/review/tasks/{id}/refuse")]
    Task<ReviewTask> RefuseTaskAsync(Guid id, [Body] ReviewRefusalRequest request, CancellationToken cancellationToken);

    [Post("/v1/review/known-answers")]
    Task<KnownAnswerSeeded> SeedKnownAnswerAsync([Body] KnownAnswerRequest request, CancellationToken cancellationToken);

    [Get("/v1/review/known-answers:report")]
    Task<KnownAnswerReport> ReportKnownAnswersAsync(string? since, CancellationToken cancellationToken);

    [Post("/v1/runs")]
    Task<Run> CreateRunAsync([Body] RunRequest request, CancellationToken cancellationToken);

    [Get("/v1/runs")]
    Task<RunPage> ListRunsAsync(string? cursor, CancellationToken cancellationToken);

    [Get("/v1/runs/{id}")]
    Task<Run> ReadRunAsync(Guid id, CancellationToken cancellationToken);

    [Post("/v1/runs/{id}/plan")]
    Task<Run> PlanRunAsync(Guid id, [Body] RunOfficer request, [Header("If-Match")] string ifMatch, CancellationToken cancellationToken);

    [Post("/v1/runs/{id}/dry-run")]
    Task<Run> DryRunAsync(Guid id, [Body] RunOfficer request, [Header("If-Match")] string ifMatch, CancellationToken cancellationToken);

    [Post("/v1/runs/{id}/start")]
    Task<Run> StartRunAsync(Guid id, [Body] RunOfficer request, [Header("If-Match")] string ifMatch, CancellationToken cancellationToken);

    [Post("/v1/runs/{id}/pause")]
    Task<Run> PauseRunAsync(Guid id, [Body] RunOfficer request, [Header("If-Match")] string ifMatch, CancellationToken cancellationToken);

    [Post("/v1/runs/{id}/resume")]
    Task<Run> ResumeRunAsync(Guid id, [Body] RunOfficer request, [Header("If-Match")] string ifMatch, CancellationToken cancellationToken);

    [Post("/v1/runs/{id}/cancel")]
    Task<Run> CancelRunAsync(Guid id, [Body] RunOfficer request, [Header("If-Match")] string ifMatch, CancellationToken cancellationToken);

    [Post("/v1/runs/{id}/undo")]
    Task<Run> UndoRunAsync(Guid id, [Body] RunOfficer request, [Header("If-Match")] string ifMatch, CancellationToken cancellationToken);

    [Post("/v1/runs/{id}/approve")]
    Task<Run> ApproveRunAsync(Guid id, [Body] RunApproval request, [Header("If-Match")] string ifMatch, CancellationToken cancellationToken);

    [Get("/v1/runs/{id}/findings")]
    Task<RunFindingPage> ListRunFindingsAsync(Guid id, string? category, string? cursor, CancellationToken cancellationToken);

    [Get("/v1/runs/{id}/report")]
    Task<RunReport> ReportRunAsync(Guid id, CancellationToken cancellationToken);

    [Post("/v1/schedules")]
    Task<Schedule> CreateScheduleAsync([Body] ScheduleRequest request, CancellationToken cancellationToken);

    [Get("/v1/schedules")]
    Task<SchedulePage> ListSchedulesAsync(string? cursor, CancellationToken cancellationToken);

    [Get("/v1/schedules/{id}")]
    Task<Schedule> ReadScheduleAsync(Guid id, CancellationToken cancellationToken);

    [Put("/v1/schedules/{id}")]
    Task<Schedule> ChangeScheduleAsync(Guid id, [Body] ScheduleRequest request, [Header("If-Match")] string ifMatch, CancellationToken cancellationToken);

    [Post("/v1/schedules/{id}/pause")]
    Task<Schedule> PauseScheduleAsync(Guid id, [Body] RunOfficer request, [Header("If-Match")] string ifMatch, CancellationToken cancellationToken);

    [Post("/v1/schedules/{id}/resume")]
    Task<Schedule> ResumeScheduleAsync(Guid id, [Body] RunOfficer request, [Header("If-Match")] string ifMatch, CancellationToken cancellationToken);

    [Post("/v1/schedules/{id}/remove")]
    Task<Schedule> RemoveScheduleAsync(Guid id, [Body] RunOfficer request, [Header("If-Match")] string ifMatch, CancellationToken cancellationToken);

    [Get("/v1/schedules/{id}/next")]
    Task<ScheduleTimes> ReadScheduleTimesAsync(Guid id, string? count, CancellationToken cancellationToken);

    [Get("/v1/schedules/{id}/occurrences")]
    Task<OccurrencePage> ListOccurrencesAsync(Guid id, string? cursor, CancellationToken cancellationToken);

    [Get("/docs/messages.json")]
    Task<Dictionary<string, JsonElement>> ReadMessagesAsync([Property("hues-anonymous")] bool anonymous, CancellationToken cancellationToken);
}
