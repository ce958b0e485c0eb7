using HueS.Integration.Audit;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Linking;

/// <summary>Closes links about which nobody has to be asked any more, and opens them again as they were.</summary>
internal sealed class LinkCloser(LinkStore links, LinkChangeStore changes, LinkJournal journal, TimeProvider time)
{
    /// <summary>Its system knows the record no more: whatever was said of it rests. What is unlinked stays so.</summary>
    public async Task CloseGoneAsync(NpgsqlConnection connection, Actor actor, IReadOnlyList<Link> ofRecord, CancellationToken cancellationToken)
    {
        foreach (var link in ofRecord.Where(link => LinkLife.Next(link.State, LinkAction.Close) is not null))
            await CloseAsync(connection, actor, link, LinkReason.RecordGone, LinkChangeReason.RecordGone, cancellationToken);
    }

    /// <summary>The record fits the citizen no longer, or another one better. What an officer asked for stays a question.</summary>
    public async Task CloseOutrankedAsync(
        NpgsqlConnection connection,
        Actor actor,
        IReadOnlyList<Link> ofRecord,
        Guid? best,
        CancellationToken cancellationToken)
    {
        foreach (var link in ofRecord)
        {
            if (IsOutranked(link, best))
                await CloseAsync(connection, actor, link, LinkReason.NotBest, LinkChangeReason.NotBest, cancellationToken);
        }
    }

    public static bool IsOutranked(Link link, Guid? best) =>
        link is { State: LinkState.Proposed, By: Decider.Rule, Purpose: RecordLinker.Purpose } && link.CitizenId != best;

    /// <summary>The record is back: its links are opened as they were, and answered so.</summary>
    public async Task<IReadOnlyList<Link>> ReopenAsync(
        NpgsqlConnection connection,
        Actor actor,
        IReadOnlyList<Link> ofRecord,
        CancellationToken cancellationToken)
    {
        var now = new List<Link>(ofRecord.Count);
        foreach (var link in ofRecord)
        {
            now.Add(link is { State: LinkState.Closed, ClosedFor: LinkReason.RecordGone }
                ? await ReopenAsync(connection, actor, link, cancellationToken)
                : link);
        }

        return now;
    }

    private async Task<Link> ReopenAsync(NpgsqlConnection connection, Actor actor, Link link, CancellationToken cancellationToken)
    {
        var aim = LinkLife.Reopened(await changes.ListAsync(connection, link.Id, cancellationToken));
        // Never at another citizen's cost: a person is asked.
        if (LinkLife.HoldsRecord(aim)
            && await links.IsLinkedElsewhereAsync(connection, link.CitizenId, link.System, link.RecordId, cancellationToken))
            aim = LinkState.Proposed;
        var opened = link with { State = aim, Version = link.Version + 1, DecidedAt = time.GetStoredNow() };
        await WriteAsync(connection, actor, LinkAction.Reopen, link.State, opened, LinkChangeReason.RecordBack, cancellationToken);
        return opened;
    }

    private Task CloseAsync(
        NpgsqlConnection connection,
        Actor actor,
        Link link,
        LinkReason why,
        LinkChangeReason reason,
        CancellationToken cancellationToken)
    {
        var closed = link with { State = LinkState.Closed, ClosedFor = why, Version = link.Version + 1, DecidedAt = time.GetStoredNow() };
        return WriteAsync(connection, actor, LinkAction.Close, link.State, closed, reason, cancellationToken);
    }

    private async Task WriteAsync(
        NpgsqlConnection connection,
        Actor actor,
        LinkAction action,
        LinkState before,
        Link after,
        LinkChangeReason reason,
        CancellationToken cancellationToken)
    {
        await links.ChangeAsync(connection, after, cancellationToken);
        await journal.WriteAsync(connection, actor, new LinkStep(action, before, after, after.DecidedAt, reason), cancellationToken);
    }
}
