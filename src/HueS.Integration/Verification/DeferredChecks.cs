using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Protection;
using HueS.Integration.Storage;
using HueS.Integration.Upstreams;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Verification;

/// <summary>Works off the checks the register could not answer at once.</summary>
internal sealed class DeferredChecks(
    Database database,
    VerificationStore store,
    SubjectStore subjects,
    FlightStore flights,
    OfficerStore officers,
    CheckQueue queue,
    Asker asker,
    Delays delays,
    AccessPolicy access,
    IOptions<VerificationOptions> options,
    TimeProvider time,
    ILogger<DeferredChecks> logger)
{
    // An equal check is being asked for at this moment; its answer will serve.
    private static readonly TimeSpan Meanwhile = TimeSpan.FromSeconds(1);

    // A check that waits long for its answer keeps one place, not those that became free beside it.
    private static readonly TimeSpan LooksAgainAfter = TimeSpan.FromMilliseconds(500);

    /// <summary>One pass: works off what is due, as much at a time as one node may, until nothing is; answers how many that were.</summary>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        var (worked, running) = (0, new List<Task>());
        try
        {
            do
            {
                var free = options.Value.DeferredAtOnce - running.Count;
                var leases = await queue.TakeDueAsync(free, cancellationToken);
                running.AddRange(leases.Select(lease => WorkOnAsync(lease, Lane.Deferred, cancellationToken)));
                worked += leases.Count;
                if (running.Count > 0)
                    await NextFreeAsync(running, allTaken: leases.Count < free, cancellationToken);
            }
            while (running.Count > 0);
        }
        finally
        {
            await Task.WhenAll(running);
        }

        return worked;
    }

    /// <summary>Waits until a place is free, or, where some are but nothing was due, until something may be.</summary>
    private async Task NextFreeAsync(List<Task> running, bool allTaken, CancellationToken cancellationToken)
    {
        var oneEnds = Task.WhenAny(running);
        await (allTaken ? Task.WhenAny(oneEnds, Task.Delay(LooksAgainAfter, time, cancellationToken)) : oneEnds);
        foreach (var ended in running.Where(task => task.IsCompleted).ToList())
        {
            running.Remove(ended);
            await ended;
        }
    }

    /// <summary>Works on one leased check, in the lane of whoever leased it; whatever comes of it is written down.</summary>
    public async Task WorkOnAsync(Lease lease, Lane lane, CancellationToken cancellationToken)
    {
        var check = await FindAsync(lease.Target, cancellationToken);
        var actor = Actor.Worker(check.ClientId);
        try
        {
            await WorkOnAsync(actor, check, lease, lane, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await queue.PutOffAsync(actor, check, lease, TimeSpan.Zero, PendingReason.BeingAsked, CancellationToken.None);
            throw;
        }
        // The database is away, which is no fault of the item: its lease runs out and it is taken again.
        catch (Exception outage) when (Outage.Is(outage))
        {
            logger.CheckInterrupted(check.Id, outage.GetType().Name);
        }
        // Whatever is wrong with one item must neither stop the others nor lose it: it is counted, and parked with a person.
        catch (Exception failure)
        {
            logger.CheckFailed(check.Id, failure.GetType().Name);
            await queue.FailAsync(actor, check, lease, delays.First, PendingReason.BeingAsked, CancellationToken.None);
        }
    }

    private async Task WorkOnAsync(Actor actor, VerificationCase check, Lease lease, Lane lane, CancellationToken cancellationToken)
    {
        if (access.For(check.ClientId, check.Purpose) is not { } permit)
        {
            await HandOverAsync(actor, check, lease, Reason.RegisterRefused);
            return;
        }

        var (claim, claimIndex) = await OpenClaimAsync(check, cancellationToken);
        if (await ReuseAsync(actor, check, lease, permit.Purpose, cancellationToken))
            return;
        var officer = await officers.KeepAsync(database, actor.Pool, claim.OpenOfficer(), cancellationToken);
        if (!await FlyAsync(claimIndex, check.Id, lane, cancellationToken))
        {
            await queue.PostponeAsync(actor, lease, Meanwhile, cancellationToken);
            return;
        }

        try
        {
            // Whoever flew before us may have been answered since we looked.
            if (await ReuseAsync(actor, check, lease, permit.Purpose, cancellationToken))
                return;
            // Well inside the lease, so that what the register says is still ours to record.
            var ask = new Ask(
                check.Id,
                check.SubjectId,
                check.ClientId,
                time.GetUtcNow() + (options.Value.Lease * 0.8),
                lane,
                check.Purpose,
                officer);
            await RecordAsync(actor, check, lease, await asker.AskAsync(check, permit.Purpose, claim, ask, cancellationToken));
        }
        finally
        {
            await EndFlightAsync(claimIndex, check.Id);
        }
    }

    private Task RecordAsync(Actor actor, VerificationCase check, Lease lease, Asked asked) => asked switch
    {
        Asked.Answered answered =>
            queue.SettleAsync(actor, check, lease, answered.Result, AnswerSource.Register, CancellationToken.None),
        Asked.HandedOver handed => HandOverAsync(actor, check, lease, handed.Reason),
        // Another route may answer; met there again, a person takes over.
        Asked.DrewWrongPerson =>
            queue.FailAsync(actor, check, lease, delays.First, PendingReason.RegisterQuarantined, CancellationToken.None),
        Asked.GivenBack when time.GetUtcNow() >= check.Deadline => HandOverAsync(actor, check, lease, Reason.DeadlinePassed),
        Asked.GivenBack given => queue.PutOffAsync(
            actor,
            check,
            lease,
            delays.After(check, lease.Attempts, given.RetryAfter),
            given.Reason,
            CancellationToken.None),
        _ => throw new InvalidOperationException($"Unknown {asked.GetType().Name}."),
    };

    /// <summary>Settles the check by the answer an equal one got meanwhile.</summary>
    private async Task<bool> ReuseAsync(
        Actor actor,
        VerificationCase check,
        Lease lease,
        PurposeOptions purpose,
        CancellationToken cancellationToken)
    {
        var window = time.GetUtcNow() - purpose.ReuseWindow;
        var since = window < check.CreatedAt ? window : check.CreatedAt;
        VerificationCase? earlier;
        SealedPerson? registered;
        await using (var connection = await database.OpenAsync(Pool.Work, cancellationToken))
        {
            if (await store.FindReusableAsync(connection, check.Id, since, cancellationToken) is not { } id)
                return false;
            earlier = await store.FindAsync(connection, id, cancellationToken);
            var subject = await subjects.OpenAsync(connection, check.SubjectId, cancellationToken);
            registered = await store.OpenRegisteredAsync(connection, subject, id, cancellationToken);
        }

        var settlement = earlier!.Settlement! with { Source = AnswerSource.Reuse, SettledAt = time.GetStoredNow() };
        await queue.SettleAsync(actor, check, lease, settlement, registered, CancellationToken.None);
        return true;
    }

    /// <summary>Ends the check with a person, who decides what the register could not.</summary>
    private Task HandOverAsync(Actor actor, VerificationCase check, Lease lease, Reason reason) =>
        queue.SettleAsync(
            actor,
            check,
            lease,
            new CheckResult(Decision.For(Outcome.NeedsPerson, reason), null),
            AnswerSource.None,
            CancellationToken.None);

    private async Task<bool> FlyAsync(byte[] claimIndex, Guid id, Lane lane, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(Pool.Work, cancellationToken);
        var flown = await flights.TakeAsync(connection, [new Flight(claimIndex, id, lane, options.Value.Lease)], cancellationToken);
        return flown[0] == id;
    }

    private async Task EndFlightAsync(byte[] claimIndex, Guid id)
    {
        try
        {
            await using var connection = await database.OpenAsync(Pool.Work, CancellationToken.None);
            await flights.EndAsync(connection, claimIndex, id, CancellationToken.None);
        }
        catch (Exception outage) when (Outage.Is(outage))
        {
            // What became of the check is written or will be tried again; the flight ends when its time is over.
        }
    }

    private async Task<VerificationCase> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(Pool.Work, cancellationToken);
        return (await store.FindAsync(connection, id, cancellationToken))!;
    }

    private async Task<(SealedClaim Claim, byte[] ClaimIndex)> OpenClaimAsync(VerificationCase check, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(Pool.Work, cancellationToken);
        var subject = await subjects.OpenAsync(connection, check.SubjectId, cancellationToken);
        var (claim, claimIndex) = await store.ReadClaimAsync(connection, check.Id, cancellationToken);
        return (subject.Open<SealedClaim>(Intake.ClaimColumn, check.Id, claim), claimIndex);
    }
}
