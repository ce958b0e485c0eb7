namespace HueS.Integration.Mocks;

/// <summary>A question to the plain-JSON wrapper as it stands on the wire.</summary>
internal sealed record JsonQuestion(
    string? RequestId,
    string? ProcedureCode,
    string? OfficerId,
    string? AgencyCode,
    string? CaseReference,
    string? PersonalNumber,
    string? OldCardNumber,
    string? FullName,
    string? BirthDate,
    string? BirthYear)
{
    private const int LongestRequestId = 40;
    private const int LongestCode = 20;
    private const int LongestAgency = 35;
    private const int LongestName = 100;

    /// <summary><c>null</c>: something is missing or too long, or two things stand where one belongs.</summary>
    public RegisterQuestion? Question =>
        Holds(RequestId, LongestRequestId)
        && Holds(ProcedureCode, LongestCode)
        && Holds(OfficerId, LongestCode)
        && Holds(AgencyCode, LongestAgency)
        && Holds(FullName, LongestName)
        && (PersonalNumber is null) != (OldCardNumber is null)
        && (BirthDate is null) != (BirthYear is null)
        && (IsDigits(PersonalNumber, 12) || IsDigits(OldCardNumber, 9))
            ? new RegisterQuestion(
                PersonalNumber ?? "",
                OldCardNumber ?? "",
                FullName!,
                BirthDate?.Replace("-", "", StringComparison.Ordinal) ?? "",
                BirthYear ?? "")
            : null;

    public override string ToString() => "JsonQuestion(*)";

    private static bool Holds(string? text, int longest) => text?.Length is > 0 && text.Length <= longest;

    private static bool IsDigits(string? text, int length) => text?.Length == length && text.All(char.IsAsciiDigit);
}

/// <summary>The plain-JSON wrapper's envelope.</summary>
internal sealed record JsonEnvelope(string? RequestId, string ResultCode, string? Message, object? Data);
