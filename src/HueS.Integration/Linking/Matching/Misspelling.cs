namespace HueS.Integration.Linking.Matching;

/// <summary>Slips of one key: a sign other, missing or too many, or two neighbours swapped.</summary>
internal static class Misspelling
{
    /// <summary>Words of one or two letters are too short for a slip to be told from another name.</summary>
    private const int ShortestWord = 3;

    public static bool OneLetter(ReadOnlySpan<char> one, ReadOnlySpan<char> other) =>
        Math.Max(one.Length, other.Length) >= ShortestWord && OneApart(one, other);

    public static bool OneApart(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        if (Math.Abs(one.Length - other.Length) > 1)
            return false;
        var common = one.CommonPrefixLength(other);
        var a = one[common..];
        var b = other[common..];
        if (a.Length == b.Length)
        {
            return a.Length == 0
                || a[1..].SequenceEqual(b[1..])
                || (a.Length > 1 && a[0] == b[1] && a[1] == b[0] && a[2..].SequenceEqual(b[2..]));
        }

        return a.Length > b.Length ? a[1..].SequenceEqual(b) : b[1..].SequenceEqual(a);
    }

    /// <summary>Numbers of one length, told apart by one digit or by two neighbours.</summary>
    public static bool OneDigit(ulong one, ulong other)
    {
        int apart = 0, first = -1, place = 0;
        ulong a1 = 0, b1 = 0;
        for (; one != 0 || other != 0; one /= 10, other /= 10, place++)
        {
            var (a, b) = (one % 10, other % 10);
            if (a == b)
                continue;
            if (++apart > 2)
                return false;
            if (apart == 1)
                (first, a1, b1) = (place, a, b);
            else if (place != first + 1 || a != b1 || b != a1)
                return false;
        }

        return apart > 0;
    }
}
