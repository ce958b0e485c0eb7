using System.Text;
using HueS.Integration.Identity;

namespace HueS.Integration.Linking.Matching.Evaluation.City;

/// <summary>What happens to Vietnamese names on their way through forms, keyboards and old systems.</summary>
internal static class Writing
{
    private const string Vowels = "aăâeêioôơuưy";

    // By tone: none, grave, acute, hook, tilde, dot.
    private static readonly string[] Toned =
        ["aàáảãạ", "ăằắẳẵặ", "âầấẩẫậ", "eèéẻẽẹ", "êềếểễệ", "iìíỉĩị", "oòóỏõọ", "ôồốổỗộ", "ơờớởỡợ", "uùúủũụ", "ưừứửữự", "yỳýỷỹỵ"];

    private static readonly (string One, string Other)[] Spellings = [("Quý", "Quí"), ("Mỹ", "Mĩ"), ("Kỳ", "Kì"), ("Sỹ", "Sĩ")];

    private static readonly Dictionary<string, string> OtherPlace = TonePlaces();

    public static string Unmark(string name)
    {
        var bare = new StringBuilder(name.Length);
        foreach (var c in name)
            bare.Append(!Letters.IsLetter(c) ? c : char.IsUpper(c) ? Letters.Plain(c) : char.ToLowerInvariant(Letters.Plain(c)));
        return bare.ToString();
    }

    /// <summary>hoà for hòa and the other way round, at the end of any word.</summary>
    public static string MoveTone(string name) => string.Join(' ', name.Split(' ').Select(word =>
        word.Length > 2 && !(char.ToLowerInvariant(word[^3]) == 'q' && word[^2] is 'u' or 'ú' or 'ù') && OtherPlace.TryGetValue(word[^2..], out var moved)
            ? word[..^2] + moved
            : word));

    public static string Respell(string name) => string.Join(' ', name.Split(' ').Select(word =>
        Spellings.FirstOrDefault(pair => pair.One == word) is { Other: { } other } ? other
        : Spellings.FirstOrDefault(pair => pair.Other == word) is { One: { } one } ? one
        : word));

    /// <summary>The Icelandic letter that stands for Đ in most lists.</summary>
    public static string MistakeLetter(string name) => name.Replace('Đ', '\u00D0');

    /// <summary>One vowel with another tone: a slip of the one key that writes it.</summary>
    public static string MistypeMark(string name, Dice dice)
    {
        var at = dice.Below(name.Length);
        for (var step = 0; step < name.Length; step++, at = (at + 1) % name.Length)
        {
            var row = Array.FindIndex(Toned, tones => tones.Contains(name[at], StringComparison.Ordinal));
            if (row < 0)
                continue;
            var tone = Toned[row].IndexOf(name[at], StringComparison.Ordinal);
            return name[..at] + Toned[row][(tone + dice.Between(1, 5)) % 6] + name[(at + 1)..];
        }

        return name;
    }

    /// <summary>One letter other, missing, doubled or swapped with its neighbour, in any word.</summary>
    public static string Mistype(string name, Dice dice)
    {
        var at = dice.Between(1, name.Length - 1);
        if (name[at] == ' ' || name[at - 1] == ' ')
            at = name.Length - 1;
        return dice.Below(4) switch
        {
            0 => name[..at] + (char)('a' + dice.Below(26)) + name[(at + 1)..],
            1 when name.Length > 4 => name.Remove(at, 1),
            2 => name.Insert(at, name[at].ToString()),
            _ => at + 1 < name.Length && name[at + 1] != ' ' ? name[..at] + name[at + 1] + name[at] + name[(at + 2)..] : name.Insert(at, name[at].ToString()),
        };
    }

    private static Dictionary<string, string> TonePlaces()
    {
        var places = new Dictionary<string, string>();
        foreach (var (first, second) in new[] { ('o', 'a'), ('o', 'e'), ('u', 'y') })
        {
            var (firsts, seconds) = (Toned[Vowels.IndexOf(first, StringComparison.Ordinal)], Toned[Vowels.IndexOf(second, StringComparison.Ordinal)]);
            for (var tone = 1; tone < 6; tone++)
            {
                places.Add($"{firsts[tone]}{second}", $"{first}{seconds[tone]}");
                places.Add($"{first}{seconds[tone]}", $"{firsts[tone]}{second}");
            }
        }

        return places;
    }
}
