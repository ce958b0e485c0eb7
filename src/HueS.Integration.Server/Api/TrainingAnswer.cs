using System.Text.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Linking.Records.Training;
using HueS.Integration.Upstreams.Records;

namespace HueS.Integration.Server.Api;

/// <summary>Lists of attendances in the words of the API; never what a row says.</summary>
internal static class TrainingAnswer
{
    private const int MostShown = 200;

    public static Contracts.TrainingSheet Of(KeptSheet sheet) => new(
        sheet.Id,
        sheet.Counts.Created + sheet.Counts.Changed + sheet.Counts.Unchanged,
        sheet.Counts.Created,
        sheet.Counts.Changed,
        sheet.Counts.Unchanged,
        [.. sheet.Doubts.Select(Warned)]);

    public static TrainingPreview Of(SheetPreview preview)
    {
        var head = preview.Head;
        // Where nothing is recognised the first row may be no heading at all but somebody's data.
        var named = head.Columns.Any(column => column.Field is not null);
        var rows = preview.Problems.GroupBy(problem => problem.Row ?? 0).OrderBy(row => row.Key).ToList();
        return new TrainingPreview(
            head.Delimiter.ToString(),
            preview.Encoding,
            [.. head.Columns.Select((column, at) => new BatchColumn(
                at + 1,
                named ? column.Name : null,
                column.Field is { } field ? FieldOf(field) : null))],
            [.. head.Missing.Select(FieldOf)],
            [.. head.Doubled.Select(FieldOf)],
            head.IsUsable && preview.Problems.Count == 0,
            preview.Rows,
            rows.Count(row => row.Key > 0),
            [.. rows.Take(MostShown).Select(row => new BatchRejection(row.Key, [.. row.Select(Fault)]))],
            [.. preview.Doubts.Take(MostShown).Select(Warned)]);
    }

    public static IEnumerable<FieldError> ErrorsOf(TrainingHead head)
    {
        if (head.Missing.Count > 0)
            yield return new FieldError("file", FieldCodes.ColumnsMissing, [.. head.Missing.Select(FieldOf)]);
        if (head.Doubled.Count > 0)
            yield return new FieldError("file", FieldCodes.ColumnsDoubled, [.. head.Doubled.Select(FieldOf)]);
    }

    /// <summary>The fault with its row, such as <c>rows[5].birthDate</c>.</summary>
    public static FieldError ErrorOf(SheetProblem problem) => new(
        problem switch
        {
            { Row: null } => "file",
            { Field: { } field } => $"rows[{problem.Row}].{FieldOf(field)}",
            _ => $"rows[{problem.Row}]",
        },
        CodeOf(problem));

    private static BatchFault Fault(SheetProblem problem)
    {
        var text = Messages.ForField(CodeOf(problem));
        return new BatchFault(
            problem switch { { Row: null } => "file", { Field: { } field } => FieldOf(field), _ => "row" },
            CodeOf(problem),
            new BilingualText(text.Vi.Expected, text.En.Expected));
    }

    private static RowWarning Warned(SheetDoubt doubt)
    {
        var code = Messages.Code(doubt.Doubt.Warning);
        var field = doubt.Doubt.Field == HolderField.Holder ? "row" : JsonNamingPolicy.CamelCase.ConvertName(doubt.Doubt.Field.ToString());
        return new RowWarning(doubt.Row, field, code, Messages.ForRecordWarning(code));
    }

    private static string FieldOf(TrainingField field) => JsonNamingPolicy.CamelCase.ConvertName(field.ToString());

    private static string CodeOf(SheetProblem problem) => JsonNamingPolicy.SnakeCaseLower.ConvertName(problem.Code);
}
