using HueS.Integration.Storage;
using HueS.Integration.Upstreams;
using HueS.Integration.Verification.Batches;

namespace HueS.Integration.Verification;

/// <summary>How many wait in a lane, and since when the first of them does.</summary>
internal sealed record WaitingLine(long Count, DateTimeOffset? OldestAt);

/// <summary>Who waits for the register beyond the seconds of a request, as kept in the work queue.</summary>
internal sealed class WaitingLines(Database database, BatchStore lists)
{
    // Only looked at from here: nothing is leased.
    private readonly WorkQueue _checks = new(CheckQueue.Kind, TimeSpan.Zero);

    public async Task<IReadOnlyDictionary<Lane, WaitingLine>> CountAsync(Pool pool, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(pool, cancellationToken);
        var (checks, oldestCheck) = await _checks.WaitingAsync(connection, cancellationToken);
        var running = await lists.ListWaitingAsync(connection, cancellationToken);
        var (batches, oldestBatch) = await WorkQueue.WaitingAsync(
            connection, [.. running.Select(list => CheckQueue.KindOf(list))], cancellationToken);
        return new Dictionary<Lane, WaitingLine>
        {
            [Lane.Deferred] = new(checks, oldestCheck),
            [Lane.Reconciliation] = new(batches, oldestBatch),
        };
    }
}
