using System.Collections.Frozen;
using HueS.Integration.Identity.Tables;

namespace HueS.Integration.Identity;

/// <summary>
/// What a ward code of Huế meant on a date. Former units are those of the last day before the reform; the crosswalk
/// comes from a public data set, not an official file, so an address never decides anything by itself.
/// </summary>
internal static class WardDirectory
{
    private static readonly string[] Kinds = ["Phường ", "Xã ", "Thị trấn ", "P. ", "X. ", "TT. ", "phuong ", "xa ", "thi tran "];

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

    /// <summary>
    /// The unit of today a name stands for, with or without its kind and marks; a former unit's name stands for its successor.
    /// <c>null</c> where nothing or more than one is meant.
    /// </summary>
    public static Ward? FindByName(string name)
    {
        // As it is written first: its kind and its marks tell namesakes apart.
        foreach (var (exactly, whole) in ((bool, bool)[])[(true, true), (true, false), (false, true), (false, false)])
        {
            if (Meant(name, exactly, whole) is { Count: > 0 } meant)
                return meant.Count == 1 ? Current[meant.Single()] : null;
        }

        return null;
    }

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

    private static HashSet<string> Meant(string name, bool exactly, bool whole)
    {
        string[] asked = whole ? [Written(name, exactly)] : [Written(name, exactly), Written(WithoutKind(name), exactly)];
        return
        [
            .. Current.Values.Concat(Former.Values)
                .Where(ward => asked.Contains(Written(whole ? ward.FullName : WithoutKind(ward.FullName), exactly)))
                .Select(CurrentCode),
        ];
    }

    private static string Written(string name, bool exactly) =>
        exactly ? string.Join(' ', name.Normalize().ToUpperInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : Folded.Of(name);

    private static string WithoutKind(string name)
    {
        foreach (var kind in Kinds)
        {
            if (name.Trim().StartsWith(kind, StringComparison.OrdinalIgnoreCase))
                return name.Trim()[kind.Length..];
        }

        return name;
    }

    private static string CurrentCode(Ward ward) => ward.IsFormer ? Successors[ward.Code].Code : ward.Code;
}
