using HueS.Integration.Identity;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Identity;

public sealed class OldCardNumberTests
{
    [Fact]
    public void Nine_digits_are_read_and_masked()
    {
        OldCardNumber.TryParse("191 234 567", out var number).ShouldBeTrue();

        number.Digits.ShouldBe("191234567");
        $"{number}".ShouldBe("OldCardNumber(*********)");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("19123456")]
    [InlineData("1912345678")]
    [InlineData("B91234567")]
    public void Anything_else_is_no_number(string? text) => OldCardNumber.TryParse(text, out _).ShouldBeFalse();
}
