using HueS.Integration.Audit;
using HueS.Integration.Events;
using HueS.Integration.Profiles;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Reconciliation;

/// <summary>Selects the people of a run, a page at a time, and lays them ready to be looked at. Broken off, it goes on where it was.</summary>
internal sealed class RunPlanner(
    Database database,
    RunStore runs,
    RunItemStore items,
    RunQueues queues,
    ProfileStore profiles,
    RunTrail trail,
    TimeProvider time)
{
    private const int AtOnce = 5_000;

    public async Task<RunResult> PlanAsync(Actor actor, Guid id, int expectedVersion, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await database.TransactAsync(Pool.Work, (connection, token) => PageAsync(connection, actor, id, expectedVersion, token), cancellationToken)
                is { } ended)
                return ended;
        }
    }

    /// <summary><c>null</c>: there is another page.</summary>
    private async Task<RunResult?> PageAsync(NpgsqlConnection connection, Actor actor, Guid id, int expectedVersion, CancellationToken cancellationToken)
    {
        if (await runs.LockAsync(connection, id, cancellationToken) is not { } run)
            return new RunResult.NotFound();
        if (run.Version != expectedVersion)
            return new RunResult.Stale();
        if (RunLife.Next(run, RunStep.Plan) is not { } planned)
            return new RunResult.NotInState(run.State);

        var page = await SelectAsync(connection, run, cancellationToken);
        await AddAsync(connection, run, page, cancellationToken);
        if (run.Selection is { Accounts: null, Sample: null } && page.Count == AtOnce)
            return null;

        var now = await runs.MoveAsync(connection, run, planned, time.GetStoredNow(), cancellationToken);
        await trail.RecordAsync(connection, actor, now, AuditAction.RunPlanned, EventKind.RunPlanned, cancellationToken);
        return new RunResult.Done(now);
    }

    private Task<List<Guid>> SelectAsync(NpgsqlConnection connection, Run run, CancellationToken cancellationToken) => run.Selection switch
    {
        { Accounts: { } accounts } => profiles.CitizensOfAsync(connection, [.. accounts], cancellationToken),
        { Sample: { } sample } => profiles.DrawCitizensAsync(connection, LookedBefore(run), run.Id, sample, cancellationToken),
        _ => profiles.ListCitizensAsync(connection, LookedBefore(run), run.PlannedTo, AtOnce, cancellationToken),
    };

    private async Task AddAsync(NpgsqlConnection connection, Run run, List<Guid> citizens, CancellationToken cancellationToken)
    {
        if (citizens.Count == 0)
            return;
        // Whoever is named is looked at however lately somebody looked.
        DateTimeOffset? lookedBefore = run.Selection.Accounts is null ? LookedBefore(run) : null;
        var added = await items.AddAsync(connection, run.Id, citizens, lookedBefore, cancellationToken);
        await using (var batch = new NpgsqlBatch(connection))
        {
            queues.Looks(run.Id).AppendAgain(batch, added);
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        await runs.SelectAsync(connection, run.Id, added.Count, citizens[^1], cancellationToken);
    }

    private static DateTimeOffset LookedBefore(Run run) => run.CreatedAt.AddDays(-run.Selection.OlderThanDays);
}
