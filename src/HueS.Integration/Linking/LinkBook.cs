using HueS.Integration.Access;
using HueS.Integration.Audit;
using HueS.Integration.Linking.Candidates;
using HueS.Integration.Linking.Merging;
using HueS.Integration.Linking.Records;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Linking;

/// <summary>
/// Shows links to clients whose policy row reaches their purpose. Every look goes into the trail, with a row for each citizen of
/// whom it tells something, and so does every look that was refused.
/// </summary>
internal sealed class LinkBook(
    Database database,
    LinkStore links,
    MergedLinks merged,
    LinkChangeStore changes,
    RecordStore records,
    RecordBook book,
    CandidateFinder finder,
    SharedPhones phones,
    AccessPolicy access,
    Trail trail)
{
    public Task<Link?> ReadAsync(Actor actor, Guid linkId, CancellationToken cancellationToken) =>
        WithLinkAsync(actor, linkId, "read", (_, link, _, _) => Task.FromResult(link), cancellationToken);

    /// <summary>Why a link stands as it does, and why others do not; who else might be meant only where the row gives detail.</summary>
    public Task<LinkAccount?> ExplainAsync(Actor actor, Guid linkId, CancellationToken cancellationToken) =>
        WithLinkAsync(
            actor,
            linkId,
            "explain",
            async (connection, link, detail, token) =>
            {
                var others = await links.ListOthersAsync(connection, link, token);
                var candidates = detail == Detail.Grades ? await RankAsync(connection, link, token) : [];
                var named = others.Select(other => other.CitizenId).Union(candidates.Select(candidate => candidate.Citizen.CitizenId));
                foreach (var citizen in named.Where(id => id != link.CitizenId))
                    await trail.WriteAsync(connection, Disclosure(actor, link, citizen), token);
                return new LinkAccount(link, await changes.ListAsync(connection, link.Id, token), others, candidates);
            },
            cancellationToken);

    /// <summary>Somebody asked about a link their policy row does not reach; whose it is, the citizen is to be told.</summary>
    public static AuditEntry Refusal(Actor actor, Link link, string asked) =>
        new(AuditAction.LinkRefused, actor, link.Purpose, SubjectId: link.CitizenId, Target: link.Id.ToString(), Note: asked);

    private Task<T?> WithLinkAsync<T>(
        Actor actor,
        Guid linkId,
        string asked,
        Func<NpgsqlConnection, Link, Detail, CancellationToken, Task<T>> show,
        CancellationToken cancellationToken)
        where T : class =>
        database.TransactAsync(
            actor.Pool,
            async (connection, token) =>
            {
                if (await merged.FindAsync(connection, linkId, token) is not { } link)
                    return null;
                if (access.For(actor.ClientId, link.Purpose) is not { } permit)
                {
                    await trail.WriteAsync(connection, Refusal(actor, link, asked), token);
                    return null;
                }

                await trail.WriteAsync(connection, Disclosure(actor, link, link.CitizenId), token);
                return await show(connection, link, permit.Detail, token);
            },
            cancellationToken);

    private static AuditEntry Disclosure(Actor actor, Link link, Guid citizenId) =>
        new(AuditAction.LinksDisclosed, actor, link.Purpose, SubjectId: citizenId, Target: link.Id.ToString());

    /// <summary>Whom the record of a link may belong to by what is known now, best first, for whoever has the looks in the trail.</summary>
    public async Task<IReadOnlyList<RatedCitizen>> RankAsync(NpgsqlConnection connection, Link link, CancellationToken cancellationToken)
    {
        if (await records.FindAsync(connection, link.System, link.RecordId, cancellationToken) is not { GoneAt: null } record
            || await book.OpenHolderAsync(connection, record.Id, cancellationToken) is not { } holder)
            return [];
        var telling = await phones.ReadAsync(connection, holder, cancellationToken);
        var found = await finder.FindAsync(connection, telling, new HashSet<Guid>(), meant: null, cancellationToken);
        var ofRecord = await links.ListOfRecordAsync(connection, link.System, link.RecordId, cancellationToken);
        var ruledOut = RecordPlacer.RuledOut(ofRecord);
        var holderId = ofRecord.Find(one => LinkLife.HoldsRecord(one.State))?.CitizenId;
        // What people or the law keep machines from doing for somebody else is not told here.
        return found.Rate(candidate => new Standing(
            IsForbidden: ruledOut.Contains(candidate.CitizenId),
            IsLinkedElsewhere: holderId is { } elsewhere && elsewhere != candidate.CitizenId));
    }
}
