using HueS.Integration.Audit;
using HueS.Integration.Linking;
using HueS.Integration.Profiles;
using HueS.Integration.Protection;
using HueS.Integration.Review;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Reconciliation.Consistency;

/// <summary>Links against their history, their trail, their citizens and the tasks that ask about them.</summary>
internal sealed class LinkCheck(
    LinkStore links,
    LinkChangeStore history,
    CitizenStore citizens,
    SubjectStore subjects,
    ReviewStore reviews,
    Trail trail,
    TimeProvider time) : IConsistencyCheck
{
    private static readonly string[] OfLinks = [AuditAction.LinkDecided, AuditAction.LinkChanged];

    public TargetKind About => TargetKind.Link;

    public Task<List<Guid>> ListAsync(NpgsqlConnection connection, string? system, Guid? after, int limit, CancellationToken cancellationToken) =>
        links.ListIdsAsync(connection, system, after, limit, cancellationToken);

    public async Task<Looked> LookAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken)
    {
        if (await links.FindAsync(connection, id, cancellationToken) is not { } link)
            return Looked.Skipped(SkipReason.Gone);
        return await BreachAsync(connection, link, cancellationToken) is { } finding
            ? new Looked(ItemState.Finding, [link.State.ToString()], finding, CitizenId: link.CitizenId)
            : Looked.Unchanged;
    }

    public async Task<Repair?> RepairAsync(NpgsqlConnection connection, Actor actor, Run run, RunItem item, CancellationToken cancellationToken)
    {
        await reviews.HoldAsync(connection, ReviewSubject.Link, [item.Target], cancellationToken);
        var link = (await links.LockAsync(connection, item.Target, cancellationToken))!;
        if (LinkJournal.QuestionsOf(link).Count == 0 || await IsAskedAsync(connection, link, cancellationToken))
            return null;
        await reviews.OpenAsync(
            connection,
            ReviewSubject.Link,
            link.Id,
            run.ClientId,
            [.. LinkJournal.QuestionsOf(link).Select(reason => reason.ToString())],
            time.GetStoredNow(),
            cancellationToken);
        return new Repair();
    }

    public Task<bool> TakeBackAsync(NpgsqlConnection connection, Actor actor, RunChange change, CancellationToken cancellationToken) =>
        reviews.WithdrawUntouchedAsync(connection, ReviewSubject.Link, change.Target, cancellationToken);

    public async Task<string?> NameAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellationToken) =>
        await links.FindAsync(connection, id, cancellationToken) is { } link ? $"{link.System}/{link.RecordId}" : null;

    private async Task<RunFinding?> BreachAsync(NpgsqlConnection connection, Link link, CancellationToken cancellationToken)
    {
        if (link.State is not LinkState.Merged
            && await citizens.StandingAsync(connection, link.CitizenId, cancellationToken) is { MergedInto: not null })
            return Listed(FindingCategory.LinkOfMerged);
        if (link.State is LinkState.Proposed or LinkState.Linked or LinkState.Frozen
            && await subjects.IsErasedAsync(connection, link.CitizenId, cancellationToken))
            return Listed(FindingCategory.LinkOfErased);
        if (await history.ListAsync(connection, link.Id, cancellationToken) is not [.., var last]
            || last.Version != link.Version
            || last.After != link.State)
            return Listed(FindingCategory.LinkHistoryGap);
        if (!await trail.HasAsync(connection, link.Id.ToString(), OfLinks, cancellationToken))
            return Listed(FindingCategory.LinkWithoutTrail);
        return LinkJournal.QuestionsOf(link).Count > 0
            && !await IsAskedAsync(connection, link, cancellationToken)
                ? new RunFinding(FindingCategory.LinkWithoutTask, RunEffect.OpenTask)
                : null;
    }

    private async Task<bool> IsAskedAsync(NpgsqlConnection connection, Link link, CancellationToken cancellationToken) =>
        (await reviews.ListAsync(connection, ReviewSubject.Link, link.Id, cancellationToken)).Exists(task => task.ClosedAt is null);

    private static RunFinding Listed(FindingCategory category) => new(category, RunEffect.ListOnly);
}
