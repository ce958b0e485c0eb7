using System.Text;

namespace HueS.Integration.Identity;

/// <summary>VNI for Windows: a plain vowel, then a sign that stands for its marks (<c>oã</c> is ỗ), and some letters of their own.</summary>
internal static class Vni
{
    private const string Signs = "ùøûõïâáàåãäêéèúüë";

    private static readonly string[] Marks =
    [
        "\u0301", "\u0300", "\u0309", "\u0303", "\u0323",
        "\u0302", "\u0302\u0301", "\u0302\u0300", "\u0302\u0309", "\u0302\u0303", "\u0302\u0323",
        "\u0306", "\u0306\u0301", "\u0306\u0300", "\u0306\u0309", "\u0306\u0303", "\u0306\u0323",
    ];

    private const string Alone = "ñÑôÔöÖæÆóÓòÒîÎ";
    private const string AloneReads = "đĐơƠưƯỉỈĩĨịỊỵỴ";

    public static string Decode(string text)
    {
        var composed = Composed(text);
        var read = new StringBuilder(composed.Length);
        for (var i = 0; i < composed.Length; i++)
        {
            var sign = i > 0 && "aeouyôö".Contains(char.ToLowerInvariant(composed[i - 1]), StringComparison.Ordinal)
                ? Signs.IndexOf(char.ToLowerInvariant(composed[i]), StringComparison.Ordinal)
                : -1;
            var alone = Alone.IndexOf(composed[i], StringComparison.Ordinal);
            if (sign >= 0)
                read.Append(Marks[sign]);
            else
                read.Append(alone < 0 ? composed[i] : AloneReads[alone]);
        }

        return Composed(read.ToString());
    }

    // Half a surrogate pair makes Normalize throw; such a text is no name in any encoding.
    private static string Composed(string text) =>
        text.Any(char.IsSurrogate) ? text : text.Normalize(NormalizationForm.FormC);
}
