namespace HueS.Integration.Mocks;

/// <summary>Items drawn as often as their weights say.</summary>
internal sealed class Weighted<T>
{
    private readonly T[] _items;
    private readonly double[] _upTo;

    public Weighted(IEnumerable<(T Item, double Weight)> entries)
    {
        var kept = entries.Where(entry => entry.Weight > 0).ToArray();
        var total = 0.0;
        _items = [.. kept.Select(entry => entry.Item)];
        _upTo = [.. kept.Select(entry => total += entry.Weight)];
    }

    public T Pick(Dice dice)
    {
        var at = Array.BinarySearch(_upTo, dice.NextDouble() * _upTo[^1]);
        return _items[Math.Min(at < 0 ? ~at : at, _items.Length - 1)];
    }
}
