using System.Collections.Frozen;
using System.Globalization;
using HueS.Integration.Identity;
using HueS.Integration.Identity.Tables;

namespace HueS.Integration.Linking.Matching;

/// <summary>How each pair of ward codes compares, worked out once.</summary>
internal static class WardTable
{
    private static readonly string[] Codes =
        [.. Table.Read("hue_ward_crosswalk.csv").SelectMany(row => new[] { row[0], row[4] }).Distinct().Order(StringComparer.Ordinal)];

    private static readonly FrozenDictionary<string, byte> Places =
        Codes.Select((code, place) => (code, place)).ToFrozenDictionary(entry => entry.code, entry => (byte)(entry.place + 1));

    private static readonly FrozenDictionary<string, byte>.AlternateLookup<ReadOnlySpan<char>> BySpan = Places.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly bool[] Agreeing = [.. from one in Codes from other in Codes select Agrees(one, other)];

    /// <summary>0 where no unit of Huế has or had the code.</summary>
    public static byte Find(ReadOnlySpan<char> code) => BySpan.TryGetValue(code, out var place) ? place : (byte)0;

    /// <summary>A number for the unit of today, one number for a former unit and its successor where the code leaves no doubt which it is.</summary>
    public static ulong UnitOf(byte ward) => Units[ward - 1];

    /// <summary>Same unit, or one and its successor, whatever the dates of the codes.</summary>
    public static bool Agree(byte one, byte other) => Agreeing[((one - 1) * Codes.Length) + other - 1];

    // A code that is in use is read as today's: of records that came before the reform some are missed, and have other keys.
    private static readonly ulong[] Units =
        [.. Codes.Select(code => ulong.Parse(WardDirectory.Find(code, Reform.Day)?.Code ?? WardDirectory.Successor(code)!.Code, CultureInfo.InvariantCulture))];

    private static bool Agrees(string one, string other) =>
        WardComparison.Of(one, Reform.Day, other, Reform.Day) is WardGrade.Same or WardGrade.Successor;
}
