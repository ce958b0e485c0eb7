using HueS.Integration.Audit;
using HueS.Integration.Events;
using HueS.Integration.Linking.Records;
using HueS.Integration.Profiles;
using HueS.Integration.Review;
using Npgsql;

namespace HueS.Integration.Linking;

/// <summary>Records that no rule linked. A link against what a machine found to differ needs two people.</summary>
internal sealed class LinkReview(
    LinkDesk desk,
    LinkStore links,
    CitizenStore citizens,
    RecordStore records,
    RecordBook recordBook,
    EventStore events) : IReviewed
{
    private static readonly HashSet<string> Differing =
        [nameof(LinkReason.NumberOther), nameof(LinkReason.NameDifferent), nameof(LinkReason.BirthDateDifferent)];

    private static readonly HashSet<string> Doubts = [.. LinkRules.Doubts.Select(doubt => doubt.ToString())];

    public ReviewSubject Subject => ReviewSubject.Link;

    /// <summary>A record that is another citizen's is taken from them first; until then it can only be kept away from this one.</summary>
    public IReadOnlyList<Offer> OffersFor(IReadOnlyCollection<string> reasons) =>
        reasons.Contains(nameof(LinkReason.LinkedElsewhere))
            ? [new Offer(Verdict.NeverLink)]
            : [new Offer(Verdict.Link, NeedsSecond: reasons.Any(Differing.Contains) || reasons.Count(Doubts.Contains) > 1), new Offer(Verdict.NeverLink)];

    public async Task<ReviewTarget> FindAsync(NpgsqlConnection connection, ReviewTask task, CancellationToken cancellationToken)
    {
        var link = await ReadAsync(connection, task, cancellationToken);
        return new ReviewTarget(
            link.CitizenId,
            $"{link.Version}",
            [.. OffersFor(task.Reasons).Select(offer => offer with
            {
                // Whatever the reasons say: the desk links nothing of no class unless two people agree.
                NeedsSecond = offer.NeedsSecond || (offer.Verdict == Verdict.Link && link.Differs),
            })],
            link.Purpose);
    }

    public async Task<Sides> ShowAsync(NpgsqlConnection connection, ReviewTask task, CancellationToken cancellationToken)
    {
        var link = await ReadAsync(connection, task, cancellationToken);
        var citizen = await citizens.ReadAsync(connection, link.CitizenId, cancellationToken);
        return new Sides(
            SideOrigin.Citizen,
            new ShownPerson(citizen.Number, citizen.OldCard, citizen.Name, citizen.BirthDate, citizen.Sex),
            SideOrigin.Record,
            await HolderAsync(connection, link, cancellationToken),
            GradesOf(link.Doubt?.Evidence ?? link.Evidence));
    }

    public async Task<bool> CarryOutAsync(
        NpgsqlConnection connection,
        Actor actor,
        ReviewTask task,
        Choice choice,
        CancellationToken cancellationToken)
    {
        var before = await ReadAsync(connection, task, cancellationToken);
        // Where two people had to agree they have by now: only then is a decision carried out.
        var wish = choice.Verdict switch
        {
            Verdict.Link => new LinkWish(LinkAction.Confirm, ReasonOf(choice.Ground), Agreed: true),
            Verdict.NeverLink => new LinkWish(
                before.State == LinkState.Proposed ? LinkAction.Reject : LinkAction.Unlink, ReasonOf(choice.Ground)),
            _ => throw new ArgumentOutOfRangeException(nameof(choice)),
        };
        if (await desk.ChangeAsync(connection, actor, task.Target, wish, cancellationToken) is not LinkChangeResult.Changed { Link: var link })
            return false;
        // The desk tells the client whose officer decided; the one whose citizen waits is told too.
        if (task.ClientId != actor.ClientId)
        {
            await events.AppendAsync(
                connection,
                link.State == LinkState.Linked ? EventKind.RecordLinked : EventKind.RecordUnlinked,
                task.ClientId,
                link.Id,
                cancellationToken);
        }

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
    private async Task<ShownPerson> HolderAsync(NpgsqlConnection connection, Link link, CancellationToken cancellationToken)
    {
        if (await records.FindAsync(connection, link.System, link.RecordId, cancellationToken) is not { } record
            || await recordBook.OpenHolderAsync(connection, record.Id, cancellationToken) is not { } holder)
            return new ShownPerson();
        return new ShownPerson(
            holder.Number?.Digits, holder.OldCard?.Digits, holder.Name?.Text, holder.BirthDate?.ToIso(), holder.Sex, holder.Phone);
    }

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
