using HueS.Integration.Identity;

namespace HueS.Integration.Linking.Matching;

/// <summary>Splits names into words of the table. A clean name costs no allocation; any other goes through <see cref="PersonName"/>.</summary>
internal static class NameReading
{
    // Letters of the Kinh alphabet, whose presence alone makes a name neither mojibake nor decomposed.
    private const string Marked =
        "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ";

    private static readonly char[] Upper = UpperLetters();

    private static readonly string[] Placeholders = ["KHONG CO", "KHONG", "KHONG RO", "CHUA RO", "N A", "NULL", "TEST"];

    /// <summary>Leaves the name out where it is none, is a placeholder, or has more words than a name has.</summary>
    public static void Read(WordTable words, ReadOnlySpan<char> text, ref MatchRow row)
    {
        Span<char> upper = stackalloc char[PersonName.MaxLength];
        var length = Fold(text.Trim(), upper);
        if (length >= 0)
        {
            Split(words, upper[..length], ref row);
            return;
        }

        if (PersonName.TryParseWire(text.ToString(), out var name, out _))
        {
            length = name.Text.AsSpan().ToUpperInvariant(upper);
            if (length >= 0)
                Split(words, upper[..length], ref row);
        }
    }

    /// <summary>-1 where there is more than everyday letters and single spaces.</summary>
    private static int Fold(ReadOnlySpan<char> text, Span<char> upper)
    {
        if (text.Length > upper.Length)
            return -1;
        var last = ' ';
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            var folded = c < Upper.Length ? Upper[c] : '\0';
            if (folded == '\0' || (folded == ' ' && last == ' '))
                return -1;
            upper[at] = last = folded;
        }

        return text.Length;
    }

    private static void Split(WordTable words, ReadOnlySpan<char> upper, ref MatchRow row)
    {
        var count = 0;
        foreach (var range in upper.SplitAny(' ', '-'))
        {
            if (upper[range].IsEmpty || !ContainsLetter(upper[range]))
                continue;
            if (count == WordIds.Most)
                return;
            row.Words[count++] = words.Find(upper[range]).Id;
        }

        if (!IsPlaceholder(words, row, count))
            row.WordCount = (byte)count;
    }

    private static bool IsPlaceholder(WordTable words, in MatchRow row, int count)
    {
        if (count is 0 or > 2 || words[row.Words[0]].Letters[0] is not ('K' or 'C' or 'N' or 'T'))
            return false;
        var text = words[row.Words[0]].Letters;
        if (count == 2)
            text = $"{text} {words[row.Words[1]].Letters}";
        return Placeholders.Contains(text);
    }

    private static bool ContainsLetter(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
        {
            if (Letters.IsLetter(c))
                return true;
        }

        return false;
    }

    private static char[] UpperLetters()
    {
        var table = new char[0x1F00];
        table[' '] = ' ';
        for (var c = 'A'; c <= 'Z'; c++)
            table[c] = table[char.ToLowerInvariant(c)] = c;
        foreach (var c in Marked)
            table[c] = table[char.ToLowerInvariant(c)] = c;
        return table;
    }
}
