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

    /// <param name="text">Composed: a sign is one character.</param>
    public static string Decode(string text)
    {
        var read = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var sign = i > 0 && IsMarked(text[i - 1]) ? Signs.IndexOf(char.ToLowerInvariant(text[i]), StringComparison.Ordinal) : -1;
            var alone = Alone.IndexOf(text[i], StringComparison.Ordinal);
            if (sign >= 0)
                read.Append(Marks[sign]);
            else
                read.Append(alone < 0 ? text[i] : AloneReads[alone]);
        }

        return read.ToString().Normalize(NormalizationForm.FormC);
    }

    private static bool IsMarked(char c) => "aeouyôö".Contains(char.ToLowerInvariant(c), StringComparison.Ordinal);
}
