using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Linking.Candidates;
using HueS.Integration.Linking.Records;
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
    SharedPhones phones,
    RecordBook book,
    ProfileStore profiles,
    DossierSystem dossiers,
    AccessPolicy access,
    OfficerStore officers,
    Trail trail,
    TimeProvider time)
{
    public const string Dossiers = "dossiers";

    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(8);

    /// <summary>Reads the dossier from its system, keeps it as a record, compares its holder with the profile's citizen, and decides.</summary>
    public async Task<LinkResult> LinkDossierAsync(
        Actor actor,
        string accountId,
        string dossierNumber,
        string purpose,
        CancellationToken cancellationToken)
    {
        if (access.For(actor.ClientId, purpose) is null)
            return new LinkResult.PurposeNotAllowed();
        if (await FindProfileAsync(actor, accountId, cancellationToken) is not { } profile)
            return new LinkResult.NoProfile();

        var ask = new Ask(profile.VerificationId, profile.CitizenId, actor.ClientId, time.GetUtcNow() + AnswerWithin, Lane.Counter);
        if (await dossiers.ReadAsync(dossierNumber, ask, cancellationToken) is not { } dossier)
        {
            await book.RemoveAsync(actor, Dossiers, dossierNumber, cancellationToken);
            return new LinkResult.RecordNotFound();
        }

        var meant = new Meant(profile.CitizenId, dossier, purpose);
        try
        {
            return new LinkResult.Decided(await DecideAsync(actor, meant, cancellationToken));
        }
        catch (PostgresException raced) when (raced.ConstraintName == LinkStore.OneCitizenConstraint)
        {
            // Another citizen got the record a moment ago; deciding again sees that and leaves it to a person.
            return new LinkResult.Decided(await DecideAsync(actor, meant, cancellationToken));
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

    /// <summary>How many links a citizen has in each state; the look goes into the trail.</summary>
    public Task<List<(LinkState State, long Count)>> CountAsync(Actor actor, Guid citizenId, CancellationToken cancellationToken) =>
        database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                await trail.WriteAsync(
                    connection,
                    new AuditEntry(AuditAction.LinksDisclosed, actor, SubjectId: citizenId, Note: "counts"),
                    token);
                return await links.CountAsync(connection, citizenId, token);
            },
            cancellationToken);

    /// <summary>As one that was pulled: reviewers see both sides, and whoever becomes known later finds it.</summary>
    private async Task KeepAsync(NpgsqlConnection connection, Actor actor, Dossier dossier, CancellationToken cancellationToken)
    {
        var claim = RecordClaim.Of(Dossiers, new PulledRecord(
            dossier.Number, dossier.ProcedureCode, dossier.Status, dossier.ReceivedAt, dossier.ReturnedAt, dossier.Holder));
        if (claim.CanBeKept)
            await book.TellAsync(connection, actor, [new Telling(claim)], cancellationToken);
    }

    /// <summary>Keeps and decides at once: in between, the record could be linked for no purpose of the officer's.</summary>
    private Task<Link> DecideAsync(Actor actor, Meant meant, CancellationToken cancellationToken) =>
        database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                // The officer first: rows are held in one order by everybody.
                if (actor.Officer is { } officer)
                    await officers.OfAsync(connection, officer, token);
                await KeepAsync(connection, actor, meant.Dossier, token);
                var ofRecord = await links.ListOfRecordAsync(connection, Dossiers, meant.Dossier.Number, token);
                var holder = await phones.ReadAsync(connection, meant.Dossier.Holder, token);
                var found = await finder.FindAsync(
                    connection, holder, RecordPlacer.RuledOut(ofRecord), meant.CitizenId, token);
                var wanted = new WantedLink(meant.CitizenId, Dossiers, meant.Dossier.Number, meant.Purpose, found.Meant!.Evidence);
                var link = await keeper.KeepAsync(connection, actor, wanted, found.AgainstMeant(), time.GetStoredNow(), token);
                await trail.WriteAsync(
                    connection,
                    new AuditEntry(AuditAction.LinksDisclosed, actor, wanted.Purpose, SubjectId: link.CitizenId, Target: link.Id.ToString()),
                    token);
                return link;
            },
            cancellationToken);

    private async Task<Profile?> FindProfileAsync(Actor actor, string accountId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(actor.Pool, cancellationToken);
        return await profiles.FindAsync(connection, accountId, cancellationToken);
    }

    /// <summary>The dossier and the citizen whose an officer says it is.</summary>
    private sealed record Meant(Guid CitizenId, Dossier Dossier, string Purpose);
}
