using CsCheck;
using HueS.Integration.Identity;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Identity;

public sealed class BirthDateTests
{
    [Fact]
    public void A_date_of_any_precision_is_read_back_from_its_iso_form() => Some.BirthDate.Sample(date =>
    {
        BirthDate.TryParse(date.ToIso(), out var back).ShouldBeTrue();
        BirthDate.TryParseWire(date.ToIso(), out var wire).ShouldBeTrue();

        back.ShouldBe(date);
        wire.ShouldBe(date);
    });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("19900512")]
    [InlineData("12/05/1990")]
    [InlineData("1990-5-12")]
    [InlineData("1990-13")]
    [InlineData("1990-00-00")]
    [InlineData("1990-02-30")]
    [InlineData("1989-02-29")]
    [InlineData("0990")]
    [InlineData(" 1990")]
    [InlineData("1990-05-12T00:00:00")]
    [InlineData("１９９０")]
    public void Our_own_interface_takes_no_other_form_and_no_impossible_date(string? text) =>
        BirthDate.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void A_birth_lies_after_today_only_where_that_is_certain()
    {
        var today = new DateOnly(2026, 3, 15);

        Some.Date("2026-03-16").IsAfter(today).ShouldBeTrue();
        Some.Date("2026-04").IsAfter(today).ShouldBeTrue();
        Some.Date("2027").IsAfter(today).ShouldBeTrue();
        Some.Date("2026-03-15").IsAfter(today).ShouldBeFalse();
        Some.Date("2026-03").IsAfter(today).ShouldBeFalse();
        Some.Date("2026").IsAfter(today).ShouldBeFalse();
        Some.Date("2025-12-31").IsAfter(today).ShouldBeFalse();
    }

    [Fact]
    public void A_birth_date_shows_its_precision_and_no_more() => Some.BirthDate.Sample(date =>
        $"{date}".ShouldBe($"BirthDate({date.Precision})"));
}
