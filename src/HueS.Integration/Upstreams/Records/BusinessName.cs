using HueS.Integration.Identity;

namespace HueS.Integration.Upstreams.Records;

/// <summary>
/// Recognises names no person has, where a system does not say that the holder is a business. Marks count where a name has
/// any: Ngân Hằng is a person.
/// </summary>
internal static class BusinessName
{
    private static readonly string[] Beginnings =
    [
        "công ty", "cty", "doanh nghiệp", "hợp tác xã", "htx", "hộ kinh doanh", "chi nhánh", "văn phòng đại diện", "ngân hàng", "tập đoàn",
        "ủy ban nhân dân", "uỷ ban nhân dân", "ubnd", "ban quản lý", "bệnh viện", "trạm y tế", "trung tâm y tế", "trung tâm dịch vụ",
        "trường mầm non", "trường tiểu học", "trường thcs", "trường thpt", "trường trung học", "trường cao đẳng", "trường đại học",
        "company", "branch of",
    ];

    private static readonly string[] Anywhere = ["tnhh", "jsc", "ltd", "cổ phần"];

    private static readonly string[] Marked = [.. Beginnings.Select(words => $" {words} ")];
    private static readonly string[] Unmarked = [.. Beginnings.Select(words => $" {Plain(words)} ")];
    private static readonly string[] MarkedAnywhere = [.. Anywhere.Select(words => $" {words} ")];
    private static readonly string[] UnmarkedAnywhere = [.. Anywhere.Select(words => $" {Plain(words)} ")];

    public static bool Is(string name)
    {
        var words = name.Any(char.IsSurrogate) ? "" : string.Join(' ', name.Normalize().ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var isMarked = words.Any(c => c > '\u007F');
        var padded = $" {words} ";
        return (isMarked ? Marked : Unmarked).Any(beginning => padded.StartsWith(beginning, StringComparison.Ordinal))
            || (isMarked ? MarkedAnywhere : UnmarkedAnywhere).Any(part => padded.Contains(part, StringComparison.Ordinal));
    }

    private static string Plain(string words) => string.Join(' ', words.Split(' ').Select(Folded.Of));
}
