namespace HueS.Integration.Mocks;

/// <summary>
/// SplitMix64: the same seed throws the same dice on every machine and framework version, which <see cref="Random"/> does
/// not promise.
/// </summary>
internal sealed class Dice(long seed)
{
    private ulong _state = unchecked((ulong)seed);

    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    public int Below(int limit) => (int)(NextDouble() * limit);

    public int Between(int first, int last) => first + Below(last - first + 1);

    public bool Chance(double share) => NextDouble() < share;

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    public void Shuffle<T>(T[] items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = Below(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    private ulong Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
