using System.Globalization;
using CsCheck;
using HueS.Integration.Identity;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Identity;

public sealed class PersonalNumberTests
{
    [Theory]
    [InlineData("046090000123")]
    [InlineData(" 046090000123 ")]
    [InlineData("046 090 000 123")]
    [InlineData("046.090.000.123")]
    [InlineData("046\u00A0090000123")]
    public void Twelve_digits_are_read_however_they_are_grouped(string text) =>
        Some.Number(text).Digits.ShouldBe("046090000123");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("04609000012")]
    [InlineData("0460900001234")]
    [InlineData("04609000012A")]
    [InlineData("046-090-000-123")]
    [InlineData("٠٤٦٠٩٠٠٠٠١٢٣")]
    [InlineData("０４６０９００００１２３")]
    public void Anything_else_is_no_number(string? text) => PersonalNumber.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Place_sex_and_year_are_read_from_the_number() =>
        Gen.Select(Gen.Int[0, 999], Gen.Int[1900, 2399], Gen.Bool, Gen.Int[0, 999_999]).Sample((place, year, female, serial) =>
        {
            var century = ((year - 1900) / 100 * 2) + (female ? 1 : 0);
            var number = Some.Number(string.Create(CultureInfo.InvariantCulture, $"{place:000}{century}{year % 100:00}{serial:000000}"));

            number.PlacePrefix.ShouldBe(place.ToString("000", CultureInfo.InvariantCulture));
            number.BirthYear.ShouldBe(year);
            number.Sex.ShouldBe(female ? Sex.Female : Sex.Male);
        });

    [Fact]
    public void A_number_that_agrees_with_the_claim_raises_no_warning()
    {
        Some.Number("046190000123").Check(Some.Date("1990-05-12"), Sex.Female).ShouldBeEmpty();
        Some.Number("046190000123").Check(Some.Date("1990"), Sex.Unknown).ShouldBeEmpty();
        Some.Number("046205000123").Check(null, null).ShouldBeEmpty();
    }

    [Fact]
    public void What_disagrees_is_warned_about()
    {
        Some.Number("046190000123").Check(Some.Date("1991"), Sex.Male)
            .ShouldBe([NumberWarning.SexDisagrees, NumberWarning.BirthYearDisagrees]);
        Some.Number("003190000123").Check(null, null).ShouldBe([NumberWarning.UnknownPlace]);
    }

    [Fact]
    public void A_number_shows_its_place_and_no_more()
    {
        $"{Some.Number("046190000123")}".ShouldBe("PersonalNumber(046*********)");
        $"{default(PersonalNumber)}".ShouldBe("PersonalNumber()");
    }
}
