using System.Globalization;

namespace HueS.Integration.Identity;

/// <summary>How much of a birth date is known, least first.</summary>
internal enum BirthDatePrecision
{
    Year,
    Month,
    Day,
}

/// <summary>A birth date as far as it is known: many elderly citizens have a year only.</summary>
internal readonly record struct BirthDate
{
    // Nobody alive was born before; it also tells yyyyMMdd from ddMMyyyy without doubt.
    private const int EarliestYear = 1850;
    private const int LatestYear = 2399;

    private BirthDate(int year, int? month, int? day) => (Year, Month, Day) = (year, month, day);

    public int Year { get; }

    public int? Month { get; }

    public int? Day { get; }

    public BirthDatePrecision Precision => (Month, Day) switch
    {
        (null, _) => BirthDatePrecision.Year,
        (_, null) => BirthDatePrecision.Month,
        _ => BirthDatePrecision.Day,
    };

    /// <summary>A full date that systems put where only the year is known.</summary>
    public bool IsFirstOfJanuary => (Month, Day) is (1, 1);

    public static bool TryCreate(int year, int? month, int? day, out BirthDate date)
    {
        var exists = year is >= EarliestYear and <= LatestYear
            && month is null or (>= 1 and <= 12)
            && (day is null || (month is { } m && day >= 1 && day <= DateTime.DaysInMonth(year, m)));
        date = exists ? new(year, month, day) : default;
        return exists;
    }

    /// <summary>Reads the forms of our own API: <c>yyyy</c>, <c>yyyy-MM</c>, <c>yyyy-MM-dd</c>.</summary>
    public static bool TryParse(string? text, out BirthDate date) => BirthDateForms.TryParseIso(text, out date);

    /// <summary>Reads every form met on the wire; zeros stand for an unknown day or month.</summary>
    public static bool TryParseWire(string? text, out BirthDate date) => BirthDateForms.TryParseWire(text, out date);

    public string ToIso() => Precision switch
    {
        BirthDatePrecision.Year => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}"),
        BirthDatePrecision.Month => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}-{Day:00}"),
    };

    /// <summary>Whether the birth lies after <paramref name="today"/> whatever its unknown parts are.</summary>
    public bool IsAfter(DateOnly today) =>
        (Year, Month ?? today.Month, Day ?? today.Day).CompareTo((today.Year, today.Month, today.Day)) > 0;

    public BirthDateComparison CompareTo(BirthDate other) => BirthDateComparison.Of(this, other);

    public override string ToString() => $"BirthDate({Precision})";
}
