namespace HueS.Integration.Identity;

/// <summary>Grades two names. Runs over every candidate of a reconciliation: it allocates nothing.</summary>
internal static class NameComparison
{
    // One shared word is a family name that a third of the city bears.
    private const int FewestSharedWords = 2;

    public static NameGrade Grade(string text, NameKeys keys, string otherText, NameKeys otherKeys)
    {
        if (string.Equals(text, otherText, StringComparison.OrdinalIgnoreCase))
            return NameGrade.Exact;
        if (string.Equals(keys.Spelling, otherKeys.Spelling, StringComparison.Ordinal))
            return NameGrade.Spelling;
        if (!keys.MayShareWordsWith(otherKeys))
            return NameGrade.Different;
        if (SameLetters(keys.Loose, otherKeys.Loose))
            return NameGrade.Unmarked;
        return WordsJoined(keys.Loose, otherKeys.Loose) || WordsMissingOrMoved(keys.Loose, otherKeys.Loose)
            ? NameGrade.Partial
            : NameGrade.Different;
    }

    private static bool SameLetters(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (a.Length != b.Length)
            return false;
        for (var i = 0; i < a.Length; i++)
        {
            if (!SameLetter(a[i], b[i]))
                return false;
        }

        return true;
    }

    private static bool SameLetter(char a, char b) =>
        a == b
        || (a == NameKeys.EitherYOrI && b is 'Y' or 'I')
        || (b == NameKeys.EitherYOrI && a is 'Y' or 'I');

    /// <summary>A Lăng and Alăng; a whole name without spaces.</summary>
    private static bool WordsJoined(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        int i = 0, j = 0;
        while (i < a.Length && j < b.Length)
        {
            if (a[i] == ' ')
                i++;
            else if (b[j] == ' ')
                j++;
            else if (!SameLetter(a[i++], b[j++]))
                return false;
        }

        return i == a.Length && j == b.Length;
    }

    private static bool WordsMissingOrMoved(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var fewer = a.Count(' ') <= b.Count(' ') ? a : b;
        var more = a.Count(' ') <= b.Count(' ') ? b : a;
        var words = fewer.Count(' ') + 1;
        if (words < FewestSharedWords)
            return false;

        // A bit a word: a name of 100 characters has 50 at most. Equal words pair off before y/i spellings do,
        // or which of two candidates came first would decide and the grade would depend on the side.
        ulong placed = 0, taken = 0;
        PairOff(fewer, more, spelledAlike: false, ref placed, ref taken);
        PairOff(fewer, more, spelledAlike: true, ref placed, ref taken);
        return ulong.PopCount(placed) == (ulong)words;
    }

    private static void PairOff(ReadOnlySpan<char> fewer, ReadOnlySpan<char> more, bool spelledAlike, ref ulong placed, ref ulong taken)
    {
        var bit = 1UL;
        foreach (var range in fewer.Split(' '))
        {
            if ((placed & bit) == 0 && TryTake(fewer[range], more, spelledAlike, ref taken))
                placed |= bit;
            bit <<= 1;
        }
    }

    private static bool TryTake(ReadOnlySpan<char> word, ReadOnlySpan<char> words, bool spelledAlike, ref ulong taken)
    {
        var bit = 1UL;
        foreach (var range in words.Split(' '))
        {
            var candidate = words[range];
            if ((taken & bit) == 0 && (spelledAlike ? SameLetters(word, candidate) : word.SequenceEqual(candidate)))
            {
                taken |= bit;
                return true;
            }

            bit <<= 1;
        }

        return false;
    }
}
