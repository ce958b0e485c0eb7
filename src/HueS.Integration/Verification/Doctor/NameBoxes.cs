using HueS.Integration.Identity;

namespace HueS.Integration.Verification.Doctor;

/// <summary>The boxes for the name and the address, which are taken for one another.</summary>
internal static class NameBoxes
{
    private const int New = 12;
    private const int Old = 9;

    // What lists and keyboards of another country put where Đ belongs.
    private const string WrongLetters = "\u00D0\u00F0\u0189\u0256";

    public static IEnumerable<Finding> Examine(ReadClaim read)
    {
        var typed = read.Typed;
        if (string.IsNullOrWhiteSpace(typed.Name) && read.Card is null)
            return InTheAddressBox(typed);
        if (typed.Name is not { } text)
            return read.Name?.Suggestion is { } reading ? [Legacy(reading, Weight.Doubt)] : [];
        return InAnotherBox(typed, text) is { } elsewhere ? [elsewhere] : OfName(text);
    }

    private static IEnumerable<Finding> InTheAddressBox(RawClaim typed)
    {
        if (typed.Address is { } address && FamilyNames.LooksLikePerson(address))
            yield return Fault(WarningCode.NameInAddressBox, Certainty.Likely, new Suggestion(new RawClaim(Name: address.Trim()), ClaimField.Address));
    }

    /// <summary>What stands in the name's box and is no name at all.</summary>
    private static Finding? InAnotherBox(RawClaim typed, string text)
    {
        if (CardBox.Recognise(text) is { } card)
        {
            return Fault(
                WarningCode.QrInNameBox,
                typed.Number is null ? card.Certainty : Certainty.Likely,
                new Suggestion(
                    typed.CardQr is null ? new RawClaim(CardQr: card.Text) : new RawClaim(),
                    ClaimField.Name, ClaimField.Number, ClaimField.OldCardNumber));
        }

        if (NumberBoxes.DigitsOf(text) is { Length: New or Old } digits)
            return Fault(WarningCode.NumberInNameBox, Certainty.Likely, NumberMoved(typed, digits));
        return Addresses.LooksLikeOne(text)
            ? Fault(WarningCode.AddressInNameBox, Certainty.Likely, AddressMoved(typed, text.Trim()))
            : null;
    }

    private static List<Finding> OfName(string text)
    {
        if (!PersonName.TryParse(text, out var name, out var fault))
            return Unreadable(text, fault) is { } unreadable ? [unreadable] : [];

        List<Finding> found = [];
        if (name.Suggestion is { } reading)
            found.Add(Legacy(reading, Weight.Doubt));
        else if (text.AsSpan().ContainsAny(WrongLetters))
            found.Add(Found(WarningCode.WrongLetter, Weight.Remark, Certainty.Certain, name.Text));
        if (FamilyNames.Undoubled(name.Text) is { } once)
            found.Add(Found(WarningCode.NameDoubled, Weight.Doubt, Certainty.Likely, once));
        else if (FamilyNames.MovedToFront(name.Text) is { } ordered)
            found.Add(Found(WarningCode.FamilyNameNotFirst, Weight.Doubt, Certainty.Likely, ordered));
        return found;
    }

    private static Finding? Unreadable(string text, NameFault fault)
    {
        if (fault == NameFault.Mojibake)
        {
            var repaired = Mojibake.Repair(text);
            return Fault(
                WarningCode.NameMojibake,
                Certainty.Likely,
                repaired is null ? null : new Suggestion(new RawClaim(Name: repaired.Text)));
        }

        return fault == NameFault.LegacyEncoding && LegacyReading.Of(text) is { } reading ? Legacy(reading, Weight.Fault) : null;
    }

    private static Suggestion NumberMoved(RawClaim typed, string digits)
    {
        var isFree = typed is { Number: null, OldCardNumber: null, CardQr: null };
        // Two boxes taken for one another are put right together.
        var name = typed.Number is { } other && FamilyNames.LooksLikePerson(other) ? other.Trim() : null;
        if (!isFree && name is null)
            return new Suggestion(new RawClaim(), ClaimField.Name);
        return digits.Length == New
            ? new Suggestion(new RawClaim(digits, Name: name), ClaimField.Name)
            : new Suggestion(new RawClaim(OldCardNumber: digits, Name: name), ClaimField.Name, ClaimField.Number);
    }

    private static Suggestion AddressMoved(RawClaim typed, string address) =>
        typed.Address is { } other && FamilyNames.LooksLikePerson(other)
            ? new Suggestion(new RawClaim(Name: other.Trim(), Address: address))
            : new Suggestion(string.IsNullOrWhiteSpace(typed.Address) ? new RawClaim(Address: address) : new RawClaim(), ClaimField.Name);

    private static Finding Legacy(LegacyReading reading, Weight weight) =>
        Found(WarningCode.LegacyEncoding, weight, Certainty.Likely, reading.Name.Text);

    private static Finding Found(WarningCode code, Weight weight, Certainty certainty, string name) =>
        new(code, ClaimField.Name, weight, certainty, new Suggestion(new RawClaim(Name: name)));

    private static Finding Fault(WarningCode code, Certainty certainty, Suggestion? suggestion) =>
        new(code, ClaimField.Name, Weight.Fault, certainty, suggestion);
}
