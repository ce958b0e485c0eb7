using HueS.Integration.Audit;
using HueS.Integration.Events;
using HueS.Integration.Review;
using Npgsql;

namespace HueS.Integration.Linking;

/// <summary>A link the rules are asked about.</summary>
internal sealed record WantedLink(Guid CitizenId, string System, string RecordId, string Purpose, Evidence Evidence);

/// <summary>Keeps what the rules decide, with its history, trail, event and, where a person must decide, their task.</summary>
internal sealed class LinkKeeper(
    LinkStore links,
    LinkChangeStore changes,
    HoldStore holds,
    ReviewStore reviews,
    Trail trail,
    EventStore events)
{
    /// <summary>Decides and keeps, inside the caller's transaction; what is linked already, or was decided by a person, stands.</summary>
    /// <param name="doubts">What speaks against it besides the evidence, such as another candidate as good.</param>
    public async Task<Link> KeepAsync(
        NpgsqlConnection connection,
        Actor actor,
        WantedLink wanted,
        IReadOnlyList<LinkReason> doubts,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var decision = await DecideAsync(connection, wanted, doubts, cancellationToken);
        var link = new Link(
            Guid.CreateVersion7(now),
            wanted.CitizenId,
            wanted.System,
            wanted.RecordId,
            wanted.Purpose,
            decision.Links ? LinkState.Linked : LinkState.Proposed,
            decision,
            wanted.Evidence,
            LinkRules.Version,
            now);
        if (await links.KeepAsync(connection, link, cancellationToken) is { } kept)
        {
            await RecordAsync(connection, actor, kept, cancellationToken);
            return kept;
        }

        return (await links.FindAsync(connection, wanted.CitizenId, wanted.System, wanted.RecordId, cancellationToken))!;
    }

    /// <summary>Asks a person to look at a link that the rules made and would not make any more. It stays as it is.</summary>
    public Task QuestionAsync(NpgsqlConnection connection, Actor actor, Link link, CancellationToken cancellationToken) =>
        reviews.OpenAsync(
            connection,
            ReviewSubject.Link,
            link.Id,
            actor.ClientId,
            [nameof(LinkReason.EvidenceChanged)],
            link.DecidedAt,
            cancellationToken);

    private async Task<LinkDecision> DecideAsync(
        NpgsqlConnection connection,
        WantedLink wanted,
        IReadOnlyList<LinkReason> doubts,
        CancellationToken cancellationToken)
    {
        var hold = (await holds.AmongAsync(connection, [wanted.CitizenId], cancellationToken)).GetValueOrDefault(wanted.CitizenId);
        var decision = LinkRules.Decide(
            wanted.Evidence,
            new Standing(
                IsFrozen: hold == LinkingHold.Frozen,
                IsProtected: hold == LinkingHold.Protected,
                IsLinkedElsewhere: await links.IsLinkedElsewhereAsync(
                    connection, wanted.CitizenId, wanted.System, wanted.RecordId, cancellationToken)));
        return decision with { Reasons = [.. decision.Reasons.Union(doubts)] };
    }

    private async Task RecordAsync(NpgsqlConnection connection, Actor actor, Link link, CancellationToken cancellationToken)
    {
        // What the rules decide anew they had proposed before.
        LinkState? before = link.Version == 1 ? null : LinkState.Proposed;
        await changes.AddAsync(
            connection, link, LinkAction.Decide, before, actor.ClientId, officerId: null, reason: null, caseReference: null, cancellationToken);
        await trail.WriteAsync(
            connection,
            new AuditEntry(
                AuditAction.LinkDecided,
                actor,
                link.Purpose,
                SubjectId: link.CitizenId,
                Target: link.Id.ToString(),
                Note: $"{link.State} {link.Decision.Class}"),
            cancellationToken);
        if (link.State == LinkState.Linked)
        {
            await reviews.WithdrawAsync(connection, ReviewSubject.Link, link.Id, cancellationToken);
            await events.AppendAsync(connection, EventKind.RecordLinked, actor.ClientId, link.Id, cancellationToken);
            return;
        }

        await reviews.OpenAsync(
            connection,
            ReviewSubject.Link,
            link.Id,
            actor.ClientId,
            [.. link.Decision.Reasons.Select(reason => reason.ToString())],
            link.DecidedAt,
            cancellationToken);
        await events.AppendAsync(connection, EventKind.RecordNeedsPerson, actor.ClientId, link.Id, cancellationToken);
    }
}
