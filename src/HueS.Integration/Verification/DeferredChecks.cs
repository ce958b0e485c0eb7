using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Protection;
using HueS.Integration.Storage;
using HueS.Integration.Upstreams;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace HueS.Integration.Verification;

/// <summary>Works off the checks the register could not answer at once.</summary>
internal sealed class DeferredChecks(
    Database database,
    VerificationStore store,
    SubjectStore subjects,
    CheckLedger ledger,
    Asker asker,
    AccessPolicy access,
    IOptions<VerificationOptions> options,
    TimeProvider time,
    ILogger<DeferredChecks> logger)
{
    /// <summary>One pass: takes what is due, as much as one node works on at a time, and answers how many that were.</summary>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var leases = await ledger.TakeDueAsync(options.Value.DeferredAtOnce, cancellationToken);
        await Task.WhenAll(leases.Select(lease => WorkOnAsync(lease, cancellationToken)));
        return leases.Count;
    }

    private async Task WorkOnAsync(Lease lease, CancellationToken cancellationToken)
    {
        var check = await FindAsync(lease.Target, cancellationToken);
        var actor = Actor.Worker(check.ClientId);
        try
        {
            await AskAsync(actor, check, await OpenClaimAsync(check, cancellationToken), lease, cancellationToken);
        }
        // The database is away, which is no fault of the item: its lease runs out and it is taken again.
        catch (NpgsqlException outage) when (outage.IsTransient)
        {
            logger.CheckInterrupted(check.Id, outage.GetType().Name);
        }
        // Whatever is wrong with one item must neither stop the others nor lose it: it is counted, and parked with a person.
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            logger.CheckFailed(check.Id, failure.GetType().Name);
            await ledger.FailAsync(actor, check, lease, options.Value.FirstDelay, PendingReason.BeingAsked, CancellationToken.None);
        }
    }

    private Task AskAsync(Actor actor, VerificationCase check, SealedClaim claim, Lease lease, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (access.For(check.ClientId, check.Purpose) is not { } permit)
            return asker.HandOverAsync(actor, check, lease, Reason.RegisterRefused);

        // Well inside the lease, so that what the register says is still ours to record.
        var answerBy = now + (options.Value.Lease * 0.8);
        return asker.AskAsync(actor, check, lease, permit.Purpose, claim, answerBy, Lane.Deferred, cancellationToken);
    }

    private async Task<VerificationCase> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(Pool.Work, cancellationToken);
        return (await store.FindAsync(connection, id, cancellationToken))!;
    }

    private async Task<SealedClaim> OpenClaimAsync(VerificationCase check, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(Pool.Work, cancellationToken);
        var subject = await subjects.OpenAsync(connection, check.SubjectId, cancellationToken);
        var claim = await store.ReadClaimAsync(connection, check.Id, cancellationToken);
        return subject.Open<SealedClaim>(Intake.ClaimColumn, check.Id, claim);
    }
}
