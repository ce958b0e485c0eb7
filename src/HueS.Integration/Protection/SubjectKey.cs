using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace HueS.Integration.Protection;

/// <summary>Sealed data does not belong where it was found, or was changed.</summary>
internal sealed class SealBrokenException(string place)
    : Exception($"Sealed data in {place} does not open with its subject's key: it was moved, changed, or belongs to another subject.");

/// <summary>
/// One person's data key. Everything of that person is sealed with it, bound to the column and row it stands in; without
/// the key, which erasure deletes, it is noise.
/// </summary>
internal sealed class SubjectKey(Guid subjectId, byte[] key)
{
    private const byte Version = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeadBytes = 1 + NonceBytes + TagBytes;

    public Guid SubjectId { get; } = subjectId;

    /// <param name="place">The column, as <c>table.column</c>.</param>
    /// <param name="row">The row's id.</param>
    public byte[] Seal<T>(string place, Guid row, T value) =>
        SealBytes(key, Binding(place, row), JsonSerializer.SerializeToUtf8Bytes(value));

    public T Open<T>(string place, Guid row, byte[] sealedValue)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(OpenBytes(key, Binding(place, row), sealedValue))!;
        }
        catch (Exception broken) when (broken is CryptographicException or JsonException)
        {
            // What failed to parse is personal data, so the cause is not carried along.
            throw new SealBrokenException(place);
        }
    }

    /// <summary>Seals bytes as they are, such as a piece of a file.</summary>
    public byte[] SealBytes(string place, Guid row, ReadOnlySpan<byte> plain) => SealBytes(key, Binding(place, row), plain);

    public byte[] OpenBytes(string place, Guid row, byte[] sealedValue)
    {
        try
        {
            return OpenBytes(key, Binding(place, row), sealedValue);
        }
        catch (CryptographicException)
        {
            throw new SealBrokenException(place);
        }
    }

    /// <summary>version | nonce | tag | ciphertext</summary>
    public static byte[] SealBytes(byte[] key, byte[] binding, ReadOnlySpan<byte> plain)
    {
        var result = new byte[HeadBytes + plain.Length];
        result[0] = Version;
        var nonce = result.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(nonce, plain, result.AsSpan(HeadBytes), result.AsSpan(1 + NonceBytes, TagBytes), binding);
        return result;
    }

    public static byte[] OpenBytes(byte[] key, byte[] binding, ReadOnlySpan<byte> sealedBytes)
    {
        if (sealedBytes.Length < HeadBytes || sealedBytes[0] != Version)
            throw new CryptographicException();
        var plain = new byte[sealedBytes.Length - HeadBytes];
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Decrypt(
            sealedBytes.Slice(1, NonceBytes),
            sealedBytes[HeadBytes..],
            sealedBytes.Slice(1 + NonceBytes, TagBytes),
            plain,
            binding);
        return plain;
    }

    private byte[] Binding(string place, Guid row) => Encoding.UTF8.GetBytes($"{place}|{row:N}|{SubjectId:N}");
}
