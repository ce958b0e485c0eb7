using System.Security.Cryptography;
using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Storage;
using HueS.Integration.Upstreams;
using Microsoft.Extensions.Options;
using Npgsql;

namespace HueS.Integration.Verification;

/// <summary>
/// Checks identities. A check is kept before the register is asked, as work leased to whoever asks; so an answer, an
/// outage and a crash all leave it in the same durable place.
/// </summary>
internal sealed class Verifier(
    Database database,
    VerificationStore store,
    CheckLedger ledger,
    Intake intake,
    Asker asker,
    AccessPolicy access,
    Trail trail,
    QueueGauge gauge,
    IOptions<VerificationOptions> options,
    TimeProvider time)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    public async Task<VerifyResult> VerifyAsync(
        Actor actor,
        VerificationQuestion question,
        string? idempotencyKey,
        CancellationToken cancellationToken)
    {
        var answerBy = time.GetUtcNow() + options.Value.AnswerWithin;
        if (access.For(actor.ClientId, question.Purpose) is not { } permit)
            return new VerifyResult.PurposeNotAllowed();
        if (idempotencyKey is not null
            && await FindReplayAsync(actor, question, idempotencyKey, cancellationToken) is { } replay)
            return await ReplayAsync(actor, replay, answerBy, cancellationToken);
        if (await gauge.IsFullAsync(cancellationToken))
            return new VerifyResult.QueueFull();

        Accepted accepted;
        try
        {
            accepted = await intake.AcceptAsync(actor, permit.Purpose, question, idempotencyKey, cancellationToken);
        }
        catch (PostgresException raced) when (raced.ConstraintName == VerificationStore.IdempotencyConstraint)
        {
            var winner = await FindReplayAsync(actor, question, idempotencyKey!, cancellationToken);
            return await ReplayAsync(actor, winner!, answerBy, cancellationToken);
        }

        if (accepted.Lease is { } lease)
            await asker.AskAsync(actor, accepted.Case, lease, permit.Purpose, SealedClaim.Of(question), answerBy, Lane.Counter, cancellationToken);
        return new VerifyResult.Kept((await ReadAsync(actor, accepted.Case.Id, cancellationToken))!);
    }

    /// <summary>A check of the client's own, as it stands now; the look itself goes into the trail.</summary>
    public Task<VerificationCase?> ReadAsync(Actor actor, Guid id, CancellationToken cancellationToken) =>
        database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                var found = await store.FindAsync(connection, id, token);
                if (found is null || found.ClientId != actor.ClientId)
                    return null;

                if (found.Settlement is null)
                    return found with { Standing = await ledger.StandingAsync(connection, id, token) };
                await trail.WriteAsync(
                    connection,
                    new AuditEntry(
                        AuditAction.VerificationDisclosed,
                        actor,
                        found.Purpose,
                        found.CaseReference,
                        found.SubjectId,
                        id.ToString(),
                        found.Settlement.Decision.Outcome.ToString()),
                    token);
                return found;
            },
            cancellationToken);

    private async Task<Replay?> FindReplayAsync(
        Actor actor,
        VerificationQuestion question,
        string idempotencyKey,
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(actor.Pool, cancellationToken);
        return await store.FindByKeyAsync(connection, actor.ClientId, idempotencyKey, cancellationToken) is { } known
            ? new Replay(known.Id, CryptographicOperations.FixedTimeEquals(known.RequestIndex, intake.RequestIndex(question)))
            : null;
    }

    /// <summary>Gives the answer of the first request, waiting for it a while where it is still being asked for.</summary>
    private async Task<VerifyResult> ReplayAsync(
        Actor actor,
        Replay replay,
        DateTimeOffset answerBy,
        CancellationToken cancellationToken)
    {
        if (!replay.SameRequest)
            return new VerifyResult.KeyReused();

        while (true)
        {
            var current = (await ReadAsync(actor, replay.Id, cancellationToken))!;
            var stillAsked = current is { Settlement: null, Standing.Reason: null };
            if (!stillAsked || time.GetUtcNow() + PollInterval >= answerBy)
                return new VerifyResult.Kept(current);
            await Task.Delay(PollInterval, time, cancellationToken);
        }
    }

    private sealed record Replay(Guid Id, bool SameRequest);
}
