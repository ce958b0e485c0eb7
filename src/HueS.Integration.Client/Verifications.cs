using System.Xml;
using HueS.Integration.Client.Wire;
using HueS.Integration.Contracts;

namespace HueS.Integration.Client;

/// <summary>
/// Checks of one person: do this number, name and birth date belong to one living person, says the national population
/// register. Scope <c>verifications</c>.
/// </summary>
public sealed class Verifications
{
    private static readonly TimeSpan ShortestLook = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(30);

    private readonly IHuesApi _api;
    private readonly TimeProvider _time;

    internal Verifications(IHuesApi api, TimeProvider time) => (_api, _time) = (api, time);

    /// <summary>
    /// Checks a person. Where the register cannot answer, the answer is <see cref="Outcome.Pending"/>, never another outcome:
    /// an outage says nothing about anybody. The check is kept and settles by itself; see <see cref="UntilSettledAsync"/>.
    /// </summary>
    /// <param name="request">Who is asked about, and for what. The purpose must be one the caller is licensed for.</param>
    /// <param name="prefer">How long to wait; absent: as long as the service usually does.</param>
    /// <param name="idempotencyKey">1 to 100 visible ASCII characters. Absent: one of this call's own, under which the client tries again. Give one that outlives the process where a crash must not ask twice.</param>
    /// <param name="cancellationToken">Gives the wait up; what was asked may have been kept.</param>
    /// <exception cref="HuesProblemException"><c>invalid_request</c>, <c>unknown_purpose</c>, <c>claim_doubtful</c> (strict only), <c>idempotency_key_reused</c>, <c>register_queue_full</c>, <c>busy</c>.</exception>
    /// <exception cref="HuesUnreachableException">No answer came. Ask again with the same key.</exception>
    public Task<Verification> VerifyAsync(
        VerificationRequest request,
        Prefer? prefer = null,
        string? idempotencyKey = null,
        CancellationToken cancellationToken = default) =>
        _api.VerifyAsync(request, idempotencyKey ?? Calls.NewKey(), prefer?.Header(), cancellationToken);

    /// <summary>Shows a check of the caller's own.</summary>
    /// <exception cref="HuesProblemException"><c>not_found</c>: there is none, or it is another caller's.</exception>
    public Task<Verification> ReadAsync(Guid id, CancellationToken cancellationToken = default) =>
        _api.ReadVerificationAsync(id, cancellationToken);

    /// <summary>Looks again until the check is settled or withdrawn: when it is tried next, at least every 30 s. Bound it with the token; a check waits for days where the register is away that long.</summary>
    public async Task<Verification> UntilSettledAsync(Guid id, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var current = await ReadAsync(id, cancellationToken);
            if (current.State != VerificationState.Pending)
                return current;
            var next = current.Pending is { } pending ? pending.NextAttemptAt - _time.GetUtcNow() : ShortestLook;
            await Task.Delay(next < ShortestLook ? ShortestLook : next > LongestLook ? LongestLook : next, _time, cancellationToken);
        }
    }

    /// <summary>The caller's checks that wait for the register, the longest waiting first.</summary>
    /// <param name="olderThan">Only those that have waited so long; whole seconds.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public IAsyncEnumerable<Verification> PendingAsync(TimeSpan olderThan = default, CancellationToken cancellationToken = default) =>
        Pages.AllAsync<VerificationPage, Verification>(
            (cursor, token) => _api.ListVerificationsAsync("pending", olderThan > TimeSpan.Zero ? XmlConvert.ToString(olderThan) : null, cursor, token),
            page => (page.Verifications, page.Next),
            cancellationToken);

    /// <summary>Has a waiting check asked as soon as its turn comes.</summary>
    /// <exception cref="HuesProblemException"><c>not_found</c>, <c>verification_ended</c>.</exception>
    public Task<Verification> RetryAsync(Guid id, CancellationToken cancellationToken = default) =>
        _api.RetryVerificationAsync(id, cancellationToken);

    /// <summary>Takes a waiting check back. Doing it again changes nothing.</summary>
    /// <exception cref="HuesProblemException"><c>not_found</c>, <c>verification_ended</c>: it has its answer.</exception>
    public Task<Verification> WithdrawAsync(Guid id, CancellationToken cancellationToken = default) =>
        _api.WithdrawVerificationAsync(id, cancellationToken);

    /// <summary>Says what looks like a slip in a claim. Nobody is asked, nothing is kept, no query is spent; and nothing is ever corrected by itself.</summary>
    public Task<ExaminedClaim> ExamineAsync(SubjectClaim subject, CancellationToken cancellationToken = default) =>
        _api.ExamineAsync(new ClaimExamination(subject), cancellationToken);

    /// <summary>Says why a check came out as it did, by the policy it was decided by and by others.</summary>
    /// <param name="id">A check of the caller's own.</param>
    /// <param name="policy">A policy to read the same grades by, such as <c>strict</c> or <c>strict/2026-11.1</c>; absent: the newest of each.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="HuesProblemException"><c>not_found</c>.</exception>
    public Task<Explanation> ExplainAsync(Guid id, string? policy = null, CancellationToken cancellationToken = default) =>
        _api.ExplainVerificationAsync(new ExplanationRequest(id, policy), cancellationToken);

    /// <summary>Where a request stands, by the receipt code an official can type. Says nothing about the person; needs no scope.</summary>
    /// <exception cref="HuesProblemException"><c>receipt_not_found</c>; <c>too_many_requests</c> beyond thirty looks a minute.</exception>
    public Task<Receipt> ReceiptAsync(string code, CancellationToken cancellationToken = default) =>
        _api.ReadReceiptAsync(code, "application/json", anonymous: true, cancellationToken);
}
