using System.Text;

namespace HueS.Integration.Identity;

/// <summary>
/// What names are compared by, written once when a name is read so that comparing allocates nothing.
/// </summary>
/// <param name="Spelling">One text for every accepted spelling: each word without its tone, then the tone; y in y/i pairs.</param>
/// <param name="Unmarked">Upper case without marks, hyphens and apostrophes.</param>
/// <param name="Loose"><paramref name="Unmarked"/> with <see cref="EitherYOrI"/> where a word is spelled with y or i.</param>
/// <param name="LettersUsed">A bit a letter of <paramref name="Loose"/>, y and i as one: most strangers are told apart by it alone.</param>
internal readonly record struct NameKeys(string Spelling, string Unmarked, string Loose, ulong LettersUsed)
{
    public const char EitherYOrI = '*';

    /// <summary>Whether all letters of one of two names occur in the other, without which they are different people's.</summary>
    public bool MayShareWordsWith(NameKeys other) =>
        (LettersUsed & ~other.LettersUsed) == 0 || (other.LettersUsed & ~LettersUsed) == 0;

    public static NameKeys Of(string text)
    {
        var spelling = new StringBuilder(text.Length + 8);
        var unmarked = new StringBuilder(text.Length);
        var loose = new StringBuilder(text.Length);
        foreach (var range in text.AsSpan().SplitAny(' ', '-'))
        {
            var word = text.AsSpan()[range];
            if (!ContainsLetter(word))
                continue;
            if (unmarked.Length > 0)
            {
                spelling.Append(' ');
                unmarked.Append(' ');
                loose.Append(' ');
            }

            AppendUnmarked(word, unmarked);
            AppendUnmarked(word, loose);
            AppendSpelling(word, spelling, loose);
        }

        return new(spelling.ToString(), unmarked.ToString(), loose.ToString(), LettersOf(loose));
    }

    public override string ToString() => "NameKeys(***)";

    private static ulong LettersOf(StringBuilder loose)
    {
        var letters = 0UL;
        foreach (var chunk in loose.GetChunks())
        {
            foreach (var c in chunk.Span)
            {
                if (c != ' ')
                    letters |= 1UL << ((c is 'Y' or EitherYOrI ? 'I' : c) & 63);
            }
        }

        return letters;
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

    private static void AppendUnmarked(ReadOnlySpan<char> word, StringBuilder key)
    {
        foreach (var c in word)
        {
            if (Letters.IsLetter(c))
                key.Append(Letters.Plain(c));
        }
    }

    /// <summary>
    /// A syllable has one tone, so the tone may be taken out and set behind: hòa and hoà, thủy and thuỷ, qúy and quý
    /// fall together and nothing else does. A word with several tones is no one syllable and keeps them in place.
    /// </summary>
    private static void AppendSpelling(ReadOnlySpan<char> word, StringBuilder spelling, StringBuilder loose)
    {
        var tone = Letters.NoTone;
        var tones = 0;
        foreach (var c in word)
        {
            if (Letters.IsLetter(c) && Letters.Tone(c) != Letters.NoTone)
            {
                tone = Letters.Tone(c);
                tones++;
            }
        }

        var start = spelling.Length;
        foreach (var c in word)
        {
            if (Letters.IsLetter(c))
                spelling.Append(tones <= 1 ? Letters.Untoned(c) : char.ToUpperInvariant(c));
            else if (Letters.IsLooseMark(c))
                spelling.Append(c);
        }

        if (tones > 1)
            return;
        if (IsSpelledWithEither(spelling, start, tone))
        {
            spelling[^1] = 'Y';
            loose[^1] = EitherYOrI;
        }

        if (tone != Letters.NoTone)
            spelling.Append(tone);
    }

    /// <summary>
    /// Words that the spelling reforms write with y or i at will: Mỹ/Mĩ, Kỳ/Kì, Sỹ/Sĩ, Lý/Lí, Vỹ/Vĩ. Without a tone
    /// the two are names of their own (My and Mi, Vy and Vi), save after qu, where only the spelling differs (Quy/Qui).
    /// </summary>
    private static bool IsSpelledWithEither(StringBuilder word, int start, char tone) =>
        word[^1] is 'Y' or 'I' && (word.Length - start) switch
        {
            2 => tone != Letters.NoTone && word[start] is 'H' or 'K' or 'L' or 'M' or 'S' or 'T' or 'V',
            3 => word[start] == 'Q' && word[start + 1] == 'U',
            _ => false,
        };
}
