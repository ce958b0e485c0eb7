using HueS.Integration.Audit;
using HueS.Integration.Linking;
using HueS.Integration.Protection;
using HueS.Integration.Verification;
using Npgsql;

namespace HueS.Integration.Reconciliation.Drift;

/// <summary>Takes back one change from its journal, in the caller's transaction; what people have done since stays as they left it.</summary>
internal sealed class DriftUndoing(DoubtKeeper doubts, NumberRecorder numbers, HoldStore holds, SubjectStore subjects, Trail trail)
{
    private static readonly string[] HoldActions = [AuditAction.LinkingHeld, AuditAction.LinkingReleased];

    /// <returns><c>false</c>: it was changed since, and nothing was written.</returns>
    public async Task<bool> TakeBackAsync(NpgsqlConnection connection, Actor actor, Run run, RunChange change, CancellationToken cancellationToken)
    {
        var undone = change.Effect switch
        {
            RunEffect.Propose => await doubts.TakeBackAsync(connection, actor, change.Target, cancellationToken),
            RunEffect.RecordNumber => await numbers.TakeBackAsync(connection, change, cancellationToken),
            RunEffect.HoldLinks => await ReleaseAsync(connection, actor, run, change, cancellationToken),
            _ => throw new InvalidOperationException($"Unknown effect {change.Effect}."),
        };
        if (undone && change.Effect == RunEffect.RecordNumber)
            await trail.WriteAsync(connection, Entry(actor, run, change, AuditAction.DriftUndone), cancellationToken);
        return undone;
    }

    private async Task<bool> ReleaseAsync(NpgsqlConnection connection, Actor actor, Run run, RunChange change, CancellationToken cancellationToken)
    {
        await subjects.HoldAsync(connection, [change.Target], cancellationToken);
        if (await trail.HappenedSinceAsync(connection, change.Target, HoldActions, change.At, cancellationToken))
            return false;
        await holds.LiftAsync(connection, change.Target, LinkingHold.Frozen, cancellationToken);
        await trail.WriteAsync(connection, Entry(actor, run, change, AuditAction.LinkingReleased), cancellationToken);
        return true;
    }

    private static AuditEntry Entry(Actor actor, Run run, RunChange change, string action) =>
        new(action, actor, run.Purpose, run.CaseReference, change.Target, run.Id.ToString(), "undo");
}
