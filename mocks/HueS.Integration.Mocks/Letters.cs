using System.Globalization;
using System.Text;

namespace HueS.Integration.Mocks;

/// <summary>What happens to Vietnamese names on their way through forms, keyboards and old systems.</summary>
internal static class Letters
{
    private static readonly string[] Toned = ["àáảãạ", "èéẻẽẹ", "òóỏõọ", "ùúủũụ", "ỳýỷỹỵ"];
    private const string Plain = "aeouy";

    private static readonly (string One, string Other)[] SpellingPairs =
        [("Quý", "Quí"), ("Mỹ", "Mĩ"), ("Kỳ", "Kì"), ("Sỹ", "Sĩ")];

    /// <summary>Đ read as D, marks gone; spaces and case stay.</summary>
    public static string Unmark(string text)
    {
        var bare = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                bare.Append(letter switch { 'Đ' or 'Ð' => 'D', 'đ' or 'ð' => 'd', _ => letter });
        }

        return bare.ToString();
    }

    /// <summary>As names are sent to the register: NGUYENVANA.</summary>
    public static string Upstream(string name) =>
        Unmark(name).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>The tone in its other place: hoà for hòa, thúy for thuý. The same text where no word has two places.</summary>
    public static string MoveTone(string name) => string.Join(' ', name.Split(' ').Select(MoveToneOfWord));

    /// <summary>Quí for Quý and the like; the same text where no word has two spellings.</summary>
    public static string Respell(string name) => string.Join(' ', name.Split(' ').Select(word =>
    {
        foreach (var (one, other) in SpellingPairs)
        {
            if (word == one)
                return other;
            if (word == other)
                return one;
        }

        return word;
    }));

    /// <summary>Đ written as the Icelandic Ð, as it often is in public lists.</summary>
    public static string MistakeLetter(string name) =>
        name.Replace('Đ', 'Ð');

    private static string MoveToneOfWord(string word)
    {
        // Only an open syllable ending in oa, oe or uy has two places; in qu the u belongs to the consonant.
        if (word.Length < 2)
            return word;
        var (first, last) = (word[^2], word[^1]);
        var beforeQ = word.Length > 2 && word[^3] is 'q' or 'Q';
        if (last is 'a' or 'e' && ToneOf(first, 'o') is { } onO)
            return $"{word[..^2]}o{WithTone(last, onO)}";
        if (last is 'y' && !beforeQ && ToneOf(first, 'u') is { } onU)
            return $"{word[..^2]}u{WithTone('y', onU)}";
        if (first is 'o' && (ToneOf(last, 'a') ?? ToneOf(last, 'e')) is { } tone)
            return $"{word[..^2]}{WithTone('o', tone)}{(ToneOf(last, 'a') is null ? 'e' : 'a')}";
        if (first is 'u' && !beforeQ && ToneOf(last, 'y') is { } onY)
            return $"{word[..^2]}{WithTone('u', onY)}y";
        return word;
    }

    private static int? ToneOf(char letter, char vowel)
    {
        var tone = Toned[Plain.IndexOf(vowel, StringComparison.Ordinal)].IndexOf(letter, StringComparison.Ordinal);
        return tone < 0 ? null : tone;
    }

    private static char WithTone(char vowel, int tone) => Toned[Plain.IndexOf(vowel, StringComparison.Ordinal)][tone];
}
