using HueS.Integration.Contracts;
using HueS.Integration.Linking.Records;
using HueS.Integration.Upstreams.Records;

namespace HueS.Integration.Server.Api;

/// <summary>Records in the words of the API; never what they say of anybody.</summary>
internal static class RecordAnswer
{
    public static RecordState Of(KeptRecord record) => new(
        record.System,
        record.RecordId,
        record.Kind,
        record.Status,
        record.OpenedAt,
        record.ClosedAt,
        record.ToldAt,
        record.GoneAt,
        record.Version);

    public static ToldRecord Of(RecordClaim claim, Told told, IReadOnlyList<HolderDoubt> doubts) => new(
        claim.System,
        claim.RecordId,
        ResultOf(told.Change),
        told.Version,
        [.. doubts.Select(Warned)]);

    public static IReadOnlyList<RecordLineFault> FaultsOf(IEnumerable<HolderDoubt> doubts) =>
        [.. doubts.Select(doubt => new RecordLineFault(RecordParsing.FieldOf(doubt.Field), Messages.Code(doubt.Warning)))];

    public static IReadOnlyList<RecordLineFault> FaultsOf(IEnumerable<FieldError> errors) =>
        [.. errors.Select(error => new RecordLineFault(error.Field, error.Code))];

    public static TellingResult ResultOf(RecordChange change) => change switch
    {
        RecordChange.Created => TellingResult.Created,
        RecordChange.Changed => TellingResult.Changed,
        RecordChange.Unchanged => TellingResult.Unchanged,
        RecordChange.Stale => TellingResult.Refused,
        _ => throw new ArgumentOutOfRangeException(nameof(change)),
    };

    private static RecordWarning Warned(HolderDoubt doubt)
    {
        var code = Messages.Code(doubt.Warning);
        return new RecordWarning(RecordParsing.FieldOf(doubt.Field), code, Messages.ForRecordWarning(code));
    }
}
