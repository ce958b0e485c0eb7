using HueS.Integration.Client;
using HueS.Integration.Contracts;

namespace HueS.Integration.Cli.Lists;

/// <summary>Reconciliations in words.</summary>
internal static class RunSpeech
{
    public static void Tell(Session session, Run run) => session.Tell(run, () =>
    {
        session.Say(Texts.RunHead, run.Id, HuesJson.Code(run.State), run.CaseReference, Session.Moment(run.CreatedAt), run.Version);
        session.Line($"  {Progress(session, run.State, run.Counts)}");
        if (run.CouldNotLook)
            session.Say(Texts.RunCouldNotLook);
        if (run.Plan is { } plan)
        {
            session.Say(Texts.RunPlanLine, session.Number(plan.People), session.Number(plan.Fee), Session.Moment(plan.ExpectedEnd));
            foreach (var query in plan.Queries)
                session.Say(Texts.RunQueriesLine, query.Operation, session.Number(query.Count));
        }

        if (run.Digest is { } digest)
            session.Say(Texts.RunDigestLine, digest);
        session.Tell(run.Text);
    });

    /// <summary>One line of where a run stands.</summary>
    public static string Progress(Session session, RunState state, RunCounts counts) => session.In(
        Texts.RunProgressLine,
        HuesJson.Code(state),
        session.Number(counts.Selected), session.Number(counts.Waiting), session.Number(counts.Checked), session.Number(counts.Unreachable),
        session.Number(counts.Skipped), session.Number(counts.Unchanged), session.Number(counts.Findings), session.Number(counts.Applied),
        session.Number(counts.LeftAlone), session.Number(counts.Undone), session.Number(counts.Kept));

    public static void Tell(Session session, RunFinding finding) => session.Tell(finding, () => session.Line(string.Join(
        '\t',
        HuesJson.Code(finding.Category),
        HuesJson.Code(finding.Effect),
        Person(finding.Kept),
        Person(finding.Register),
        finding.LeftBecause ?? (finding.Applied is null ? "-" : session.In(Texts.RunApplied)),
        string.Join(' ', finding.Reasons),
        finding.Record ?? "-",
        finding.Id)));

    public static void Tell(Session session, RunReport report) => session.Tell(report, () =>
    {
        Tell(session, report.Run);
        session.Rows(
            [Texts.ColumnCategory, Texts.ColumnEffect, Texts.ColumnCount, Texts.ColumnMeaning],
            report.Findings.Select(count => (string[])
                [HuesJson.Code(count.Category), HuesJson.Code(count.Effect), session.Number(count.Count), count.Text.In(session.Language)]));
        foreach (var reason in report.NotLookedAt)
            session.Say(Texts.RunNotLookedAt, session.Number(reason.Count), reason.Reason);
        foreach (var kept in report.Kept)
            session.Say(Texts.RunKeptLine, kept.Id, HuesJson.Code(kept.Effect), kept.Reason);
    });

    /// <summary>Whether a run found anything a person should look at, or goes on without us.</summary>
    public static int ExitOf(Run run) => run.State switch
    {
        RunState.Draft or RunState.Planned or RunState.DryRun or RunState.Applying or RunState.Paused or RunState.Undoing or RunState.Cancelled => Exit.Partial,
        RunState.AwaitingApproval => Exit.Findings,
        RunState.Completed => run.CouldNotLook || run.Counts.Findings > 0 || run.Counts.Unreachable > 0 ? Exit.Findings : Exit.Done,
        RunState.Undone => run.Counts.Kept > 0 ? Exit.Findings : Exit.Done,
        _ => throw new InvalidOperationException($"Unknown state {run.State}."),
    };

    private static string Person(MaskedPerson? person) => person is null ? "-" : $"{person.Number ?? "-"} {person.Name} {person.BirthDate}";
}
