using System.Collections.Frozen;
using HueS.Integration.Identity;

namespace HueS.Integration.Upstreams.Records;

/// <summary>What people and programs write where they know nothing. Taken for a value, it would join strangers.</summary>
internal static class Placeholder
{
    private const int FewestFigures = 4;

    private static readonly FrozenSet<string> Words = ((string[])
    [
        "không", "không có", "không rõ", "không biết", "không xác định", "không cung cấp", "không có thông tin", "không số", "kxđ", "ko", "ko có", "k có",
        "chưa có", "chưa rõ", "chưa biết", "chưa cập nhật", "chưa cung cấp", "chưa xác định", "đang cập nhật", "cập nhật sau", "bổ sung sau", "bỏ trống", "ẩn danh",
        "none", "null", "nil", "unknown", "undefined", "not available", "anonymous", "no name", "test", "xx", "xxx", "xxxx",
    ]).Select(Folded.Of).ToFrozenSet();

    // Na is a name; only with its signs is it not.
    private static readonly FrozenSet<string> Signs = ((string[])["n/a", "#n/a", "n.a", "n.a."]).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool Is(string text)
    {
        var trimmed = text.Trim();
        if (Signs.Contains(trimmed))
            return true;
        var folded = Folded.Of(trimmed);
        return folded.Length <= 1
            ? !folded.Any(char.IsLetter) || trimmed.Length == 1
            : Words.Contains(folded) || (folded.Length >= FewestFigures && folded.All(char.IsAsciiDigit) && IsKeptKey(folded));
    }

    /// <summary>The first day of spreadsheets and databases: nobody alive was born then.</summary>
    public static bool Is(BirthDate date) => (date.Year, date.Month, date.Day) is (1900, null or 1, null or 1) or (1899, 12, 30 or 31);

    /// <summary>One figure throughout, or one after another, as a finger left on the keyboard writes them.</summary>
    private static bool IsKeptKey(string figures)
    {
        var (same, rising) = (true, true);
        for (var at = 1; at < figures.Length; at++)
        {
            same &= figures[at] == figures[at - 1];
            rising &= (figures[at] - figures[at - 1] + 10) % 10 == 1;
        }

        return same || (rising && figures.Length > FewestFigures);
    }
}
