namespace HueS.Integration.Identity;

/// <summary>Reads phone numbers as people write them: <c>0905 123 456</c>, <c>+84 905.123.456</c>, <c>(0234) 3822 222</c>.</summary>
internal static class PhoneText
{
    private const int Fewest = 9;
    private const int Most = 11;
    private const string Country = "84";

    /// <summary>The digits as they are dialled in the country, or <c>null</c> where that is no phone number.</summary>
    public static string? Read(string text)
    {
        if (text.Any(c => !char.IsAsciiDigit(c) && !char.IsWhiteSpace(c) && c is not ('.' or '-' or '+' or '(' or ')' or '/')))
            return null;
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        if (digits.StartsWith(Country, StringComparison.Ordinal) && digits.Length >= Country.Length + Fewest)
            digits = $"0{digits[Country.Length..].TrimStart('0')}";
        // A spreadsheet takes the leading zero for nothing.
        else if (digits.Length == Fewest && digits[0] != '0')
            digits = $"0{digits}";
        return digits.Length is >= Fewest and <= Most ? digits : null;
    }
}
