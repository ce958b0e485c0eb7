using System.Text.RegularExpressions;

namespace HueS.Integration.Verification;

/// <summary>A caller's own case. It reaches the register, the trail and lists of results in clear, so it must name no person.</summary>
internal static partial class CaseReference
{
    public static bool IsWellFormed(string text) => WellFormed().IsMatch(text);

    /// <summary>A number of a person, old or new, or a phone number, with or without separators.</summary>
    public static bool LooksPersonal(string text) => Personal().IsMatch(text);

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9./-]{0,49}\z")]
    private static partial Regex WellFormed();

    [GeneratedRegex(@"[0-9]{9,}|[0-9]{3}[./-][0-9]{3}[./-][0-9]{3}")]
    private static partial Regex Personal();
}
