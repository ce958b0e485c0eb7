using System.Globalization;
using HueS.Integration.Identity;

namespace HueS.Integration.Linking.Matching.Evaluation.City;

/// <summary>An invented inhabitant. Name parts are shared by all who bear them, so a million take no more than 150 MB.</summary>
internal struct Inhabitant
{
    public string Family;
    public string Middle;
    public string Given;
    public ulong Number;
    public ulong Former;
    public uint OldCard;
    public ulong Insurance;
    public ulong Phone;
    public short Year;
    public byte Month;
    public byte Day;
    public bool Female;

    /// <summary>The register knows the year only.</summary>
    public bool YearOnly;

    /// <summary>Row of the ward crosswalk.</summary>
    public byte Ward;
    public int Household;

    /// <summary>The place of the twin; -1 for none.</summary>
    public int Twin;

    public readonly string FullName => Middle.Length == 0 ? $"{Family} {Given}" : $"{Family} {Middle} {Given}";

    public readonly string BirthDate => YearOnly
        ? Year.ToString(CultureInfo.InvariantCulture)
        : Iso(Year, Month, Day);

    public readonly Sex Sex => Female ? Sex.Female : Sex.Male;

    public static string Iso(int year, int month, int day) => string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}-{day:00}");

    public static string? Digits(ulong value, int length) =>
        value == 0 ? null : value.ToString($"D{length}", CultureInfo.InvariantCulture);

    public override readonly string ToString() => "Inhabitant(*)";
}
