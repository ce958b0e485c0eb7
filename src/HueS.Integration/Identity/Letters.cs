using System.Text;

namespace HueS.Integration.Identity;

/// <summary>
/// What one letter of a name is without its tone, without any mark, and which tone it carries.
/// A table filled once: <see cref="string.Normalize()"/> is ten times too slow to run per comparison.
/// </summary>
internal static class Letters
{
    public const char NoTone = '\0';

    private const int TableSize = 0x1F00;

    // Grave, acute, tilde, hook above, dot below; a tone is written into keys as '1' to '5'.
    private const string ToneMarks = "\u0300\u0301\u0303\u0309\u0323";

    // These letters carry a stroke, which Unicode does not decompose.
    private const string Stroked = "ĐØŁĦŦɃƗƟ";
    private const string Unstroked = "DOLHTBIO";

    private static readonly char[] PlainLetters = new char[TableSize];
    private static readonly char[] UntonedLetters = new char[TableSize];
    private static readonly char[] Tones = new char[TableSize];

    static Letters()
    {
        if ("ế".Normalize(NormalizationForm.FormD).Length != 3)
            throw new InvalidOperationException("Text cannot be normalised: the process runs without ICU (invariant globalization), so marks would not be removed.");

        for (var c = 'A'; c < TableSize; c++)
        {
            if (IsLatin(c))
                Enter(c);
        }
    }

    /// <summary>A Latin letter with or without marks: highland names hold more of them than the Kinh alphabet.</summary>
    public static bool IsLetter(char c) => c < TableSize && PlainLetters[c] != '\0';

    /// <summary>A mark that no single letter of Unicode carries, as in Jrai and Bahnar names.</summary>
    public static bool IsLooseMark(char c) => c is >= '\u0300' and <= '\u036F';

    /// <summary>Upper case without any mark; Đ reads D.</summary>
    public static char Plain(char letter) => PlainLetters[letter];

    /// <summary>Upper case without its tone: Ễ reads Ê.</summary>
    public static char Untoned(char letter) => UntonedLetters[letter];

    public static char Tone(char letter) => Tones[letter];

    private static bool IsLatin(char c) =>
        char.IsAsciiLetter(c) || (c is >= '\u00C0' and <= '\u024F' and not '×' and not '÷') || c >= '\u1E00';

    private static void Enter(char c)
    {
        var upper = char.ToUpperInvariant(c);
        var parts = upper.ToString().Normalize(NormalizationForm.FormD);
        var stroke = Stroked.IndexOf(parts[0], StringComparison.Ordinal);
        PlainLetters[c] = stroke < 0 ? parts[0] : Unstroked[stroke];
        UntonedLetters[c] = upper;

        var mark = parts.AsSpan().IndexOfAny(ToneMarks);
        if (mark < 0 || !"AEIOUY".Contains(parts[0], StringComparison.Ordinal))
            return;

        var untoned = parts.Remove(mark, 1).Normalize(NormalizationForm.FormC);
        if (untoned.Length != 1)
            return;

        UntonedLetters[c] = untoned[0];
        Tones[c] = (char)('1' + ToneMarks.IndexOf(parts[mark], StringComparison.Ordinal));
    }
}
