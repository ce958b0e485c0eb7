namespace HueS.Integration.Protection;

/// <summary>
/// A blind index as a short text for URLs and the trail: of letters only, so that it never looks like somebody's number.
/// </summary>
internal static class BlindId
{
    private const int Bytes = 16;

    public static string Of(ReadOnlySpan<byte> index) => string.Create(2 * Bytes, index[..Bytes].ToArray(), static (text, bytes) =>
    {
        for (var at = 0; at < bytes.Length; at++)
        {
            text[2 * at] = (char)('a' + (bytes[at] >> 4));
            text[(2 * at) + 1] = (char)('a' + (bytes[at] & 0xF));
        }
    });
}
