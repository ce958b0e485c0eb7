using System.Globalization;
using HueS.Integration.Identity;
using HueS.Integration.Linking.Matching;
using HueS.Integration.Protection;

namespace HueS.Integration.Linking.Candidates;

/// <summary>Blocking keys as they are stored: blind, so that the database alone finds nobody by them.</summary>
internal sealed class MatchKeys(BlindIndex index)
{
    // Half of the digest: two people who share one by chance are a pair that is compared and found different.
    private const int Bytes = 16;

    /// <summary>What twins share, as <see cref="People.FindTwins"/> looks for it.</summary>
    private static readonly BlockingKind[] OfTwins = [BlockingKind.GivenAndDate, BlockingKind.FamilyMiddleAndDate];

    /// <summary>The keys a record is looked for by, the narrow ones first.</summary>
    public IReadOnlyList<byte[]> Asked(MatchEngine engine, in MatchRow row) => [.. Of(engine, row, asked: true).Select(key => key.Blind)];

    /// <summary>The keys a row is kept to be found by.</summary>
    /// <param name="former">Numbers a person had before, under which older records still know them.</param>
    public IReadOnlyList<byte[]> Kept(MatchEngine engine, in MatchRow row, IReadOnlyCollection<ulong> former) =>
        [.. Of(engine, row, asked: false).Select(key => key.Blind), .. former.Select(number => Blind(BlockingKind.Number, number))];

    /// <summary>The key of the phone; <c>null</c> where none is stated.</summary>
    public byte[]? Phone(in MatchRow row) => row.Phone == 0 ? null : Blind(BlockingKind.Phone, row.Phone);

    /// <summary>Those of the kept keys by which a possible twin is found.</summary>
    public IReadOnlyList<byte[]> Twins(MatchEngine engine, in MatchRow row)
    {
        var isYearOnly = row.Precision == BirthDatePrecision.Year;
        return [.. Of(engine, row, asked: false)
            .Where(key => OfTwins.Contains(key.Kind) || (isYearOnly && key.Kind == BlockingKind.NameAndYear))
            .Select(key => key.Blind)];
    }

    private List<(BlockingKind Kind, byte[] Blind)> Of(MatchEngine engine, in MatchRow row, bool asked)
    {
        Span<ulong> keys = stackalloc ulong[Blocking.Kinds];
        engine.Blocking.Write(row, keys, asked);
        var blind = new List<(BlockingKind, byte[])>();
        for (var kind = 0; kind < keys.Length; kind++)
        {
            if (keys[kind] != 0)
                blind.Add(((BlockingKind)kind, Blind((BlockingKind)kind, keys[kind])));
        }

        return blind;
    }

    private byte[] Blind(BlockingKind kind, ulong key) =>
        index.Of(IndexKind.MatchKey, string.Create(CultureInfo.InvariantCulture, $"{kind}\n{key:x16}"))[..Bytes];
}
