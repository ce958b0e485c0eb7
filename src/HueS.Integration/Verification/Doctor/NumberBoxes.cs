using System.Globalization;
using HueS.Integration.Identity;

namespace HueS.Integration.Verification.Doctor;

/// <summary>The boxes for the personal number and for the number of an old card.</summary>
internal static class NumberBoxes
{
    private const int New = 12;
    private const int Old = 9;

    public static IEnumerable<Finding> Examine(ReadClaim read, DateOnly today)
    {
        if (read.Typed.Number is { } number && OfNumber(read, number, today) is { } inNumber)
            yield return inNumber;
        if (read.Typed.OldCardNumber is { } oldCard && OfOldCard(read.Typed, oldCard) is { } inOldCard)
            yield return inOldCard;
    }

    /// <summary>A text that is nothing but a number, with signs between its digits or none; without them.</summary>
    public static string? DigitsOf(string text)
    {
        Span<char> digits = stackalloc char[2 * New];
        var count = 0;
        foreach (var c in text)
        {
            if (IsSeparator(c))
                continue;
            if (!char.IsDigit(c) || count == digits.Length)
                return null;
            digits[count++] = (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c));
        }

        return new(digits[..count]);
    }

    private static Finding? OfNumber(ReadClaim read, string text, DateOnly today)
    {
        if (CardBox.Recognise(text) is { } card)
            return Fault(WarningCode.QrInNumberBox, card.Certainty, read.Typed.CardQr is null ? new RawClaim(CardQr: card.Text) : new RawClaim());
        if (DigitsOf(text) is not { } digits)
            return WithoutLetters(text) is { } meant && IsPlausible(meant, read, today)
                ? Fault(WarningCode.LettersInNumber, Certainty.Likely, new RawClaim(meant))
                : null;

        return digits.Length switch
        {
            New when digits == text => null,
            New => new(
                WarningCode.NumberSeparated,
                ClaimField.Number,
                // What is accepted with its dots and spaces is only remarked upon.
                read.Number is null ? Weight.Fault : Weight.Remark,
                Certainty.Certain,
                new Suggestion(new RawClaim(digits))),
            Old => Fault(WarningCode.OldNumberInNewBox, Certainty.Certain, OldFor(read.Typed, digits)),
            2 * New when digits[..New] == digits[New..] => Fault(WarningCode.NumberDoubled, Certainty.Certain, new RawClaim(digits[..New])),
            2 * Old when digits[..Old] == digits[Old..] => Fault(WarningCode.OldNumberInNewBox, Certainty.Likely, OldFor(read.Typed, digits[..Old])),
            // Spreadsheets take the number for an amount and drop its first nought.
            New - 1 when IsPlausible($"0{digits}", read, today) =>
                Fault(WarningCode.LeadingZeroLost, Certainty.Likely, new RawClaim($"0{digits}")),
            _ => null,
        };
    }

    private static Finding? OfOldCard(RawClaim typed, string text)
    {
        if (OldCardNumber.TryParse(text, out _))
            return new(WarningCode.OldCardNumber, ClaimField.OldCardNumber, Weight.Remark);
        return DigitsOf(text) switch
        {
            { Length: New } digits => new(
                WarningCode.NewNumberInOldBox,
                ClaimField.OldCardNumber,
                Weight.Fault,
                Certainty.Certain,
                new Suggestion(typed.Number is null ? new RawClaim(digits) : new RawClaim(), ClaimField.OldCardNumber)),
            { Length: Old } digits => new(
                WarningCode.NumberSeparated,
                ClaimField.OldCardNumber,
                Weight.Fault,
                Certainty.Certain,
                new Suggestion(new RawClaim(OldCardNumber: digits))),
            _ => null,
        };
    }

    private static RawClaim OldFor(RawClaim typed, string digits) =>
        typed.OldCardNumber is null ? new RawClaim(OldCardNumber: digits) : new RawClaim();

    private static Finding Fault(WarningCode code, Certainty certainty, RawClaim set) =>
        new(code, ClaimField.Number, Weight.Fault, certainty, set.Number is null ? new Suggestion(set, ClaimField.Number) : new Suggestion(set));

    /// <summary>Whether this could be the number meant: a known place, nobody of the future, nothing the claim says otherwise.</summary>
    private static bool IsPlausible(string digits, ReadClaim read, DateOnly today) =>
        PersonalNumber.TryParse(digits, out var number)
        && number.BirthYear <= today.Year
        && !number.Check(read.BirthDate, read.Sex).Any();

    private static string? WithoutLetters(string text)
    {
        var meant = string.Concat(text.Select(c => c switch
        {
            'O' or 'o' => '0',
            'I' or 'l' or 'i' => '1',
            _ => c,
        }));
        return DigitsOf(meant) is { Length: New } digits ? digits : null;
    }

    private static bool IsSeparator(char c) =>
        char.IsWhiteSpace(c)
        || c is '.' or ',' or '_' or '/' or '\''
        || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.DashPunctuation or UnicodeCategory.Format or UnicodeCategory.Control;
}
