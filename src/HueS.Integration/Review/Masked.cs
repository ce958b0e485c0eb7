namespace HueS.Integration.Review;

/// <summary>Values as a list of evidence shows them: enough to tell a slip of the keyboard from another person, not enough to find anybody.</summary>
internal static class Masked
{
    private const char Hidden = '•';
    private const int Shown = 3;

    /// <summary>The first three digits, which are a place and say little.</summary>
    public static string Number(string digits) => digits.Length <= Shown ? All(digits) : digits[..Shown] + All(digits[Shown..]);

    /// <summary>The first letter of each word.</summary>
    public static string Name(string name) =>
        string.Join(' ', name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => $"{word[0]}{Hidden}"));

    /// <summary>The year, and how much else is known.</summary>
    public static string BirthDate(string iso) =>
        string.Concat(iso.Select((letter, place) => place < 4 || letter == '-' ? letter : Hidden));

    /// <summary>The last two digits, which people know of their own number.</summary>
    public static string Phone(string digits) => digits.Length <= 2 ? All(digits) : All(digits[..^2]) + digits[^2..];

    private static string All(string text) => new(Hidden, text.Length);
}
