using System.Diagnostics.CodeAnalysis;

namespace HueS.Integration.Identity;

/// <summary>Reads numbers that people write in groups: <c>046 190 000 123</c>, <c>046.190.000.123</c>.</summary>
internal static class Digits
{
    public static bool TryRead(string? text, int count, [NotNullWhen(true)] out string? digits)
    {
        digits = null;
        if (text is null)
            return false;

        Span<char> read = stackalloc char[count];
        var length = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c))
            {
                if (length == count)
                    return false;
                read[length++] = c;
            }
            else if (c != '.' && !char.IsWhiteSpace(c))
            {
                return false;
            }
        }

        if (length == count)
            digits = new(read);
        return digits is not null;
    }
}
