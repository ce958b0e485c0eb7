using HueS.Integration.Linking.Records;
using HueS.Integration.Profiles;
using HueS.Integration.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace HueS.Integration.Linking;

/// <summary>
/// Works off what waits to be linked: citizens who became known find their records, and records find their citizens. Each item
/// is one transaction with all it leads to, so a node that dies leaves it to another, and nothing is done twice.
/// </summary>
internal sealed class RecordLinker(Database database, CitizenLearner learner, RecordPlacer placer, ILogger<RecordLinker> logger)
{
    /// <summary>What links by rule are made for where no caller named a purpose.</summary>
    public const string Purpose = "records";

    private const int AtOnce = 50;

    private static readonly TimeSpan AgainAfterFailure = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AgainAfterCitizens = TimeSpan.FromSeconds(1);

    /// <summary>One pass; answers how many items were worked on.</summary>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken) =>
        await WorkAsync(CitizenNews.Changed, learner.LearnAsync, cancellationToken)
        + await WorkAsync(RecordBook.Queue, PlaceAsync, cancellationToken);

    private async Task PlaceAsync(NpgsqlConnection connection, Guid recordId, CancellationToken cancellationToken)
    {
        if (await placer.PlaceAsync(connection, recordId, cancellationToken) == Placing.AwaitsCitizens)
            throw new NotYetException();
    }

    private async Task<int> WorkAsync(
        WorkQueue queue,
        Func<NpgsqlConnection, Guid, CancellationToken, Task> work,
        CancellationToken cancellationToken)
    {
        var leases = await database.TransactAsync(
            Pool.Work, (connection, token) => queue.TakeDueAsync(connection, AtOnce, token), cancellationToken);
        foreach (var lease in leases)
            await WorkAsync(queue, lease, work, cancellationToken);
        return leases.Count;
    }

    private async Task WorkAsync(
        WorkQueue queue,
        Lease lease,
        Func<NpgsqlConnection, Guid, CancellationToken, Task> work,
        CancellationToken cancellationToken)
    {
        try
        {
            await database.TransactAsync(
                Pool.Work,
                async (connection, token) =>
                {
                    if (await queue.CompleteAsync(connection, lease, token))
                        await work(connection, lease.Target, token);
                },
                cancellationToken);
        }
        catch (NotYetException)
        {
            await database.TransactAsync(
                Pool.Work,
                (connection, token) => queue.PutOffAsync(connection, lease, AgainAfterCitizens, "awaits_citizens", token),
                cancellationToken);
        }
        catch (PostgresException raced) when (raced.ConstraintName == LinkStore.OneCitizenConstraint)
        {
            // Another citizen got the record a moment ago: looked at again, that is seen.
            await FailAsync(queue, lease, "linked_elsewhere", cancellationToken);
        }
        // The fault of this item alone: the others are worked on, and after three failures it is parked with its reason.
        catch (Exception failure) when (!Outage.Is(failure) && !cancellationToken.IsCancellationRequested)
        {
            logger.NotLinked(lease.Target, failure.GetType().Name);
            await FailAsync(queue, lease, failure.GetType().Name, cancellationToken);
        }
    }

    private Task<FailedWork> FailAsync(WorkQueue queue, Lease lease, string reason, CancellationToken cancellationToken) =>
        database.TransactAsync(
            Pool.Work,
            (connection, token) => queue.FailAsync(connection, lease, AgainAfterFailure, reason, token),
            cancellationToken);

    /// <summary>Nothing of the item's transaction is kept, and it waits on.</summary>
    private sealed class NotYetException() : Exception("Citizens who may be meant cannot be found yet.");
}
