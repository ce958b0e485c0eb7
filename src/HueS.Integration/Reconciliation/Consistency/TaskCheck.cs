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
        if (HasMatter(link))
            return Looked.Unchanged;
        return new Looked(
            ItemState.Finding,
            link is null ? [] : [link.State.ToString()],
            new RunFinding(FindingCategory.TaskWithoutMatter, RunEffect.WithdrawTask),
            CitizenId: link?.CitizenId);
    }

    public async Task<Repair?> RepairAsync(NpgsqlConnection connection, Actor actor, Run run, RunItem item, CancellationToken cancellationToken)
    {
        // Held in this order by everybody; a link that came into question a moment ago is waited for, and seen.
        var task = (await reviews.LockAsync(connection, item.Target, cancellationToken))!;
        if (HasMatter(await links.LockAsync(connection, task.Target, cancellationToken)))
            return null;
        return await reviews.WithdrawUntouchedAsync(connection, task.Subject, task.Target, cancellationToken) ? new Repair() : null;
    }

    public Task<bool> TakeBackAsync(NpgsqlConnection connection, Actor actor, RunChange change, CancellationToken cancellationToken) =>
        reviews.ReopenAsync(connection, change.Target, cancellationToken);

    public async Task<string?> NameAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        await reviews.FindAsync(connection, id, cancellationToken) is { } task
        && await links.FindAsync(connection, task.Target, cancellationToken) is { } link
            ? $"{link.System}/{link.RecordId}"
            : null;

    /// <summary>What a person doubts again after it was confirmed stays theirs to close.</summary>
    private static bool HasMatter(Link? link) =>
        link is not null && (LinkJournal.QuestionsOf(link).Count > 0 || link is { State: LinkState.Linked, Doubt: not null });
}
