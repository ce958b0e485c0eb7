using System.Globalization;
using CsCheck;
using HueS.Integration.Identity;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Identity;

public sealed class BirthDateFormsTests
{
    [Fact]
    public void Every_form_of_a_full_date_is_read_alike() => Gen.Int[0, 200_000].Sample(days =>
    {
        var day = new DateOnly(1850, 1, 1).AddDays(days);
        foreach (var form in (string[])["yyyyMMdd", "ddMMyyyy", "yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy", "dd-MM-yyyy", "dd.MM.yyyy"])
            Wire(day.ToString(form, CultureInfo.InvariantCulture)).ShouldBe(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), form);
    });

    [Theory]
    [InlineData("1950", "1950")]
    [InlineData(" 1950 ", "1950")]
    [InlineData("1950-05", "1950-05")]
    [InlineData("05/1950", "1950-05")]
    [InlineData("19500000", "1950")]
    [InlineData("00001950", "1950")]
    [InlineData("00/00/1950", "1950")]
    [InlineData("19500500", "1950-05")]
    [InlineData("00/05/1950", "1950-05")]
    public void What_is_unknown_is_left_out(string text, string iso) => Wire(text).ShouldBe(iso);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("50")]
    [InlineData("31021950")]
    [InlineData("19503102")]
    [InlineData("31/02/1950")]
    [InlineData("12/00/1950")]
    [InlineData("12/05/50")]
    [InlineData("1/2/3/1950")]
    [InlineData("12 tháng 5 năm 1950")]
    [InlineData("-1950")]
    [InlineData("1950-")]
    [InlineData("1950--12")]
    public void Anything_else_is_no_date(string? text) => BirthDate.TryParseWire(text, out _).ShouldBeFalse();

    [Fact]
    public void No_text_whatever_throws() => Gen.String[Gen.Char["0123456789-/. a"], 0, 12].Sample(text =>
    {
        if (BirthDate.TryParseWire(text, out var date))
            Wire(date.ToIso()).ShouldBe(date.ToIso());
    });

    private static string Wire(string text)
    {
        BirthDate.TryParseWire(text, out var date).ShouldBeTrue(text);
        return date.ToIso();
    }
}
