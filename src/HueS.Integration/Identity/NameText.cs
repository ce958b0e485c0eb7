using System.Globalization;
using System.Text;

namespace HueS.Integration.Identity;

/// <summary>Repairs what keyboards, copying and fonts do to a name, and refuses what is not one.</summary>
internal static class NameText
{
    /// <param name="raw">As received.</param>
    /// <param name="stripControls">Whether control characters are removed (answers of other systems) or refused (claims).</param>
    /// <param name="text">Composed, with single spaces and repaired letters; empty on a fault.</param>
    public static NameFault Repair(string? raw, bool stripControls, out string text)
    {
        text = "";
        if (string.IsNullOrWhiteSpace(raw))
            return NameFault.Empty;
        // First, for UTF-8 read as Latin-1 is full of control characters that are not the true complaint.
        if (Mojibake.IsIn(raw))
            return NameFault.Mojibake;
        if (!stripControls && raw.Any(char.IsControl))
            return NameFault.ControlCharacter;
        // Half a pair would make Normalize throw, and no letter of a name lies beyond the basic plane.
        if (raw.Any(char.IsSurrogate))
            return NameFault.NotLetters;

        var repaired = Rewrite(raw).Normalize(NormalizationForm.FormC);
        var fault = Judge(repaired);
        if (fault == NameFault.None)
            text = repaired;
        return fault;
    }

    private static string Rewrite(string raw)
    {
        var written = new StringBuilder(raw.Length);
        foreach (var c in raw)
        {
            if (char.IsWhiteSpace(c))
            {
                if (written.Length > 0 && written[^1] != ' ')
                    written.Append(' ');
            }
            else if (!IsInvisible(c))
            {
                written.Append(Repaired(c));
            }
        }

        return written.ToString().TrimEnd(' ');
    }

    // Soft hyphens, zero-width spaces, byte-order marks, direction marks, control characters.
    private static bool IsInvisible(char c) =>
        CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Control;

    private static char Repaired(char c) => c switch
    {
        // The Icelandic and the African letter look like Đ and stand for it in most lists.
        '\u00D0' or '\u0189' => 'Đ',
        '\u00F0' or '\u0256' => 'đ',
        '\u2018' or '\u2019' or '\u02BC' or '\u02B9' or '\u00B4' or '`' => '\'',
        '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2212' => '-',
        _ => c,
    };

    private static NameFault Judge(string text)
    {
        if (text.Length == 0)
            return NameFault.Empty;
        if (text.Length > PersonName.MaxLength)
            return NameFault.TooLong;

        var last = ' ';
        foreach (var c in text)
        {
            var allowed = Letters.IsLetter(c)
                || c is ' ' or '\'' or '-'
                || (Letters.IsLooseMark(c) && (Letters.IsLetter(last) || Letters.IsLooseMark(last)));
            if (!allowed)
                return NameFault.NotLetters;
            last = c;
        }

        return text.Any(Letters.IsLetter) ? NameFault.None : NameFault.NotLetters;
    }
}
