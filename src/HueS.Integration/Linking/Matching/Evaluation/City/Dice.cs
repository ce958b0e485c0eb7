namespace HueS.Integration.Linking.Matching.Evaluation.City;

/// <summary>SplitMix64: the same seed throws the same dice on every machine and framework version.</summary>
internal sealed class Dice(long seed)
{
    private ulong _state = unchecked((ulong)seed);

    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    public int Below(int limit) => (int)(NextDouble() * limit);

    public int Between(int first, int last) => first + Below(last - first + 1);

    public bool Chance(double share) => NextDouble() < share;

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    private ulong Next() => unchecked(StableHash.Mix(_state += 0x9E3779B97F4A7C15));
}
