using HueS.Integration.Identity;

namespace HueS.Integration.Verification;

/// <summary>
/// The stable ids of how a field can compare, each a row of a policy's table. They are stored nowhere but stand in every
/// published policy and in explanations, so they never change their meaning.
/// </summary>
internal static class RuleId
{
    /// <summary>Equal to the year, where it was not recorded or does not matter which side knew no more; stands for the three below it.</summary>
    public const string EqualYear = "birth_date.equal_year";

    public const string EqualYearBoth = "birth_date.equal_year_both";
    public const string EqualYearRegister = "birth_date.equal_year_register";
    public const string EqualYearClaim = "birth_date.equal_year_claim";

    /// <summary>Best first; those of one row are not better than one another.</summary>
    public static readonly IReadOnlyList<IReadOnlyList<string>> Names =
    [
        ["name.exact"],
        ["name.spelling"],
        ["name.unmarked"],
        ["name.partial"],
        ["name.different"],
    ];

    /// <inheritdoc cref="Names"/>
    public static readonly IReadOnlyList<IReadOnlyList<string>> BirthDates =
    [
        ["birth_date.equal_day"],
        ["birth_date.equal_month"],
        [EqualYearBoth],
        [EqualYearRegister],
        [EqualYearClaim],
        ["birth_date.swapped", "birth_date.first_of_january", "birth_date.missing"],
        ["birth_date.different"],
    ];

    public static readonly IReadOnlyList<string> Sexes = ["sex.same", "sex.different", "sex.not_compared"];

    public static readonly IReadOnlyList<string> Wards =
        ["ward.same", "ward.successor", "ward.different", "ward.not_known", "ward.not_compared"];

    public static string OfName(NameGrade grade) => grade switch
    {
        NameGrade.Exact => "name.exact",
        NameGrade.Spelling => "name.spelling",
        NameGrade.Unmarked => "name.unmarked",
        NameGrade.Partial => "name.partial",
        NameGrade.Different => "name.different",
        _ => throw new ArgumentOutOfRangeException(nameof(grade)),
    };

    public static string OfBirthDate(Grades grades) => grades.BirthDate switch
    {
        null => "birth_date.missing",
        { Grade: BirthDateGrade.Equal, SharedPrecision: var shared } => OfEqual(shared, grades.LessKnown),
        { Grade: BirthDateGrade.DayMonthSwapped } => "birth_date.swapped",
        { Grade: BirthDateGrade.FirstOfJanuary } => "birth_date.first_of_january",
        { Grade: BirthDateGrade.Different } => "birth_date.different",
        _ => throw new ArgumentOutOfRangeException(nameof(grades)),
    };

    public static string OfSex(bool? agrees) => agrees switch
    {
        true => "sex.same",
        false => "sex.different",
        null => "sex.not_compared",
    };

    public static string OfWard(WardGrade? grade) => grade switch
    {
        WardGrade.Same => "ward.same",
        WardGrade.Successor => "ward.successor",
        WardGrade.Different => "ward.different",
        WardGrade.NotKnown => "ward.not_known",
        null => "ward.not_compared",
        _ => throw new ArgumentOutOfRangeException(nameof(grade)),
    };

    private static string OfEqual(BirthDatePrecision shared, KnownLess? lessKnown) => (shared, lessKnown) switch
    {
        (BirthDatePrecision.Day, _) => "birth_date.equal_day",
        (BirthDatePrecision.Month, _) => "birth_date.equal_month",
        (BirthDatePrecision.Year, KnownLess.Neither) => EqualYearBoth,
        (BirthDatePrecision.Year, KnownLess.Register) => EqualYearRegister,
        (BirthDatePrecision.Year, KnownLess.Claim) => EqualYearClaim,
        (BirthDatePrecision.Year, null) => EqualYear,
        _ => throw new ArgumentOutOfRangeException(nameof(shared)),
    };
}
