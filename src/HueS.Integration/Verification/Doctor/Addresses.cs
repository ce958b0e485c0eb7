using System.Text.RegularExpressions;

namespace HueS.Integration.Verification.Doctor;

/// <summary>Whether a text is an address. Words such as Kiệt, Quận and Đường are names too, so one of them alone says nothing.</summary>
internal static partial class Addresses
{
    public static bool LooksLikeOne(string text) => BeginsLikeOne().IsMatch(text) || (HasFigureOrComma().IsMatch(text) && HasUnit().IsMatch(text));

    [GeneratedRegex(@"^\s*(số nhà|tổ dân phố|khu phố|tổ|thôn|phường|xã|thị trấn|thành phố|tp\.?|kiệt\s+\d|đường\s+\d)\s+\S", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BeginsLikeOne();

    [GeneratedRegex(@"[0-9,]")]
    private static partial Regex HasFigureOrComma();

    [GeneratedRegex(
        @"(^|[\s,./])(số nhà|tổ|thôn|kiệt|hẻm|ngõ|đường|khu phố|phường|xã|thị trấn|quận|huyện|thị xã|thành phố|tỉnh|tp\.?)\s+\S",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HasUnit();
}
