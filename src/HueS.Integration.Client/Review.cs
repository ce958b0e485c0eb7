using System.Globalization;
using HueS.Integration.Client.Wire;
using HueS.Integration.Contracts;

namespace HueS.Integration.Client;

/// <summary>
/// Doubts that wait for a person. Scope <c>review</c>; agreeing as a second person needs <c>review.approve</c>, known answers
/// <c>review.seed</c>. An officer is an account of 1 to 20 letters, digits, dots, dashes or underscores.
/// </summary>
public sealed class Review
{
    private readonly IHuesApi _api;

    internal Review(IHuesApi api) => _api = api;

    /// <summary>Tasks of the kinds the caller may see, the most urgent first.</summary>
    /// <param name="filter">Which; absent: every open one.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="HuesProblemException"><c>invalid_request</c>.</exception>
    public IAsyncEnumerable<ReviewTask> ListAsync(ReviewFilter? filter = null, CancellationToken cancellationToken = default)
    {
        var only = filter ?? new ReviewFilter();
        return Pages.AllAsync<ReviewTaskPage, ReviewTask>(
            (cursor, token) => _api.ListTasksAsync(
                only.Kind is { } kind ? HuesJson.Code(kind) : null,
                only.Reason,
                only.State is { } state ? HuesJson.Code(state) : null,
                only.Unowned ? "none" : only.Owner?.ToString(),
                Moment(only.DueBefore),
                Moment(only.WaitingSince),
                cursor,
                token),
            page => (page.Items, page.Next),
            cancellationToken);
    }

    /// <summary>What is open, free, overdue and proposed, kind by kind.</summary>
    public Task<ReviewCounts> CountAsync(CancellationToken cancellationToken = default) => _api.CountTasksAsync(cancellationToken);

    /// <summary>Gives the officer the most urgent task nobody works on; <c>null</c> where there is none.</summary>
    public Task<ReviewTask?> TakeNextAsync(string officer, IReadOnlyList<ReviewKind>? kinds = null, CancellationToken cancellationToken = default) =>
        _api.TakeNextTaskAsync(new NextReviewTask(officer, kinds), cancellationToken);

    /// <summary>Shows a task with what may be decided about it, its draft and its notes.</summary>
    /// <exception cref="HuesProblemException"><c>not_found</c>.</exception>
    public Task<ReviewTaskDetail> ReadAsync(Guid id, CancellationToken cancellationToken = default) => _api.ReadTaskAsync(id, cancellationToken);

    /// <summary>The officer takes a task, or prolongs having it.</summary>
    /// <exception cref="HuesProblemException"><c>not_found</c>, <c>review_task_closed</c>, <c>review_task_owned</c>.</exception>
    public Task<ReviewTask> TakeAsync(Guid id, string officer, CancellationToken cancellationToken = default) =>
        _api.TakeTaskAsync(id, new ReviewOfficer(officer), cancellationToken);

    /// <summary>The officer gives a task back.</summary>
    /// <exception cref="HuesProblemException"><c>not_found</c>, <c>review_task_closed</c>, <c>review_task_owned</c>.</exception>
    public Task<ReviewTask> GiveBackAsync(Guid id, string officer, CancellationToken cancellationToken = default) =>
        _api.GiveTaskBackAsync(id, new ReviewOfficer(officer), cancellationToken);

    /// <summary>Writes something down about a task, 1 to 1000 characters.</summary>
    /// <exception cref="HuesProblemException"><c>not_found</c>, <c>review_task_closed</c>.</exception>
    public Task<ReviewTask> NoteAsync(Guid id, string officer, string note, CancellationToken cancellationToken = default) =>
        _api.NoteTaskAsync(id, new ReviewNoteRequest(officer, note), cancellationToken);

    /// <summary>Saves a decision without making it.</summary>
    /// <param name="id">A task the officer has.</param>
    /// <param name="draft">What is thought of.</param>
    /// <param name="version">Version of the draft that was seen; 0 where there is none yet.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="HuesProblemException"><c>review_task_changed</c>, <c>review_task_not_taken</c>, <c>review_task_closed</c>.</exception>
    public Task SaveDraftAsync(Guid id, ReviewDraftRequest draft, int version, CancellationToken cancellationToken = default) =>
        _api.SaveDraftAsync(id, draft, Calls.Tag(version), cancellationToken);

    /// <summary>Both sides of a doubt, masked, what differs first. That it was looked at is kept.</summary>
    /// <exception cref="HuesProblemException"><c>not_found</c>, <c>review_task_closed</c>: evidence is gone once a task is closed.</exception>
    public Task<ReviewEvidence> EvidenceAsync(Guid id, CancellationToken cancellationToken = default) => _api.ReadEvidenceAsync(id, cancellationToken);

    /// <summary>The same with whole values. Who saw them, why and for which case is kept, and may be shown to the citizen.</summary>
    /// <exception cref="HuesProblemException"><c>review_task_not_taken</c>, <c>review_task_closed</c>, <c>not_found</c>.</exception>
    public Task<ReviewEvidence> UnmaskAsync(Guid id, ReviewUnmaskRequest request, CancellationToken cancellationToken = default) =>
        _api.UnmaskEvidenceAsync(id, request, cancellationToken);

    /// <summary>Decides a task, or proposes it where a second person has to agree.</summary>
    /// <param name="id">A task the officer has.</param>
    /// <param name="decision">One of the decisions the task offers, with one of its reasons.</param>
    /// <param name="version">Version of the task that was seen.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="HuesProblemException"><c>review_task_changed</c>, <c>review_task_not_taken</c>, <c>review_task_closed</c>, <c>review_target_changed</c>, <c>invalid_request</c>.</exception>
    public Task<ReviewTask> DecideAsync(Guid id, ReviewDecisionRequest decision, int version, CancellationToken cancellationToken = default) =>
        _api.DecideTaskAsync(id, decision, Calls.Tag(version), cancellationToken);

    /// <summary>Agrees, as a second person, to what was proposed.</summary>
    /// <exception cref="HuesProblemException"><c>review_not_proposed</c>, <c>review_same_officer</c>, <c>review_target_changed</c>, <c>not_found</c>.</exception>
    public Task<ReviewTask> ApproveAsync(Guid id, string officer, CancellationToken cancellationToken = default) =>
        _api.ApproveTaskAsync(id, new ReviewOfficer(officer), cancellationToken);

    /// <summary>Does not agree: the task is open again.</summary>
    /// <exception cref="HuesProblemException"><c>review_not_proposed</c>, <c>review_same_officer</c>, <c>not_found</c>.</exception>
    public Task<ReviewTask> RefuseAsync(Guid id, string officer, ReviewRefusalReason reason, CancellationToken cancellationToken = default) =>
        _api.RefuseTaskAsync(id, new ReviewRefusalRequest(officer, reason), cancellationToken);

    /// <summary>Does one harmless thing to at most 200 tasks; each is done, or not, by itself.</summary>
    public Task<ReviewBulkAnswer> ChangeAsync(ReviewBulk change, CancellationToken cancellationToken = default) => _api.ChangeTasksAsync(change, cancellationToken);

    /// <summary>Lays a task about invented people among the real ones.</summary>
    public Task<KnownAnswerSeeded> SeedAsync(KnownAnswerRequest request, CancellationToken cancellationToken = default) =>
        _api.SeedKnownAnswerAsync(request, cancellationToken);

    /// <summary>How tasks with known answers were decided; of the last 30 days unless a time is given.</summary>
    public Task<KnownAnswerReport> ReportAsync(DateTimeOffset? since = null, CancellationToken cancellationToken = default) =>
        _api.ReportKnownAnswersAsync(Moment(since), cancellationToken);

    private static string? Moment(DateTimeOffset? moment) => moment?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
