using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Events;
using HueS.Integration.Identity;
using HueS.Integration.Profiles;
using HueS.Integration.Review;
using HueS.Integration.Storage;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Records;
using HueS.Integration.Upstreams.Records.Dossiers;
using Npgsql;

namespace HueS.Integration.Linking;

/// <summary>Links records to verified citizens: by rule where the evidence leaves no doubt, else through a person.</summary>
internal sealed class Linker(
    Database database,
    LinkStore links,
    LinkChangeStore changes,
    HoldStore holds,
    ProfileStore profiles,
    CitizenStore citizens,
    NumberHistory history,
    DossierSystem dossiers,
    ReviewStore reviews,
    AccessPolicy access,
    Trail trail,
    EventStore events,
    TimeProvider time)
{
    public const string Dossiers = "dossiers";

    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(8);

    /// <summary>Reads the dossier from its system, compares its holder with the profile's citizen, and decides.</summary>
    public async Task<LinkResult> LinkDossierAsync(
        Actor actor,
        string accountId,
        string dossierNumber,
        string purpose,
        CancellationToken cancellationToken)
    {
        if (access.For(actor.ClientId, purpose) is null)
            return new LinkResult.PurposeNotAllowed();
        if (await FindCitizenAsync(actor, accountId, cancellationToken) is not var (profile, citizen))
            return new LinkResult.NoProfile();

        var ask = new Ask(profile.VerificationId, profile.CitizenId, actor.ClientId, time.GetUtcNow() + AnswerWithin, Lane.Counter);
        if (await dossiers.ReadAsync(dossierNumber, ask, cancellationToken) is not { } dossier)
            return new LinkResult.RecordNotFound();

        var evidence = Evidence.Compare(citizen, dossier.Holder);
        try
        {
            return new LinkResult.Decided(await DecideAsync(actor, profile, dossier.Number, purpose, evidence, cancellationToken));
        }
        catch (PostgresException raced) when (raced.ConstraintName == LinkStore.OneCitizenConstraint)
        {
            // Another citizen got the record a moment ago; deciding again sees that and leaves it to a person.
            return new LinkResult.Decided(await DecideAsync(actor, profile, dossier.Number, purpose, evidence, cancellationToken));
        }
    }

    /// <summary>A page of the profile's links, oldest first, or <c>null</c> without a profile; the look goes into the trail.</summary>
    public Task<LinkPage?> ListAsync(Actor actor, string accountId, Guid? after, int limit, CancellationToken cancellationToken) =>
        database.TransactAsync<LinkPage?>(
            actor.Pool,
            async (connection, token) =>
            {
                if (await profiles.FindAsync(connection, accountId, token) is not { } profile)
                    return null;

                var found = await links.ListAsync(connection, profile.CitizenId, after, limit + 1, token);
                await trail.WriteAsync(
                    connection,
                    new AuditEntry(AuditAction.LinksDisclosed, actor, SubjectId: profile.CitizenId, Target: profile.Id.ToString()),
                    token);
                var page = found.Take(limit).ToList();
                return new LinkPage(page, found.Count > limit ? page[^1].Id : null);
            },
            cancellationToken);

    private Task<Link> DecideAsync(
        Actor actor,
        Profile profile,
        string recordId,
        string purpose,
        Evidence evidence,
        CancellationToken cancellationToken) =>
        database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                var holding = await holds.AmongAsync(connection, [profile.CitizenId], token);
                var decision = LinkRules.Decide(
                    evidence,
                    new Standing(
                        IsFrozen: holding.GetValueOrDefault(profile.CitizenId) == LinkingHold.Frozen,
                        IsProtected: holding.GetValueOrDefault(profile.CitizenId) == LinkingHold.Protected,
                        IsLinkedElsewhere: await links.IsLinkedElsewhereAsync(connection, profile.CitizenId, Dossiers, recordId, token)));

                var now = time.GetStoredNow();
                var known = await links.FindAsync(connection, profile.CitizenId, Dossiers, recordId, token);
                var link = new Link(
                    known?.Id ?? Guid.CreateVersion7(now),
                    profile.CitizenId,
                    Dossiers,
                    recordId,
                    purpose,
                    decision.Links ? LinkState.Linked : LinkState.Proposed,
                    decision,
                    evidence,
                    LinkRules.Version,
                    now);
                if (await links.KeepAsync(connection, link, token) is { } kept)
                {
                    link = kept;
                    await RecordAsync(connection, actor, link, purpose, token);
                }
                else
                {
                    // Linked already, or decided by a person: that stands.
                    link = (await links.FindAsync(connection, profile.CitizenId, Dossiers, recordId, token))!;
                }

                await trail.WriteAsync(
                    connection,
                    new AuditEntry(AuditAction.LinksDisclosed, actor, purpose, SubjectId: link.CitizenId, Target: link.Id.ToString()),
                    token);
                return link;
            },
            cancellationToken);

    private async Task RecordAsync(
        NpgsqlConnection connection,
        Actor actor,
        Link link,
        string purpose,
        CancellationToken cancellationToken)
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
                purpose,
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

    private async Task<(Profile Profile, CitizenIdentity Citizen)?> FindCitizenAsync(
        Actor actor,
        string accountId,
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(actor.Pool, cancellationToken);
        if (await profiles.FindAsync(connection, accountId, cancellationToken) is not { } profile)
            return null;

        var person = (await citizens.ReadAsync(connection, profile.CitizenId, cancellationToken)).Open();
        var phone = await profiles.ReadPhoneAsync(connection, profile, cancellationToken);
        var numbers = await history.NumbersOfAsync(connection, profile.CitizenId, cancellationToken);
        return (profile, new CitizenIdentity(person.Number!.Value, person.Name, person.BirthDate, phone) { Numbers = numbers });
    }
}
