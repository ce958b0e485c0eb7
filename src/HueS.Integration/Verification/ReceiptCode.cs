using System.Security.Cryptography;

namespace HueS.Integration.Verification;

/// <summary>A code an official can read out, type and trace. 0, O, 1 and I are left out: they are taken for one another.</summary>
internal static class ReceiptCode
{
    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const int Group = 4;

    /// <summary>Reads a code as people type it: small letters, no dash, spaces. <c>null</c> where it cannot be one.</summary>
    public static string? Read(string typed)
    {
        Span<char> read = stackalloc char[2 * Group];
        var count = 0;
        foreach (var c in typed)
        {
            if (char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.DashPunctuation)
                continue;
            var letter = char.ToUpperInvariant(c);
            if (count == read.Length || !Alphabet.Contains(letter, StringComparison.Ordinal))
                return null;
            read[count++] = letter;
        }

        return count == read.Length ? $"{read[..Group]}-{read[Group..]}" : null;
    }

    public static string New() =>
        $"{RandomNumberGenerator.GetString(Alphabet, Group)}-{RandomNumberGenerator.GetString(Alphabet, Group)}";
}
