using System.Numerics;

namespace HueS.Integration.Linking.Matching;

/// <summary>
/// Who shares a key of one kind: buckets one behind the other in one array, so that a look-up touches two places in memory
/// and a million people take 16 MB.
/// </summary>
internal sealed class BlockIndex
{
    private readonly uint[] _starts;
    private readonly ulong[] _entries;
    private readonly int _shift;

    private BlockIndex(uint[] starts, ulong[] entries, int shift) => (_starts, _entries, _shift) = (starts, entries, shift);

    /// <param name="keys">The key of each person, 0 for none.</param>
    /// <param name="more">Further keys of some people.</param>
    public static BlockIndex Build(ReadOnlySpan<ulong> keys, IReadOnlyCollection<(ulong Key, int Person)> more)
    {
        var bits = Math.Max(4, BitOperations.Log2((uint)(keys.Length + more.Count + 1)) + 1);
        var shift = 64 - bits;
        var starts = new uint[(1 << bits) + 1];
        foreach (var key in keys)
        {
            if (key != 0)
                starts[(StableHash.Mix(key) >> shift) + 1]++;
        }

        foreach (var (key, _) in more)
            starts[(StableHash.Mix(key) >> shift) + 1]++;
        for (var bucket = 1; bucket < starts.Length; bucket++)
            starts[bucket] += starts[bucket - 1];

        var entries = new ulong[starts[^1]];
        var next = starts.AsSpan(0, starts.Length - 1).ToArray();
        for (var person = 0; person < keys.Length; person++)
        {
            if (keys[person] != 0)
                Put(keys[person], person);
        }

        foreach (var (key, person) in more)
            Put(key, person);
        return new BlockIndex(starts, entries, shift);

        void Put(ulong key, int person)
        {
            var hash = StableHash.Mix(key);
            entries[next[hash >> shift]++] = Entry(hash, person);
        }
    }

    /// <summary>Adds who shares the key to <paramref name="people"/>, unless they are more than fit.</summary>
    /// <returns>How many share the key, at most one more than <paramref name="most"/>.</returns>
    public int Find(ulong key, int most, Span<int> people)
    {
        var hash = StableHash.Mix(key);
        var bucket = (int)(hash >> _shift);
        var tag = Entry(hash, 0);
        var count = 0;
        for (var at = _starts[bucket]; at < _starts[bucket + 1]; at++)
        {
            if ((_entries[at] & TagMask) != tag)
                continue;
            if (count == most)
                return most + 1;
            people[count++] = (int)(_entries[at] & ~TagMask);
        }

        return count;
    }

    private const ulong TagMask = 0xFFFFFFFF_00000000;

    // The upper half of an entry is the lower half of the hash, which the bucket does not tell.
    private static ulong Entry(ulong hash, int person) => (hash << 32) | (uint)person;
}
