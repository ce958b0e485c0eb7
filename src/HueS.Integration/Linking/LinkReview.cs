using HueS.Integration.Audit;
using HueS.Integration.Events;
using HueS.Integration.Linking.Candidates;
using HueS.Integration.Linking.Records;
using HueS.Integration.Profiles;
using HueS.Integration.Review;
using HueS.Integration.Storage;
using HueS.Integration.Upstreams.Records;
using Npgsql;

namespace HueS.Integration.Linking;

/// <summary>Records that no rule linked. A link against what a machine found to differ needs two people.</summary>
internal sealed class LinkReview(
    LinkDesk desk,
    LinkKeeper keeper,
    LinkStore links,
    CitizenStore citizens,
    RecordStore records,
    RecordBook recordBook,
    LinkBook book,
    InventedCandidates invented,
    EventStore events,
    TimeProvider time) : IReviewed
{
    /// <summary>More are no help to whoever has to decide.</summary>
    private const int MostShown = 10;

    private static readonly HashSet<string> Differing =
    [
        nameof(LinkReason.NumberOther), nameof(LinkReason.NameDifferent), nameof(LinkReason.BirthDateDifferent),
        // One of the two who are one was never to have the record.
        nameof(LinkReason.CitizensMerged),
    ];

    private static readonly HashSet<string> Doubts = [.. LinkRules.Doubts.Select(doubt => doubt.ToString())];

    public ReviewSubject Subject => ReviewSubject.Link;

    /// <summary>A record that is another citizen's is taken from them first; until then it can only be kept away from this one.</summary>
    public IReadOnlyList<Offer> OffersFor(IReadOnlyCollection<string> reasons) =>
        reasons.Contains(nameof(LinkReason.LinkedElsewhere))
            ? [new Offer(Verdict.NeverLink)]
            :
            [
                new Offer(Verdict.Link, NeedsSecond: reasons.Any(Differing.Contains) || reasons.Count(Doubts.Contains) > 1),
                // Against what the machine holds most likely, one person alone does not link either.
                new Offer(Verdict.LinkOther, NeedsSecond: true),
                new Offer(Verdict.NeverLink),
            ];

    public async Task<ReviewTarget> FindAsync(NpgsqlConnection connection, ReviewTask task, CancellationToken cancellationToken)
    {
        var link = await ReadAsync(connection, task, cancellationToken);
        var isKept = await records.FindAsync(connection, link.System, link.RecordId, cancellationToken) is not null;
        return new ReviewTarget(
            link.CitizenId,
            $"{link.Version}",
            [.. OffersFor(task.Reasons).Where(offer => offer.Verdict != Verdict.LinkOther || isKept).Select(offer => offer with
            {
                // Whatever the reasons say: the desk links nothing of no class unless two people agree.
                NeedsSecond = offer.NeedsSecond || (offer.Verdict == Verdict.Link && link.Differs),
            })],
            link.Purpose);
    }

    public async Task<Sides> ShowAsync(NpgsqlConnection connection, ReviewTask task, CancellationToken cancellationToken)
    {
        var link = await ReadAsync(connection, task, cancellationToken);
        var holder = await HolderAsync(connection, link, cancellationToken);
        return new Sides(
            SideOrigin.Citizen,
            await CitizenAsync(connection, link.CitizenId, cancellationToken),
            SideOrigin.Record,
            holder is null ? new ShownPerson() : Shown(holder),
            GradesOf(link.Doubt?.Evidence ?? link.Evidence))
        {
            Candidates = await ShownAsync(connection, link, cancellationToken),
        };
    }

    public async Task<Sides> FurnishAsync(
        NpgsqlConnection connection,
        ReviewTask task,
        Sides seeded,
        IReadOnlyList<InventedPerson> people,
        CancellationToken cancellationToken)
    {
        var found = await invented.RankAsync(connection, seeded.RightPerson, people, cancellationToken);
        // Whoever is said to have the record is somebody else than the one the task is about.
        var isElsewhere = task.Reasons.Contains(nameof(LinkReason.LinkedElsewhere));
        var holder = isElsewhere && people.Count > 1 ? people[1].Id : (Guid?)null;
        return seeded with
        {
            // No citizen's phone is shown beside a record; only how it compares.
            LeftPerson = seeded.LeftPerson with { Phone = null },
            Grades = GradesOf(found.Meant!.Evidence),
            Candidates = [.. found.Rate(candidate => new Standing(IsLinkedElsewhere: isElsewhere && candidate.CitizenId != holder))
                .Take(MostShown)
                .Select(rated => Shown(rated, people[0].Id, PersonOf(rated.Citizen.CitizenId)))],
        };

        ShownPerson PersonOf(Guid id) => people.First(one => one.Id == id).Person with { Phone = null };
    }

    public async Task<bool> MayNameAsync(NpgsqlConnection connection, ReviewTask task, Guid candidateId, CancellationToken cancellationToken)
    {
        var link = await ReadAsync(connection, task, cancellationToken);
        return candidateId != link.CitizenId
            && (await book.RankAsync(connection, link, cancellationToken)).Any(candidate => candidate.Citizen.CitizenId == candidateId);
    }

    public async Task<bool> CarryOutAsync(
        NpgsqlConnection connection,
        Actor actor,
        ReviewTask task,
        Choice choice,
        CancellationToken cancellationToken)
    {
        var before = await ReadAsync(connection, task, cancellationToken);
        var never = new LinkWish(before.State == LinkState.Proposed ? LinkAction.Reject : LinkAction.Unlink, ReasonOf(choice.Ground));
        return choice.Verdict switch
        {
            // Where two people had to agree they have by now: only then is a decision carried out.
            Verdict.Link => await ChangeAsync(
                connection, actor, task, before.Id, new LinkWish(LinkAction.Confirm, ReasonOf(choice.Ground), Agreed: true), cancellationToken),
            Verdict.NeverLink => await ChangeAsync(connection, actor, task, before.Id, never, cancellationToken),
            Verdict.LinkOther => await ChangeAsync(
                    connection, actor, task, before.Id, never with { Reason = LinkChangeReason.WrongPerson }, cancellationToken)
                && await LinkOtherAsync(connection, actor, task, before, choice, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(choice)),
        };
    }

    /// <summary>The record goes to the candidate that was named, with the evidence that speaks for them.</summary>
    private async Task<bool> LinkOtherAsync(
        NpgsqlConnection connection,
        Actor actor,
        ReviewTask task,
        Link before,
        Choice choice,
        CancellationToken cancellationToken)
    {
        var ranked = await book.RankAsync(connection, before, cancellationToken);
        if (ranked.Select(candidate => candidate.Citizen).FirstOrDefault(candidate => candidate.CitizenId == choice.CandidateId) is not { } named)
            return false;
        var wanted = new WantedLink(named.CitizenId, before.System, before.RecordId, before.Purpose, named.Evidence);
        var link = await keeper.KeepAsync(connection, actor, wanted, [], time.GetStoredNow(), cancellationToken);
        return await ChangeAsync(
            connection, actor, task, link.Id, new LinkWish(LinkAction.Confirm, ReasonOf(choice.Ground), Agreed: true), cancellationToken);
    }

    private async Task<bool> ChangeAsync(
        NpgsqlConnection connection,
        Actor actor,
        ReviewTask task,
        Guid linkId,
        LinkWish wish,
        CancellationToken cancellationToken)
    {
        if (await desk.ChangeAsync(connection, actor, linkId, wish, cancellationToken) is not LinkChangeResult.Changed { Link: var link })
            return false;
        // The desk tells the client whose officer decided; the one whose citizen waits is told too.
        if (task.ClientId != actor.ClientId)
            await events.AppendAsync(connection, LinkJournal.KindOf(link.State), task.ClientId, link.Id, cancellationToken);
        return true;
    }

    private static LinkChangeReason ReasonOf(Ground ground) => ground switch
    {
        Ground.DocumentsSeen => LinkChangeReason.DocumentsSeen,
        Ground.CitizenConfirms => LinkChangeReason.CitizenConfirmed,
        Ground.CitizenDenies => LinkChangeReason.CitizenDisputes,
        Ground.AnotherPerson or Ground.TwinOrHousehold => LinkChangeReason.WrongPerson,
        _ => throw new ArgumentOutOfRangeException(nameof(ground)),
    };

    /// <summary>What the record says of its holder, where the record is kept.</summary>
    private async Task<HolderClaim?> HolderAsync(NpgsqlConnection connection, Link link, CancellationToken cancellationToken) =>
        await records.FindAsync(connection, link.System, link.RecordId, cancellationToken) is { } record
            ? await recordBook.OpenHolderAsync(connection, record.Id, cancellationToken)
            : null;

    private async Task<IReadOnlyList<ShownCandidate>> ShownAsync(NpgsqlConnection connection, Link link, CancellationToken cancellationToken)
    {
        var shown = new List<ShownCandidate>();
        foreach (var rated in (await book.RankAsync(connection, link, cancellationToken)).Take(MostShown))
            shown.Add(Shown(rated, link.CitizenId, await CitizenAsync(connection, rated.Citizen.CitizenId, cancellationToken)));
        return shown;
    }

    private static ShownCandidate Shown(RatedCitizen rated, Guid askedAbout, ShownPerson person) => new(
        rated.Citizen.CitizenId,
        rated.Citizen.CitizenId == askedAbout,
        Math.Round(rated.Citizen.Weight, 1),
        Math.Round(rated.Citizen.Chance, 4),
        rated.Decision.Class == EvidenceClass.None ? "none" : rated.Decision.Class.ToString(),
        person,
        GradesOf(rated.Citizen.Evidence),
        [.. rated.Decision.Reasons.Select(SideBySide.Code)]);

    private async Task<ShownPerson> CitizenAsync(NpgsqlConnection connection, Guid citizenId, CancellationToken cancellationToken)
    {
        var citizen = await citizens.ReadAsync(connection, citizenId, cancellationToken);
        return new ShownPerson(citizen.Number, citizen.OldCard, citizen.Name, citizen.BirthDate, citizen.Sex);
    }

    private static ShownPerson Shown(HolderClaim holder) => new(
        holder.Number?.Digits, holder.OldCard?.Digits, holder.Name?.Text, holder.BirthDate?.ToIso(), holder.Sex, holder.Phone);

    private static Dictionary<string, string> GradesOf(Evidence evidence)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        if (evidence.Number != KeyAgreement.NotStated)
            found[SideBySide.Number] = SideBySide.Code(evidence.Number);
        if (evidence.Name is { } name)
            found[SideBySide.Name] = SideBySide.Code(name);
        if (evidence.BirthDate is { } birthDate)
            found[SideBySide.BirthDate] = SideBySide.Code(birthDate.Grade);
        if (evidence.SecondKey != KeyAgreement.NotStated)
            found[SideBySide.Phone] = SideBySide.Code(evidence.SecondKey);
        return found;
    }

    private async Task<Link> ReadAsync(NpgsqlConnection connection, ReviewTask task, CancellationToken cancellationToken) =>
        await links.FindAsync(connection, task.Target, cancellationToken)
        ?? throw new InvalidOperationException($"There is no link {task.Target}.");
}
