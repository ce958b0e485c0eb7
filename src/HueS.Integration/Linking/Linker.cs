using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Linking.Candidates;
using HueS.Integration.Profiles;
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
    LinkKeeper keeper,
    CandidateFinder finder,
    ProfileStore profiles,
    CitizenStore citizens,
    NumberHistory history,
    DossierSystem dossiers,
    AccessPolicy access,
    Trail trail,
    TimeProvider time)
{
    public const string Dossiers = "dossiers";

    private static readonly HashSet<Guid> NobodyRuledOut = [];
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

        var wanted = new WantedLink(profile.CitizenId, Dossiers, dossier.Number, purpose, Evidence.Compare(citizen, dossier.Holder));
        try
        {
            return new LinkResult.Decided(await DecideAsync(actor, wanted, dossier.Holder, cancellationToken));
        }
        catch (PostgresException raced) when (raced.ConstraintName == LinkStore.OneCitizenConstraint)
        {
            // Another citizen got the record a moment ago; deciding again sees that and leaves it to a person.
            return new LinkResult.Decided(await DecideAsync(actor, wanted, dossier.Holder, cancellationToken));
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

    private Task<Link> DecideAsync(Actor actor, WantedLink wanted, HolderClaim holder, CancellationToken cancellationToken) =>
        database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                var rivals = await RivalsAsync(connection, wanted.CitizenId, holder, token);
                var link = await keeper.KeepAsync(connection, actor, wanted, rivals, time.GetStoredNow(), token);
                await trail.WriteAsync(
                    connection,
                    new AuditEntry(AuditAction.LinksDisclosed, actor, wanted.Purpose, SubjectId: link.CitizenId, Target: link.Id.ToString()),
                    token);
                return link;
            },
            cancellationToken);

    /// <summary>What other citizens, who may be meant as well, speak against linking the record to this one by rule.</summary>
    private async Task<IReadOnlyList<LinkReason>> RivalsAsync(
        NpgsqlConnection connection,
        Guid citizenId,
        HolderClaim holder,
        CancellationToken cancellationToken)
    {
        var found = await finder.FindAsync(connection, holder, NobodyRuledOut, cancellationToken);
        if (found.Candidates is [var best, ..] && best.CitizenId == citizenId)
            return [.. found.Judged.Decision?.Reasons.Intersect(LinkRules.AboutRivals) ?? []];
        return found.Candidates.Any(candidate => candidate.CitizenId == citizenId) ? [LinkReason.LeadTooSmall] : [];
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
