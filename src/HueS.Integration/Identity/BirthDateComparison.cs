namespace HueS.Integration.Identity;

/// <summary>How two birth dates compare.</summary>
internal enum BirthDateGrade
{
    /// <summary>Equal to the precision both sides share.</summary>
    Equal,

    /// <summary>Day and month stand in each other's place: a likely slip.</summary>
    DayMonthSwapped,

    /// <summary>Same year, and exactly one side is 1 January, the placeholder of an unknown day.</summary>
    FirstOfJanuary,

    Different,
}

/// <summary>The grade, and how much of the dates it was drawn from.</summary>
internal readonly record struct BirthDateComparison(BirthDateGrade Grade, BirthDatePrecision SharedPrecision)
{
    public static BirthDateComparison Of(BirthDate one, BirthDate other)
    {
        var shared = one.Precision < other.Precision ? one.Precision : other.Precision;
        return new(GradeOf(one, other, shared), shared);
    }

    private static BirthDateGrade GradeOf(BirthDate one, BirthDate other, BirthDatePrecision shared)
    {
        if (one.Year != other.Year)
            return BirthDateGrade.Different;
        if (shared == BirthDatePrecision.Year)
            return BirthDateGrade.Equal;
        if (one.Month == other.Month && (shared == BirthDatePrecision.Month || one.Day == other.Day))
            return BirthDateGrade.Equal;
        if (shared == BirthDatePrecision.Day && one.Day == other.Month && one.Month == other.Day)
            return BirthDateGrade.DayMonthSwapped;
        return one.IsFirstOfJanuary != other.IsFirstOfJanuary ? BirthDateGrade.FirstOfJanuary : BirthDateGrade.Different;
    }
}
