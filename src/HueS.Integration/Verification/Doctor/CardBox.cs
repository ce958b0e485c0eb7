using HueS.Integration.Identity;

namespace HueS.Integration.Verification.Doctor;

/// <summary>Text of a card's QR code: in its own box, and where a scanner typed it into another.</summary>
internal static class CardBox
{
    private const int New = 12;
    private const int Old = 9;
    private const int FewestFields = 3;

    public static IEnumerable<Finding> Examine(ReadClaim read)
    {
        if (read.Typed.CardQr is not { } text)
            yield break;

        if (NumberIn(text) is { } number)
            yield return Fault(WarningCode.NumberInQrBox, number);
        else if ((read.Card is null || read.NotUnderstood.Count > 0) && Undoubled(text) is { } once)
            yield return Fault(WarningCode.QrDoubled, new Suggestion(new RawClaim(CardQr: once)));
        else if (read.Card is not null && read.NotUnderstood.Count > 0)
            yield return new(WarningCode.QrNotUnderstood, ClaimField.CardQr, Weight.Remark);

        foreach (var finding in AgainstTheCard(read))
            yield return finding;
    }

    /// <summary>The text of a QR code in a box that is not its own; once, where it was scanned twice.</summary>
    public static (string Text, Certainty Certainty)? Recognise(string text)
    {
        if (Undoubled(text) is { } once)
            return (once, Certainty.Certain);
        if (CardQr.TryParse(text, out _, out var notUnderstood))
            return (text.Trim(), notUnderstood.Count == 0 ? Certainty.Certain : Certainty.Likely);
        // Cut off by a short box, or in an order nobody told us: still no number and no name.
        return text.Count(c => c == '|') >= FewestFields - 1 ? (text.Trim(), Certainty.Likely) : null;
    }

    /// <summary>The first of two scans in one text.</summary>
    private static string? Undoubled(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length <= 2 * New || !PersonalNumber.TryParse(trimmed[..New], out var number))
            return null;

        // The number may stand in the old card's place too, so the first repetition need not be the second scan.
        for (var at = trimmed.IndexOf(number.Digits, New, StringComparison.Ordinal);
             at > 0;
             at = trimmed.IndexOf(number.Digits, at + 1, StringComparison.Ordinal))
        {
            var once = trimmed[..at].Trim();
            if (CardQr.TryParse(once, out _, out _) && CardQr.TryParse(trimmed[at..], out _, out _))
                return once;
        }

        return null;
    }

    private static IEnumerable<Finding> AgainstTheCard(ReadClaim read)
    {
        if (read.Card is not { } card)
            yield break;
        if (read.Typed.Name is not null && read.Name?.CompareTo(card.Name) == NameGrade.Different)
            yield return Doubt(WarningCode.NameDisagreesWithCard, ClaimField.Name, new RawClaim(Name: card.Name.Text));
        if (read.Typed.BirthDate is null || read.BirthDate is not { } typed)
            yield break;

        var grade = typed.CompareTo(card.BirthDate).Grade;
        if (grade is BirthDateGrade.DayMonthSwapped or BirthDateGrade.Different)
        {
            yield return Doubt(
                grade == BirthDateGrade.DayMonthSwapped ? WarningCode.DayMonthSwapped : WarningCode.BirthDateDisagreesWithCard,
                ClaimField.BirthDate,
                new RawClaim(BirthDate: card.BirthDate.ToIso()));
        }
    }

    private static Suggestion? NumberIn(string text) => NumberBoxes.DigitsOf(text) switch
    {
        { Length: New } digits => new Suggestion(new RawClaim(digits), ClaimField.CardQr),
        { Length: Old } digits => new Suggestion(new RawClaim(OldCardNumber: digits), ClaimField.CardQr),
        _ => null,
    };

    private static Finding Fault(WarningCode code, Suggestion suggestion) =>
        new(code, ClaimField.CardQr, Weight.Fault, Certainty.Certain, suggestion);

    private static Finding Doubt(WarningCode code, ClaimField field, RawClaim set) =>
        new(code, field, Weight.Doubt, Certainty.Likely, new Suggestion(set));
}
