using HueS.Integration.Audit;
using HueS.Integration.Events;
using HueS.Integration.Protection;
using HueS.Integration.Storage;
using HueS.Integration.Verification.Batches;
using Microsoft.Extensions.Options;
using Npgsql;

namespace HueS.Integration.Verification;

/// <summary>
/// Checks that wait for the register. Every change of one is a transaction with its audit row, its event and, where a person
/// must act, their task; a node that lost its lease changes nothing.
/// </summary>
internal sealed class CheckQueue(
    Database database,
    VerificationStore store,
    BatchStore lists,
    SubjectStore subjects,
    Trail trail,
    EventStore events,
    PolicyChoice policies,
    IOptions<VerificationOptions> options,
    TimeProvider time)
{
    public const string Kind = "verification";

    /// <summary>Every list has a queue of its own; the rest of its name is the list's id.</summary>
    private const string ListedKind = "verification.batch/";

    private readonly WorkQueue _queue = new(Kind, options.Value.Lease);

    public Task<List<Lease>> TakeDueAsync(int limit, CancellationToken cancellationToken) =>
        database.TransactAsync(
            Pool.Work,
            (connection, token) => _queue.TakeDueAsync(connection, limit, token),
            cancellationToken);

    public static string KindOf(Guid? batchId) => batchId is { } list ? $"{ListedKind}{list}" : Kind;

    /// <summary>Where a check stands in its own queue; a row of a paused list waits for the list.</summary>
    public async Task<WorkStanding?> StandingAsync(NpgsqlConnection connection, VerificationCase check, CancellationToken cancellationToken) =>
        await QueueOf(check).StandingAsync(connection, check.Id, cancellationToken) is not { } standing ? null
        : check.BatchId is { } list && await lists.IsPausedAsync(connection, list, cancellationToken) ? standing with { Reason = PendingReason.ListPaused }
        : standing;

    public Task<Dictionary<Guid, WorkStanding>> StandingsAsync(
        NpgsqlConnection connection,
        IReadOnlyCollection<Guid> ids,
        CancellationToken cancellationToken) =>
        _queue.StandingsAsync(connection, ids, cancellationToken);

    public Task<(long Count, DateTimeOffset? Oldest)> WaitingAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        _queue.WaitingAsync(connection, cancellationToken);

    /// <summary>Checks that ended a moment ago, and may have to be shown as waiting still.</summary>
    public Task<List<Guid>> ListEndedAsync(NpgsqlConnection connection, TimeSpan since, CancellationToken cancellationToken) =>
        _queue.ListDoneAsync(connection, since, cancellationToken);

    public Task<bool> HastenAsync(NpgsqlConnection connection, VerificationCase check, CancellationToken cancellationToken) =>
        QueueOf(check).HastenAsync(connection, check.Id, cancellationToken);

    public Task<bool> WithdrawAsync(NpgsqlConnection connection, VerificationCase check, CancellationToken cancellationToken) =>
        QueueOf(check).WithdrawAsync(connection, check.Id, cancellationToken);

    public Task SettleAsync(
        Actor actor,
        VerificationCase check,
        Lease lease,
        CheckResult result,
        AnswerSource source,
        CancellationToken cancellationToken) =>
        SettleAsync(
            actor,
            check,
            lease,
            Settlement.Now(result.Decision, source, time.GetStoredNow(), policies.VersionFor(check.Purpose)),
            result.Registered,
            cancellationToken);

    /// <param name="settlement">The end as it is written, such as that of an equal check answered meanwhile.</param>
    public Task SettleAsync(
        Actor actor,
        VerificationCase check,
        Lease lease,
        Settlement settlement,
        SealedPerson? registered,
        CancellationToken cancellationToken) =>
        database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                if (await _queue.CompleteAsync(connection, lease, token))
                    await SettleHeldAsync(connection, actor, check, settlement, registered, token);
            },
            cancellationToken);

    /// <summary>Gives the check back: the register could not answer, which says nothing about the person.</summary>
    public Task PutOffAsync(
        Actor actor,
        VerificationCase check,
        Lease lease,
        TimeSpan delay,
        string reason,
        CancellationToken cancellationToken) =>
        database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                if (await _queue.PutOffAsync(connection, lease, delay, reason, token))
                    await TellPutOffAsync(connection, actor, check, reason, token);
            },
            cancellationToken);

    /// <summary>Gives the check back before the register was asked: nothing happened that anyone need be told.</summary>
    public Task PostponeAsync(Actor actor, Lease lease, TimeSpan delay, CancellationToken cancellationToken) =>
        database.TransactAsync(
            actor.Pool,
            (connection, token) => _queue.PostponeAsync(connection, lease, delay, token),
            cancellationToken);

    /// <summary>Counts a failure that is this check's own; after three the check is handed to a person instead of being lost.</summary>
    public Task FailAsync(
        Actor actor,
        VerificationCase check,
        Lease lease,
        TimeSpan delay,
        string pendingReason,
        CancellationToken cancellationToken) =>
        database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                var failed = await _queue.FailAsync(connection, lease, delay, pendingReason, token);
                if (failed == FailedWork.TriedAgain)
                    await TellPutOffAsync(connection, actor, check, pendingReason, token);
                if (failed != FailedWork.Parked)
                    return;
                var parked = Settlement.Now(
                    Decision.For(Outcome.NeedsPerson, Reason.CheckFailed),
                    AnswerSource.None,
                    time.GetStoredNow(),
                    policies.VersionFor(check.Purpose));
                await SettleHeldAsync(connection, actor, check, parked, null, token);
            },
            cancellationToken);

    /// <summary>Puts a check that a person gave back into the queue, due at once.</summary>
    public async Task ReopenAsync(NpgsqlConnection connection, VerificationCase check, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        QueueOf(check).AppendAgain(batch, [check.Id]);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task TellPutOffAsync(
        NpgsqlConnection connection,
        Actor actor,
        VerificationCase check,
        string reason,
        CancellationToken cancellationToken)
    {
        await trail.WriteAsync(connection, CheckAudit.Of(actor, check, AuditAction.VerificationPutOff, reason), cancellationToken);
        await events.AppendAsync(connection, EventKind.VerificationPending, check.ClientId, check.Id, cancellationToken);
    }

    private async Task SettleHeldAsync(
        NpgsqlConnection connection,
        Actor actor,
        VerificationCase check,
        Settlement settlement,
        SealedPerson? registered,
        CancellationToken cancellationToken)
    {
        byte[]? shown = null;
        if (registered is not null)
        {
            var subject = await subjects.OpenAsync(connection, check.SubjectId, cancellationToken);
            shown = subject.Seal(Intake.RegisteredColumn, check.Id, registered);
        }

        if (!await store.SettleAsync(connection, check.Id, settlement, shown, cancellationToken))
            return;
        await trail.WriteAsync(
            connection,
            CheckAudit.Of(actor, check, AuditAction.VerificationSettled, $"{settlement.Decision.Outcome} {settlement.Source}"),
            cancellationToken);
        await events.AppendAsync(connection, EventKind.VerificationSettled, check.ClientId, check.Id, cancellationToken);
        if (settlement.Decision.Outcome != Outcome.NeedsPerson)
            return;
        await using var task = new NpgsqlBatch(connection);
        CheckTask.Append(task, check, settlement.Decision);
        await task.ExecuteNonQueryAsync(cancellationToken);
    }

    private WorkQueue QueueOf(VerificationCase check) => new(KindOf(check.BatchId), options.Value.Lease);
}
