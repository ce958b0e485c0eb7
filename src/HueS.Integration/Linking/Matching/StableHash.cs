namespace HueS.Integration.Linking.Matching;

/// <summary>64 bits that are the same in every process and version. Not a secret: what is stored goes through the blind index.</summary>
internal static class StableHash
{
    public static ulong Of(ReadOnlySpan<char> text)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var c in text)
            hash = (hash ^ c) * 0x100000001B3;
        return Mix(hash);
    }

    public static ulong Join(ulong one, ulong other) => Mix((one * 0x9E3779B97F4A7C15) + other);

    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
