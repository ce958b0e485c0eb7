using System.Globalization;
using System.Text;

namespace HueS.Integration.Identity;

/// <summary>A text as it is told apart from others when marks, case, spaces and signs do not count: <c>Họ và tên</c> is <c>hovaten</c>.</summary>
internal static class Folded
{
    public static string Of(string text)
    {
        var folded = new StringBuilder(text.Length);
        if (!text.Any(char.IsSurrogate))
            text = text.Normalize(NormalizationForm.FormD);
        foreach (var c in text)
        {
            if (c is 'đ' or 'Đ' or '\u00D0' or '\u00F0')
                folded.Append('d');
            else if (char.IsAsciiLetterOrDigit(c))
                folded.Append(char.ToLowerInvariant(c));
            else if (char.IsLetterOrDigit(c) && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                folded.Append(c);
        }

        return folded.ToString();
    }
}
