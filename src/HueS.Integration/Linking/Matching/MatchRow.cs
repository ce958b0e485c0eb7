using System.Runtime.CompilerServices;
using HueS.Integration.Identity;

namespace HueS.Integration.Linking.Matching;

/// <summary>Ids of the words of a name. The longest names of the frequency tables have six words.</summary>
[InlineArray(Most)]
internal struct WordIds : IEquatable<WordIds>
{
    public const int Most = 8;

    private int _first;

    public readonly bool Equals(WordIds other) => ((ReadOnlySpan<int>)this).SequenceEqual(other);

    public override readonly bool Equals(object? obj) => obj is WordIds other && Equals(other);

    public override readonly int GetHashCode() => HashCode.Combine(this[0], this[1], this[2], this[3]);
}

/// <summary>
/// What one side says of a person, in 80 bytes: a million are compared with a million. Zero stands for what is not stated;
/// other digits stand one higher than they read, so that 0 can be said.
/// </summary>
internal record struct MatchRow
{
    public ulong Number;
    public ulong Insurance;
    public ulong Phone;
    public uint OldCard;

    /// <summary>year, month and day in 12, 4 and 5 bits; month and day are 0 where not known.</summary>
    public uint Birth;
    public WordIds Words;
    public byte WordCount;
    public Sex Sex;

    /// <summary>One more than the place in <see cref="WardTable"/>.</summary>
    public byte Ward;

    /// <summary>The person had other numbers before, which stand beside the rows.</summary>
    public bool HasFormerNumbers;

    public readonly int BirthYear => (int)(Birth >> 9);

    public readonly int BirthMonth => (int)((Birth >> 5) & 15);

    public readonly int BirthDay => (int)(Birth & 31);

    public readonly BirthDatePrecision Precision =>
        BirthMonth == 0 ? BirthDatePrecision.Year : BirthDay == 0 ? BirthDatePrecision.Month : BirthDatePrecision.Day;

    public static uint Pack(BirthDate date) => (uint)((date.Year << 9) | ((date.Month ?? 0) << 5) | (date.Day ?? 0));

    public readonly BirthDate? BirthDate()
    {
        if (Birth == 0)
            return null;
        return Identity.BirthDate.TryCreate(BirthYear, BirthMonth == 0 ? null : BirthMonth, BirthDay == 0 ? null : BirthDay, out var date) ? date : null;
    }

    public override readonly string ToString() => "MatchRow(*)";
}
