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
        string?[] identifiers = [subject.Number, subject.OldCardNumber, subject.CardQr];
        if (identifiers.Count(identifier => identifier is not null) != 1)
        {
            _errors.Add(new FieldError("subject", FieldCodes.ExactlyOneIdentifier, ["number", "oldCardNumber", "cardQr"]));
            return null;
        }

        var card = ReadCard(subject.CardQr);
        PersonalNumber? number = card?.Number;
        if (subject.Number is not null)
            number = ReadNumber(subject.Number);
        OldCardNumber? oldCard = null;
        if (subject.OldCardNumber is not null)
            oldCard = ReadOldCard(subject.OldCardNumber);
        var name = ReadName(subject.Name, card);
        var birthDate = ReadBirthDate(subject.BirthDate, card);
        var sex = subject.Sex is { } stated ? ClaimFields.Stated(stated) : card?.Sex ?? Identity.Sex.Unknown;
        var ward = ReadWard(subject.WardCode);
        return _errors.Count == 0 ? new ClaimedPerson(number, oldCard, name!, birthDate, sex, ward) : null;
    }

    private CardQr? ReadCard(string? text)
    {
        if (text is null)
            return null;
        if (!CardQr.TryParse(text, out var card, out _))
            _errors.Add(new FieldError("subject.cardQr", FieldCodes.CardQrUnreadable));
        return card;
    }

    private PersonalNumber ReadNumber(string text)
    {
        if (!PersonalNumber.TryParse(text, out var number))
            _errors.Add(new FieldError("subject.number", FieldCodes.NumberFormat));
        return number;
    }

    private OldCardNumber ReadOldCard(string text)
    {
        if (!OldCardNumber.TryParse(text, out var oldCard))
            _errors.Add(new FieldError("subject.oldCardNumber", FieldCodes.OldCardNumberFormat));
        return oldCard;
    }

    private PersonName? ReadName(string? text, CardQr? card)
    {
        if (text is null && card is not null)
            return card.Name;
        if (!PersonName.TryParse(text, out var name, out var fault))
            _errors.Add(new FieldError("subject.name", CodeOf(fault)));
        return name;
    }

    private BirthDate ReadBirthDate(string? text, CardQr? card)
    {
        if (text is null && card is not null)
            return card.BirthDate;
        if (!BirthDate.TryParse(text, out var birthDate))
            _errors.Add(new FieldError("subject.birthDate", text is null ? FieldCodes.Required : FieldCodes.BirthDateImpossible));
        else if (birthDate.IsAfter(Today()))
            _errors.Add(new FieldError("subject.birthDate", FieldCodes.BirthDateFuture));
        return birthDate;
    }

    private DateOnly Today() => DateOnly.FromDateTime(time.GetUtcNow().ToOffset(Vietnam).DateTime);

    private string? ReadWard(string? code)
    {
        if (code is not null && !WardCode().IsMatch(code))
            _errors.Add(new FieldError("subject.wardCode", FieldCodes.WardCodeFormat));
        return code;
    }

    private static string CodeOf(NameFault fault) => fault switch
    {
        NameFault.Empty => FieldCodes.NameEmpty,
        NameFault.TooLong => FieldCodes.NameTooLong,
        NameFault.ControlCharacter => FieldCodes.ControlCharacter,
        NameFault.Mojibake => FieldCodes.NameMojibake,
        NameFault.LegacyEncoding => FieldCodes.LegacyEncoding,
        NameFault.NotLetters => FieldCodes.NameNotLetters,
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,20}\z")]
    private static partial Regex Purpose();

    [GeneratedRegex(@"^[0-9]{5}\z")]
    private static partial Regex WardCode();
}
