using System.CommandLine;
using HueS.Integration.Client;
using HueS.Integration.Contracts;

namespace HueS.Integration.Cli.Commands;

/// <summary>Links as people decide about them.</summary>
internal static class LinkCommands
{
    // The others are the rules' own.
    private static readonly LinkAction[] Actions =
        [LinkAction.Confirm, LinkAction.Reject, LinkAction.Freeze, LinkAction.Thaw, LinkAction.Unlink, LinkAction.Undo, LinkAction.Redo];

    private static readonly LinkChangeReason[] Reasons =
    [
        LinkChangeReason.DocumentsSeen, LinkChangeReason.CitizenConfirmed, LinkChangeReason.CitizenDisputes, LinkChangeReason.WrongPerson,
        LinkChangeReason.RecordMistaken, LinkChangeReason.UnderInvestigation, LinkChangeReason.DecidedByMistake,
    ];

    public static Command Of(Frame frame)
    {
        var id = frame.Argument<Guid>("id", Texts.LinkArgument);
        var officer = frame.Option<string?>("--officer", Texts.OfficerOption);
        var reference = frame.Option<string?>("--case", Texts.LinkCaseOption);
        var version = frame.Option<int?>("--if-version", Texts.VersionExpected);
        var action = frame.Choice<LinkAction>("--action", Texts.LinkActionOption, required: true, Actions);
        var reason = frame.Choice<LinkChangeReason>("--reason", Texts.ReasonOption, required: true, Reasons);
        return frame.Group(
            "links",
            Texts.Links,
            ["hues links show 01a20b18-…", "hues links explain 01a20b18-…", "hues links undo 01a20b18-… --reason decided_by_mistake"],
            frame.Verb("show", Texts.LinksShow, ["hues links show 01a20b18-…"], [id], async (call, cancellationToken) =>
            {
                var link = await call.Client.Links.ReadAsync(call.Required(id), cancellationToken);
                Tell(call.Session, link);
                return ExitOf(link);
            }),
            frame.Verb("explain", Texts.LinksExplain, ["hues links explain 01a20b18-…"], [id], async (call, cancellationToken) =>
            {
                var account = await call.Client.Links.ExplainAsync(call.Required(id), cancellationToken);
                Explain(call.Session, account);
                return ExitOf(account.Link);
            }),
            frame.Verb(
                "decide",
                Texts.LinksDecide,
                ["hues links decide 01a20b18-… --action unlink --reason wrong_person --officer cb.002"],
                [id, action, reason, officer, reference, version],
                (call, cancellationToken) => DecideAsync(
                    call, call.Required(id), call.Value(action)!.Value, call.Value(reason)!.Value, call.Officer(officer), call.Value(reference), call.Value(version), cancellationToken)),
            frame.Verb(
                "undo",
                Texts.LinksUndo,
                ["hues links undo 01a20b18-… --reason decided_by_mistake --officer cb.002"],
                [id, reason, officer, reference, version],
                (call, cancellationToken) => DecideAsync(
                    call, call.Required(id), LinkAction.Undo, call.Value(reason)!.Value, call.Officer(officer), call.Value(reference), call.Value(version), cancellationToken)));
    }

    public static void Tell(Session session, Link link) => session.Tell(link, () =>
    {
        session.Line($"{link.Id}\t{link.System}\t{link.RecordId}\t{HuesJson.Code(link.State)}");
        session.Say(
            Texts.LinkStands, link.Explanation.Rule, link.Explanation.RuleVersion, link.Explanation.DecidedBy, Session.Moment(link.DecidedAt), link.Version);
        if (link.Explanation.Evidence is { } evidence)
            session.Line($"  {Evidence(evidence)}");
        if (link.Explanation.Reasons.Count > 0)
            session.Say(Texts.LinkReasons, string.Join(", ", link.Explanation.Reasons));
        if (link.Explanation.Today is { } today)
            session.Say(Texts.LinkToday, today.Rule, Evidence(today.Evidence), string.Join(", ", today.Reasons));
        session.Tell(link.Text);
    });

    /// <summary>What is not the citizen's for certain is somebody's to look at.</summary>
    public static int ExitOf(Link link) => link.State is LinkState.Proposed or LinkState.Frozen || link.Explanation.Today is not null ? Exit.Findings : Exit.Done;

    private static async Task<int> DecideAsync(
        Call call, Guid id, LinkAction action, LinkChangeReason reason, string officer, string? reference, int? version, CancellationToken cancellationToken)
    {
        var decision = new LinkDecisionRequest(action, reason, officer, reference);
        Tell(call.Session, await call.Client.Links.DecideAsync(id, decision, version, cancellationToken));
        return Exit.Done;
    }

    private static void Explain(Session session, LinkAccount account) => session.Tell(account, () =>
    {
        Tell(session, account.Link);
        session.Say(Texts.LinkHistory);
        session.Rows(
            [Texts.ColumnVersion, Texts.ColumnWhen, Texts.ColumnAction, Texts.ColumnState, Texts.ColumnBy, Texts.ColumnReason],
            account.History.Select(change => (string[])
            [
                $"{change.Version}", Session.Moment(change.At), HuesJson.Code(change.Action), HuesJson.Code(change.After), change.DecidedBy,
                change.Reason is { } reason ? HuesJson.Code(reason) : "-",
            ]));
        if (account.Candidates.Count > 0)
            session.Say(Texts.LinkCandidates);
        session.Rows(
            [Texts.ColumnThis, Texts.ColumnChance, Texts.ColumnRule, Texts.ColumnEvidence, Texts.ColumnReason],
            account.Candidates.Select(one => (string[])
            [
                one.IsThisCitizen ? session.In(Texts.ThisCitizen) : session.In(Texts.OtherCitizen), session.Number(one.Chance), one.Rule, Evidence(one.Evidence),
                string.Join(' ', one.WhyNot),
            ]));
        foreach (var other in account.Others)
            session.Say(Texts.LinkOther, other.Id, HuesJson.Code(other.State), string.Join(' ', other.Explanation.Reasons));
    });

    private static string Evidence(LinkEvidence evidence) =>
        $"number={HuesJson.Code(evidence.Number)} name={(evidence.Name is { } name ? HuesJson.Code(name) : "-")} "
        + $"birth_date={(evidence.BirthDate is { } born ? HuesJson.Code(born) : "-")} second_key={HuesJson.Code(evidence.SecondKey)}";
}
