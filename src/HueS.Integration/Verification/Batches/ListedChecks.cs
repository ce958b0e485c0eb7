using System.Globalization;
using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Protection;
using HueS.Integration.Storage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace HueS.Integration.Verification.Batches;

/// <summary>Makes checks of the rows of a list: pending, in the queue of their list, each with its line in the trail.</summary>
internal sealed class ListedChecks(
    Database database,
    Intake intake,
    SubjectStore subjects,
    OfficerStore officers,
    IOptions<BatchOptions> options,
    IOptions<VerificationOptions> verification,
    TimeProvider time)
{
    // Why a row waits that nobody was asked about yet.
    private const string NotAskedYet = PendingReason.BeingAsked;
    private const int ReceiptAttempts = 5;

    /// <summary>Every list has a queue of its own, so that pausing one is not looking into it.</summary>
    public WorkQueue QueueOf(Guid batchId) => new(CheckQueue.KindOf(batchId), verification.Value.Lease);

    /// <summary>Seals the rows, each with its person's key. Nothing of them is kept yet but the keys of people seen for the first time.</summary>
    public async Task<IReadOnlyList<NewListedVerification>> PrepareAsync(
        Actor actor,
        PurposeOptions purpose,
        Batch batch,
        IReadOnlyList<ReadRow> rows,
        CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return [];
        // Not in the transaction of the rows: whoever comes to a counter with one of these people is not kept waiting.
        await using var connection = await database.OpenAsync(Pool.Work, cancellationToken);
        var keys = await subjects.OfAllAsync(connection, [.. rows.Select(row => intake.SubjectIndex(row.Claim))], cancellationToken);
        var officer = await officers.OfAsync(connection, actor.Officer!.Value, cancellationToken);
        var now = time.GetStoredNow();
        return [.. rows.Zip(keys, (row, key) => Prepare(actor, officer, purpose, batch, row, key, now))];
    }

    /// <summary>Runs the unit; where one of its receipts is another check's, runs it again with new ones.</summary>
    public async Task<T> WithReceiptsAsync<T>(IReadOnlyList<NewListedVerification> rows, Func<IReadOnlyList<NewListedVerification>, Task<T>> unit)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await unit(rows);
            }
            catch (PostgresException taken) when (taken.ConstraintName == VerificationStore.ReceiptConstraint && attempt < ReceiptAttempts)
            {
                rows = [.. rows.Select(WithNewReceipt)];
            }
        }
    }

    public async Task AddAsync(
        NpgsqlConnection connection,
        Actor actor,
        Batch list,
        IReadOnlyList<NewListedVerification> rows,
        CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
            return;
        await using var batch = new NpgsqlBatch(connection);
        VerificationStore.Append(batch, list.Id, rows);
        QueueOf(list.Id).Append(batch, [.. rows.Select(row => new NewWork(row.Check.Case.Id, TimeSpan.Zero, NotAskedYet))]);
        Trail.Append(batch, [.. rows.Select(row => (Audit(actor, row.Check.Case), (Guid?)row.Check.OfficerId))]);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private NewListedVerification Prepare(
        Actor actor,
        Guid officer,
        PurposeOptions purpose,
        Batch batch,
        ReadRow row,
        SubjectKey key,
        DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        var reference = row.Reference ?? string.Create(CultureInfo.InvariantCulture, $"{batch.CaseReference}/{row.Number}");
        var question = new VerificationQuestion(batch.Purpose, reference, actor.Officer!.Value, row.Claim, row.Warnings);
        var claim = SealedClaim.Of(question);
        var check = new NewCheck(
            new VerificationCase(
                id,
                batch.ClientId,
                key.SubjectId,
                batch.Purpose,
                reference,
                ReceiptCode.New(),
                now,
                now + options.Value.Deadline,
                row.Warnings,
                Settlement: null,
                BatchId: batch.Id),
            IdempotencyKey: null,
            intake.RequestIndex(question),
            intake.ClaimIndex(batch.ClientId, purpose, question),
            key,
            officer,
            claim);
        return new NewListedVerification(check, key.Seal(Intake.ClaimColumn, id, claim), row.Number, row.Reference);
    }

    private static NewListedVerification WithNewReceipt(NewListedVerification row) =>
        row with { Check = row.Check with { Case = row.Check.Case with { Receipt = ReceiptCode.New() } } };

    private static AuditEntry Audit(Actor actor, VerificationCase check) => new(
        AuditAction.VerificationQueued,
        actor,
        check.Purpose,
        check.CaseReference,
        check.SubjectId,
        check.Id.ToString());
}
