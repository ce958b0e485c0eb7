using HueS.Integration.Audit;
using HueS.Integration.Review;
using Npgsql;

namespace HueS.Integration.Linking;

/// <summary>A link the rules are asked about.</summary>
internal sealed record WantedLink(Guid CitizenId, string System, string RecordId, string Purpose, Evidence Evidence);

/// <summary>Keeps what the rules decide, with its history, trail, event and, where a person must decide, their task.</summary>
internal sealed class LinkKeeper(LinkStore links, HoldStore holds, ReviewStore reviews, LinkJournal journal)
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
        var known = await HoldKnownAsync(connection, wanted, cancellationToken);
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
            await journal.WriteAsync(connection, actor, new LinkStep(LinkAction.Decide, known?.State, kept, now), cancellationToken);
            return kept;
        }

        return (await links.FindAsync(connection, wanted.CitizenId, wanted.System, wanted.RecordId, cancellationToken))!;
    }

    /// <summary>What the rules say, with what is known of the citizen and of the record.</summary>
    public async Task<LinkDecision> DecideAsync(
        NpgsqlConnection connection,
        WantedLink wanted,
        IReadOnlyList<LinkReason> doubts,
        CancellationToken cancellationToken)
    {
        var hold = (await holds.AmongAsync(connection, [wanted.CitizenId], cancellationToken)).GetValueOrDefault(wanted.CitizenId);
        var decision = LinkRules.Decide(
            wanted.Evidence,
            new Standing(
                IsFrozen: hold.HasFlag(LinkingHold.Frozen),
                IsProtected: hold.HasFlag(LinkingHold.Protected),
                IsLinkedElsewhere: await links.IsLinkedElsewhereAsync(
                    connection, wanted.CitizenId, wanted.System, wanted.RecordId, cancellationToken)));
        return decision with { Reasons = [.. decision.Reasons.Union(doubts)] };
    }

    private async Task<Link?> HoldKnownAsync(NpgsqlConnection connection, WantedLink wanted, CancellationToken cancellationToken)
    {
        if (await links.FindAsync(connection, wanted.CitizenId, wanted.System, wanted.RecordId, cancellationToken) is not { } known)
            return null;
        await reviews.HoldAsync(connection, ReviewSubject.Link, [known.Id], cancellationToken);
        return await links.LockAsync(connection, known.Id, cancellationToken);
    }
}
