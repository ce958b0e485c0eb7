using System.Security.Cryptography;
using System.Text;
using HueS.Integration.Audit;
using HueS.Integration.Events;
using HueS.Integration.Profiles;
using HueS.Integration.Review;
using Npgsql;

namespace HueS.Integration.Linking.Unlinking;

/// <summary>Several links of one citizen that somebody wants taken away. It takes two people: a citizen could lose all they have by a slip of one.</summary>
internal sealed class UnlinkingReview(
    UnlinkingStore unlinkings,
    LinkDesk desk,
    LinkStore links,
    CitizenStore citizens,
    Trail trail,
    EventStore events) : IReviewed
{
    /// <summary>Somebody holds that several links of the citizen are wrong. The name is stored.</summary>
    public const string SeveralWrong = "SeveralLinksWrong";

    public static readonly IReadOnlyList<string> Reasons = [SeveralWrong];

    public ReviewSubject Subject => ReviewSubject.Unlinking;

    public IReadOnlyList<Offer> OffersFor(IReadOnlyCollection<string> reasons) =>
        [new Offer(Verdict.UnlinkAll, NeedsSecond: true), new Offer(Verdict.KeepLinked)];

    public async Task<ReviewTarget> FindAsync(NpgsqlConnection connection, ReviewTask task, CancellationToken cancellationToken)
    {
        var (several, now) = await ReadAsync(connection, task, cancellationToken);
        // What one person proposed and another agrees to is these links in these versions and nothing else.
        var basis = string.Concat(now.Select(link => $"{link.Id}{link.CitizenId}{link.Version}"));
        return new ReviewTarget(
            several.CitizenId,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(basis))),
            OffersFor(task.Reasons),
            CaseReference: several.CaseReference);
    }

    public async Task<Sides> ShowAsync(NpgsqlConnection connection, ReviewTask task, CancellationToken cancellationToken)
    {
        var (several, now) = await ReadAsync(connection, task, cancellationToken);
        var citizen = await citizens.ReadAsync(connection, several.CitizenId, cancellationToken);
        return new Sides(
            SideOrigin.Citizen,
            new ShownPerson(citizen.Number, citizen.OldCard, citizen.Name, citizen.BirthDate, citizen.Sex),
            SideOrigin.Records,
            new ShownPerson())
        {
            Records = [.. now.Select(link => new ShownRecord(link.Id, link.System, link.RecordId, SideBySide.Code(link.State)))],
        };
    }

    public async Task<bool> CarryOutAsync(
        NpgsqlConnection connection,
        Actor actor,
        ReviewTask task,
        Choice choice,
        CancellationToken cancellationToken)
    {
        var (several, _) = await ReadAsync(connection, task, cancellationToken);
        return choice.Verdict switch
        {
            Verdict.UnlinkAll => await UnlinkAsync(connection, actor, task, several, cancellationToken),
            Verdict.KeepLinked => await EndAsync(connection, actor, several, UnlinkingState.Kept, AuditAction.LinksKept, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(choice)),
        };
    }

    /// <summary>All of them, or none: one that cannot be taken away any more takes the whole transaction back.</summary>
    private async Task<bool> UnlinkAsync(
        NpgsqlConnection connection,
        Actor actor,
        ReviewTask task,
        SeveralLinks several,
        CancellationToken cancellationToken)
    {
        foreach (var link in several.Links)
        {
            var wish = new LinkWish(LinkAction.Unlink, several.Reason, several.CaseReference);
            if (await desk.ChangeAsync(connection, actor, link.LinkId, wish, cancellationToken) is not LinkChangeResult.Changed { Link.Version: var version })
                return false;
            await unlinkings.LeftAsync(connection, several.Id, link.LinkId, version, cancellationToken);
            // The desk tells the client whose officer agreed; the one whose officer proposed it is told too.
            if (task.ClientId != actor.ClientId)
                await events.AppendAsync(connection, EventKind.RecordUnlinked, task.ClientId, link.LinkId, cancellationToken);
        }

        return await EndAsync(connection, actor, several, UnlinkingState.Unlinked, AuditAction.LinksUnlinked, cancellationToken);
    }

    private async Task<bool> EndAsync(
        NpgsqlConnection connection,
        Actor actor,
        SeveralLinks several,
        UnlinkingState state,
        string action,
        CancellationToken cancellationToken)
    {
        await unlinkings.MoveAsync(connection, several.Id, state, cancellationToken);
        await trail.WriteAsync(
            connection,
            new AuditEntry(
                action,
                actor,
                CaseReference: several.CaseReference,
                SubjectId: several.CitizenId,
                Target: several.Id.ToString(),
                Note: $"{several.Links.Count} {several.Reason}"),
            cancellationToken);
        return true;
    }

    private async Task<(SeveralLinks Several, IReadOnlyList<Link> Now)> ReadAsync(
        NpgsqlConnection connection,
        ReviewTask task,
        CancellationToken cancellationToken)
    {
        var several = await unlinkings.LockAsync(connection, task.Target, cancellationToken)
            ?? throw new InvalidOperationException($"Nobody wanted several links taken away as {task.Target}.");
        var now = new List<Link>();
        foreach (var link in several.Links)
            now.Add((await links.FindAsync(connection, link.LinkId, cancellationToken))!);
        return (several, now);
    }
}
