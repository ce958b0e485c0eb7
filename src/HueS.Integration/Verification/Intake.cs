using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Protection;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Verification;

/// <summary>A kept check, with the lease to ask for it; without one where an earlier answer served.</summary>
internal sealed record Accepted(VerificationCase Case, Lease? Lease);

/// <summary>Keeps a new check, or settles it at once from an equal one inside the purpose's reuse window.</summary>
internal sealed class Intake(
    Database database,
    VerificationStore store,
    SubjectStore subjects,
    Trail trail,
    BlindIndex index,
    CheckLedger ledger,
    TimeProvider time)
{
    public const string ClaimColumn = "verification.claim";
    public const string RegisteredColumn = "verification.registered";

    private const int ReceiptAttempts = 5;

    public async Task<Accepted> AcceptAsync(
        Actor actor,
        PurposeOptions purpose,
        VerificationQuestion question,
        string? idempotencyKey,
        CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await database.TransactAsync(
                    actor.Pool,
                    (connection, token) => KeepAsync(connection, actor, purpose, question, idempotencyKey, token),
                    cancellationToken);
            }
            catch (PostgresException taken) when (taken.ConstraintName == VerificationStore.ReceiptConstraint && attempt < ReceiptAttempts)
            {
                // Another receipt code is drawn.
            }
        }
    }

    /// <summary>Tells whether two requests are the same without keeping either.</summary>
    public byte[] RequestIndex(VerificationQuestion question) =>
        index.Of(
            IndexKind.Request,
            $"{question.Purpose}|{question.CaseReference}|{question.Officer.Text}|{question.Claim.Canonical()}");

    private async Task<Accepted> KeepAsync(
        NpgsqlConnection connection,
        Actor actor,
        PurposeOptions purpose,
        VerificationQuestion question,
        string? idempotencyKey,
        CancellationToken cancellationToken)
    {
        var now = time.GetStoredNow();
        var claimIndex = index.Of(IndexKind.Claim, $"{actor.ClientId}|{question.Purpose}|{question.Claim.Canonical()}");
        var subject = await subjects.OfAsync(connection, SubjectIndex(question.Claim), cancellationToken);
        var reusable = await store.FindReusableAsync(
            connection,
            actor.ClientId,
            question.Purpose,
            claimIndex,
            now - purpose.ReuseWindow,
            cancellationToken);

        var id = Guid.CreateVersion7(now);
        var added = new VerificationCase(
            id,
            actor.ClientId,
            subject.SubjectId,
            question.Purpose,
            question.CaseReference,
            ReceiptCode.New(),
            now,
            now + purpose.Deadline,
            question.Warnings,
            Settlement: null);
        var claim = SealedClaim.Of(question);
        await store.InsertAsync(
            connection,
            new NewVerification(added, idempotencyKey, RequestIndex(question), claimIndex, subject.Seal(ClaimColumn, id, claim)),
            cancellationToken);
        await trail.WriteAsync(
            connection,
            new AuditEntry(
                AuditAction.VerificationAsked,
                actor,
                question.Purpose,
                question.CaseReference,
                subject.SubjectId,
                id.ToString()),
            cancellationToken);

        if (reusable is null)
            return new Accepted(added, await ledger.AddLeasedAsync(connection, id, cancellationToken));
        await ReuseAsync(connection, actor, added, reusable, subject, cancellationToken);
        return new Accepted(added, Lease: null);
    }

    private async Task ReuseAsync(
        NpgsqlConnection connection,
        Actor actor,
        VerificationCase added,
        VerificationCase earlier,
        SubjectKey subject,
        CancellationToken cancellationToken)
    {
        var shown = await store.ReadRegisteredAsync(connection, earlier.Id, cancellationToken);
        var registered = shown is null
            ? null
            : subject.Seal(RegisteredColumn, added.Id, subject.Open<SealedPerson>(RegisteredColumn, earlier.Id, shown));
        var settlement = earlier.Settlement! with { Source = AnswerSource.Reuse, SettledAt = added.CreatedAt };
        await store.SettleAsync(connection, added.Id, settlement, registered, cancellationToken);
        await ledger.RecordSettledAsync(connection, actor, added, settlement, cancellationToken);
    }

    private byte[] SubjectIndex(ClaimedPerson claim) =>
        claim.Number is { } number
            ? index.Of(IndexKind.PersonalNumber, number.Digits)
            : index.Of(IndexKind.OldCardNumber, claim.OldCard!.Value.Digits);
}
