using HueS.Integration.Contracts;
using HueS.Integration.Reconciliation;
using HueS.Integration.Reconciliation.Reporting;

namespace HueS.Integration.Server.Api;

/// <summary>Runs and what they found, in the words of the API.</summary>
internal static class RunAnswer
{
    /// <summary>What is said besides of a run that could not look.</summary>
    public const string CouldNotLook = "could_not_look";

    public static Contracts.Run Of(Reconciliation.Run run, RunEstimate? estimate, HttpResponse response)
    {
        response.Headers.ETag = $"\"{run.Version}\"";
        return Of(run, estimate);
    }

    public static Contracts.Run Of(Reconciliation.Run run, RunEstimate? estimate = null) => new(
        run.Id,
        (Contracts.RunKind)run.Kind,
        (Contracts.RunState)run.State,
        (Contracts.RunState?)run.PausedFrom,
        run.Purpose,
        run.CaseReference,
        Of(run.Selection),
        run.CreatedAt,
        run.LookedAt,
        run.EndedAt,
        Of(run.Counts),
        run.CouldNotLook,
        estimate is { People: > 0 } ? Of(estimate) : null,
        run.Digest is { } digest ? Convert.ToHexStringLower(digest) : null,
        run.ApprovalNeeded,
        run.ApproverId is not null,
        run.Version,
        Messages.For((Contracts.RunState)run.State, run.CouldNotLook));

    public static Contracts.RunSelection Of(Reconciliation.RunSelection selection) => new(
        selection.OlderThanDays == 0 ? null : selection.OlderThanDays, selection.Accounts, selection.Sample, selection.System, selection.Since, selection.RecordIds);

    public static Contracts.RunCounts Of(Reconciliation.RunCounts counts) => new(
        counts.Selected, counts.Waiting, counts.Checked, counts.Unreachable, counts.Skipped, counts.Unchanged, counts.Findings,
        counts.Applied, counts.LeftAlone, counts.Undone, counts.Kept);

    public static Contracts.RunFinding Of(ShownFinding finding) => new(
        finding.Item.Id,
        (Contracts.FindingCategory)finding.Item.Category!,
        (Contracts.RunEffect)finding.Item.Effect!,
        [.. finding.Item.Reasons.Select(ReviewAnswer.CodeOf)],
        Of(finding.Kept),
        Of(finding.Shown),
        finding.Item.CheckedAt,
        finding.Item.Applied,
        finding.Item.Left is { } left ? Messages.Code(left) : null,
        finding.About);

    public static RunReport Of(RunOutcome outcome) => new(
        Of(outcome.Run),
        [.. Compared(outcome)],
        [.. outcome.NotLookedAt.Select(count => new RunReasonCount(count.State == ItemState.Unreachable, CodeOf(count.Reason), count.Count))],
        [.. outcome.Kept.Select(kept => new RunKept(kept.ItemId, (Contracts.RunEffect)kept.Effect, CodeOf(kept.Why)))],
        outcome.Previous is { } previous ? Of(previous.Counts) : null,
        [.. outcome.Timeline.Select(stretch => new Contracts.RunStretch(
            stretch.From, stretch.Checked, stretch.Findings, stretch.Asked?.Questions, stretch.Asked?.Median?.TotalMilliseconds))]);

    /// <summary>What was found, with what the run before found of the same; what only that found is counted as none now.</summary>
    private static IEnumerable<RunFindingCount> Compared(RunOutcome outcome)
    {
        var now = outcome.Findings.ToDictionary(count => (count.Category, count.Effect), count => count.Count);
        var before = outcome.PreviousFindings.ToDictionary(count => (count.Category, count.Effect), count => count.Count);
        return now.Keys.Union(before.Keys).Select(found => new RunFindingCount(
            (Contracts.FindingCategory)found.Category,
            (Contracts.RunEffect)found.Effect,
            now.GetValueOrDefault(found),
            Messages.For((Contracts.FindingCategory)found.Category),
            outcome.Previous is null ? null : before.GetValueOrDefault(found)));
    }

    public static ProblemAnswer Refused(RunResult result) => result switch
    {
        RunResult.NotFound => new ProblemAnswer(ProblemTypes.NotFound),
        RunResult.Stale => new ProblemAnswer(ProblemTypes.RunChanged),
        RunResult.NotInState => new ProblemAnswer(ProblemTypes.RunNotInState),
        RunResult.SameOfficer => new ProblemAnswer(ProblemTypes.RunSameOfficer),
        RunResult.ApprovalMissing => new ProblemAnswer(ProblemTypes.RunApprovalMissing),
        RunResult.PayloadChanged => new ProblemAnswer(ProblemTypes.RunPayloadChanged),
        _ => throw new InvalidOperationException($"Unknown result {result.GetType().Name}."),
    };

    /// <summary>Reasons are stored as names, and as codes where they say why a check waits.</summary>
    private static string CodeOf(string stored) => stored.Contains('_', StringComparison.Ordinal) ? stored : ReviewAnswer.CodeOf(stored);

    private static RunPlan Of(RunEstimate estimate) => new(
        estimate.People,
        estimate.LookUps == 0 ? [] : [new RunQueries("look-up", estimate.LookUps), new RunQueries("vital-status", estimate.VitalStatus)],
        estimate.Fee,
        estimate.ExpectedEnd);

    private static Contracts.MaskedPerson? Of(Reconciliation.MaskedPerson? person) =>
        person is null ? null : new Contracts.MaskedPerson(person.Number, person.Name, person.BirthDate);
}
