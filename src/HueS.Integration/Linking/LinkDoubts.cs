using HueS.Integration.Audit;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Linking;

/// <summary>
/// Keeps an eye on what is linked. Where the rules would not link it any more a person is asked, with what they say of it now;
/// the link stands until that person answers.
/// </summary>
internal sealed class LinkDoubts(LinkStore links, LinkKeeper keeper, LinkJournal journal, TimeProvider time)
{
    /// <param name="against">What others speak against it now.</param>
    public async Task LookAsync(
        NpgsqlConnection connection,
        Actor actor,
        Link standing,
        Evidence evidence,
        IReadOnlyList<LinkReason> against,
        CancellationToken cancellationToken)
    {
        if (await JudgeAsync(connection, standing, evidence, against, cancellationToken) is not { } doubt)
            await SettleAsync(connection, actor, standing, cancellationToken);
        else if (IsNews(standing, doubt))
            await QuestionAsync(connection, actor, standing with { Doubt = doubt }, cancellationToken);
    }

    /// <summary>What the rules say of a link they would not make any more; <c>null</c>: they would.</summary>
    public async Task<LinkDoubt?> JudgeAsync(
        NpgsqlConnection connection,
        Link standing,
        Evidence evidence,
        IReadOnlyList<LinkReason> against,
        CancellationToken cancellationToken)
    {
        var wanted = new WantedLink(standing.CitizenId, standing.System, standing.RecordId, standing.Purpose, evidence);
        var decision = await keeper.DecideAsync(connection, wanted, against, cancellationToken);
        // That somebody rests linking, or is protected, says nothing of what is linked.
        decision = decision with { Reasons = [.. decision.Reasons.Except([LinkReason.LinkingFrozen, LinkReason.CitizenProtected])] };
        return decision.Links ? null : new LinkDoubt(decision, evidence);
    }

    /// <summary>Whether a person has to be asked about it: what people decided stands, and nobody is asked the same twice.</summary>
    public static bool IsNews(Link standing, LinkDoubt doubt) =>
        standing is { State: LinkState.Linked, By: Decider.Rule } && !IsSame(standing.Doubt, doubt);

    private Task SettleAsync(NpgsqlConnection connection, Actor actor, Link standing, CancellationToken cancellationToken) =>
        standing.Doubt is null
            ? Task.CompletedTask
            : ChangeAsync(connection, actor, standing with { Doubt = null }, LinkAction.Settle, LinkChangeReason.EvidenceRestored, cancellationToken);

    private Task QuestionAsync(NpgsqlConnection connection, Actor actor, Link questioned, CancellationToken cancellationToken) =>
        ChangeAsync(connection, actor, questioned, LinkAction.Question, LinkChangeReason.EvidenceChanged, cancellationToken);

    /// <summary>A version of its own: whoever read the link before has not seen this.</summary>
    private async Task ChangeAsync(
        NpgsqlConnection connection,
        Actor actor,
        Link link,
        LinkAction action,
        LinkChangeReason reason,
        CancellationToken cancellationToken)
    {
        var changed = link with { Version = link.Version + 1 };
        await links.ChangeAsync(connection, changed, cancellationToken);
        await journal.WriteAsync(connection, actor, new LinkStep(action, link.State, changed, time.GetStoredNow(), reason), cancellationToken);
    }

    private static bool IsSame(LinkDoubt? known, LinkDoubt doubt) =>
        known is not null
        && known.Evidence == doubt.Evidence
        && known.Decision.Class == doubt.Decision.Class
        && known.Decision.Reasons.SequenceEqual(doubt.Decision.Reasons);
}
