using CsCheck;
using HueS.Integration.Identity;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Identity;

public sealed class BirthDateComparisonTests
{
    [Theory]
    [InlineData("1990-05-12", "1990-05-12", nameof(BirthDatePrecision.Day))]
    [InlineData("1990-05-12", "1990-05", nameof(BirthDatePrecision.Month))]
    [InlineData("1990-05-12", "1990", nameof(BirthDatePrecision.Year))]
    [InlineData("1990-01-01", "1990", nameof(BirthDatePrecision.Year))]
    [InlineData("1990", "1990-05", nameof(BirthDatePrecision.Year))]
    public void Dates_are_equal_to_the_precision_both_share(string one, string other, string shared) =>
        Compare(one, other).ShouldBe(new(BirthDateGrade.Equal, Enum.Parse<BirthDatePrecision>(shared)));

    [Theory]
    [InlineData("1990-05-12", "1990-12-05")]
    [InlineData("1990-01-02", "1990-02-01")]
    public void Day_and_month_in_each_others_place_are_a_likely_slip(string one, string other) =>
        Compare(one, other).ShouldBe(new(BirthDateGrade.DayMonthSwapped, BirthDatePrecision.Day));

    [Theory]
    [InlineData("1990-01-01", "1990-05-12", nameof(BirthDatePrecision.Day))]
    [InlineData("1990-01-01", "1990-01-12", nameof(BirthDatePrecision.Day))]
    [InlineData("1990-01-01", "1990-05", nameof(BirthDatePrecision.Month))]
    public void The_first_of_January_is_a_likely_placeholder(string one, string other, string shared) =>
        Compare(one, other).ShouldBe(new(BirthDateGrade.FirstOfJanuary, Enum.Parse<BirthDatePrecision>(shared)));

    [Theory]
    [InlineData("1990-05-12", "1990-05-13")]
    [InlineData("1990-05-12", "1991-05-12")]
    [InlineData("1990-05-12", "1991-12-05")]
    [InlineData("1990-01-01", "1991-05-12")]
    [InlineData("1990-01", "1990-05")]
    [InlineData("1990", "1991")]
    public void Other_dates_are_different(string one, string other) =>
        Compare(one, other).Grade.ShouldBe(BirthDateGrade.Different);

    [Fact]
    public void The_grade_does_not_depend_on_the_side() => Gen.Select(Some.BirthDate, Some.BirthDate).Sample((one, other) =>
        one.CompareTo(other).ShouldBe(other.CompareTo(one)));

    [Fact]
    public void A_date_equals_itself_to_its_own_precision() => Some.BirthDate.Sample(date =>
        date.CompareTo(date).ShouldBe(new(BirthDateGrade.Equal, date.Precision)));

    private static BirthDateComparison Compare(string one, string other) => Some.Date(one).CompareTo(Some.Date(other));
}
