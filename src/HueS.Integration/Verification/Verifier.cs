using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Protection;
using HueS.Integration.Storage;
using HueS.Integration.Upstreams;
using Microsoft.Extensions.Options;
using Npgsql;

namespace HueS.Integration.Verification;

/// <summary>
/// Checks identities while the caller waits. Before the register is asked, the intent is durable; the check itself is
/// written once, with its answer or its place in the queue, and only then told.
/// </summary>
internal sealed class Verifier(
    Database database,
    VerificationStore store,
    CheckQueue queue,
    CheckLedger ledger,
    Intake intake,
    Asker asker,
    Delays delays,
    AccessPolicy access,
    EvenTime evenTime,
    Trail trail,
    QueueGauge gauge,
    Expectation expectation,
    IOptions<VerificationOptions> options,
    TimeProvider time)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPollInterval = TimeSpan.FromSeconds(1);
    private const int Attempts = 2;

    public async Task<VerifyResult> VerifyAsync(
        Actor actor,
        VerificationQuestion question,
        string? idempotencyKey,
        Patience patience,
        CancellationToken cancellationToken)
    {
        if (access.For(actor.ClientId, question.Purpose) is not { } permit)
            return new VerifyResult.PurposeNotAllowed();

        var now = time.GetStoredNow();
        var draft = new VerificationCase(
            Guid.CreateVersion7(now),
            actor.ClientId,
            SubjectId: Guid.Empty,
            question.Purpose,
            question.CaseReference,
            ReceiptCode.New(),
            now,
            now + permit.Purpose.Deadline,
            question.Warnings,
            Settlement: null);
        var request = new Request(actor, permit.Purpose, question, idempotencyKey, AnswerBy(now, patience));
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var result = await FollowAsync(request, draft, patience is Patience.None, cancellationToken);
                return patience is Patience.For && result is VerifyResult.Kept { Case: { IsPending: true } pending }
                    ? new VerifyResult.Kept(await WaitAsync(actor, pending, request.AnswerBy, cancellationToken))
                    : result;
            }
            catch (PostgresException taken) when (attempt < Attempts && taken.ConstraintName == VerificationStore.IdempotencyConstraint)
            {
                // The same request was kept a moment ago: now it can be seen.
            }
        }
    }

    /// <summary>A check of the client's own, as it stands now; the look itself goes into the trail.</summary>
    public Task<VerificationCase?> ReadAsync(Actor actor, Guid id, CancellationToken cancellationToken) =>
        ReadAsync(actor, id, found => found.AsSeen(evenTime), cancellationToken);

    /// <summary>The same for whoever has waited for it, whose answer leaves at an even time by itself.</summary>
    private Task<VerificationCase?> ReadBackAsync(Actor actor, Guid id, CancellationToken cancellationToken) =>
        ReadAsync(actor, id, found => found, cancellationToken);

    private async Task<VerificationCase?> ReadAsync(
        Actor actor,
        Guid id,
        Func<VerificationCase, VerificationCase> seen,
        CancellationToken cancellationToken)
    {
        var read = await database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                if (await store.FindAsync(connection, id, token) is not { } kept || kept.ClientId != actor.ClientId)
                    return null;

                var found = seen(kept);
                if (found.IsPending)
                    return found with { Standing = await queue.StandingAsync(connection, found, token) };
                await trail.WriteAsync(
                    connection,
                    new AuditEntry(
                        AuditAction.VerificationDisclosed,
                        actor,
                        found.Purpose,
                        found.CaseReference,
                        found.SubjectId,
                        id.ToString(),
                        found.Settlement?.Decision.Outcome.ToString()),
                    token);
                return found;
            },
            cancellationToken);
        return read is null ? null : await expectation.OfAsync(read, actor.Pool, cancellationToken);
    }

    /// <summary>Follows an equal check that is being asked for until it ends, and asks where nobody does.</summary>
    private async Task<VerifyResult> FollowAsync(Request request, VerificationCase draft, bool later, CancellationToken cancellationToken)
    {
        Guid? followed = null;
        while (true)
        {
            var arrived = await intake.ArriveAsync(
                request.Actor, request.Purpose, request.Question, draft, request.IdempotencyKey, later ? null : request.AnswerBy - time.GetUtcNow(), cancellationToken);
            switch (arrived)
            {
                case Arrived.KeyReused:
                    return new VerifyResult.KeyReused();
                case Arrived.Replay replay:
                    return new VerifyResult.Kept((await ReadBackAsync(request.Actor, replay.Check, cancellationToken))!);
                case Arrived.Reusable reusable:
                    return await ReuseAsync(request.Actor, reusable, cancellationToken);
                case Arrived.Ours ours when later:
                    return await PutOffAsync(request.Actor, ours.Check, new FirstEnd.PutOff(TimeSpan.Zero, PendingReason.BeingAsked, 0));
                case Arrived.Ours ours:
                    return await FlyAsync(request, ours.Check, followed, cancellationToken);
                case Arrived.InFlight other when time.GetUtcNow() + PollInterval >= request.AnswerBy:
                    return await PutOffAsync(request.Actor, other.Check, new FirstEnd.PutOff(delays.First, PendingReason.BeingAsked, 0));
                case Arrived.InFlight other:
                    followed = other.Other;
                    await Task.Delay(PollInterval, time, cancellationToken);
                    break;
                default:
                    throw new InvalidOperationException($"Unknown {arrived.GetType().Name}.");
            }
        }
    }

    /// <summary>Asks, and lets equal checks ask where this one came to no end, whatever the reason.</summary>
    private async Task<VerifyResult> FlyAsync(Request request, NewCheck check, Guid? followed, CancellationToken cancellationToken)
    {
        try
        {
            // The check this one waited for got no answer; asking the same again at once would get none either.
            return followed is { } leader && await StandingOfAsync(request.Actor, leader, cancellationToken) is { Reason: { } reason }
                ? await PutOffAsync(request.Actor, check, new FirstEnd.PutOff(delays.First, reason, 0))
                : await AskAsync(request, check, cancellationToken);
        }
        catch
        {
            await intake.EndFlightAsync(check);
            throw;
        }
    }

    private async Task<VerifyResult> AskAsync(Request request, NewCheck check, CancellationToken cancellationToken)
    {
        var (actor, draft) = (request.Actor, check.Case);
        var ask = new Ask(
            draft.Id, draft.SubjectId, draft.ClientId, request.AnswerBy, Lane.Counter, draft.Purpose, check.OfficerId);
        Asked asked;
        try
        {
            asked = await asker.AskAsync(draft, request.Purpose, check.Claim, ask, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The caller left while the register was being asked: the check is finished without them, where a place is left.
            await PutOffAsync(actor, check, new FirstEnd.PutOff(TimeSpan.Zero, PendingReason.BeingAsked, Attempts: 1));
            throw;
        }

        return asked switch
        {
            Asked.Answered answered =>
                await KeepAsync(actor, check, new FirstEnd.Settled(answered.Result, AnswerSource.Register)),
            Asked.HandedOver handed => await KeepAsync(
                actor,
                check,
                new FirstEnd.Settled(new CheckResult(Decision.For(Outcome.NeedsPerson, handed.Reason), null), AnswerSource.None)),
            Asked.GivenBack given => await PutOffAsync(
                actor,
                check,
                new FirstEnd.PutOff(delays.After(draft, 1, given.RetryAfter), given.Reason, Attempts: 1)),
            Asked.DrewWrongPerson => await PutOffAsync(
                actor,
                check,
                new FirstEnd.PutOff(delays.First, PendingReason.RegisterQuarantined, Attempts: 1, Failures: 1)),
            _ => throw new InvalidOperationException($"Unknown {asked.GetType().Name}."),
        };
    }

    private async Task<VerifyResult> ReuseAsync(Actor actor, Arrived.Reusable reusable, CancellationToken cancellationToken)
    {
        VerificationCase? earlier;
        SealedPerson? registered;
        await using (var connection = await database.OpenAsync(actor.Pool, cancellationToken))
        {
            earlier = await store.FindAsync(connection, reusable.Earlier, cancellationToken);
            registered = await store.OpenRegisteredAsync(connection, reusable.Check.Subject, reusable.Earlier, cancellationToken);
        }

        var settlement = earlier!.Settlement!;
        return await KeepAsync(
            actor,
            reusable.Check,
            new FirstEnd.Settled(new CheckResult(settlement.Decision, registered), AnswerSource.Reuse, settlement));
    }

    private async Task<VerifyResult> KeepAsync(Actor actor, NewCheck check, FirstEnd end) =>
        new VerifyResult.Kept(await ledger.KeepAsync(actor, check, end));

    /// <summary>Gives the check its place in the queue, where one is left. The register may have been asked: no caller cuts this short.</summary>
    private async Task<VerifyResult> PutOffAsync(Actor actor, NewCheck check, FirstEnd.PutOff end)
    {
        if (await gauge.IsFullAsync(CancellationToken.None))
        {
            await intake.EndFlightAsync(check);
            return new VerifyResult.QueueFull();
        }

        var kept = await ledger.KeepAsync(actor, check, end);
        // Read back for its place among those who wait.
        return new VerifyResult.Kept((await ReadBackAsync(actor, kept.Id, CancellationToken.None))!);
    }

    /// <summary>Looks ever less often whether the check has ended; its place in the queue is counted once, at the end.</summary>
    private async Task<VerificationCase> WaitAsync(Actor actor, VerificationCase pending, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var pause = PollInterval;
        while (until - time.GetUtcNow() is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(pause < left ? pause : left, time, cancellationToken);
            if (!await IsPendingAsync(actor, pending.Id, cancellationToken))
                break;
            pause = pause * 2 < LongestPollInterval ? pause * 2 : LongestPollInterval;
        }

        return (await ReadBackAsync(actor, pending.Id, cancellationToken))!;
    }

    private async Task<bool> IsPendingAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(actor.Pool, cancellationToken);
        return await store.FindAsync(connection, id, cancellationToken) is { IsPending: true };
    }

    private async Task<WorkStanding?> StandingOfAsync(Actor actor, Guid leader, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(actor.Pool, cancellationToken);
        return await store.FindAsync(connection, leader, cancellationToken) is { IsPending: true } found
            ? await queue.StandingAsync(connection, found, cancellationToken)
            : null;
    }

    private DateTimeOffset AnswerBy(DateTimeOffset now, Patience patience) => patience switch
    {
        Patience.Usual => now + options.Value.AnswerWithin,
        Patience.For { Time: var wait } => now + (wait < options.Value.LongestWait ? wait : options.Value.LongestWait),
        Patience.None => now,
        _ => throw new ArgumentOutOfRangeException(nameof(patience)),
    };

    private sealed record Request(
        Actor Actor,
        PurposeOptions Purpose,
        VerificationQuestion Question,
        string? IdempotencyKey,
        DateTimeOffset AnswerBy);
}
