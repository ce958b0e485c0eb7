using System.Globalization;
using HueS.Integration.Contracts;
using HueS.Integration.Linking.Records;
using HueS.Integration.Upstreams.Records;

namespace HueS.Integration.Server.Api;

/// <summary>A record as it was told: to be kept, or with every field that keeps it from being.</summary>
internal sealed record ParsedRecord(RecordClaim? Claim, IReadOnlyList<FieldError> Errors, IReadOnlyList<HolderDoubt> Doubts);

/// <summary>Reads a told record: strictly in what it is, as far as possible in what it says of its holder.</summary>
internal sealed class RecordParsing(string system, DateTimeOffset now)
{
    private const int EarliestYear = 1900;
    private const int YearsAhead = 100;

    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    private static readonly string[] Forms =
        ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    private readonly List<FieldError> _errors = [];

    public static ParsedRecord Read(string system, string recordId, PushedRecord told, DateTimeOffset now) =>
        new RecordParsing(system, now).Read(recordId, told.Kind, told.Status, told.Holder, told.OpenedAt, told.ClosedAt);

    public static ParsedRecord Read(string system, PushedRecordLine told, DateTimeOffset now)
    {
        var parsing = new RecordParsing(system, now);
        if (told.IfVersion < 0)
            parsing._errors.Add(new FieldError("ifVersion", FieldCodes.IfMatchFormat));
        return parsing.Read(told.RecordId, told.Kind, told.Status, told.Holder, told.OpenedAt, told.ClosedAt);
    }

    /// <summary>The fault of an id, where it cannot name a record.</summary>
    public static FieldError? CheckId(string recordId) => CheckKey("recordId", RecordKey.Judge(recordId), FieldCodes.RecordKeyFormat);

    public static string FieldOf(HolderField field) => field switch
    {
        HolderField.Holder => "holder",
        HolderField.Account => "holder.accountId",
        _ => $"holder.{char.ToLowerInvariant(field.ToString()[0])}{field.ToString()[1..]}",
    };

    private static FieldError? CheckKey(string field, KeyFault fault, string format) => fault switch
    {
        KeyFault.None => null,
        KeyFault.Format => new FieldError(field, format),
        KeyFault.Personal => new FieldError(field, FieldCodes.RecordKeyPersonal),
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    private ParsedRecord Read(string recordId, string kind, string status, Contracts.StatedHolder? stated, string? openedAt, string? closedAt)
    {
        Add(CheckId(recordId));
        Add(CheckKey("kind", RecordKey.JudgeCode(kind), FieldCodes.RecordCodeFormat));
        Add(CheckKey("status", RecordKey.JudgeCode(status), FieldCodes.RecordCodeFormat));
        var (opened, closed) = (ReadMoment(openedAt, "openedAt"), ReadMoment(closedAt, "closedAt"));
        var holder = HolderReading.Read(InOurWords(stated ?? new Contracts.StatedHolder()), DateOnly.FromDateTime(now.ToOffset(Vietnam).DateTime));
        return new ParsedRecord(
            _errors.Count == 0 ? new RecordClaim(system, recordId, kind, status, opened, closed, holder.Claim) : null,
            _errors,
            holder.Doubts);
    }

    private void Add(FieldError? error)
    {
        if (error is not null)
            _errors.Add(error);
    }

    private DateTimeOffset? ReadMoment(string? text, string field)
    {
        if (text is null)
            return null;
        if (TryReadMoment(text, out var moment) && moment.Year >= EarliestYear && moment.Year < now.Year + YearsAhead)
            return moment;
        _errors.Add(new FieldError(field, FieldCodes.DateTimeFormat));
        return null;
    }

    private static bool TryReadMoment(string text, out DateTimeOffset moment)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            // The first day there is does not exist in all zones.
            moment = day.Year < EarliestYear ? default : new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Vietnam);
            return true;
        }

        // Without its offset a time would mean something else on every machine.
        moment = default;
        return (text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':'))
            && DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment);
    }

    private static Upstreams.Records.StatedHolder InOurWords(Contracts.StatedHolder stated) => new()
    {
        IsBusiness = stated.Kind == Contracts.HolderKind.Business,
        Number = stated.Number,
        OldCardNumber = stated.OldCardNumber,
        InsuranceNumber = stated.InsuranceNumber,
        Name = stated.Name,
        BirthDate = stated.BirthDate,
        Sex = stated.Sex is { } sex ? ClaimFields.Stated(sex) : Identity.Sex.Unknown,
        Phone = stated.Phone,
        Ward = stated.Ward,
        Account = stated.AccountId,
    };
}
