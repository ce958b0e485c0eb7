using System.Globalization;
using System.Runtime.CompilerServices;
using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Storage;

namespace HueS.Integration.Verification.Batches;

/// <summary>A row of the results: its check, or why there is none.</summary>
internal sealed record ResultRow(int RowNo, ListedVerification? Check, Rejection? Rejection);

/// <summary>The rows of a list in the order of its file, each exactly once, a window of rows in memory at a time.</summary>
internal sealed class BatchResults(Database database, BatchStore store, VerificationStore verifications, RejectionStore rejections, EvenTime evenTime, Trail trail)
{
    private const int Window = 1_000;

    /// <summary>
    /// Writes into the trail which rows are about to be shown to whom; only then may they be. Whose they are, the checks of
    /// the list say.
    /// </summary>
    public Task<Batch?> DiscloseAsync(Actor actor, Guid id, string format, CancellationToken cancellationToken) =>
        database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                if (await store.FindAsync(connection, actor.ClientId, id, token) is not { } kept)
                    return null;
                var batch = kept.AsSeen(evenTime);
                var note = string.Create(CultureInfo.InvariantCulture, $"results {format} 1-{batch.LastRow}");
                await trail.WriteAsync(
                    connection,
                    new AuditEntry(AuditAction.BatchDisclosed, actor, batch.Purpose, batch.CaseReference, Target: id.ToString(), Note: note),
                    token);
                return batch;
            },
            cancellationToken);

    public async IAsyncEnumerable<ResultRow> ReadAsync(Actor actor, Batch batch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var after = 0; after < batch.LastRow; after += Window)
        {
            var upTo = Math.Min(after + Window, batch.LastRow);
            foreach (var row in await ReadWindowAsync(actor, batch, after, upTo, cancellationToken))
                yield return row;
        }
    }

    public async Task<List<Rejection>> ListRejectionsAsync(Actor actor, Batch batch, int after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(actor.Pool, cancellationToken);
        return await rejections.ListAsync(connection, batch.Id, after, int.MaxValue, limit, cancellationToken);
    }

    // A connection is held for a window only: whoever downloads slowly keeps none from the others.
    private async Task<IEnumerable<ResultRow>> ReadWindowAsync(Actor actor, Batch batch, int after, int upTo, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(actor.Pool, cancellationToken);
        var checks = await verifications.ListAsync(connection, batch.Id, after, upTo, cancellationToken);
        var rejected = await rejections.ListAsync(connection, batch.Id, after, upTo, Window, cancellationToken);
        return checks
            .Select(check => check.AsSeen((began, ended) => evenTime.IsSeen(batch.ClientId, batch.Purpose, began, ended)))
            .Select(check => new ResultRow(check.RowNo, check, null))
            .Concat(rejected.Select(rejection => new ResultRow(rejection.RowNo, null, rejection)))
            .OrderBy(row => row.RowNo);
    }
}
