using System.Collections.Frozen;
using HueS.Integration.Identity.Tables;

namespace HueS.Integration.Identity;

/// <summary>The provinces that personal numbers begin with, and what a province code meant on a date: 44 was Quảng Bình, is Quảng Trị.</summary>
internal static class Provinces
{
    private static readonly IReadOnlyList<string[]> Rows = Table.Read("province_codes.csv");

    private static readonly FrozenSet<string> Prefixes = Rows.Select(row => row[0]).ToFrozenSet();

    private static readonly FrozenDictionary<string, string> Former = Rows.ToFrozenDictionary(row => row[2], row => row[1]);

    private static readonly FrozenDictionary<string, string> Current =
        Rows.DistinctBy(row => row[3]).ToFrozenDictionary(row => row[3], row => row[4]);

    private static readonly FrozenDictionary<string, string> Successors = Rows.ToFrozenDictionary(row => row[2], row => row[3]);

    /// <summary>Whether the first three digits of a number are one of the 63 places of the 2016 rule.</summary>
    public static bool IsKnownPrefix(string prefix) => Prefixes.Contains(prefix);

    /// <summary>Name of the province a two-digit code stood for on a date.</summary>
    public static string? Name(string code, DateOnly on) => (Reform.IsBefore(on) ? Former : Current).GetValueOrDefault(code);

    /// <summary>Code of the province that took in a former province.</summary>
    public static string? Successor(string formerCode) => Successors.GetValueOrDefault(formerCode);
}
