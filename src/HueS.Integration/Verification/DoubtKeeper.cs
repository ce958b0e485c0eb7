using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Events;
using HueS.Integration.Identity;
using HueS.Integration.Protection;
using HueS.Integration.Review;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Verification;

/// <summary>Somebody verified once, about whom the register says something else by now.</summary>
/// <param name="Id">Of the check to be; what was asked about it stands under this id in the log of intents.</param>
internal sealed record Doubt(
    Guid Id,
    string ClientId,
    string Purpose,
    string CaseReference,
    OfficerId Officer,
    SealedPerson Claimed,
    SealedPerson? Registered,
    IReadOnlyList<Reason> Reasons);

/// <summary>Leaves a doubt that no caller asked about to a person: a check that nobody but a person settles, and its task.</summary>
internal sealed class DoubtKeeper(
    VerificationStore store,
    SubjectStore subjects,
    Intake intake,
    AccessPolicy access,
    PolicyChoice policies,
    ReviewStore reviews,
    Trail trail,
    EventStore events,
    OfficerStore officers,
    TimeProvider time)
{
    /// <summary>
    /// Keeps the check inside the caller's transaction. It counts as handed over, not as an answer of the register: an equal
    /// claim at a counter is asked about anew.
    /// </summary>
    public async Task KeepAsync(NpgsqlConnection connection, Actor actor, Doubt doubt, CancellationToken cancellationToken)
    {
        var purpose = access.For(doubt.ClientId, doubt.Purpose)?.Purpose
            ?? throw new InvalidOperationException("The purpose is not the client's any more.");
        var question = new VerificationQuestion(doubt.Purpose, doubt.CaseReference, doubt.Officer, doubt.Claimed.Open(), []);
        var subject = await subjects.OfAsync(connection, intake.SubjectIndex(question.Claim), cancellationToken);
        var now = time.GetStoredNow();
        var decision = Decision.For(Outcome.NeedsPerson, doubt.Reasons);
        var settlement = Settlement.Now(decision, AnswerSource.None, now, policies.VersionFor(doubt.Purpose));
        var check = new NewCheck(
            new VerificationCase(
                doubt.Id, doubt.ClientId, subject.SubjectId, doubt.Purpose, doubt.CaseReference, ReceiptCode.New(), now, now + purpose.Deadline, [], settlement),
            IdempotencyKey: null,
            intake.RequestIndex(question),
            intake.ClaimIndex(doubt.ClientId, purpose, question),
            subject,
            await officers.OfAsync(connection, doubt.Officer, cancellationToken),
            SealedClaim.Of(question));
        var registered = doubt.Registered is { } shown ? subject.Seal(Intake.RegisteredColumn, doubt.Id, shown) : null;

        await using var batch = new NpgsqlBatch(connection);
        VerificationStore.Append(batch, [new NewVerification(check, subject.Seal(Intake.ClaimColumn, doubt.Id, check.Claim), settlement, registered)]);
        Trail.Append(batch, [(CheckAudit.Of(actor, check.Case, AuditAction.DriftProposed, string.Join(' ', doubt.Reasons)), check.OfficerId)]);
        EventStore.Append(batch, [new Event(EventKind.VerificationSettled, doubt.ClientId, doubt.Id)]);
        CheckTask.Append(batch, check.Case, decision);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Takes the check and its task back; <c>false</c>: somebody has touched the task, and both stay.</summary>
    public async Task<bool> TakeBackAsync(NpgsqlConnection connection, Actor actor, Guid id, CancellationToken cancellationToken)
    {
        if (!await reviews.WithdrawUntouchedAsync(connection, ReviewSubject.Verification, id, cancellationToken))
            return false;
        var check = (await store.FindAsync(connection, id, cancellationToken))!;
        await store.ReopenAsync(connection, id, check.Deadline, cancellationToken);
        await store.WithdrawAsync(connection, id, time.GetStoredNow(), cancellationToken);
        await trail.WriteAsync(connection, CheckAudit.Of(actor, check, AuditAction.VerificationWithdrawn, "undo"), cancellationToken);
        await events.AppendAsync(connection, EventKind.VerificationWithdrawn, check.ClientId, id, cancellationToken);
        return true;
    }
}
