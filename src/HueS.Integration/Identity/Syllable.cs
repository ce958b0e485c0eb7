using System.Collections.Frozen;

namespace HueS.Integration.Identity;

/// <summary>
/// Whether a word has the shape of a Kinh syllable. Highland names need not: this only tells which reading of
/// a text in an old encoding is the likely one, never whether a name is valid.
/// </summary>
internal static class Syllable
{
    private const int LongestSyllable = 7;

    private static readonly FrozenSet<string> Onsets = Words(
        "B C CH D Đ G GH GI H K KH L M N NG NGH NH P PH QU R S T TH TR V X");

    private static readonly FrozenSet<string> Vowels = Words(
        "A Ă Â E Ê I O Ô Ơ U Ư Y IÊ OA OĂ OE OO UA UÂ UÊ UÔ UƠ UY UYÊ ƯƠ YÊ");

    // These end the syllable.
    private static readonly FrozenSet<string> Glides = Words("""
        AI AO AU AY ÂU ÂY EO ÊU IA IÊU IU OAI OAO OAY OEO OI ÔI ƠI UÂY UI UÔI UYA UYU ƯA ƯI ƯƠI ƯƠU ƯU YÊU
        """);

    private static readonly FrozenSet<string> Codas = Words("C CH M N NG NH P T");

    public static bool IsPlausible(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty || word.Length > LongestSyllable)
            return false;

        Span<char> letters = stackalloc char[word.Length];
        var tones = 0;
        for (var i = 0; i < word.Length; i++)
        {
            if (!Letters.IsLetter(word[i]))
                return false;
            letters[i] = Letters.Untoned(word[i]);
            if (Letters.Tone(word[i]) != Letters.NoTone)
                tones++;
        }

        if (tones > 1)
            return false;

        // In qu and gi the vowel letter may belong to either part: quý, giang, gì.
        var onset = 0;
        while (onset < letters.Length && !IsVowel(letters[onset]))
            onset++;
        return Fits(letters, onset) || (onset == 1 && letters[0] is 'Q' or 'G' && Fits(letters, 2));
    }

    private static bool Fits(ReadOnlySpan<char> letters, int onset)
    {
        if (onset >= letters.Length)
            return false;
        var coda = onset;
        while (coda < letters.Length && IsVowel(letters[coda]))
            coda++;

        return (onset == 0 || IsIn(Onsets, letters[..onset]))
            && (coda == letters.Length
                ? IsIn(Vowels, letters[onset..]) || IsIn(Glides, letters[onset..])
                : IsIn(Vowels, letters[onset..coda]) && IsIn(Codas, letters[coda..]));
    }

    private static bool IsVowel(char c) => "AĂÂEÊIOÔƠUƯY".Contains(c, StringComparison.Ordinal);

    private static bool IsIn(FrozenSet<string> parts, ReadOnlySpan<char> part) =>
        parts.GetAlternateLookup<ReadOnlySpan<char>>().Contains(part);

    private static FrozenSet<string> Words(string list) =>
        list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
