using HueS.Integration.Identity;

namespace HueS.Integration.Verification.Doctor;

/// <summary>A box of the form in which a person is claimed.</summary>
internal enum ClaimField
{
    Number,
    OldCardNumber,
    CardQr,
    Name,
    BirthDate,
    Sex,
    Address,
    WardCode,
}

/// <summary>A claim as it was typed, whether or not it can be read. The address is looked at here and nowhere else.</summary>
internal sealed record RawClaim(
    string? Number = null,
    string? OldCardNumber = null,
    string? CardQr = null,
    string? Name = null,
    string? BirthDate = null,
    string? Address = null,
    Sex Sex = Sex.Unknown)
{
    public override string ToString() => "RawClaim(*)";
}
