using HueS.Integration.Storage;

namespace HueS.Integration.Audit;

/// <summary>
/// Makes every question to an upstream durable before it leaves: a row never written elsewhere is caught by its intent.
/// </summary>
internal sealed class IntentLog(Database database)
{
    public async Task WriteAsync(Intent intent, CancellationToken cancellationToken)
    {
        // One statement, so it commits by itself: once this returns, the intent survives a crash.
        await using var connection = await database.OpenAsync(intent.Pool, cancellationToken);
        await connection.ExecuteAsync(
            """
            insert into intent (id, upstream, operation, request_id, verification_id, subject_id, client_id)
            values ($1, $2, $3, $4, $5, $6, $7)
            """,
            [
                intent.Id,
                intent.Upstream,
                intent.Operation,
                intent.RequestId,
                intent.VerificationId,
                intent.SubjectId,
                intent.ClientId,
            ],
            cancellationToken);
    }
}
