using System.Text.Json;
using HueS.Integration.Identity;

namespace HueS.Integration.Review;

/// <summary>Lays the two sides of a doubt beside each other, what differs first.</summary>
internal static class SideBySide
{
    public const string Number = "number";
    public const string OldCard = "old_card_number";
    public const string Name = "name";
    public const string BirthDate = "birth_date";
    public const string Sex = "sex";
    public const string Phone = "phone";

    public const string Same = "same";
    public const string Other = "other";
    public const string NotStated = "not_stated";

    /// <summary>How bad each comparison is; what is not listed is a slight difference.</summary>
    private static readonly Dictionary<string, int> Ranks = new(StringComparer.Ordinal)
    {
        [Other] = 0,
        [Code(NameGrade.Different)] = 0,
        [NotStated] = 2,
        [Code(NameGrade.Spelling)] = 3,
        [Same] = 3,
        [Code(NameGrade.Exact)] = 3,
        [Code(BirthDateGrade.Equal)] = 3,
    };

    /// <param name="unmasked">Whether values are shown whole.</param>
    public static IReadOnlyList<SideLine> Of(Sides sides, bool unmasked)
    {
        var (left, right) = (sides.LeftPerson, sides.RightPerson);
        SideLine[] lines =
        [
            Line(Number, left.Number, right.Number, Equality, Masked.Number),
            Line(OldCard, left.OldCard, right.OldCard, Equality, Masked.Number),
            Line(Name, left.Name, right.Name, GradeOfNames, Masked.Name),
            Line(BirthDate, left.BirthDate, right.BirthDate, GradeOfBirthDates, Masked.BirthDate),
            Line(Sex, Said(left.Sex), Said(right.Sex), Equality, value => value),
            Line(Phone, left.Phone, right.Phone, Equality, Masked.Phone),
        ];
        return [.. lines
            .Where(line => line.Left is not null || line.Right is not null || line.Comparison != NotStated)
            .OrderBy(line => Ranks.GetValueOrDefault(line.Comparison, 1))];

        SideLine Line(string field, string? one, string? other, Func<string, string, string> compare, Func<string, string> mask) => new(
            field,
            one is not null && other is not null ? compare(one, other)
                : sides.Grades is not null && sides.Grades.TryGetValue(field, out var grade) ? grade
                : NotStated,
            one is null || unmasked ? one : mask(one),
            other is null || unmasked ? other : mask(other));
    }

    public static string Code<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static string Equality(string one, string other) => one == other ? Same : Other;

    private static string GradeOfNames(string one, string other) =>
        PersonName.TryParse(one, out var first, out _) && PersonName.TryParse(other, out var second, out _)
            ? Code(first.CompareTo(second))
            : Code(NameGrade.Different);

    private static string GradeOfBirthDates(string one, string other) =>
        Identity.BirthDate.TryParse(one, out var first) && Identity.BirthDate.TryParse(other, out var second)
            ? Code(first.CompareTo(second).Grade)
            : Code(BirthDateGrade.Different);

    private static string? Said(Sex sex) => sex switch
    {
        Identity.Sex.Unknown => null,
        Identity.Sex.Male => "male",
        Identity.Sex.Female => "female",
        _ => throw new ArgumentOutOfRangeException(nameof(sex)),
    };
}
