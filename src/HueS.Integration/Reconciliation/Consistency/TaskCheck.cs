using HueS.Integration.Audit;
using HueS.Integration.Linking;
using HueS.Integration.Review;
using Npgsql;

namespace HueS.Integration.Reconciliation.Consistency;

/// <summary>Open tasks about links against the links they ask about.</summary>
internal sealed class TaskCheck(ReviewStore reviews, LinkStore links) : IConsistencyCheck
{
    public TargetKind About => TargetKind.Task;

    public async Task<List<Guid>> ListAsync(NpgsqlConnection connection, string? system, Guid? after, int limit, CancellationToken cancellationToken) =>
        system is null ? await reviews.ListOpenAsync(connection, ReviewSubject.Link, after, limit, cancellationToken) : [];

    public async Task<Looked> LookAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        if (await reviews.FindAsync(connection, id, cancellationToken) is not { State: TaskState.Open or TaskState.Proposed } task)
            return Looked.Unchanged;
        var link = await links.FindAsync(connection, task.Target, cancellationToken);
        // What a person opened again about a link stays theirs to close.
        if (link is not null && (LinkJournal.QuestionsOf(link).Count > 0 || link is { State: LinkState.Linked, Doubt: not null }))
            return Looked.Unchanged;
        return new Looked(
            ItemState.Finding,
            link is null ? [] : [link.State.ToString()],
            new RunFinding(FindingCategory.TaskWithoutMatter, RunEffect.WithdrawTask),
            CitizenId: link?.CitizenId);
    }

    public async Task<Repair?> RepairAsync(NpgsqlConnection connection, Actor actor, Run run, RunItem item, CancellationToken cancellationToken)
    {
        var task = (await reviews.FindAsync(connection, item.Target, cancellationToken))!;
        return await reviews.WithdrawUntouchedAsync(connection, task.Subject, task.Target, cancellationToken) ? new Repair() : null;
    }

    public Task<bool> TakeBackAsync(NpgsqlConnection connection, Actor actor, RunChange change, CancellationToken cancellationToken) =>
        reviews.ReopenAsync(connection, change.Target, cancellationToken);

    public async Task<string?> NameAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        await reviews.FindAsync(connection, id, cancellationToken) is { } task
        && await links.FindAsync(connection, task.Target, cancellationToken) is { } link
            ? $"{link.System}/{link.RecordId}"
            : null;
}
