namespace HueS.Integration.Linking.Matching.Columns;

/// <summary>How much two words have in common, from 0 to 1; a common beginning counts more.</summary>
internal static class JaroWinkler
{
    private const int Longest = 256;
    private const int Prefix = 4;
    private const double PrefixWeight = 0.1;

    public static double Similarity(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        if (one.Length > Longest)
            one = one[..Longest];
        if (other.Length > Longest)
            other = other[..Longest];
        if (one.IsEmpty || other.IsEmpty)
            return one.Length == other.Length ? 1 : 0;

        var jaro = Jaro(one, other);
        var common = Math.Min(Prefix, one.CommonPrefixLength(other));
        return jaro + (common * PrefixWeight * (1 - jaro));
    }

    private static double Jaro(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        var reach = Math.Max(0, (Math.Max(one.Length, other.Length) / 2) - 1);
        Span<bool> oneTaken = stackalloc bool[one.Length];
        Span<bool> otherTaken = stackalloc bool[other.Length];
        var common = 0;
        for (var at = 0; at < one.Length; at++)
        {
            for (var place = Math.Max(0, at - reach); place <= Math.Min(other.Length - 1, at + reach); place++)
            {
                if (otherTaken[place] || one[at] != other[place])
                    continue;
                (oneTaken[at], otherTaken[place]) = (true, true);
                common++;
                break;
            }
        }

        if (common == 0)
            return 0;
        var (moved, next) = (0, 0);
        for (var at = 0; at < one.Length; at++)
        {
            if (!oneTaken[at])
                continue;
            while (!otherTaken[next])
                next++;
            moved += one[at] == other[next++] ? 0 : 1;
        }

        return (((double)common / one.Length) + ((double)common / other.Length) + ((common - (moved / 2.0)) / common)) / 3;
    }
}
