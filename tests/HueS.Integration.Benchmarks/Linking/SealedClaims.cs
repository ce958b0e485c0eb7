using System.Security.Cryptography;
using HueS.Integration.Linking.Matching.Bulk;
using HueS.Integration.Linking.Matching.Evaluation;
using HueS.Integration.Protection;

namespace HueS.Integration.Benchmarks.Linking;

/// <summary>
/// Claims as they lie in the database: each sealed with a key of its own, which is wrapped by the key ring's. Opening one is
/// two AES-GCM decryptions.
/// </summary>
internal sealed class SealedClaims : ClaimSource
{
    private readonly byte[] _ring = RandomNumberGenerator.GetBytes(KeyRing.KeyBytes);
    private readonly byte[] _binding = new byte[48];
    private readonly ClaimList _keys = new();
    private readonly ClaimList _claims = new();

    public SealedClaims(ClaimList claims)
    {
        for (var at = 0; at < claims.Count; at++)
        {
            var key = RandomNumberGenerator.GetBytes(KeyRing.KeyBytes);
            _keys.Add(SubjectKey.SealBytes(_ring, _binding, key));
            _claims.Add(SubjectKey.SealBytes(key, _binding, claims[at]));
        }
    }

    public override int Count => _claims.Count;

    public override ReadOnlySpan<byte> Open(int at, Span<byte> buffer) =>
        SubjectKey.OpenBytes(SubjectKey.OpenBytes(_ring, _binding, _keys[at]), _binding, _claims[at]);
}
