using HueS.Integration.Identity;
using HueS.Integration.Verification.Doctor;

namespace HueS.Integration.Verification.Batches;

/// <summary>A row that can be checked.</summary>
internal sealed record ReadRow(int Number, ClaimedPerson Claim, string? Reference, IReadOnlyList<WarningCode> Warnings);

/// <summary>
/// Reads a row as strictly as a single request, and names everything that does not fit. Only birth dates are read more
/// widely, for lists write <c>dd/MM/yyyy</c>; the day always comes first there.
/// </summary>
internal sealed class RowReading(DateOnly today)
{
    private readonly List<RowProblem> _problems = [];

    /// <summary>What is wrong with the row read last.</summary>
    public IReadOnlyList<RowProblem> Problems => _problems;

    public ReadRow? Read(FileRow row)
    {
        _problems.Clear();
        _problems.AddRange(row.Problems);
        if (_problems.Count > 0)
            return null;

        var claim = ReadClaim(row.Values);
        var reference = ReadReference(row.Values[(int)BatchField.Reference]);
        if (_problems.Count == 0)
            return new ReadRow(row.Number, claim!, reference, WarningsOf(row.Values, claim!));
        Explain(row.Values);
        return null;
    }

    /// <summary>What looks like a slip, as the field doctor sees it.</summary>
    private IReadOnlyList<WarningCode> WarningsOf(string?[] values, ClaimedPerson claim) =>
        [.. FieldDoctor.Examine(Typed(values, claim.Sex), today).Select(finding => finding.Code).Distinct()];

    /// <summary>Says of a field that cannot be read why, where the field doctor knows, and what stands in the wrong column.</summary>
    private void Explain(string?[] values)
    {
        var faults = FieldDoctor.Examine(Typed(values, Sex.Unknown), today)
            .Where(finding => finding.Weight == Weight.Fault)
            .DistinctBy(finding => finding.Field);
        foreach (var fault in faults)
        {
            if (!Enum.TryParse<BatchField>(fault.Field.ToString(), out var field))
                continue;
            var problem = new RowProblem(field, fault.Code.ToString());
            var at = _problems.FindIndex(known => known.Field == field);
            if (at < 0)
                _problems.Add(problem);
            else
                _problems[at] = problem;
        }
    }

    /// <summary>The row as the field doctor looks at it, a birth date that can be read as it was read.</summary>
    private static RawClaim Typed(string?[] values, Sex sex)
    {
        var date = values[(int)BatchField.BirthDate];
        var isRead = BirthDate.TryParse(date, out var read) || BirthDate.TryParseWire(date, out read);
        return new RawClaim(
            values[(int)BatchField.Number],
            values[(int)BatchField.OldCardNumber],
            values[(int)BatchField.CardQr],
            values[(int)BatchField.Name],
            isRead ? read.ToIso() : date,
            Address: null,
            sex);
    }

    private ClaimedPerson? ReadClaim(string?[] values)
    {
        var reading = new ClaimReading(Typed(values, Sex.Unknown), today);
        if (!reading.NamesOnePerson)
            _problems.Add(new RowProblem(null, RowFault.ExactlyOneIdentifier));
        foreach (var (field, fault) in reading.Faults)
            _problems.Add(new RowProblem(Enum.Parse<BatchField>(field.ToString()), fault.ToString()));
        var sex = ReadSex(values[(int)BatchField.Sex]);
        return _problems.Count == 0 ? reading.Person(sex) : null;
    }

    /// <summary>Sex as lists write it.</summary>
    public static Sex SexOf(string text) => text.Normalize().ToLowerInvariant() switch
    {
        "nam" or "male" or "m" => Sex.Male,
        "nữ" or "nu" or "female" or "f" => Sex.Female,
        _ => Sex.Unknown,
    };

    private Sex? ReadSex(string? text)
    {
        if (text is null)
            return null;
        var sex = SexOf(text);
        if (sex != Sex.Unknown)
            return sex;
        Add(BatchField.Sex, RowFault.SexNotUnderstood);
        return null;
    }

    private string? ReadReference(string? text)
    {
        if (text is null)
            return null;
        if (!CaseReference.IsWellFormed(text))
            Add(BatchField.Reference, RowFault.CaseReferenceFormat);
        else if (CaseReference.LooksPersonal(text))
            Add(BatchField.Reference, RowFault.CaseReferencePersonal);
        return text;
    }

    private void Add(BatchField field, RowFault fault) => _problems.Add(new RowProblem(field, fault));
}
