using System.Text.RegularExpressions;

namespace HueS.Integration.Linking.Records;

/// <summary>Why a text cannot name a record.</summary>
internal enum KeyFault
{
    None,

    /// <summary>Signs that are no part of an id or code, or too many of them.</summary>
    Format,

    /// <summary>It could be somebody's number or phone.</summary>
    Personal,
}

/// <summary>
/// What a record may be called. Ids and codes stand in URLs, in the trail and in lists in the clear, so none may be a person's
/// number: 9, 10, 11 or 12 figures on end are taken for one, other lengths are a system's own counting.
/// </summary>
internal static partial class RecordKey
{
    public const int LongestId = 64;
    public const int LongestCode = 40;

    /// <summary>Judges a record's id.</summary>
    public static KeyFault Judge(string text) => Judge(text, LongestId);

    /// <summary>Judges a kind or a status.</summary>
    public static KeyFault JudgeCode(string text) => Judge(text, LongestCode);

    private static KeyFault Judge(string text, int longest) =>
        text.Length > longest || !WellFormed().IsMatch(text) ? KeyFault.Format
        : !Random().IsMatch(text) && Personal().IsMatch(text) ? KeyFault.Personal
        : KeyFault.None;

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._:-]*\z")]
    private static partial Regex WellFormed();

    // A UUID or a hash may hold figures on end by chance.
    [GeneratedRegex(@"^(?=.*[A-Fa-f])([0-9A-Fa-f]{32,}|[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})\z")]
    private static partial Regex Random();

    // On end, or in the groups people write; and an insurance card, whose figures follow two letters.
    [GeneratedRegex(@"(?<![0-9])[0-9]{9,12}(?![0-9])|(?<![0-9])[0-9]{3}([._:-][0-9]{3}){2,3}(?![0-9])|^[A-Za-z]{2}[1-5][0-9]{12}\z|(?<![0-9])0[0-9]{3}[._:-][0-9]{3}[._:-][0-9]{3}(?![0-9])")]
    private static partial Regex Personal();
}
