using HueS.Integration.Audit;
using HueS.Integration.Events;
using HueS.Integration.Protection;
using HueS.Integration.Review;
using HueS.Integration.Storage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace HueS.Integration.Verification;

/// <summary>
/// Every change a check goes through after it was kept, each in one transaction with its audit row, its event and, where a
/// person must act, their task.
/// </summary>
internal sealed class CheckLedger(
    Database database,
    VerificationStore store,
    SubjectStore subjects,
    ReviewStore reviews,
    Trail trail,
    EventStore events,
    IOptions<VerificationOptions> options,
    TimeProvider time)
{
    private readonly WorkQueue _queue = new("verification", options.Value.Lease);

    public Task<Lease> AddLeasedAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        _queue.AddLeasedAsync(connection, id, cancellationToken);

    public Task<List<Lease>> TakeDueAsync(int limit, CancellationToken cancellationToken) =>
        database.TransactAsync(
            Pool.Work,
            (connection, token) => _queue.TakeDueAsync(connection, limit, token),
            cancellationToken);

    public Task<WorkStanding?> StandingAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        _queue.StandingAsync(connection, id, cancellationToken);

    public Task<(long Count, DateTimeOffset? Oldest)> WaitingAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        _queue.WaitingAsync(connection, cancellationToken);

    public Task SettleAsync(
        Actor actor,
        VerificationCase check,
        Lease lease,
        CheckResult result,
        AnswerSource source,
        CancellationToken cancellationToken) =>
        database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                if (await _queue.CompleteAsync(connection, lease, token))
                    await SettleHeldAsync(connection, actor, check, result, source, token);
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
                if (!await _queue.PutOffAsync(connection, lease, delay, reason, token))
                    return;
                await trail.WriteAsync(
                    connection,
                    new AuditEntry(
                        AuditAction.VerificationPutOff,
                        actor,
                        check.Purpose,
                        check.CaseReference,
                        check.SubjectId,
                        check.Id.ToString(),
                        reason),
                    token);
                await events.AppendAsync(connection, EventKind.VerificationPending, check.ClientId, check.Id, token);
            },
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
                var standing = await _queue.FailAsync(connection, lease, delay, pendingReason, token);
                if (standing == FailedWork.Parked)
                {
                    await SettleHeldAsync(
                        connection,
                        actor,
                        check,
                        new CheckResult(Decision.For(Outcome.NeedsPerson, Reason.CheckFailed), null),
                        AnswerSource.None,
                        token);
                }
            },
            cancellationToken);

    /// <summary>What goes with a settlement, however it came about.</summary>
    public async Task RecordSettledAsync(
        NpgsqlConnection connection,
        Actor actor,
        VerificationCase check,
        Settlement settlement,
        CancellationToken cancellationToken)
    {
        await trail.WriteAsync(
            connection,
            new AuditEntry(
                AuditAction.VerificationSettled,
                actor,
                check.Purpose,
                check.CaseReference,
                check.SubjectId,
                check.Id.ToString(),
                $"{settlement.Decision.Outcome} {settlement.Source}"),
            cancellationToken);
        await events.AppendAsync(connection, EventKind.VerificationSettled, check.ClientId, check.Id, cancellationToken);
        if (settlement.Decision.Outcome == Outcome.NeedsPerson)
        {
            await reviews.OpenAsync(
                connection,
                ReviewSubject.Verification,
                check.Id,
                check.ClientId,
                [.. settlement.Decision.Reasons.Select(reason => reason.ToString())],
                check.CreatedAt,
                cancellationToken);
        }
    }

    private async Task SettleHeldAsync(
        NpgsqlConnection connection,
        Actor actor,
        VerificationCase check,
        CheckResult result,
        AnswerSource source,
        CancellationToken cancellationToken)
    {
        var now = time.GetStoredNow();
        var settlement = new Settlement(
            result.Decision,
            source == AnswerSource.None ? null : now,
            now,
            source,
            VerificationRules.Version);
        byte[]? registered = null;
        if (result.Registered is { } person)
        {
            var subject = await subjects.OpenAsync(connection, check.SubjectId, cancellationToken);
            registered = subject.Seal(Intake.RegisteredColumn, check.Id, person);
        }

        if (await store.SettleAsync(connection, check.Id, settlement, registered, cancellationToken))
            await RecordSettledAsync(connection, actor, check, settlement, cancellationToken);
    }
}
