using HueS.Integration.Client;
using HueS.Integration.Contracts;

namespace HueS.Integration.Cli.Lists;

/// <summary>Lists in words.</summary>
internal static class ListSpeech
{
    public static void Tell(Session session, VerificationBatch batch) => session.Tell(batch, () =>
    {
        session.Line($"{batch.Id}\t{HuesJson.Code(batch.State)}\t{batch.CaseReference}\t{Session.Moment(batch.CreatedAt)}");
        session.Line($"  {Progress(session, batch)}");
        foreach (var count in batch.Progress?.Outcomes ?? [])
            session.Line($"  {HuesJson.Code(count.Outcome)}\t{session.Number(count.Rows)}");
        if (batch.Failure is { } failure)
            session.Say(Texts.FieldWrong, failure.Field, failure.Expected.In(session.Language));
        session.Tell(batch.Text);
    });

    /// <summary>One line of where a list stands.</summary>
    public static string Progress(Session session, VerificationBatch batch)
    {
        var rows = session.In(Texts.BatchRows, session.Number(batch.Rows.Read), session.Number(batch.Rows.Accepted), session.Number(batch.Rows.Rejected));
        if (batch.Progress is not { } progress)
            return rows;
        var done = session.In(
            Texts.BatchProgress, session.Number(progress.Settled), session.Number(progress.Pending), session.Number(progress.Withdrawn));
        var pace = progress.PerMinute is { } perMinute
            ? session.In(Texts.BatchPace, session.Number(perMinute), Session.Moment(progress.ExpectedEnd))
            : "";
        return $"{HuesJson.Code(batch.State)}: {rows} {done}{pace}";
    }

    /// <summary>Whether a list that ended found anything a person should look at.</summary>
    public static int ExitOf(VerificationBatch batch) => batch.State switch
    {
        VerificationBatchState.Failed => Exit.Refused,
        VerificationBatchState.Cancelled => Exit.Partial,
        VerificationBatchState.Completed => HasFindings(batch) ? Exit.Findings : Exit.Done,
        VerificationBatchState.Reading or VerificationBatchState.Running or VerificationBatchState.Paused => Exit.Partial,
        _ => throw new InvalidOperationException($"Unknown state {batch.State}."),
    };

    public static void Tell(Session session, BatchPreview preview) => session.Tell(preview, () =>
    {
        session.Say(Texts.PreviewForm, HuesJson.Code(preview.Format), preview.Encoding, preview.Delimiter ?? "-", preview.RowsLookedAt, preview.RowsAccepted);
        session.Rows(
            [Texts.ColumnPosition, Texts.ColumnHeading, Texts.ColumnField],
            preview.Columns.Select(column => (string[])[$"{column.Position}", column.Name ?? "-", column.Field ?? "-"]));
        foreach (var missing in preview.Missing)
            session.Say(Texts.PreviewMissing, missing);
        foreach (var doubled in preview.Doubled)
            session.Say(Texts.PreviewDoubled, doubled);
        foreach (var problem in preview.Problems)
            session.Say(Texts.PreviewProblem, problem.Rows, problem.Fault.Field, problem.Fault.Expected.In(session.Language));
        foreach (var warning in preview.Warnings)
            session.Say(Texts.PreviewWarning, warning.Rows, warning.Text.In(session.Language).Official);
        foreach (var form in preview.BirthDates.Where(form => form.EitherWay > 0))
            session.Say(Texts.PreviewDates, form.Form, form.Rows, form.EitherWay);
    });

    private static bool HasFindings(VerificationBatch batch) =>
        batch.Rows.Rejected > 0 || (batch.Progress?.Outcomes ?? []).Any(count => count.Outcome != Outcome.Verified && count.Rows > 0);
}
