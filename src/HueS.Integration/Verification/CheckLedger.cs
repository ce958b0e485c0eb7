using HueS.Integration.Audit;
using HueS.Integration.Events;
using HueS.Integration.Review;
using HueS.Integration.Storage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace HueS.Integration.Verification;

/// <summary>What became of a new check, to be written.</summary>
internal abstract record FirstEnd
{
    private FirstEnd()
    {
    }

    public sealed record Settled(CheckResult Result, AnswerSource Source, Settlement? Of = null) : FirstEnd;

    /// <param name="Attempts">How often the register was asked already.</param>
    /// <param name="Failures">How many of those were the check's own fault.</param>
    public sealed record PutOff(TimeSpan Delay, string Reason, int Attempts, int Failures = 0) : FirstEnd;
}

/// <summary>
/// The first row of a check: its answer or its place in the queue, with the audit row, the event and, where a person must
/// act, their task. Checks that end at the same moment share a transaction, and each is told its end only after the commit.
/// </summary>
internal sealed class CheckLedger
{
    private const int ReceiptAttempts = 5;

    private readonly TimeProvider _time;
    private readonly PolicyChoice _policies;
    private readonly WorkQueue _queue;
    private readonly GroupCommit<Entry, bool> _entries;

    public CheckLedger(Database database, PolicyChoice policies, IOptions<VerificationOptions> options, TimeProvider time)
    {
        _time = time;
        _policies = policies;
        _queue = new WorkQueue(CheckQueue.Kind, options.Value.Lease);
        _entries = new GroupCommit<Entry, bool>(
            entries => database.RunAsync<IReadOnlyList<bool>>(
                Pool.Api,
                async (connection, token) =>
                {
                    await using var batch = new NpgsqlBatch(connection);
                    Append(batch, entries);
                    await batch.ExecuteNonQueryAsync(token);
                    return new bool[entries.Count];
                },
                CancellationToken.None),
            // Only so many are let in; an answer that was asked and paid for is not turned away here.
            mostWaiting: int.MaxValue);
    }

    /// <summary>Writes the check with its end, and answers it as anyone will read it from now on.</summary>
    public async Task<VerificationCase> KeepAsync(Actor actor, NewCheck check, FirstEnd end)
    {
        for (var attempt = 1; ; attempt++)
        {
            var entry = end switch
            {
                FirstEnd.Settled settled => Settle(actor, check, settled),
                FirstEnd.PutOff putOff => PutOff(actor, check, putOff),
                _ => throw new ArgumentOutOfRangeException(nameof(end)),
            };
            try
            {
                await _entries.WriteAsync(entry);
                return entry.Row.Check.Case;
            }
            catch (PostgresException taken) when (attempt < ReceiptAttempts && taken.ConstraintName == VerificationStore.ReceiptConstraint)
            {
                // Another check drew the same code before; the answer stays, only its receipt is drawn again.
                check = check with { Case = check.Case with { Receipt = ReceiptCode.New() } };
            }
        }
    }

    private Entry Settle(Actor actor, NewCheck check, FirstEnd.Settled end)
    {
        var now = _time.GetStoredNow();
        var settlement = end.Of is { } earlier
            ? earlier with { Source = end.Source, SettledAt = now }
            : Settlement.Now(end.Result.Decision, end.Source, now, _policies.VersionFor(check.Case.Purpose));
        var settled = check with { Case = check.Case with { Settlement = settlement } };
        var registered = end.Result.Registered is { } person
            ? check.Subject.Seal(Intake.RegisteredColumn, check.Case.Id, person)
            : null;
        return new Entry(
            new NewVerification(settled, SealClaim(check), settlement, registered),
            CheckAudit.Of(actor, check.Case, AuditAction.VerificationAnswered, $"{settlement.Decision.Outcome} {settlement.Source}"),
            EventKind.VerificationSettled,
            Work: null);
    }

    private Entry PutOff(Actor actor, NewCheck check, FirstEnd.PutOff end)
    {
        var standing = new WorkStanding(end.Attempts, check.Case.CreatedAt + end.Delay, end.Reason, Ahead: 0);
        var waiting = check with { Case = check.Case with { Standing = standing } };
        return new Entry(
            new NewVerification(waiting, SealClaim(check), Settlement: null, Registered: null),
            CheckAudit.Of(actor, check.Case, AuditAction.VerificationPutOff, end.Reason),
            EventKind.VerificationPending,
            new NewWork(check.Case.Id, end.Delay, end.Reason, end.Attempts, end.Failures));
    }

    private void Append(NpgsqlBatch batch, IReadOnlyList<Entry> entries)
    {
        VerificationStore.Append(batch, [.. entries.Select(entry => entry.Row)]);
        Trail.Append(batch, [.. entries.Select(entry => (entry.Audit, (Guid?)entry.Row.Check.OfficerId))]);
        EventStore.Append(batch, [.. entries.Select(entry => new Event(entry.Event, entry.Row.Check.Case.ClientId, entry.Row.Check.Case.Id))]);
        FlightStore.Append(batch, [.. entries.Select(entry => (entry.Row.Check.ClaimIndex, entry.Row.Check.Case.Id))]);
        if (entries.Select(entry => entry.Work).OfType<NewWork>().ToArray() is { Length: > 0 } work)
            _queue.Append(batch, work);
        foreach (var entry in entries)
        {
            if (entry.Row is { Settlement.Decision: { Outcome: Outcome.NeedsPerson } decision, Check.Case: var check })
                CheckTask.Append(batch, check, decision);
        }
    }

    private static byte[] SealClaim(NewCheck check) => check.Subject.Seal(Intake.ClaimColumn, check.Case.Id, check.Claim);

    private sealed record Entry(NewVerification Row, AuditEntry Audit, string Event, NewWork? Work);
}

/// <summary>The task of the person who decides what the register could not.</summary>
internal static class CheckTask
{
    public static void Append(NpgsqlBatch batch, VerificationCase check, Decision decision) => ReviewStore.Append(
        batch,
        ReviewSubject.Verification,
        check.Id,
        check.ClientId,
        [.. decision.Reasons.Select(reason => reason.ToString())],
        check.CreatedAt);
}
