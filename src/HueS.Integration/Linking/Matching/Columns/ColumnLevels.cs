using HueS.Integration.Identity;

namespace HueS.Integration.Linking.Matching.Columns;

/// <summary>The levels of each kind of comparison, best first, and which of them two values reach.</summary>
internal static class ColumnLevels
{
    /// <summary>Level 1: the same. Where both have a rare value it says more.</summary>
    public const int Same = 1;

    private const double NameClose = 0.92;
    private const double NameNear = 0.84;
    private const double TextClose = 0.88;
    private const double TextNear = 0.75;

    /// <summary>The levels with the chances from which training sets out.</summary>
    public static ComparisonChances Start(MappedComparison comparison) => new(comparison.Name, comparison.Kind switch
    {
        ColumnKind.Exact => [new("same", 0.9, 0.1), new("other", 0.1, 0.9)],
        ColumnKind.Name => [new("same", 0.8, 1e-3), new("unmarked", 0.03, 2e-4), new("words", 0.04, 1e-3), new("close", 0.06, 2e-3), new("near", 0.03, 1e-2), new("other", 0.04, 0.98)],
        ColumnKind.Text => [new("same", 0.75, 1e-3), new("unmarked", 0.03, 2e-4), new("words", 0.06, 2e-3), new("close", 0.06, 2e-3), new("near", 0.05, 2e-2), new("other", 0.05, 0.97)],
        ColumnKind.Date => [new("same", 0.88, 1e-4), new("partial", 0.03, 5e-3), new("swapped", 0.02, 1e-4), new("near", 0.03, 5e-3), new("year", 0.02, 1e-2), new("other", 0.02, 0.98)],
        ColumnKind.Number => [new("same", 0.9, 1e-3), new("near", 0.06, 2e-3), new("other", 0.04, 0.99)],
        _ => throw new ArgumentOutOfRangeException(nameof(comparison)),
    });

    public static int Compare(in ColumnValue one, in ColumnValue other, ColumnKind kind)
    {
        if (!one.IsStated || !other.IsStated)
            return 0;
        return kind switch
        {
            ColumnKind.Exact => one.Text == other.Text ? Same : 2,
            ColumnKind.Name => Words(one, other, NameClose, NameNear),
            ColumnKind.Text => Words(one, other, TextClose, TextNear),
            ColumnKind.Date => Dates(one, other),
            ColumnKind.Number => one.Folded == other.Folded ? Same : Misspelling.OneLetter(one.Folded, other.Folded) ? 2 : 3,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    private static int Words(in ColumnValue one, in ColumnValue other, double close, double near)
    {
        if (one.Text == other.Text)
            return Same;
        if (one.Folded == other.Folded)
            return 2;
        if (WordsMovedOrMissing(one.Folded, other.Folded))
            return 3;
        var similarity = JaroWinkler.Similarity(one.Folded, other.Folded);
        return similarity >= close ? 4 : similarity >= near ? 5 : 6;
    }

    /// <summary>All words of one side stand on the other, and at least two of them.</summary>
    private static bool WordsMovedOrMissing(string one, string other)
    {
        if (!one.Contains(' ', StringComparison.Ordinal) || !other.Contains(' ', StringComparison.Ordinal))
            return false;
        var (fewer, more) = (one.Split(' '), other.Split(' ').ToList());
        if (fewer.Length > more.Count)
            (fewer, more) = ([.. more], [.. fewer]);
        return Array.TrueForAll(fewer, more.Remove);
    }

    private static int Dates(in ColumnValue one, in ColumnValue other)
    {
        if (one.Date is not { } first || other.Date is not { } second)
            return one.Text == other.Text ? Same : Misspelling.OneLetter(one.Folded, other.Folded) ? 4 : 6;
        var compared = first.CompareTo(second);
        return compared.Grade switch
        {
            BirthDateGrade.Equal => compared.SharedPrecision == BirthDatePrecision.Day || first == second ? Same : 2,
            BirthDateGrade.DayMonthSwapped => 3,
            _ when Misspelling.OneDigit(Digits(first), Digits(second)) => 4,
            _ => first.Year == second.Year ? 5 : 6,
        };
    }

    private static ulong Digits(BirthDate date) => (ulong)((date.Year * 10_000) + ((date.Month ?? 0) * 100) + (date.Day ?? 0));
}
