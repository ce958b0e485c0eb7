using System.Text;

namespace HueS.Integration.Identity;

/// <summary>Recognises text whose letters were lost or which is UTF-8 read as a one-byte encoding.</summary>
internal static class Mojibake
{
    // What Windows-1252 shows for the bytes 80 to 9F; the gaps read as control characters.
    private const string Windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    private const int FirstHigh = 0x80;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static bool IsIn(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            // Both stand where a converter met a letter it could not write.
            if (text[i] is '\uFFFD' or '?' || IsSequence(text.AsSpan(i)))
                return true;
        }

        return false;
    }

    /// <summary>The name whose UTF-8 was read as Windows-1252, where every byte is still there. Offered to a person, never used by itself.</summary>
    public static PersonName? Repair(string text)
    {
        var bytes = new byte[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            var high = Windows1252.IndexOf(text[i], StringComparison.Ordinal);
            if (high < 0 && text[i] > '\u00FF')
                return null;
            bytes[i] = (byte)(high < 0 ? text[i] : FirstHigh + high);
        }

        try
        {
            return PersonName.TryParse(Strict.GetString(bytes), out var name, out _) ? name : null;
        }
        catch (DecoderFallbackException)
        {
            // Some bytes were lost on the way: no longer a text.
            return null;
        }
    }

    /// <summary>Whether the text begins with the bytes of one UTF-8 letter, each shown as a character of its own.</summary>
    private static bool IsSequence(ReadOnlySpan<char> text)
    {
        // Vietnamese letters begin with C3 to C6 (Latin), CC (combining marks) and E1 (U+1E00 and on).
        var following = text[0] switch
        {
            >= '\u00C3' and <= '\u00C6' or '\u00CC' => 1,
            '\u00E1' => 2,
            _ => 0,
        };
        if (following == 0 || text.Length <= following)
            return false;

        foreach (var c in text.Slice(1, following))
        {
            if (!IsContinuation(c))
                return false;
        }

        // "LÃ", a family name, before a no-break space is no broken "à"; nor is a soft hyphen evidence.
        return following > 1 || text[1] is not ('\u00A0' or '\u00AD');
    }

    private static bool IsContinuation(char c) =>
        c is >= '\u0080' and <= '\u00BF' || Windows1252.Contains(c, StringComparison.Ordinal);
}
