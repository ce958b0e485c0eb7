using HueS.Integration.Linking.Candidates;
using HueS.Integration.Linking.Matching;
using HueS.Integration.Linking.Records;
using Npgsql;

namespace HueS.Integration.Linking.Placements;

/// <summary>
/// Says what <see cref="RecordPlacer"/> would change about a record, and changes nothing. It asks the same rooms in the same
/// order; whoever applies what was foreseen looks again before.
/// </summary>
internal sealed class PlacementLook(
    RecordStore records,
    RecordBook book,
    CandidateFinder finder,
    SharedPhones phones,
    LinkStore links,
    LinkChangeStore changes,
    LinkKeeper keeper,
    LinkDoubts doubts)
{
    public async Task<Foreseen> AtAsync(NpgsqlConnection connection, Guid recordId, CancellationToken cancellationToken)
    {
        if (await records.FindAsync(connection, recordId, cancellationToken) is not { } record
            || await book.OpenHolderAsync(connection, recordId, cancellationToken) is not { } holder)
            return new Foreseen(PlacementChange.None);

        var known = await links.ListOfRecordAsync(connection, record.System, record.RecordId, cancellationToken);
        if (record.GoneAt is not null)
            return known.Find(link => LinkLife.Next(link.State, LinkAction.Close) is not null) is { } open
                ? new Foreseen(PlacementChange.CloseGone, (known.Find(link => LinkLife.HoldsRecord(link.State)) ?? open).CitizenId)
                : new Foreseen(PlacementChange.None);

        var opened = await ReopenedAsync(connection, known, cancellationToken);
        var telling = await phones.ReadAsync(connection, holder, cancellationToken);
        var standing = opened.FirstOrDefault(link => LinkLife.HoldsRecord(link.State));
        var found = await finder.FindAsync(connection, telling, RecordPlacer.RuledOut(opened), standing?.CitizenId, cancellationToken);
        if (found is { AwaitsCitizens: true, Judged.Call: LinkCall.Automatic })
            return new Foreseen(PlacementChange.AwaitsCitizens);
        if (standing is not null && await QuestionedAsync(connection, standing, found, cancellationToken) is { } questioned)
            return questioned;
        if (opened.Find(link => known.Exists(before => before.Id == link.Id && before.State != link.State)) is { } back)
            return new Foreseen(LinkLife.HoldsRecord(back.State) ? PlacementChange.Link : PlacementChange.Ask, back.CitizenId, back.Decision.Reasons);
        return await DecidedAsync(connection, record, opened, found, cancellationToken);
    }

    /// <summary>As <see cref="LinkCloser.ReopenAsync"/> would leave them.</summary>
    private async Task<List<Link>> ReopenedAsync(NpgsqlConnection connection, List<Link> known, CancellationToken cancellationToken)
    {
        var opened = new List<Link>(known.Count);
        foreach (var link in known)
        {
            if (link is not { State: LinkState.Closed, ClosedFor: LinkReason.RecordGone })
            {
                opened.Add(link);
                continue;
            }

            var aim = LinkLife.Reopened(await changes.ListAsync(connection, link.Id, cancellationToken));
            var isTaken = LinkLife.HoldsRecord(aim)
                && known.Exists(other => other.CitizenId != link.CitizenId && LinkLife.HoldsRecord(other.State));
            opened.Add(link with { State = isTaken ? LinkState.Proposed : aim });
        }

        return opened;
    }

    private async Task<Foreseen?> QuestionedAsync(NpgsqlConnection connection, Link standing, Found found, CancellationToken cancellationToken) =>
        await doubts.JudgeAsync(connection, standing, found.Meant!.Evidence, found.AgainstMeant(), cancellationToken) is { } doubt
        && LinkDoubts.IsNews(standing, doubt)
            ? new Foreseen(PlacementChange.Question, standing.CitizenId, doubt.Decision.Reasons)
            : null;

    private async Task<Foreseen> DecidedAsync(
        NpgsqlConnection connection,
        KeptRecord record,
        List<Link> known,
        Found found,
        CancellationToken cancellationToken)
    {
        Guid? best = null;
        if (found.Judged is { Call: not LinkCall.NoCandidate, Decision: { } judged })
        {
            best = found.Candidates[0].CitizenId;
            var wanted = new WantedLink(best.Value, record.System, record.RecordId, RecordLinker.Purpose, found.Candidates[0].Evidence);
            var decision = await keeper.DecideAsync(connection, wanted, judged.Reasons, cancellationToken);
            var own = known.Find(link => link.CitizenId == best);
            if (decision.Links && (own is null or { State: LinkState.Proposed or LinkState.Closed, By: Decider.Rule }))
                return new Foreseen(PlacementChange.Link, best);
            if (own is null or { State: LinkState.Closed, By: Decider.Rule })
                return new Foreseen(PlacementChange.Ask, best, decision.Reasons);
        }

        return known.Find(link => LinkCloser.IsOutranked(link, best)) is { } outranked
            ? new Foreseen(PlacementChange.Withdraw, outranked.CitizenId, [LinkReason.NotBest])
            : new Foreseen(PlacementChange.None, best);
    }
}
