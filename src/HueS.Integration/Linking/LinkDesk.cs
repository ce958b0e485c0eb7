using HueS.Integration.Audit;
using HueS.Integration.Events;
using HueS.Integration.Linking.Candidates;
using HueS.Integration.Linking.Records;
using HueS.Integration.Profiles;
using HueS.Integration.Review;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Linking;

/// <summary>What a person wants done to a link.</summary>
/// <param name="ExpectedVersion">The version they read, where they insist on nothing having changed since.</param>
/// <param name="Agreed">A second person agreed, so that even what the rules speak against may be linked.</param>
internal sealed record LinkWish(
    LinkAction Action,
    LinkChangeReason Reason,
    string? CaseReference = null,
    int? ExpectedVersion = null,
    bool Agreed = false);

/// <summary>Where people decide about links. Whatever they do is kept with its reason, can be undone, and is left alone by machines.</summary>
internal sealed class LinkDesk(
    Database database,
    LinkStore links,
    LinkChangeStore changes,
    HoldStore holds,
    RecordStore records,
    RecordBook book,
    CandidateFinder finder,
    ProfileStore profiles,
    ReviewStore reviews,
    OfficerStore officers,
    Trail trail,
    EventStore events,
    TimeProvider time)
{
    public async Task<LinkChangeResult> ChangeAsync(Actor actor, Guid linkId, LinkWish wish, CancellationToken cancellationToken)
    {
        try
        {
            return await database.TransactAsync(
                actor.Pool,
                (connection, token) => ChangeAsync(connection, actor, linkId, wish, token),
                cancellationToken);
        }
        catch (PostgresException raced) when (raced.ConstraintName == LinkStore.OneCitizenConstraint)
        {
            // Another citizen got the record a moment ago: now it can be seen.
            return await database.TransactAsync(
                actor.Pool,
                (connection, token) => ChangeAsync(connection, actor, linkId, wish, token),
                cancellationToken);
        }
    }

    /// <summary>The same inside a transaction that does more.</summary>
    public async Task<LinkChangeResult> ChangeAsync(
        NpgsqlConnection connection,
        Actor actor,
        Guid linkId,
        LinkWish wish,
        CancellationToken cancellationToken)
    {
        if (await links.LockAsync(connection, linkId, cancellationToken) is not { } link)
            return new LinkChangeResult.NotFound();
        if (wish.ExpectedVersion is { } expected && expected != link.Version)
            return new LinkChangeResult.Stale(link.Version);
        if (await AimAsync(connection, link, wish.Action, cancellationToken) is not { } aim)
            return new LinkChangeResult.NotFrom(link.State);
        if (wish is { Action: LinkAction.Confirm, Agreed: false } && link.Differs)
            return new LinkChangeResult.SecondPersonNeeded();
        if (LinkLife.HoldsRecord(aim)
            && await links.IsLinkedElsewhereAsync(connection, link.CitizenId, link.System, link.RecordId, cancellationToken))
        {
            if (wish.Action is not (LinkAction.Undo or LinkAction.Redo))
                return new LinkChangeResult.RecordTaken();
            // Going back must always be possible, and never at another citizen's cost: a person is asked.
            aim = LinkState.Proposed;
        }

        var changed = link with { State = aim, By = Decider.Person, Version = link.Version + 1, DecidedAt = time.GetStoredNow() };
        await links.ChangeAsync(connection, changed, cancellationToken);
        await RecordAsync(connection, actor, link, changed, wish, cancellationToken);
        return new LinkChangeResult.Changed(changed);
    }

    /// <summary>A link; the look goes into the trail.</summary>
    public Task<Link?> ReadAsync(Actor actor, Guid linkId, CancellationToken cancellationToken) =>
        database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                var link = await links.FindAsync(connection, linkId, token);
                if (link is not null)
                    await DiscloseAsync(connection, actor, link, token);
                return link;
            },
            cancellationToken);

    /// <summary>Why a link stands as it does, and why others do not; the look goes into the trail.</summary>
    public Task<LinkAccount?> ExplainAsync(Actor actor, Guid linkId, CancellationToken cancellationToken) =>
        database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                if (await links.FindAsync(connection, linkId, token) is not { } link)
                    return null;

                await DiscloseAsync(connection, actor, link, token);
                return new LinkAccount(
                    link,
                    await changes.ListAsync(connection, linkId, token),
                    await links.ListOthersAsync(connection, link, token),
                    await RankAsync(connection, link, token));
            },
            cancellationToken);

    /// <summary>From now on machines link nothing for this citizen, or may again. <c>false</c>: there is no such profile.</summary>
    public Task<bool> HoldAsync(Actor actor, string accountId, LinkingHold hold, CancellationToken cancellationToken) =>
        database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                if (await profiles.FindAsync(connection, accountId, token) is not { } profile)
                    return false;

                if (hold == LinkingHold.None)
                    await holds.LiftAsync(connection, profile.CitizenId, token);
                else
                    await holds.SetAsync(connection, profile.CitizenId, hold, token);
                await trail.WriteAsync(
                    connection,
                    new AuditEntry(
                        hold == LinkingHold.None ? AuditAction.LinkingReleased : AuditAction.LinkingHeld,
                        actor,
                        SubjectId: profile.CitizenId,
                        Target: profile.Id.ToString(),
                        Note: hold.ToString()),
                    token);
                return true;
            },
            cancellationToken);

    private async Task<IReadOnlyList<RankedCitizen>> RankAsync(NpgsqlConnection connection, Link link, CancellationToken cancellationToken) =>
        await records.FindAsync(connection, link.System, link.RecordId, cancellationToken) is { } record
        && await book.OpenHolderAsync(connection, record.Id, cancellationToken) is { } holder
            ? (await finder.FindAsync(connection, holder, new HashSet<Guid>(), cancellationToken)).Candidates
            : [];

    private async Task<LinkState?> AimAsync(NpgsqlConnection connection, Link link, LinkAction action, CancellationToken cancellationToken) =>
        action switch
        {
            LinkAction.Undo => LinkLife.Undone(await changes.ListAsync(connection, link.Id, cancellationToken)),
            LinkAction.Redo => LinkLife.Redone(await changes.ListAsync(connection, link.Id, cancellationToken)),
            _ => LinkLife.Next(link.State, action),
        };

    private async Task RecordAsync(
        NpgsqlConnection connection,
        Actor actor,
        Link before,
        Link after,
        LinkWish wish,
        CancellationToken cancellationToken)
    {
        Guid? officer = actor.Officer is { } account ? await officers.OfAsync(connection, account, cancellationToken) : null;
        await changes.AddAsync(
            connection, after, wish.Action, before.State, actor.ClientId, officer, wish.Reason, wish.CaseReference, cancellationToken);
        await trail.WriteAsync(
            connection,
            new AuditEntry(
                AuditAction.LinkChanged,
                actor,
                after.Purpose,
                wish.CaseReference,
                after.CitizenId,
                after.Id.ToString(),
                $"{wish.Action} {before.State} {after.State} {wish.Reason}"),
            cancellationToken);
        await events.AppendAsync(connection, KindOf(after.State), actor.ClientId, after.Id, cancellationToken);
        if (after.State != LinkState.Proposed)
        {
            await reviews.WithdrawAsync(connection, ReviewSubject.Link, after.Id, cancellationToken);
            return;
        }

        await reviews.OpenAsync(
            connection,
            ReviewSubject.Link,
            after.Id,
            actor.ClientId,
            [.. after.Decision.Reasons.Select(reason => reason.ToString()).DefaultIfEmpty(nameof(LinkReason.TakenBack))],
            after.DecidedAt,
            cancellationToken);
    }

    private static string KindOf(LinkState state) => state switch
    {
        LinkState.Proposed => EventKind.RecordNeedsPerson,
        LinkState.Linked => EventKind.RecordLinked,
        LinkState.Frozen => EventKind.RecordFrozen,
        LinkState.Unlinked => EventKind.RecordUnlinked,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    private Task DiscloseAsync(NpgsqlConnection connection, Actor actor, Link link, CancellationToken cancellationToken) =>
        trail.WriteAsync(
            connection,
            new AuditEntry(AuditAction.LinksDisclosed, actor, link.Purpose, SubjectId: link.CitizenId, Target: link.Id.ToString()),
            cancellationToken);
}
