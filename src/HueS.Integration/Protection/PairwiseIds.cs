using System.Security.Cryptography;
using System.Text;

namespace HueS.Integration.Protection;

/// <summary>
/// Our ids of people as one client knows them. Each client is shown others, so that no two services can join what they hold by
/// them; one client is always shown the same. They are our ids enciphered with a key of the client's own, so no table is
/// needed to read them back, and an id that was given to another client leads to nobody.
/// </summary>
/// <remarks>
/// The keys are derived from the key of the blind index. Wrapping keys are replaced from time to time, and what a client was
/// shown must be understood for as long as the database stands; the index key stands as long, for without it nobody in the
/// database is found. Should it ever be replaced, all clients get new ids, as all blind indexes are written anew.
/// </remarks>
internal sealed class PairwiseIds(KeyRing keys)
{
    private const int Bytes = 16;
    private const int VersionByte = 6;
    private const int VariantByte = 8;

    /// <summary>What the client is shown.</summary>
    public Guid Show(string clientId, Guid id)
    {
        if (id.Version != 7)
            throw new ArgumentException("Only ids made here are shown to clients.", nameof(id));
        return Walk(clientId, id, shownVersion: 8, encipher: true);
    }

    /// <summary>What the client was shown once; <c>null</c>: nobody was ever shown this. What another client was shown is read as an id that nothing has.</summary>
    public Guid? Read(string clientId, Guid shown) =>
        shown.Version == 8 && IsVariant(shown.ToByteArray(bigEndian: true)) ? Walk(clientId, shown, shownVersion: 7, encipher: false) : null;

    /// <summary>
    /// Version and variant of a uuid are no secret and stay what they must be: a block is enciphered again and again until it
    /// looks like a uuid once more, 64 times as a rule. Walked back, it comes by the same blocks.
    /// </summary>
    private Guid Walk(string clientId, Guid id, int shownVersion, bool encipher)
    {
        using var cipher = Aes.Create();
        cipher.Key = KeyOf(clientId);
        // One block at a time: nothing is chained.
        cipher.Mode = CipherMode.ECB;
        cipher.Padding = PaddingMode.None;
        using var step = encipher ? cipher.CreateEncryptor() : cipher.CreateDecryptor();
        var block = Versioned(id.ToByteArray(bigEndian: true), 8);
        do
        {
            step.TransformBlock(block, 0, Bytes, block, 0);
        }
        while (block[VersionByte] >> 4 != 8 || !IsVariant(block));
        return new Guid(Versioned(block, shownVersion), bigEndian: true);
    }

    private static byte[] Versioned(byte[] block, int version)
    {
        block[VersionByte] = (byte)((block[VersionByte] & 0x0F) | (version << 4));
        return block;
    }

    private static bool IsVariant(byte[] block) => block[VariantByte] >> 6 == 0b10;

    private byte[] KeyOf(string clientId) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, keys.IndexKey, KeyRing.KeyBytes, info: Encoding.UTF8.GetBytes($"pairwise-ids\n{clientId}"));
}
