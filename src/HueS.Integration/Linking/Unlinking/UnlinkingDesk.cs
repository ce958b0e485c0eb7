using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Profiles;
using HueS.Integration.Review;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Linking.Unlinking;

/// <summary>
/// Where people have several links of one citizen taken away at once, as those of an account that was bound to the wrong person.
/// What is proposed is fixed link by link; another person agrees to it, and then all of them go or none.
/// </summary>
internal sealed class UnlinkingDesk(
    Database database,
    UnlinkingStore unlinkings,
    LinkDesk desk,
    LinkStore links,
    ProfileStore profiles,
    Proposals proposals,
    OfficerStore officers,
    AccessPolicy access,
    Trail trail,
    TimeProvider time)
{
    /// <summary>More than one transaction carries easily; nobody has as many by honest means.</summary>
    public const int MostLinks = 500;

    /// <param name="linkIds">Which; <c>null</c>: all that hold a record.</param>
    public Task<UnlinkResult> ProposeAsync(
        Actor actor,
        string accountId,
        IReadOnlyCollection<Guid>? linkIds,
        Ground ground,
        string? caseReference,
        CancellationToken cancellationToken) =>
        database.TransactAsync<UnlinkResult>(
            actor.Pool,
            async (connection, token) =>
            {
                await officers.OfAsync(connection, actor.Officer!.Value, token);
                if (await profiles.FindAsync(connection, accountId, token) is not { } profile)
                    return new UnlinkResult.NoProfile();
                var standing = (await links.HoldOfCitizenAsync(connection, profile.CitizenId, token))
                    .Where(link => LinkLife.HoldsRecord(link.State) && access.For(actor.ClientId, link.Purpose) is not null);
                var chosen = standing.Where(link => linkIds is null || linkIds.Contains(link.Id)).Take(MostLinks).ToList();
                if (chosen.Count == 0 || (linkIds is not null && chosen.Count < linkIds.Distinct().Count()))
                    return new UnlinkResult.LinkNotFound();

                var wanted = new SeveralLinks(
                    Guid.CreateVersion7(),
                    profile.CitizenId,
                    ReasonOf(ground),
                    caseReference,
                    UnlinkingState.Proposed,
                    [.. chosen.Select(link => new FixedLink(link.Id, link.Version))]);
                await unlinkings.AddAsync(connection, wanted, token);
                return new UnlinkResult.Proposed(await proposals.OpenAsync(
                    connection,
                    actor,
                    ReviewSubject.Unlinking,
                    wanted.Id,
                    UnlinkingReview.SeveralWrong,
                    new Choice(Verdict.UnlinkAll, ground),
                    time.GetStoredNow(),
                    token));
            },
            cancellationToken);

    /// <summary>Gives back what was taken away; a link somebody changed since stays as they left it.</summary>
    public async Task<RestoreResult> RestoreAsync(Actor actor, Guid id, LinkChangeReason reason, CancellationToken cancellationToken)
    {
        try
        {
            return await database.TransactAsync(
                actor.Pool, (connection, token) => RestoreAsync(connection, actor, id, reason, token), cancellationToken);
        }
        catch (PostgresException raced) when (raced.ConstraintName == LinkStore.OneCitizenConstraint)
        {
            // Another citizen got one of the records a moment ago: now it can be seen.
            return await database.TransactAsync(
                actor.Pool, (connection, token) => RestoreAsync(connection, actor, id, reason, token), cancellationToken);
        }
    }

    private static LinkChangeReason ReasonOf(Ground ground) => ground switch
    {
        Ground.BoundInError or Ground.AnotherPerson or Ground.TwinOrHousehold => LinkChangeReason.WrongPerson,
        Ground.CitizenDenies => LinkChangeReason.CitizenDisputes,
        _ => throw new ArgumentOutOfRangeException(nameof(ground)),
    };

    private async Task<RestoreResult> RestoreAsync(
        NpgsqlConnection connection,
        Actor actor,
        Guid id,
        LinkChangeReason reason,
        CancellationToken cancellationToken)
    {
        await officers.OfAsync(connection, actor.Officer!.Value, cancellationToken);
        if (await unlinkings.LockAsync(connection, id, cancellationToken) is not { } several)
            return new RestoreResult.NotFound();
        if (several.State != UnlinkingState.Unlinked)
            return new RestoreResult.NotUnlinked();

        var (restored, left) = (new List<Guid>(), new List<Guid>());
        foreach (var link in several.Links)
        {
            var wish = new LinkWish(LinkAction.Undo, reason, several.CaseReference, link.VersionAfter);
            var result = await desk.ChangeAsync(connection, actor, link.LinkId, wish, cancellationToken);
            (result is LinkChangeResult.Changed ? restored : left).Add(link.LinkId);
        }

        await unlinkings.MoveAsync(connection, id, UnlinkingState.Undone, cancellationToken);
        await trail.WriteAsync(
            connection,
            new AuditEntry(
                AuditAction.LinksRestored,
                actor,
                CaseReference: several.CaseReference,
                SubjectId: several.CitizenId,
                Target: id.ToString(),
                Note: $"{restored.Count} {left.Count} {reason}"),
            cancellationToken);
        return new RestoreResult.Done(restored, left);
    }
}
