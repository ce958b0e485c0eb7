using System.Collections.Frozen;
using HueS.Integration.Identity;

namespace HueS.Integration.Verification.Doctor;

/// <summary>
/// Family names, to tell a name from something else and its first word from its last. Good enough to suggest by, never to
/// judge: families with other names exist.
/// </summary>
internal static class FamilyNames
{
    private const int FewestWords = 2;
    private const int MostWords = 7;

    private static readonly FrozenSet<string> Known = Words("""
        Nguyễn Trần Lê Phạm Hoàng Huỳnh Vũ Võ Bùi Đỗ Phan Đặng Ngô Đinh Trương Hồ Dương Đoàn Đào Trịnh Hà Lương Mai Cao Lưu
        Nông Tạ Lý Lí Phùng Vương Chu Châu Lâm Triệu Thái Tô Đàm Vi Lại Văn Tống Kiều Quách Lò Lục Đồng Hứa Đậu La Bế Tăng Mã
        Từ Nghiêm Doãn Bạch Lữ Ninh Lã Ma Phí Thân Mạc Tôn Mông Thạch Cù Giang Lường Lô Lăng Khổng Nhữ Diệp A Khuất Kim Bàn
        Khương Ngân Lang Hồng Long Liêu Sầm Biện Danh Phương Cầm Lộc Thiều Bá An Âu Dư Đường Ngọc Đổng Ngụy Chung Y Vy Giáp
        Hàn Tiêu Quàng Nhâm Cấn Bành Khúc Thẩm Lãnh Tưởng Ông Trà Uông Viên Quang Mạnh Cung Ưng Bửu Vĩnh Bảo Quý Công Hường
        """);

    private static readonly FrozenSet<string> KnownUnmarked = Known.Select(Unmarked).ToFrozenSet();

    // Hardly anybody is called so by given name.
    private static readonly FrozenSet<string> NeverGiven = Words("Nguyễn Nguyen Trần Phạm Huỳnh Đặng Bùi Đỗ");

    private static readonly FrozenSet<string> AfterFamily = Words("Thị Văn");

    public static bool LooksLikePerson(string text) =>
        !Addresses.LooksLikeOne(text)
        && PersonName.TryParse(text, out var name, out _)
        && name.Text.Split(' ') is { Length: >= FewestWords and <= MostWords } words
        && Known.Contains(Folded(words[0]));

    /// <summary>The name once, where it stands there twice.</summary>
    public static string? Undoubled(string name)
    {
        var words = name.Split(' ');
        var half = words.Length / 2;
        return words.Length % 2 == 0 && half >= FewestWords && words.Take(half).SequenceEqual(words.Skip(half), StringComparer.OrdinalIgnoreCase)
            ? string.Join(' ', words.Take(half))
            : null;
    }

    /// <summary>
    /// The name with its family name first, where it stands behind without doubt: its first word is nobody's family name,
    /// and it ends with one that is nobody's given name, or goes on like a whole name (<c>Thương Trần Thị Hoài</c>).
    /// </summary>
    public static string? MovedToFront(string name)
    {
        var words = name.Split(' ');
        if (words.Length is < FewestWords or > MostWords || !words.All(word => Syllable.IsPlausible(word)) || IsFamily(words[0]))
            return null;
        if (NeverGiven.Contains(Folded(words[^1])))
            return string.Join(' ', [words[^1], .. words[..^1]]);
        return words.Length > FewestWords && NeverGiven.Contains(Folded(words[1])) && AfterFamily.Contains(Folded(words[2]))
            ? string.Join(' ', [.. words[1..], words[0]])
            : null;
    }

    private static bool IsFamily(string word) => KnownUnmarked.Contains(Unmarked(word));

    private static string Folded(string word) => word.ToUpperInvariant();

    private static string Unmarked(string word) => string.Concat(word.Where(Letters.IsLetter).Select(Letters.Plain));

    private static FrozenSet<string> Words(string list) =>
        list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Folded).ToFrozenSet(StringComparer.Ordinal);
}
