using System.Globalization;
using HueS.Integration.Audit;
using HueS.Integration.Storage;
using HueS.Integration.Upstreams;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace HueS.Integration.Linking.Records;

/// <summary>
/// Works off the citizens whose memberships are to be looked up, and keeps what is found as records, so that it is linked like
/// any other. Where the insurance gives no answer the citizen stays in line: an outage is never "no membership".
/// </summary>
internal sealed class MembershipSearch(
    Database database,
    Memberships memberships,
    RecordBook book,
    Trail trail,
    ILogger<MembershipSearch> logger)
{
    private const string WorkKind = "membership";
    private const int AtOnce = 8;
    private const int MostDoublings = 9;
    private const int MostInLine = 400;

    private static readonly TimeSpan Ever = TimeSpan.FromDays(36_500);

    // Longer than an answer may take, and the transaction that keeps it.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AgainAfterFailure = TimeSpan.FromSeconds(30);

    private static readonly WorkQueue Queue = new(WorkKind, Lease);

    /// <summary>Puts a citizen in line, where a purpose they were verified for allows it and they were not looked up of late.</summary>
    public async Task WantAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken)
    {
        if (!memberships.CanBeLookedUp || await memberships.PermittingAsync(connection, citizenId, cancellationToken) is null)
            return;
        await using var batch = new NpgsqlBatch(connection);
        Queue.AppendUnlessDone(batch, [citizenId], memberships.AskAgainAfter);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Puts those of the citizens in line who were never looked up, whatever became of it; <c>false</c>: the line is too long just now.</summary>
    public async Task<bool> WantFirstAsync(NpgsqlConnection connection, IReadOnlyCollection<Guid> citizenIds, CancellationToken cancellationToken)
    {
        if (!await Queue.HasRoomAsync(connection, MostInLine, cancellationToken))
            return false;
        await using var batch = new NpgsqlBatch(connection);
        Queue.AppendUnlessDone(batch, citizenIds, Ever);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return true;
    }

    /// <summary>One pass; answers how many citizens were worked on.</summary>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (!memberships.CanBeLookedUp)
            return 0;
        var leases = await database.TransactAsync(
            Pool.Work, (connection, token) => Queue.TakeDueAsync(connection, AtOnce, token), cancellationToken);
        var unanswered = await Task.WhenAll(leases.Select(lease => WorkAsync(lease, cancellationToken)));
        foreach (var reason in unanswered.OfType<string>().CountBy(reason => reason))
            logger.MembershipsNotLookedUp(reason.Value, reason.Key);
        return leases.Count;
    }

    /// <summary>Answers why the insurance gave no answer; <c>null</c> where it did, or was not asked.</summary>
    private async Task<string?> WorkAsync(Lease lease, CancellationToken cancellationToken)
    {
        try
        {
            var question = await database.TransactAsync(
                Pool.Work, (connection, token) => memberships.QuestionAsync(connection, lease.Target, token), cancellationToken);
            var found = question is null ? [] : await memberships.FindAsync(question, cancellationToken);
            await KeepAsync(lease, question, found);
            return null;
        }
        catch (UpstreamException fault)
        {
            var reason = fault is UpstreamUnavailableException unavailable ? unavailable.Reason.ToString() : fault.GetType().Name;
            await database.TransactAsync(
                Pool.Work,
                (connection, token) => Queue.PutOffAsync(connection, lease, DelayAfter(lease.Attempts, fault), reason, token),
                CancellationToken.None);
            return reason;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await database.TransactAsync(
                Pool.Work, (connection, token) => Queue.PostponeAsync(connection, lease, TimeSpan.Zero, token), CancellationToken.None);
            throw;
        }
        // The fault of this item alone: the others are worked on, and after three failures it is parked with its reason.
        catch (Exception failure) when (!Outage.Is(failure) && !cancellationToken.IsCancellationRequested)
        {
            logger.MembershipNotKept(lease.Target, failure.GetType().Name);
            await database.TransactAsync(
                Pool.Work,
                (connection, token) => Queue.FailAsync(connection, lease, AgainAfterFailure, failure.GetType().Name, token),
                cancellationToken);
            return null;
        }
    }

    /// <summary>The answer is there, so it is kept whatever becomes of this node's wish to stop.</summary>
    private Task KeepAsync(Lease lease, MembershipQuestion? question, IReadOnlyList<RecordClaim> found) => database.TransactAsync(
        Pool.Work,
        async (connection, token) =>
        {
            if (!await Queue.CompleteAsync(connection, lease, token) || question is null)
                return;
            var actor = Actor.Worker(question.Verification.ClientId);
            await trail.WriteAsync(
                connection,
                new AuditEntry(
                    AuditAction.MembershipLookedUp,
                    actor,
                    question.Verification.Purpose,
                    question.Verification.CaseReference,
                    question.CitizenId,
                    Note: found.Count.ToString(CultureInfo.InvariantCulture)),
                token);
            if (found.Count > 0)
                await book.TellAsync(connection, actor, [.. found.Select(claim => new Telling(claim))], token);
        },
        CancellationToken.None);

    private static TimeSpan DelayAfter(int attempts, UpstreamException fault)
    {
        var growing = FirstDelay * (1 << Math.Min(attempts - 1, MostDoublings));
        return fault is UpstreamUnavailableException { RetryAfter: { } asked } && asked > growing ? asked : growing;
    }
}
