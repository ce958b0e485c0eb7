using HueS.Integration.Identity;

namespace HueS.Integration.Linking.Matching;

/// <summary>Compares a record with a person. It allocates nothing: it runs ten million times in a bulk pass.</summary>
internal sealed class PairComparer(WordTable words)
{
    private readonly NameLevels _names = new(words);

    /// <param name="former">The numbers the person had before.</param>
    public Pattern Compare(in MatchRow record, in MatchRow person, ReadOnlySpan<ulong> former)
    {
        var bits = (ulong)Number(record.Number, person.Number, former)
            | ((ulong)Key(record.OldCard, person.OldCard) << (4 * (int)Compared.OldCard))
            | ((ulong)Key(record.Insurance, person.Insurance) << (4 * (int)Compared.Insurance))
            | ((ulong)Key(record.Phone, person.Phone) << (4 * (int)Compared.Phone))
            | ((ulong)_names.Compare(record, person) << (4 * (int)Compared.Name))
            | ((ulong)Birth(record, person) << (4 * (int)Compared.BirthDate))
            | ((ulong)OfSex(record.Sex, person.Sex) << (4 * (int)Compared.Sex))
            | ((ulong)OfWard(record.Ward, person.Ward) << (4 * (int)Compared.Ward));
        return new Pattern(bits);
    }

    private static KeyLevel Number(ulong stated, ulong number, ReadOnlySpan<ulong> former)
    {
        var level = Key(stated, number);
        return level is KeyLevel.Near or KeyLevel.Other && former.Contains(stated) ? KeyLevel.Same : level;
    }

    private static KeyLevel Key(ulong one, ulong other) =>
        one == 0 || other == 0 ? KeyLevel.NotStated
        : one == other ? KeyLevel.Same
        // Both stand one higher than they read.
        : Misspelling.OneDigit(one - 1, other - 1) ? KeyLevel.Near
        : KeyLevel.Other;

    private static BirthLevel Birth(in MatchRow record, in MatchRow person)
    {
        if (record.Birth == 0 || person.Birth == 0)
            return BirthLevel.NotStated;
        if (record.Birth == person.Birth && record.BirthDay != 0)
            return BirthLevel.Day;

        var compared = record.BirthDate()!.Value.CompareTo(person.BirthDate()!.Value);
        return compared.Grade switch
        {
            BirthDateGrade.Equal => compared.SharedPrecision == BirthDatePrecision.Month ? BirthLevel.Month : BirthLevel.Year,
            BirthDateGrade.DayMonthSwapped => BirthLevel.Swapped,
            BirthDateGrade.FirstOfJanuary => BirthLevel.FirstOfJanuary,
            _ when compared.SharedPrecision == BirthDatePrecision.Day && IsNear(record, person) => BirthLevel.Near,
            _ => record.BirthYear == person.BirthYear ? BirthLevel.SameYear : BirthLevel.Different,
        };
    }

    private static bool IsNear(in MatchRow one, in MatchRow other) =>
        (one.BirthMonth == other.BirthMonth && one.BirthDay == other.BirthDay) || Misspelling.OneDigit(Digits(one), Digits(other));

    private static ulong Digits(in MatchRow row) => (ulong)((row.BirthYear * 10_000) + (row.BirthMonth * 100) + row.BirthDay);

    private static PlainLevel OfSex(Sex one, Sex other) =>
        one == Sex.Unknown || other == Sex.Unknown ? PlainLevel.NotStated
        : one == other ? PlainLevel.Same
        : PlainLevel.Other;

    private static PlainLevel OfWard(byte one, byte other) =>
        one == 0 || other == 0 ? PlainLevel.NotStated
        : WardTable.Agree(one, other) ? PlainLevel.Same
        : PlainLevel.Other;
}
