using System.Text.RegularExpressions;
using HueS.Integration.Contracts;
using HueS.Integration.Identity;
using HueS.Integration.Verification;
using HueS.Integration.Verification.Doctor;

namespace HueS.Integration.Server.Api;

/// <summary>Turns a request into the room's question, or names every field that does not fit.</summary>
internal sealed partial class VerificationParsing(TimeProvider time)
{
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    private readonly List<FieldError> _errors = [];

    /// <summary>The fields that do not fit, in the doctor's words where he knows why; a question was read only if there are none.</summary>
    public IReadOnlyList<FieldError> Errors => _errors.Count == 0 ? [] : ClaimFields.Explain(_errors, Findings);

    /// <summary>What looks like a slip in the person as claimed.</summary>
    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    public VerificationQuestion? Read(VerificationRequest request)
    {
        var purpose = ReadPurpose(request.Purpose, "purpose");
        var caseReference = ReadCaseReference(request.CaseReference);
        var officer = ReadOfficer(request.Officer, "officer");
        var claim = ReadSubject(request.Subject);
        return _errors.Count == 0
            ? new VerificationQuestion(purpose, caseReference, officer, claim!, [.. Findings.Select(finding => finding.Code).Distinct()])
            : null;
    }

    public ClaimedPerson? ReadSubject(SubjectClaim subject)
    {
        Findings = FieldDoctor.Examine(ClaimFields.Typed(subject), Today());
        return ReadClaim(subject);
    }

    public string ReadPurpose(string purpose, string field)
    {
        if (!Purpose().IsMatch(purpose))
            _errors.Add(new FieldError(field, FieldCodes.PurposeFormat));
        return purpose;
    }

    public OfficerId ReadOfficer(string text, string field)
    {
        if (!OfficerId.TryParse(text, out var officer))
            _errors.Add(new FieldError(field, FieldCodes.OfficerFormat));
        return officer;
    }

    public string ReadCaseReference(string text)
    {
        if (!CaseReference.IsWellFormed(text))
            _errors.Add(new FieldError("caseReference", FieldCodes.CaseReferenceFormat));
        else if (CaseReference.LooksPersonal(text))
            _errors.Add(new FieldError("caseReference", FieldCodes.CaseReferencePersonal));
        return text;
    }

    private ClaimedPerson? ReadClaim(SubjectClaim subject)
    {
        var reading = new ClaimReading(ClaimFields.Typed(subject), Today());
        if (!reading.NamesOnePerson)
        {
            _errors.Add(new FieldError("subject", FieldCodes.ExactlyOneIdentifier, ["number", "oldCardNumber", "cardQr"]));
            return null;
        }

        _errors.AddRange(reading.Faults.Select(fault => new FieldError(ClaimFields.PathOf(fault.Field), CodeOf(fault.Fault))));
        var ward = ReadWard(subject.WardCode);
        return _errors.Count == 0 ? reading.Person(subject.Sex is { } stated ? ClaimFields.Stated(stated) : null, ward) : null;
    }

    private DateOnly Today() => DateOnly.FromDateTime(time.GetUtcNow().ToOffset(Vietnam).DateTime);

    private string? ReadWard(string? code)
    {
        if (code is not null && !WardCode().IsMatch(code))
            _errors.Add(new FieldError("subject.wardCode", FieldCodes.WardCodeFormat));
        return code;
    }

    /// <summary>Dates have one form here, and several in lists: what is expected instead has a text of its own.</summary>
    private static string CodeOf(ClaimFault fault) =>
        fault == ClaimFault.BirthDateUnreadable ? FieldCodes.BirthDateImpossible : Messages.Code(fault);

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,20}\z")]
    private static partial Regex Purpose();

    [GeneratedRegex(@"^[0-9]{5}\z")]
    private static partial Regex WardCode();
}
