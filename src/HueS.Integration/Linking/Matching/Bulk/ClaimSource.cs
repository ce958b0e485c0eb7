namespace HueS.Integration.Linking.Matching.Bulk;

/// <summary>Claims in an order, each opened when it is its turn. Any number of threads may read.</summary>
internal abstract class ClaimSource
{
    /// <summary>No claim is longer.</summary>
    public const int MostBytes = 1024;

    public abstract int Count { get; }

    /// <param name="buffer">Room for a claim, which the answer may lie in.</param>
    public abstract ReadOnlySpan<byte> Open(int at, Span<byte> buffer);
}
