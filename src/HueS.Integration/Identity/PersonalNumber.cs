using System.Globalization;

namespace HueS.Integration.Identity;

/// <summary>What the number itself says against the rest of a claim. Warnings, for corrected years and legal sex changes exist.</summary>
internal enum NumberWarning
{
    SexDisagrees,
    BirthYearDisagrees,

    /// <summary>No place of the 2016 rule: born abroad, or a newer rule.</summary>
    UnknownPlace,
}

/// <summary>
/// Personal number (số định danh cá nhân): 3 digits place of registration, 1 century and sex, 2 birth year, 6 serial.
/// There is no check digit, and place, sex and year add no evidence beyond the number itself.
/// </summary>
internal readonly record struct PersonalNumber
{
    private const int Length = 12;

    private PersonalNumber(string digits) => Digits = digits;

    public string Digits { get; }

    public string PlacePrefix => Digits[..3];

    public bool IsKnownPlace => Provinces.IsKnownPrefix(PlacePrefix);

    public Sex Sex => CenturyAndSex % 2 == 0 ? Sex.Male : Sex.Female;

    public int BirthYear => 1900 + (CenturyAndSex / 2 * 100) + int.Parse(Digits.AsSpan(4, 2), CultureInfo.InvariantCulture);

    private int CenturyAndSex => Digits[3] - '0';

    public static bool TryParse(string? text, out PersonalNumber number)
    {
        var read = Identity.Digits.TryRead(text, Length, out var digits);
        number = read ? new(digits!) : default;
        return read;
    }

    public IEnumerable<NumberWarning> Check(BirthDate? birthDate, Sex? sex)
    {
        if (!IsKnownPlace)
            yield return NumberWarning.UnknownPlace;
        if (sex is Identity.Sex.Male or Identity.Sex.Female && sex != Sex)
            yield return NumberWarning.SexDisagrees;
        if (birthDate is { } born && born.Year != BirthYear)
            yield return NumberWarning.BirthYearDisagrees;
    }

    public override string ToString() => Digits is null ? "PersonalNumber()" : $"PersonalNumber({PlacePrefix}*********)";
}
