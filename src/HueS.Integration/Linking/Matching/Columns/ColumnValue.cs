using System.Globalization;
using System.Text;
using HueS.Integration.Identity;

namespace HueS.Integration.Linking.Matching.Columns;

/// <summary>A value as it is compared, read once.</summary>
/// <param name="Text">Lower case, single spaces; empty for not stated.</param>
/// <param name="Folded">Without marks and signs; letters of every script stay.</param>
/// <param name="Date">As far as a date could be read.</param>
internal readonly record struct ColumnValue(string Text, string Folded, BirthDate? Date)
{
    public bool IsStated => Text.Length > 0;

    public static ColumnValue Read(string raw, ColumnKind kind)
    {
        var text = string.Join(' ', raw.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
        // A surrogate half makes Normalize throw.
        if (!text.Any(char.IsSurrogate))
            text = text.Normalize(NormalizationForm.FormC);
        var folded = kind == ColumnKind.Number ? string.Concat(text.Where(char.IsLetterOrDigit)) : Fold(text);
        return new ColumnValue(text, folded, kind == ColumnKind.Date && BirthDate.TryParseWire(text, out var date) ? date : null);
    }

    /// <summary>What another record must share to be looked at: the whole value, and each word of a name.</summary>
    public IEnumerable<ulong> Atoms(ColumnKind kind)
    {
        if (!IsStated)
            yield break;
        var words = Folded.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        yield return StableHash.Of(string.Join(' ', words.Order(StringComparer.Ordinal)));
        if (kind is not (ColumnKind.Name or ColumnKind.Text) || words.Length < 2)
            yield break;
        foreach (var word in words.Where(word => word.Length > 2).Distinct())
            yield return StableHash.Of(word);
    }

    public override string ToString() => "ColumnValue(*)";

    private static string Fold(string text)
    {
        if (text.Any(char.IsSurrogate))
            return text;
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (c is 'đ')
                folded.Append('d');
            else if (char.IsLetterOrDigit(c))
                folded.Append(c);
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && c is not '\'' && folded.Length > 0 && folded[^1] != ' ')
                folded.Append(' ');
        }

        return folded.ToString().TrimEnd();
    }
}
