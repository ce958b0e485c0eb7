using HueS.Integration.Audit;
using HueS.Integration.Linking.Candidates;
using HueS.Integration.Linking.Matching;
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
internal sealed class RecordLinker(
    Database database,
    RecordStore records,
    RecordBook book,
    RecordKeyStore recordKeys,
    CitizenRows citizens,
    MatchKeys keys,
    CandidateFinder finder,
    LinkStore links,
    LinkKeeper keeper,
    MembershipSearch memberships,
    TimeProvider time,
    ILogger<RecordLinker> logger)
{
    /// <summary>What links by rule are made for where no caller named a purpose.</summary>
    public const string Purpose = "records";

    private const int AtOnce = 50;
    private const int MostRecordsAKey = 200;

    private static readonly TimeSpan AgainAfterFailure = TimeSpan.FromSeconds(30);

    /// <summary>One pass; answers how many items were worked on.</summary>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken) =>
        await WorkAsync(ProfileBook.Changed, LearnAsync, cancellationToken)
        + await WorkAsync(RecordBook.Queue, LinkAsync, cancellationToken);

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

    /// <summary>Makes a citizen findable by what is known of them now, and lets the records that may be theirs be looked at again.</summary>
    private async Task LearnAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken)
    {
        var citizen = (await citizens.ReadAsync(connection, [citizenId], cancellationToken))[0];
        var kept = keys.Kept(citizen.Row, citizen.FormerNumbers);
        var waiting = await recordKeys.SharingAsync(connection, kept, MostRecordsAKey, cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        CitizenKeyStore.AppendReplace(batch, citizenId, kept);
        if (waiting.Count > 0)
            RecordBook.Queue.AppendAgain(batch, waiting);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await memberships.WantAsync(connection, citizenId, cancellationToken);
    }

    private async Task LinkAsync(NpgsqlConnection connection, Guid recordId, CancellationToken cancellationToken)
    {
        if (await records.FindAsync(connection, recordId, cancellationToken) is not { GoneAt: null } record
            || await book.OpenHolderAsync(connection, recordId, cancellationToken) is not { } holder)
        {
            return;
        }

        var row = finder.Read(holder);
        await using (var batch = new NpgsqlBatch(connection))
        {
            RecordKeyStore.AppendReplace(batch, recordId, keys.Asked(row));
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        var known = await links.ListOfRecordAsync(connection, record.System, record.RecordId, cancellationToken);
        var ruledOut = known.Where(link => link.State == LinkState.Unlinked).Select(link => link.CitizenId).ToHashSet();
        var found = await finder.FindAsync(connection, holder, ruledOut, cancellationToken);
        var actor = Actor.Worker(record.System);
        if (found.Judged is { Call: not LinkCall.NoCandidate, Decision: { } decision })
        {
            var wanted = new WantedLink(found.Candidates[0].CitizenId, record.System, record.RecordId, Purpose, found.Candidates[0].Evidence);
            await keeper.KeepAsync(connection, actor, wanted, decision.Reasons, time.GetStoredNow(), cancellationToken);
        }

        // What was linked by rule and would not be any more is not undone by machine: a person looks at it.
        var standing = known.Find(link => link is { State: LinkState.Linked, By: Decider.Rule });
        if (standing is not null && (found.Judged.Call != LinkCall.Automatic || found.Candidates[0].CitizenId != standing.CitizenId))
            await keeper.QuestionAsync(connection, actor, standing, cancellationToken);
    }
}
