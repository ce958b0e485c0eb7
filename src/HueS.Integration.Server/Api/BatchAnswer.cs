using System.Text.Json;
using HueS.Integration.Access;
using HueS.Integration.Contracts;
using HueS.Integration.Verification.Batches;

namespace HueS.Integration.Server.Api;

/// <summary>Lists in the words of the API, with no more than the caller's policy row allows.</summary>
internal static class BatchAnswer
{
    public static VerificationBatch Of(Batch batch) => Of(batch, null);

    public static VerificationBatch Of(BatchStanding standing, Detail detail, DateTimeOffset now) =>
        Of(standing.Batch, ProgressOf(standing, detail, now));

    public static BatchRejection Of(Rejection rejection) =>
        new(rejection.RowNo, [.. rejection.Problems.Select(problem => FaultOf(problem))]);

    public static BatchResult Of(ResultRow row, Batch batch, Detail detail)
    {
        if (row.Check is not { } check)
        {
            var reasons = row.Rejection!.Problems.Select(problem => $"{FieldOf(problem.Field)}:{CodeOf(problem)}");
            return new BatchResult(row.RowNo, null, BatchRowOutcome.Rejected, [.. reasons], null, null, null, []);
        }

        var outcome = check.Outcome is { } settled ? Enum.Parse<BatchRowOutcome>(VerificationAnswer.OutcomeFor(settled, detail).ToString())
            : batch.HasEnded || check.Withdrawn ? BatchRowOutcome.Withdrawn
            : BatchRowOutcome.Pending;
        return new BatchResult(
            row.RowNo,
            check.Reference,
            outcome,
            // What a verified check does not say follows from its purpose, not from the person.
            [.. check.Reasons.Where(reason => detail == Detail.Grades || reason == Verification.Reason.VitalStatusNotAsked).Select(Messages.Code)],
            check.Id,
            check.Receipt,
            check.AsOf is { } asOf ? (detail == Detail.Grades ? asOf : VerificationAnswer.ToTheMinute(asOf)) : null,
            [.. check.Warnings.Select(Messages.Code)]);
    }

    public static Contracts.BatchPreview Of(Preview preview)
    {
        var head = preview.Head;
        // Where nothing is recognised the first row may be no heading at all but somebody's data.
        var named = head.Columns.Any(column => column.Field is not null);
        return new Contracts.BatchPreview(
            FormatOf(head.Format),
            head.Delimiter?.ToString(),
            preview.Encoding,
            [.. head.Columns.Select((column, at) => new BatchColumn(
                at + 1,
                named ? column.Name : null,
                column.Field is { } field ? FieldOf(field) : null))],
            FieldsOf(head.Missing),
            FieldsOf(head.Doubled),
            head.IsUsable,
            preview.Looked,
            preview.Accepted,
            [.. preview.Problems
                .OrderByDescending(problem => problem.Value)
                .Select(problem => new BatchPreviewProblem(FaultOf(problem.Key), problem.Value))],
            [.. preview.Warnings
                .OrderByDescending(warning => warning.Value)
                .Select(warning => new BatchPreviewWarning(Messages.Code(warning.Key), Messages.ForWarning(Messages.Code(warning.Key)), warning.Value))],
            [.. preview.DateForms.Select(form => new BatchDateForm(form.Form, form.Rows, form.EitherWay))]);
    }

    public static IReadOnlyList<string> FieldsOf(IEnumerable<BatchField> fields) => [.. fields.Select(field => FieldOf(field))];

    public static string FieldOf(BatchField? field) =>
        field is { } known ? JsonNamingPolicy.CamelCase.ConvertName(known.ToString()) : "row";

    public static BatchFault FaultOf(RowProblem problem) => FaultOf(FieldOf(problem.Field), CodeOf(problem));

    private static string CodeOf(RowProblem problem) => JsonNamingPolicy.SnakeCaseLower.ConvertName(problem.Code);

    private static BatchFault FaultOf(string field, string code)
    {
        var text = Messages.ForField(code);
        return new BatchFault(field, code, new BilingualText(text.Vi.Expected, text.En.Expected));
    }

    private static VerificationBatch Of(Batch batch, BatchProgress? progress) => new(
        batch.Id,
        StateOf(batch.State),
        batch.Purpose,
        batch.CaseReference,
        FormatOf(batch.Format),
        batch.CreatedAt,
        batch.FinishedAt,
        new BatchRows(batch.Accepted + batch.Rejected, batch.Accepted, batch.Rejected, batch.ReadWhole),
        progress,
        batch.Failure is { } failure ? FaultOf("file", Messages.Code(failure)) : null,
        Messages.Catalogue.BatchStates[Messages.Code(StateOf(batch.State))]);

    private static BatchProgress ProgressOf(BatchStanding standing, Detail detail, DateTimeOffset now)
    {
        var (batch, settled) = (standing.Batch, standing.Counts.Settled);
        var open = batch.Accepted - settled;
        var withdrawn = batch.HasEnded ? open : standing.Counts.Withdrawn;
        var waiting = open - withdrawn;
        double? perMinute = batch is { State: BatchState.Running, RunningSince: { } since } && settled > batch.SettledBefore && now > since
            ? (settled - batch.SettledBefore) / (now - since).TotalMinutes
            : null;
        return new BatchProgress(
            settled,
            waiting,
            withdrawn,
            [.. standing.Counts.ByOutcome
                .GroupBy(count => VerificationAnswer.OutcomeFor(count.Key, detail), count => count.Value)
                .OrderBy(group => group.Key)
                .Select(group => new BatchOutcomeCount(group.Key, group.Sum()))],
            perMinute is { } pace ? Math.Round(pace, 1) : null,
            perMinute is { } rate ? EndAt(now, waiting / rate) : null);
    }

    /// <summary>None beyond a year: what an outage makes of the pace is no forecast.</summary>
    private static DateTimeOffset? EndAt(DateTimeOffset now, double minutes) =>
        minutes <= TimeSpan.FromDays(365).TotalMinutes ? now.AddMinutes(minutes) : null;

    private static VerificationBatchState StateOf(BatchState state) => state switch
    {
        BatchState.Reading => VerificationBatchState.Reading,
        BatchState.Running => VerificationBatchState.Running,
        BatchState.Paused => VerificationBatchState.Paused,
        BatchState.Cancelled => VerificationBatchState.Cancelled,
        BatchState.Completed => VerificationBatchState.Completed,
        BatchState.Failed => VerificationBatchState.Failed,
        // A list is shown once it was received whole.
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    private static Contracts.BatchFormat FormatOf(Verification.Batches.BatchFormat format) => format switch
    {
        Verification.Batches.BatchFormat.Csv => Contracts.BatchFormat.Csv,
        Verification.Batches.BatchFormat.Ndjson => Contracts.BatchFormat.Ndjson,
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };
}
