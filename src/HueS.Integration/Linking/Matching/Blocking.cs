namespace HueS.Integration.Linking.Matching;

/// <summary>
/// What two sides must share to be looked at as a pair. Each kind finds a person whose other fields are soiled or missing;
/// none has few values, so that blocks do not grow as fast as the city does. Names stand in their folded letters in any order,
/// so that lost marks, moved and joined words do not matter; days and months stand in either order.
/// </summary>
internal enum BlockingKind
{
    Number,
    OldCard,
    Insurance,

    /// <summary>Whole name and birth date.</summary>
    NameAndDate,
    Phone,

    /// <summary>Given name and birth date: a middle name that is missing, a family name that differs.</summary>
    GivenAndDate,

    /// <summary>Family and middle name, and birth date: a given name that is misspelled.</summary>
    FamilyMiddleAndDate,

    /// <summary>Whole name, day and month: another year.</summary>
    NameAndDay,

    /// <summary>Whole name and birth year: only the year known, or the day wrong.</summary>
    NameAndYear,

    /// <summary>Family and given name, birth year and ward: a middle name missing, and only the year known.</summary>
    FamilyGivenYearAndWard,

    /// <summary>Whole name and ward, asked for only where no birth date is stated.</summary>
    NameAndWard,

    /// <summary>Whole name, likewise: a rare one finds its bearer.</summary>
    Name,
}

/// <summary>Writes the blocking keys of a row. Blind-index keys are made of the same, so equal keys stay equal in every version.</summary>
internal sealed class Blocking(WordTable words)
{
    public const int Kinds = 12;

    /// <summary>
    /// Where each tier of kinds ends. Narrow keys are asked for first, and the next tier only where those before found nobody who
    /// is beyond doubt: whoever agrees on name and birth date is not outweighed by a namesake of the same year. So most records
    /// are compared with one or two people however large the city is.
    /// </summary>
    public static readonly int[] TierEnds = [(int)BlockingKind.NameAndDate + 1, (int)BlockingKind.NameAndDay + 1, Kinds];

    /// <param name="keys">A key a kind; 0 where the row says too little for it.</param>
    /// <param name="asked">Whether the keys are looked for, or kept to be found.</param>
    public void Write(in MatchRow row, Span<ulong> keys, bool asked)
    {
        keys[(int)BlockingKind.Number] = row.Number;
        keys[(int)BlockingKind.OldCard] = row.OldCard;
        keys[(int)BlockingKind.Insurance] = row.Insurance;
        keys[(int)BlockingKind.NameAndDate..].Clear();
        keys[(int)BlockingKind.Phone] = row.Phone;
        if (row.WordCount == 0)
            return;

        var (name, family, familyMiddle, given) = NameParts(row);
        var year = (ulong)row.BirthYear;
        var ward = WardKey(row.Ward);
        if (!asked || row.Birth == 0)
            keys[(int)BlockingKind.Name] = name;
        if (row.Birth != 0)
            keys[(int)BlockingKind.NameAndYear] = StableHash.Join(name, year);
        if (row.Birth != 0 && row.BirthDay != 0)
        {
            var day = DayKey(row);
            keys[(int)BlockingKind.NameAndDate] = StableHash.Join(StableHash.Join(name, year), day);
            keys[(int)BlockingKind.GivenAndDate] = StableHash.Join(StableHash.Join(given, year), day);
            keys[(int)BlockingKind.FamilyMiddleAndDate] = row.WordCount > 1 ? StableHash.Join(StableHash.Join(familyMiddle, year), day) : 0;
            keys[(int)BlockingKind.NameAndDay] = StableHash.Join(name, day);
        }

        if (ward == 0)
            return;
        if (!asked || row.Birth == 0)
            keys[(int)BlockingKind.NameAndWard] = StableHash.Join(name, ward);
        if (row.Birth != 0 && row.WordCount > 1)
            keys[(int)BlockingKind.FamilyGivenYearAndWard] = StableHash.Join(StableHash.Join(family + given, year), ward);
    }

    private static ulong DayKey(in MatchRow row) =>
        (ulong)((Math.Min(row.BirthDay, row.BirthMonth) << 5) | Math.Max(row.BirthDay, row.BirthMonth));

    private (ulong Name, ulong Family, ulong FamilyMiddle, ulong Given) NameParts(in MatchRow row)
    {
        ulong sum = 0, last = 0;
        for (var at = 0; at < row.WordCount; at++)
            sum += last = words[row.Words[at]].LetterSum;
        return (sum, words[row.Words[0]].LetterSum, sum - last, last);
    }

    private static ulong WardKey(byte ward) => ward == 0 ? 0 : WardTable.UnitOf(ward);
}
