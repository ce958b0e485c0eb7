using HueS.Integration.Identity;

namespace HueS.Integration.Verification.Doctor;

/// <summary>What can be read of a claim as it was typed; what a box does not say, the card says.</summary>
internal sealed record ReadClaim(
    RawClaim Typed,
    CardQr? Card,
    IReadOnlyList<string> NotUnderstood,
    PersonalNumber? Number,
    PersonName? Name,
    BirthDate? BirthDate,
    Sex Sex)
{
    public static ReadClaim Of(RawClaim typed)
    {
        var card = CardQr.TryParse(typed.CardQr, out var read, out var notUnderstood) ? read : null;
        return new ReadClaim(
            typed,
            card,
            notUnderstood,
            typed.Number is null ? card?.Number : NumberOf(typed.Number),
            typed.Name is null ? card?.Name : NameOf(typed.Name),
            typed.BirthDate is null ? card?.BirthDate : DateOf(typed.BirthDate),
            typed.Sex == Sex.Unknown ? card?.Sex ?? Sex.Unknown : typed.Sex);
    }

    public override string ToString() => "ReadClaim(*)";

    private static PersonalNumber? NumberOf(string text) => PersonalNumber.TryParse(text, out var number) ? number : null;

    private static PersonName? NameOf(string text) => PersonName.TryParse(text, out var name, out _) ? name : null;

    private static BirthDate? DateOf(string text) => Identity.BirthDate.TryParse(text, out var date) ? date : null;
}
