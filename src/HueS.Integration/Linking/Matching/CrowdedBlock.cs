namespace HueS.Integration.Linking.Matching;

/// <summary>
/// Namesakes of one year are the more the larger the city is. Where a few share a key, all are looked at; of more, those whom
/// something else speaks for: the phone, the ward, or what a slip of the pen leaves of a date. So the pairs of a record
/// hardly grow with the people.
/// </summary>
internal static class CrowdedBlock
{
    private const int Few = 2;

    /// <summary>Moves those who are looked at to the front of <paramref name="block"/>.</summary>
    /// <returns>How many they are.</returns>
    public static int Narrow(BlockingKind kind, in MatchRow record, Span<int> block, ReadOnlySpan<MatchRow> people)
    {
        if (block.Length <= Few || !CanBeNarrowed(kind))
            return block.Length;
        var count = 0;
        foreach (var person in block)
        {
            if (MayBeMeant(kind, record, people[person]))
                block[count++] = person;
        }

        return count;
    }

    private static bool CanBeNarrowed(BlockingKind kind) =>
        kind is BlockingKind.GivenAndDate or BlockingKind.NameAndDay or BlockingKind.NameAndYear or BlockingKind.Name;

    private static bool MayBeMeant(BlockingKind kind, in MatchRow record, in MatchRow person) =>
        SharesPhone(record, person) || SharesWard(record, person) || kind switch
        {
            BlockingKind.GivenAndDate => record.Words[0] == person.Words[0],
            BlockingKind.NameAndDay => IsSlipOfYear(record.BirthYear, person.BirthYear),
            BlockingKind.NameAndYear when HasDay(record) && HasDay(person) =>
                record.BirthDay == person.BirthDay || record.BirthMonth == person.BirthMonth,
            // Nothing else could speak for them.
            _ => record.Ward == 0 || person.Ward == 0,
        };

    private static bool SharesPhone(in MatchRow record, in MatchRow person) => record.Phone != 0 && record.Phone == person.Phone;

    private static bool SharesWard(in MatchRow record, in MatchRow person) =>
        record.Ward != 0 && person.Ward != 0 && WardTable.Agree(record.Ward, person.Ward);

    /// <summary>The first of January is what is written where only the year is known.</summary>
    private static bool HasDay(in MatchRow row) => row.BirthDay != 0 && row is not { BirthDay: 1, BirthMonth: 1 };

    /// <summary>The year beside it, or one digit of it wrong.</summary>
    private static bool IsSlipOfYear(int one, int other)
    {
        if (Math.Abs(one - other) <= 1)
            return true;
        var wrong = 0;
        for (; one > 0 || other > 0; one /= 10, other /= 10)
            wrong += one % 10 == other % 10 ? 0 : 1;
        return wrong == 1;
    }
}
