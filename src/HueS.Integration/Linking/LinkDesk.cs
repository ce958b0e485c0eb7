using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Profiles;
using HueS.Integration.Protection;
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
    SubjectStore subjects,
    ProfileStore profiles,
    ReviewStore reviews,
    OfficerStore officers,
    LinkJournal journal,
    AccessPolicy access,
    Trail trail,
    TimeProvider time)
{
    /// <summary>Where the client's policy row does not reach the link's purpose, it is not found.</summary>
    public async Task<LinkChangeResult> ChangeAsync(Actor actor, Guid linkId, LinkWish wish, CancellationToken cancellationToken)
    {
        try
        {
            return await ChangeOnceAsync(actor, linkId, wish, cancellationToken);
        }
        catch (PostgresException raced) when (raced.ConstraintName == LinkStore.OneCitizenConstraint)
        {
            // Another citizen got the record a moment ago: now it can be seen.
            return await ChangeOnceAsync(actor, linkId, wish, cancellationToken);
        }
    }

    /// <summary>The same inside a transaction that does more, for somebody who may decide it on another ground. Their officer is known.</summary>
    public async Task<LinkChangeResult> ChangeAsync(
        NpgsqlConnection connection,
        Actor actor,
        Guid linkId,
        LinkWish wish,
        CancellationToken cancellationToken)
    {
        await reviews.HoldAsync(connection, ReviewSubject.Link, [linkId], cancellationToken);
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
        await journal.WriteAsync(
            connection,
            actor,
            new LinkStep(wish.Action, link.State, changed, changed.DecidedAt, wish.Reason, wish.CaseReference),
            cancellationToken);
        return new LinkChangeResult.Changed(changed);
    }

    /// <summary>From now on machines link nothing for this citizen. <c>false</c>: there is no such profile.</summary>
    public Task<bool> HoldAsync(Actor actor, string accountId, LinkingHold hold, CancellationToken cancellationToken) =>
        WithCitizenAsync(actor, accountId, AuditAction.LinkingHeld, hold, holds.AddAsync, cancellationToken);

    /// <summary>This keeps machines from linking no more; another reason still may. <c>false</c>: there is no such profile.</summary>
    public Task<bool> ReleaseAsync(Actor actor, string accountId, LinkingHold hold, CancellationToken cancellationToken) =>
        WithCitizenAsync(actor, accountId, AuditAction.LinkingReleased, hold, holds.LiftAsync, cancellationToken);

    private Task<bool> WithCitizenAsync(
        Actor actor,
        string accountId,
        string action,
        LinkingHold hold,
        Func<NpgsqlConnection, Guid, LinkingHold, CancellationToken, Task> change,
        CancellationToken cancellationToken) =>
        database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                if (await profiles.FindAsync(connection, accountId, token) is not { } profile)
                    return false;

                // Whoever takes back a run's own hold looks first whether people said something since.
                await subjects.HoldAsync(connection, [profile.CitizenId], token);
                await change(connection, profile.CitizenId, hold, token);
                await trail.WriteAsync(
                    connection,
                    new AuditEntry(action, actor, SubjectId: profile.CitizenId, Target: profile.Id.ToString(), Note: hold.ToString()),
                    token);
                return true;
            },
            cancellationToken);

    private Task<LinkChangeResult> ChangeOnceAsync(Actor actor, Guid linkId, LinkWish wish, CancellationToken cancellationToken) =>
        database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                if (actor.Officer is { } officer)
                    await officers.OfAsync(connection, officer, token);
                if (await links.FindAsync(connection, linkId, token) is not { } link)
                    return new LinkChangeResult.NotFound();
                if (access.For(actor.ClientId, link.Purpose) is not null)
                    return await ChangeAsync(connection, actor, linkId, wish, token);
                await trail.WriteAsync(connection, LinkBook.Refusal(actor, link, wish.Action.ToString()), token);
                return new LinkChangeResult.NotFound();
            },
            cancellationToken);

    private async Task<LinkState?> AimAsync(NpgsqlConnection connection, Link link, LinkAction action, CancellationToken cancellationToken) =>
        action switch
        {
            _ when link.State == LinkState.Merged => null,
            LinkAction.Undo => LinkLife.Undone(await changes.ListAsync(connection, link.Id, cancellationToken)),
            LinkAction.Redo => LinkLife.Redone(await changes.ListAsync(connection, link.Id, cancellationToken)),
            _ => LinkLife.Next(link.State, action),
        };
}
