using HueS.Integration.Audit;
using HueS.Integration.Events;
using Npgsql;

namespace HueS.Integration.Reconciliation;

/// <summary>Says of every move of a run, in its own transaction, who made it; and tells the client it belongs to.</summary>
internal sealed class RunTrail(Trail trail, EventStore events)
{
    public async Task RecordAsync(NpgsqlConnection connection, Actor actor, Run run, string action, string? eventKind, CancellationToken cancellationToken)
    {
        await trail.WriteAsync(
            connection,
            new AuditEntry(action, actor, run.Purpose, run.CaseReference, Target: run.Id.ToString(), Note: NoteOf(run)),
            cancellationToken);
        if (eventKind is not null)
            await events.AppendAsync(connection, eventKind, run.ClientId, run.Id, cancellationToken);
    }

    public Task DiscloseAsync(NpgsqlConnection connection, Actor actor, Run run, string what, CancellationToken cancellationToken) =>
        trail.WriteAsync(
            connection,
            new AuditEntry(AuditAction.RunDisclosed, actor, run.Purpose, run.CaseReference, Target: run.Id.ToString(), Note: what),
            cancellationToken);

    /// <summary>Says of each of these citizens that they were shown, masked or not: everybody is to see who has looked at them.</summary>
    public static async Task DiscloseAsync(
        NpgsqlConnection connection,
        Actor actor,
        Run run,
        IReadOnlyCollection<RunItem> items,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        Trail.Append(batch, [.. items.SelectMany(item => item.Citizens).Select(citizen => (
            new AuditEntry(AuditAction.RunDisclosed, actor, run.Purpose, run.CaseReference, citizen, run.Id.ToString(), "finding"),
            (Guid?)null))]);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>What a second person agreed to stands in the trail, so that it can be compared with what was done.</summary>
    private static string NoteOf(Run run) => run.Digest is { } digest
        ? $"version={run.Version} findings={run.Counts.Findings} digest={Convert.ToHexStringLower(digest)}"
        : $"version={run.Version} selected={run.Counts.Selected}";
}
