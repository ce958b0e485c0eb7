using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Events;

/// <summary>What callers may want to hear about. The names are stored; they never change.</summary>
internal static class EventKind
{
    public const string VerificationPending = "verification.pending";
    public const string VerificationRetried = "verification.retried";
    public const string VerificationSettled = "verification.settled";
    public const string VerificationWithdrawn = "verification.withdrawn";
    public const string ProfileBound = "profile.bound";
    public const string ProfileKept = "profile.kept";
    public const string ProfileMoved = "profile.moved";
    public const string CitizenMerged = "citizen.merged";
    public const string CitizenUnmerged = "citizen.unmerged";
    public const string CitizenKeptApart = "citizen.kept_apart";
    public const string RecordLinked = "record.linked";
    public const string RecordNeedsPerson = "record.needs_person";
    public const string RecordFrozen = "record.frozen";
    public const string RecordUnlinked = "record.unlinked";
    public const string RecordClosed = "record.closed";
    public const string BatchReading = "batch.reading";
    public const string BatchRunning = "batch.running";
    public const string BatchPaused = "batch.paused";
    public const string BatchCancelled = "batch.cancelled";
    public const string BatchCompleted = "batch.completed";
    public const string BatchFailed = "batch.failed";
    public const string RunPlanned = "run.planned";
    public const string RunDryRun = "run.dry_run";
    public const string RunAwaitingApproval = "run.awaiting_approval";
    public const string RunApproved = "run.approved";
    public const string RunApplying = "run.applying";
    public const string RunPaused = "run.paused";
    public const string RunCancelled = "run.cancelled";
    public const string RunCompleted = "run.completed";
    public const string RunUndoing = "run.undoing";
    public const string RunUndone = "run.undone";
}

/// <summary>What happened, to what, and which client it concerns.</summary>
internal sealed record Event(string Kind, string ClientId, Guid Target);

/// <summary>The outbox: what happened, in the transaction in which it happened, for the client it concerns.</summary>
internal sealed class EventStore
{
    public async Task AppendAsync(
        NpgsqlConnection connection,
        string kind,
        string clientId,
        Guid target,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        Append(batch, [new Event(kind, clientId, target)]);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Rows for a batch that writes what they tell of.</summary>
    public static void Append(NpgsqlBatch batch, IReadOnlyList<Event> events) => batch.Add(
        """
        insert into event (id, kind, client_id, target)
        select * from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[])
        """,
        events.Select(_ => Guid.CreateVersion7()).ToArray(),
        events.Select(happened => happened.Kind).ToArray(),
        events.Select(happened => happened.ClientId).ToArray(),
        events.Select(happened => happened.Target).ToArray());
}
