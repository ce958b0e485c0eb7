namespace HueS.Integration.Identity;

/// <summary>
/// Number of a social-insurance member, 10 digits. A health-insurance card carries it last, behind a group, a level and a
/// province that change over a life: only these ten digits are a key.
/// </summary>
internal readonly record struct InsuranceNumber
{
    private const int Length = 10;
    private const int CardLength = 15;

    private InsuranceNumber(string digits) => Digits = digits;

    public string Digits { get; }

    /// <summary>Reads the number alone, or a whole card <c>GD4460123456789</c>, with or without spaces.</summary>
    public static bool TryParse(string? text, out InsuranceNumber number)
    {
        var compact = text?.Replace(" ", "", StringComparison.Ordinal);
        if (compact?.Length == CardLength && IsCardHead(compact))
            compact = compact[^Length..];
        var read = Identity.Digits.TryRead(compact, Length, out var digits);
        number = read ? new(digits!) : default;
        return read;
    }

    public override string ToString() => "InsuranceNumber(**********)";

    // Two letters for the group, the level 1-5, two digits for the province.
    private static bool IsCardHead(string card) =>
        char.IsAsciiLetterUpper(char.ToUpperInvariant(card[0]))
        && char.IsAsciiLetterUpper(char.ToUpperInvariant(card[1]))
        && card[2] is >= '1' and <= '5'
        && char.IsAsciiDigit(card[3])
        && char.IsAsciiDigit(card[4]);
}
