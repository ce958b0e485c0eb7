using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Review;
using HueS.Integration.Storage;

namespace HueS.Integration.Verification.Receipts;

/// <summary>
/// Shows where a request stands to whoever holds its receipt code. The code is the only key: 40 random bits, so that trying
/// codes out is hopeless at the pace one address is allowed.
/// </summary>
internal sealed class ReceiptBook(
    Database database,
    VerificationStore store,
    CheckQueue queue,
    IntentLog intents,
    ReviewStore reviews,
    EvenTime evenTime,
    Trail trail)
{
    // Who looks is not known; the trail says so.
    private const string Holder = "(receipt)";

    /// <summary>The receipt, with its look in the trail; <c>null</c> where nothing has this code.</summary>
    public Task<Receipt?> FindAsync(string code, CancellationToken cancellationToken) =>
        database.TransactAsync(
            Pool.Api,
            async (connection, token) =>
            {
                if (await store.FindByReceiptAsync(connection, code, token) is not { } kept)
                    return null;
                var found = kept.AsSeen(evenTime);
                var trace = new ReceiptTrace(
                    found.IsPending ? found with { Standing = await queue.StandingAsync(connection, found, token) } : found,
                    await intents.ListAsync(connection, found.Id, token),
                    await trail.ListAsync(connection, found.Id.ToString(), token),
                    found.IsPending ? [] : await reviews.ListAsync(connection, ReviewSubject.Verification, found.Id, token));
                await trail.WriteAsync(
                    connection,
                    new AuditEntry(
                        AuditAction.ReceiptDisclosed,
                        Actor.Client(Holder),
                        found.Purpose,
                        found.CaseReference,
                        found.SubjectId,
                        found.Id.ToString()),
                    token);
                return trace.ToReceipt();
            },
            cancellationToken);
}
