using System.Globalization;
using HueS.Integration.Identity;
using HueS.Integration.Protection;
using HueS.Integration.Upstreams.Records;
using HueS.Integration.Verification;
using HueS.Integration.Verification.Batches;

namespace HueS.Integration.Linking.Records.Training;

/// <summary>What holds for rows that do not say otherwise.</summary>
internal sealed record TrainingClass(string? Code, string? Host, DateOnly? HeldOn);

/// <summary>The rows of a list as records, with everything that keeps it from being taken and everything that was left out.</summary>
internal sealed record ReadSheet(IReadOnlyList<RecordClaim> Claims, IReadOnlyList<SheetProblem> Problems, IReadOnlyList<SheetDoubt> Doubts);

/// <summary>
/// Reads rows of attendances. Whoever sends the list can correct it, so what looks like a slip is asked back, where another
/// system's word would be taken as far as it goes; only words for "nothing" are passed over.
/// </summary>
internal sealed class TrainingReading(BlindIndex index, TrainingClass usual, DateOnly today)
{
    private const string Attended = "attended";
    private const int EarliestClass = 2000;

    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    private readonly List<SheetProblem> _problems = [];
    private readonly List<SheetDoubt> _doubts = [];

    public static ReadSheet Read(BlindIndex index, TrainingSheet sheet, TrainingClass usual, DateOnly today)
    {
        var reading = new TrainingReading(index, usual, today);
        var claims = new List<RecordClaim>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in sheet.Rows)
        {
            if (reading.Read(row) is not { } claim)
                continue;
            if (seen.Add(claim.RecordId))
                claims.Add(claim);
            else
                reading.Add(row, null, SheetFault.RowRepeated.ToString());
        }

        return new ReadSheet(claims, reading._problems, reading._doubts);
    }

    private RecordClaim? Read(TrainingRow row)
    {
        if (row.Fault is { } fault)
        {
            Add(row, null, fault.ToString());
            return null;
        }

        var before = _problems.Count;
        var (code, heldOn) = (ReadClass(row), ReadHeldOn(row));
        CheckReference(row);
        CheckPerson(row);
        if (_problems.Count > before)
            return null;

        var holder = HolderReading.Read(Stated(row), today);
        _doubts.AddRange(holder.Doubts.Select(doubt => new SheetDoubt(row.Number, doubt)));
        return new RecordClaim(
            RecordSystems.Training,
            row[TrainingField.Reference] ?? IdOf(row, code!, heldOn!.Value, holder.Claim),
            code!,
            Attended,
            new DateTimeOffset(heldOn!.Value.ToDateTime(TimeOnly.MinValue), Vietnam),
            ClosedAt: null,
            holder.Claim);
    }

    private string? ReadClass(TrainingRow row)
    {
        var code = row[TrainingField.ClassCode] ?? usual.Code;
        if (code is null)
            Add(row, TrainingField.ClassCode, ClaimFault.Required);
        else if (RecordKey.JudgeCode(code) != KeyFault.None)
            Add(row, TrainingField.ClassCode, SheetFault.ClassCodeFormat.ToString());
        return code;
    }

    private DateOnly? ReadHeldOn(TrainingRow row)
    {
        if (row[TrainingField.HeldOn] is not { } text)
        {
            if (usual.HeldOn is null)
                Add(row, TrainingField.HeldOn, ClaimFault.Required);
            return usual.HeldOn;
        }

        if ((BirthDate.TryParse(text, out var date) || BirthDate.TryParseWire(text, out date))
            && date is { Precision: BirthDatePrecision.Day, Year: >= EarliestClass }
            && !date.IsAfter(today))
            return new DateOnly(date.Year, date.Month!.Value, date.Day!.Value);
        Add(row, TrainingField.HeldOn, SheetFault.HeldOnUnreadable.ToString());
        return null;
    }

    private void CheckReference(TrainingRow row)
    {
        if (row[TrainingField.Reference] is not { } reference)
            return;
        var fault = RecordKey.Judge(reference);
        if (fault != KeyFault.None)
            Add(row, TrainingField.Reference, (fault == KeyFault.Format ? SheetFault.RecordKeyFormat : SheetFault.RecordKeyPersonal).ToString());
    }

    private void CheckPerson(TrainingRow row)
    {
        CheckName(row);
        if (Given(row, TrainingField.Number) is { } number && !PersonalNumber.TryParse(number, out _) && !OldCardNumber.TryParse(number, out _))
            Add(row, TrainingField.Number, ClaimFault.NumberFormat);
        if (Given(row, TrainingField.OldCardNumber) is { } oldCard && !OldCardNumber.TryParse(oldCard, out _))
            Add(row, TrainingField.OldCardNumber, ClaimFault.OldCardNumberFormat);
        if (Given(row, TrainingField.BirthDate) is { } birth)
        {
            if (!BirthDate.TryParse(birth, out var date) && !BirthDate.TryParseWire(birth, out date))
                Add(row, TrainingField.BirthDate, ClaimFault.BirthDateUnreadable);
            else if (date.IsAfter(today))
                Add(row, TrainingField.BirthDate, ClaimFault.BirthDateFuture);
        }

        if (Given(row, TrainingField.Sex) is { } sex && RowReading.SexOf(sex) == Sex.Unknown)
            Add(row, TrainingField.Sex, RowFault.SexNotUnderstood.ToString());
        if (Given(row, TrainingField.Phone) is { } phone && PhoneText.Read(phone) is null)
            Add(row, TrainingField.Phone, SheetFault.PhoneFormat.ToString());
    }

    private void CheckName(TrainingRow row)
    {
        var text = Given(row, TrainingField.Name);
        if (!PersonName.TryParse(text, out var name, out var fault))
            Add(row, TrainingField.Name, ClaimReading.FaultOf(fault));
        else if (name.Suggestion is not null)
            Add(row, TrainingField.Name, ClaimFault.LegacyEncoding);
    }

    private static string? Given(TrainingRow row, TrainingField field) =>
        row[field] is { } text && !Placeholder.Is(text) ? text : null;

    private static StatedHolder Stated(TrainingRow row) => new()
    {
        Number = row[TrainingField.Number],
        OldCardNumber = row[TrainingField.OldCardNumber],
        Name = row[TrainingField.Name],
        BirthDate = row[TrainingField.BirthDate],
        Sex = row[TrainingField.Sex] is { } sex ? RowReading.SexOf(sex) : Sex.Unknown,
        Phone = row[TrainingField.Phone],
        Ward = row[TrainingField.Ward],
    };

    /// <summary>
    /// Lists seldom number their rows, so who attended which class names the attendance: sent again, it is the same record. A
    /// blind index, for the id stands in URLs and the trail; letters only, for it must not look like a number.
    /// </summary>
    private string IdOf(TrainingRow row, string code, DateOnly heldOn, HolderClaim holder)
    {
        var key = index.Of(
            IndexKind.Record,
            string.Join(
                '\n',
                RecordSystems.Training,
                code,
                heldOn.ToString("O", CultureInfo.InvariantCulture),
                Folded.Of(row[TrainingField.Host] ?? usual.Host ?? ""),
                holder.Name?.Unmarked,
                holder.BirthDate?.ToIso(),
                holder.Phone,
                holder.Number?.Digits));
        return BlindId.Of(key);
    }

    private void Add(TrainingRow row, TrainingField field, ClaimFault fault) => Add(row, field, fault.ToString());

    private void Add(TrainingRow row, TrainingField? field, string code) => _problems.Add(new SheetProblem(row.Number, field, code));
}
