using HueS.Integration.Audit;
using HueS.Integration.Events;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Reconciliation;

/// <summary>Where people move runs on. What two of them have to agree to is fixed by one value, and holds for that and nothing else.</summary>
internal sealed class RunDesk(
    Database database,
    RunStore runs,
    RunItemStore items,
    ChangeStore changes,
    RunQueues queues,
    OfficerStore officers,
    RunTrail trail,
    TimeProvider time)
{
    private const int AtOnce = 5_000;

    /// <summary>The run nobody is asked for yet.</summary>
    public Task<Run> CreateAsync(Actor actor, RunKind kind, string purpose, string caseReference, RunSelection selection, CancellationToken cancellationToken) =>
        database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                var now = time.GetStoredNow();
                var officer = await officers.OfAsync(connection, actor.Officer!.Value, token);
                var run = Run.Draft(Guid.CreateVersion7(now), kind, actor.ClientId, officer, purpose, caseReference, selection, now);
                await CreateAsync(connection, actor, run, token);
                return run;
            },
            cancellationToken);

    /// <summary>The same in a transaction that holds what the run is made for.</summary>
    public async Task CreateAsync(NpgsqlConnection connection, Actor actor, Run draft, CancellationToken cancellationToken)
    {
        await runs.AddAsync(connection, draft, cancellationToken);
        await trail.RecordAsync(connection, actor, draft, AuditAction.RunCreated, null, cancellationToken);
    }

    public Task<RunResult> DryRunAsync(Actor actor, Guid id, int version, CancellationToken cancellationToken) =>
        StepAsync(actor, id, version, RunStep.DryRun, AuditAction.RunDryRun, EventKind.RunDryRun, LookAgainAsync, cancellationToken);

    public Task<RunResult> StartAsync(Actor actor, Guid id, int version, CancellationToken cancellationToken) =>
        StepAsync(actor, id, version, RunStep.Start, AuditAction.RunStarted, EventKind.RunApplying, PrepareAsync, cancellationToken);

    public Task<RunResult> PauseAsync(Actor actor, Guid id, int version, CancellationToken cancellationToken) =>
        StepAsync(actor, id, version, RunStep.Pause, AuditAction.RunPaused, EventKind.RunPaused, Nothing, cancellationToken);

    public Task<RunResult> ResumeAsync(Actor actor, Guid id, int version, CancellationToken cancellationToken) =>
        StepAsync(actor, id, version, RunStep.Resume, AuditAction.RunResumed, null, Nothing, cancellationToken);

    public Task<RunResult> CancelAsync(Actor actor, Guid id, int version, CancellationToken cancellationToken) =>
        StepAsync(actor, id, version, RunStep.Cancel, AuditAction.RunCancelled, EventKind.RunCancelled, LeaveOutAsync, cancellationToken);

    public Task<RunResult> UndoAsync(Actor actor, Guid id, int version, CancellationToken cancellationToken) =>
        StepAsync(actor, id, version, RunStep.Undo, AuditAction.RunUndoing, EventKind.RunUndoing, PrepareUndoingAsync, cancellationToken);

    /// <summary>A second person agrees to what the dry run proposed.</summary>
    /// <param name="digest">Of what they were shown.</param>
    public Task<RunResult> ApproveAsync(Actor actor, Guid id, int version, string digest, CancellationToken cancellationToken) =>
        WithRunAsync(
            actor,
            id,
            version,
            async (connection, run, token) =>
            {
                if (run is not { State: RunState.AwaitingApproval, Digest: { } proposed })
                    return new RunResult.NotInState(run.State);
                var officer = await officers.OfAsync(connection, actor.Officer!.Value, token);
                if (officer == run.OfficerId)
                    return new RunResult.SameOfficer();
                if (Convert.ToHexStringLower(proposed) != digest || !await IsAsProposedAsync(connection, run, token))
                    return new RunResult.PayloadChanged();
                var approved = await runs.ApproveAsync(connection, id, officer, token);
                await trail.RecordAsync(connection, actor, approved, AuditAction.RunApproved, EventKind.RunApproved, token);
                return new RunResult.Done(approved);
            },
            cancellationToken);

    private Task<RunResult> StepAsync(
        Actor actor,
        Guid id,
        int version,
        RunStep step,
        string action,
        string? eventKind,
        Func<NpgsqlConnection, Run, CancellationToken, Task<RunResult?>> prepare,
        CancellationToken cancellationToken) =>
        WithRunAsync(
            actor,
            id,
            version,
            async (connection, run, token) =>
            {
                if (RunLife.Next(run, step) is not { } next)
                    return new RunResult.NotInState(run.State);
                if (await prepare(connection, run, token) is { } refused)
                    return refused;
                var moved = await runs.MoveAsync(connection, run, next, time.GetStoredNow(), token);
                await trail.RecordAsync(connection, actor, moved, action, eventKind, token);
                return new RunResult.Done(moved);
            },
            cancellationToken);

    /// <summary>Laying many people ready takes longer than a caller's statement may; so it pays with the connections of work.</summary>
    private Task<RunResult> WithRunAsync(
        Actor actor,
        Guid id,
        int version,
        Func<NpgsqlConnection, Run, CancellationToken, Task<RunResult>> change,
        CancellationToken cancellationToken) =>
        database.TransactAsync<RunResult>(
            Pool.Work,
            async (connection, token) =>
                await runs.LockAsync(connection, id, token) is not { } run ? new RunResult.NotFound()
                : run.Version != version ? new RunResult.Stale()
                : await change(connection, run, token),
            cancellationToken);

    private static Task<RunResult?> Nothing(NpgsqlConnection connection, Run run, CancellationToken cancellationToken) =>
        Task.FromResult<RunResult?>(null);

    private async Task<RunResult?> LookAgainAsync(NpgsqlConnection connection, Run run, CancellationToken cancellationToken)
    {
        if (run.State != RunState.AwaitingApproval)
            return null;
        var again = await items.ReopenAsync(connection, run.Id, cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        queues.Looks(run.Id).AppendAgain(batch, again);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await runs.ReopenAsync(connection, run.Id, again.Count, cancellationToken);
        return null;
    }

    private async Task<RunResult?> PrepareAsync(NpgsqlConnection connection, Run run, CancellationToken cancellationToken)
    {
        if (run.ApprovalNeeded != false && run.ApprovedDigest is null)
            return new RunResult.ApprovalMissing();
        if (!await IsAsProposedAsync(connection, run, cancellationToken))
            return new RunResult.PayloadChanged();
        List<RunItem> page;
        Guid? after = null;
        do
        {
            page = await items.ListFindingsAsync(connection, run.Id, category: null, after, AtOnce, cancellationToken);
            await using var batch = new NpgsqlBatch(connection);
            queues.Effects(run.Id).AppendAgain(batch, [.. page.Select(item => item.Id)]);
            await batch.ExecuteNonQueryAsync(cancellationToken);
            after = page is [.., var last] ? last.Id : after;
        }
        while (page.Count == AtOnce);
        return null;
    }

    private async Task<RunResult?> PrepareUndoingAsync(NpgsqlConnection connection, Run run, CancellationToken cancellationToken)
    {
        List<Guid> page;
        Guid? after = null;
        do
        {
            page = await changes.ListAsync(connection, run.Id, after, AtOnce, cancellationToken);
            await using var batch = new NpgsqlBatch(connection);
            queues.Undoings(run.Id).AppendAgain(batch, page);
            await batch.ExecuteNonQueryAsync(cancellationToken);
            after = page is [.., var last] ? last : after;
        }
        while (page.Count == AtOnce);
        return null;
    }

    /// <summary>Whoever waited is left out, and the run says so; what a node works on at this moment changes nothing any more.</summary>
    private async Task<RunResult?> LeaveOutAsync(NpgsqlConnection connection, Run run, CancellationToken cancellationToken)
    {
        var left = await items.SkipWaitingAsync(connection, run.Id, SkipReason.RunCancelled, cancellationToken);
        await runs.CountAsync(connection, run.Id, ItemState.Skipped, left, cancellationToken);
        await queues.Looks(run.Id).WithdrawWaitingAsync(connection, int.MaxValue, cancellationToken);
        await queues.Effects(run.Id).WithdrawWaitingAsync(connection, int.MaxValue, cancellationToken);
        return null;
    }

    private async Task<bool> IsAsProposedAsync(NpgsqlConnection connection, Run run, CancellationToken cancellationToken)
    {
        var now = await items.DigestAsync(connection, run.Id, cancellationToken);
        return now.AsSpan().SequenceEqual(run.Digest)
            && (run.ApprovedDigest is not { } approved || now.AsSpan().SequenceEqual(approved));
    }
}
