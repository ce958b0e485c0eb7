using System.Text;
using CsCheck;
using HueS.Integration.Identity;
using Shouldly;

namespace HueS.Integration.Tests.Identity;

/// <summary>Values for tests. Every person is invented.</summary>
internal static class Some
{
    private static readonly string[] Families = ["Nguyễn", "Trần", "Lê", "Hoàng", "Võ", "Hồ", "Phan", "Tôn", "Đặng", "Công", "A", "Lý"];

    private static readonly string[] Others =
    [
        "Văn", "Thị", "Thất", "Nữ", "Đức", "Hữu", "Ngọc", "Quý", "Quí", "Mỹ", "Mĩ", "My", "Mi", "Kỳ", "Kì", "Vy", "Vi", "Hòa", "Hoà",
        "Thủy", "Thuỷ", "Thúy", "Thuý", "Vân", "Hà", "Hạ", "Hùng", "Hưng", "Phương", "Phượng", "Thanh", "Thành", "Ý", "Lăng", "Bhơriu", "Pơloong",
    ];

    public static readonly Gen<string> NameText =
        from family in Gen.OneOf(Array.ConvertAll(Families, Gen.Const))
        from others in Gen.OneOf(Array.ConvertAll(Others, Gen.Const)).Array[1, 4]
        select string.Join(' ', [family, .. others]);

    /// <summary>A name, and what someone else made of it: other marks, case, order, words or another name altogether.</summary>
    public static readonly Gen<(PersonName, PersonName)> NamePair =
        from one in NameText
        from other in Gen.OneOf(
            Gen.Const(one),
            Gen.Const(one.ToUpperInvariant()),
            Gen.Const(Unmarked(one)),
            Gen.Const(one.Replace(" ", "", StringComparison.Ordinal)),
            Gen.Shuffle(one.Split(' ')).Select(words => string.Join(' ', words)),
            Gen.Int[0, one.Count(c => c == ' ')].Select(word => Without(one, word)),
            NameText)
        select (Name(one), Name(other));

    public static readonly Gen<BirthDate> BirthDate =
        from day in Gen.Int[0, 200_000].Select(days => new DateOnly(1850, 1, 1).AddDays(days))
        from precision in Gen.Int[0, 2]
        select Date(day.Year, precision > 0 ? day.Month : null, precision > 1 ? day.Day : null);

    public static PersonName Name(string text)
    {
        PersonName.TryParse(text, out var name, out var fault).ShouldBeTrue(fault.ToString());
        return name!;
    }

    public static NameFault Fault(string? text)
    {
        PersonName.TryParse(text, out _, out var fault).ShouldBeFalse();
        return fault;
    }

    public static NameGrade Grade(string one, string other) => Name(one).CompareTo(Name(other));

    public static BirthDate Date(int year, int? month = null, int? day = null)
    {
        HueS.Integration.Identity.BirthDate.TryCreate(year, month, day, out var date).ShouldBeTrue();
        return date;
    }

    public static BirthDate Date(string iso)
    {
        HueS.Integration.Identity.BirthDate.TryParse(iso, out var date).ShouldBeTrue();
        return date;
    }

    public static PersonalNumber Number(string digits)
    {
        PersonalNumber.TryParse(digits, out var number).ShouldBeTrue();
        return number;
    }

    /// <summary>Takes the marks off by Unicode's own rules, independent of the table under test.</summary>
    public static string Unmarked(string text) => string.Concat(text
        .Replace('đ', 'd').Replace('Đ', 'D')
        .Normalize(NormalizationForm.FormD)
        .Where(c => c is < '\u0300' or > '\u036F'));

    private static string Without(string name, int word) =>
        string.Join(' ', name.Split(' ').Where((_, place) => place != word));
}
