using System.Globalization;
using HueS.Integration.Linking.Matching;
using HueS.Integration.Protection;

namespace HueS.Integration.Linking.Candidates;

/// <summary>Blocking keys as they are stored: blind, so that the database alone finds nobody by them.</summary>
internal sealed class MatchKeys(MatchEngine engine, BlindIndex index)
{
    // Half of the digest: two people who share one by chance are a pair that is compared and found different.
    private const int Bytes = 16;

    /// <summary>The keys a record is looked for by, the narrow ones first.</summary>
    public IReadOnlyList<byte[]> Asked(in MatchRow row) => Of(row, asked: true, []);

    /// <summary>The keys a row is kept to be found by.</summary>
    /// <param name="former">Numbers a person had before, under which older records still know them.</param>
    public IReadOnlyList<byte[]> Kept(in MatchRow row, ReadOnlySpan<ulong> former = default) => Of(row, asked: false, former);

    private List<byte[]> Of(in MatchRow row, bool asked, ReadOnlySpan<ulong> former)
    {
        Span<ulong> keys = stackalloc ulong[Blocking.Kinds];
        engine.Blocking.Write(row, keys, asked);
        var blind = new List<byte[]>();
        for (var kind = 0; kind < keys.Length; kind++)
        {
            if (keys[kind] != 0)
                blind.Add(Blind((BlockingKind)kind, keys[kind]));
        }

        foreach (var number in former)
            blind.Add(Blind(BlockingKind.Number, number));
        return blind;
    }

    private byte[] Blind(BlockingKind kind, ulong key) =>
        index.Of(IndexKind.MatchKey, string.Create(CultureInfo.InvariantCulture, $"{kind}\n{key:x16}"))[..Bytes];
}
