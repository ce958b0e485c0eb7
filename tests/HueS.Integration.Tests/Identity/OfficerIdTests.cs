using HueS.Integration.Identity;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Identity;

public sealed class OfficerIdTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("lan.nguyen_02-hue")]
    [InlineData("046190000123")]
    [InlineData("12345678901234567890")]
    public void An_account_is_read_and_masked(string text)
    {
        OfficerId.TryParse(text, out var officer).ShouldBeTrue();

        officer.Text.ShouldBe(text);
        $"{officer}".ShouldBe("OfficerId(***)");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("123456789012345678901")]
    [InlineData("lan nguyen")]
    [InlineData("lân")]
    [InlineData("a/b")]
    public void Anything_else_is_no_account(string? text) => OfficerId.TryParse(text, out _).ShouldBeFalse();
}
