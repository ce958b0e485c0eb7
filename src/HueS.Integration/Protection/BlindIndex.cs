using System.Security.Cryptography;
using System.Text;

namespace HueS.Integration.Protection;

/// <summary>What a blind index stands for; equal values of different kinds do not meet.</summary>
internal enum IndexKind
{
    PersonalNumber,
    OldCardNumber,
    Officer,
    Claim,
    Request,
    Batch,

    /// <summary>A record of another system, by that system's name and its own id.</summary>
    Record,

    /// <summary>What a record and its citizen may share.</summary>
    MatchKey,

    /// <summary>A review task about nobody.</summary>
    KnownAnswer,
}

/// <summary>
/// Finds equal values without storing them: keyed HMAC-SHA-256. A plain hash would protect nothing, for all numbers of one
/// prefix can be tried in minutes.
/// </summary>
internal sealed class BlindIndex(KeyRing keys)
{
    public byte[] Of(IndexKind kind, string value) =>
        HMACSHA256.HashData(keys.IndexKey, Encoding.UTF8.GetBytes($"{NameOf(kind)}\n{value}"));

    // Stored values depend on these names: they are part of the data, not of the code.
    private static string NameOf(IndexKind kind) => kind switch
    {
        IndexKind.PersonalNumber => "personal-number",
        IndexKind.OldCardNumber => "old-card-number",
        IndexKind.Officer => "officer",
        IndexKind.Claim => "claim",
        IndexKind.Request => "request",
        IndexKind.Batch => "batch",
        IndexKind.Record => "record",
        IndexKind.MatchKey => "match-key",
        IndexKind.KnownAnswer => "known-answer",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
