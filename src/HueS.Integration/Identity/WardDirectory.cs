using System.Collections.Frozen;
using HueS.Integration.Identity.Tables;

namespace HueS.Integration.Identity;

/// <summary>
/// What a ward code of Huế meant on a date. Former units are those of the last day before the reform; the crosswalk
/// comes from a public data set, not an official file, so an address never decides anything by itself.
/// </summary>
internal static class WardDirectory
{
    private static readonly IReadOnlyList<string[]> Rows = Table.Read("hue_ward_crosswalk.csv");

    private static readonly FrozenDictionary<string, Ward> Former =
        Rows.ToFrozenDictionary(row => row[0], row => new Ward(row[0], row[3], IsFormer: true));

    private static readonly FrozenDictionary<string, Ward> Current =
        Rows.DistinctBy(row => row[4]).ToFrozenDictionary(row => row[4], row => new Ward(row[4], row[5], IsFormer: false));

    private static readonly FrozenDictionary<string, Ward> Successors =
        Rows.ToFrozenDictionary(row => row[0], row => Current[row[4]]);

    /// <summary>The unit a code named on a date; <c>null</c> where none of Huế had it then.</summary>
    public static Ward? Find(string code, DateOnly on) =>
        (Reform.IsBefore(on) ? Former : Current).GetValueOrDefault(code);

    /// <summary>The unit that took in a former unit; <c>null</c> where the code named none.</summary>
    public static Ward? Successor(string formerCode) => Successors.GetValueOrDefault(formerCode);

    /// <summary>
    /// Whether two addresses lie in one unit: the same one, or a former one and its successor. Two former units merged
    /// into one are still two places. <c>null</c> where a code is unknown.
    /// </summary>
    public static bool? Agree(string codeA, DateOnly onA, string codeB, DateOnly onB)
    {
        if (Find(codeA, onA) is not { } a || Find(codeB, onB) is not { } b)
            return null;
        return a.IsFormer == b.IsFormer ? a.Code == b.Code : CurrentCode(a) == CurrentCode(b);
    }

    private static string CurrentCode(Ward ward) => ward.IsFormer ? Successors[ward.Code].Code : ward.Code;
}
