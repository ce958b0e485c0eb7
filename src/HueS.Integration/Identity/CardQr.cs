using System.Diagnostics.CodeAnalysis;

namespace HueS.Integration.Identity;

/// <summary>What the QR code of an identity card says.</summary>
internal sealed record CardQr(
    PersonalNumber Number,
    OldCardNumber? OldCard,
    PersonName Name,
    BirthDate BirthDate,
    Sex Sex,
    string? Address,
    DateOnly? IssuedOn)
{
    /// <summary>
    /// Reads <c>number|old card number|name|ddMMyyyy|Nam or Nữ|address|ddMMyyyy</c>, with fields left out or in another
    /// order too, for the 2024 card's order and delimiter are not public.
    /// </summary>
    /// <param name="text">As scanned.</param>
    /// <param name="qr">Present when number, name and birth date were found.</param>
    /// <param name="notUnderstood">Names of fields, never their content: <c>name</c>, <c>birth_date</c>, <c>field_8</c>, <c>doubled</c>.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out CardQr? qr, out IReadOnlyList<string> notUnderstood)
    {
        var fields = CardFields.Read(text);
        notUnderstood = fields.NotUnderstood;
        qr = fields is { Number: { } number, Name: { } name, BirthDate: { } birthDate }
            ? new(number, fields.OldCard, name, birthDate, fields.Sex, fields.Address, fields.IssuedOn)
            : null;
        return qr is not null;
    }

    public override string ToString() => "CardQr(***)";
}
