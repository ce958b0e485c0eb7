using System.Text;

namespace HueS.Integration.Identity;

/// <summary>Encodings of the time before Unicode that still leak out of old files and fonts.</summary>
internal enum LegacyEncoding
{
    Vni,
    Tcvn3,
}

/// <summary>What a text reads as if it was written in an old encoding: <c>Ñoã</c> is Đỗ.</summary>
internal sealed record LegacyReading(LegacyEncoding Encoding, PersonName Name)
{
    /// <summary>
    /// The reading in which every word is a syllable, where the text as it stands has a word that is none.
    /// <c>null</c> where the text needs no other reading or has none.
    /// </summary>
    /// <param name="text">As received: what a repair would remove (a soft hyphen is ư in TCVN3) matters here.</param>
    public static LegacyReading? Of(string text)
    {
        // Half a surrogate pair makes Normalize throw; a text with any is no name in any encoding.
        if (text.Any(char.IsSurrogate))
            return null;

        var composed = text.Normalize(NormalizationForm.FormC);
        return IsPlausible(composed.Replace("\u00AD", "", StringComparison.Ordinal))
            ? null
            : Read(LegacyEncoding.Vni, Vni.Decode(composed)) ?? Read(LegacyEncoding.Tcvn3, Tcvn3.Decode(composed));
    }

    public override string ToString() => $"LegacyReading({Encoding})";

    private static LegacyReading? Read(LegacyEncoding encoding, string decoded) =>
        IsPlausible(decoded) && PersonName.TryParseWire(decoded, out var name, out _) ? new(encoding, name) : null;

    private static bool IsPlausible(string text)
    {
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Syllable.IsPlausible(word))
                return false;
        }

        return true;
    }
}
