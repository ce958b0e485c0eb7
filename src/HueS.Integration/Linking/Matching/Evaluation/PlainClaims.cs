using HueS.Integration.Linking.Matching.Bulk;

namespace HueS.Integration.Linking.Matching.Evaluation;

/// <summary>Claims that lie open, for measuring how well they are matched.</summary>
internal sealed class PlainClaims(ClaimList claims) : ClaimSource
{
    public override int Count => claims.Count;

    public override ReadOnlySpan<byte> Open(int at, Span<byte> buffer) => claims[at];
}
