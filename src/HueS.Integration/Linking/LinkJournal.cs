using HueS.Integration.Audit;
using HueS.Integration.Events;
using HueS.Integration.Review;
using Npgsql;

namespace HueS.Integration.Linking;

/// <summary>What was done to a link, and why; by an officer where a person did it.</summary>
/// <param name="At">When; where a person is asked, from then on the citizen waits.</param>
/// <param name="BackTo">The version it takes the link back to, 0 where there was none.</param>
internal sealed record LinkStep(
    LinkAction Action,
    LinkState? Before,
    Link After,
    DateTimeOffset At,
    LinkChangeReason? Reason = null,
    string? CaseReference = null,
    int? BackTo = null)
{
    /// <summary>No person does it, whoever decided about the link.</summary>
    public bool IsMachines => Action is LinkAction.Decide or LinkAction.Close or LinkAction.Reopen or LinkAction.Question or LinkAction.Settle;
}

/// <summary>Writes what became of a link: its history, the trail, the event, and the review task that goes with where it stands now.</summary>
internal sealed class LinkJournal(
    LinkChangeStore changes,
    ReviewStore reviews,
    OfficerStore officers,
    Trail trail,
    EventStore events)
{
    public async Task WriteAsync(NpgsqlConnection connection, Actor actor, LinkStep step, CancellationToken cancellationToken)
    {
        var link = step.After;
        Guid? officer = actor.Officer is { } account ? await officers.OfAsync(connection, account, cancellationToken) : null;
        await changes.AddAsync(connection, step, actor.ClientId, officer, cancellationToken);
        await trail.WriteAsync(
            connection,
            new AuditEntry(
                step.Action == LinkAction.Decide ? AuditAction.LinkDecided : AuditAction.LinkChanged,
                actor,
                link.Purpose,
                step.CaseReference,
                link.CitizenId,
                link.Id.ToString(),
                step.Action == LinkAction.Decide
                    ? $"{link.State} {link.Decision.Class}"
                    : $"{step.Action} {step.Before} {link.State} {step.Reason}"),
            cancellationToken);
        if (link.State != LinkState.Merged && (step.Before != link.State || step.Action == LinkAction.Decide))
            await events.AppendAsync(connection, KindOf(link.State), actor.ClientId, link.Id, cancellationToken);
        await AskAsync(connection, actor, step, cancellationToken);
    }

    /// <summary>Only a person who says that it holds answers a question; whatever else leads back to a doubtful link leaves it asked.</summary>
    private Task AskAsync(NpgsqlConnection connection, Actor actor, LinkStep step, CancellationToken cancellationToken)
    {
        var link = step.After;
        IReadOnlyList<LinkReason> reasons = link.State switch
        {
            LinkState.Proposed when step.Action is LinkAction.Merge or LinkAction.Unmerge && step.Before != link.State =>
                [.. link.Decision.Reasons, LinkReason.CitizensMerged],
            LinkState.Proposed => link.Decision.Reasons.Count == 0 ? [LinkReason.TakenBack] : link.Decision.Reasons,
            LinkState.Linked when link.Doubt is { } doubt && step.Action != LinkAction.Confirm => [LinkReason.EvidenceChanged, .. doubt.Decision.Reasons],
            _ => [],
        };
        return reasons.Count == 0
            ? reviews.WithdrawAsync(connection, ReviewSubject.Link, link.Id, cancellationToken)
            : reviews.OpenAsync(
                connection,
                ReviewSubject.Link,
                link.Id,
                actor.ClientId,
                [.. reasons.Select(reason => reason.ToString())],
                step.At,
                cancellationToken);
    }

    /// <summary>What a person has to be asked about a link as it stands; none: nobody has to be.</summary>
    public static IReadOnlyList<LinkReason> QuestionsOf(Link link) => link switch
    {
        { State: LinkState.Proposed } => link.Decision.Reasons.Count == 0 ? [LinkReason.TakenBack] : link.Decision.Reasons,
        // What a person says holds has been answered.
        { State: LinkState.Linked, By: Decider.Rule, Doubt: { } doubt } => [LinkReason.EvidenceChanged, .. doubt.Decision.Reasons],
        _ => [],
    };

    /// <summary>What is told of a link that stands so from now on.</summary>
    public static string KindOf(LinkState state) => state switch
    {
        LinkState.Proposed => EventKind.RecordNeedsPerson,
        LinkState.Linked => EventKind.RecordLinked,
        LinkState.Frozen => EventKind.RecordFrozen,
        LinkState.Unlinked => EventKind.RecordUnlinked,
        LinkState.Closed => EventKind.RecordClosed,
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
