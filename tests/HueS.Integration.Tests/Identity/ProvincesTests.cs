using HueS.Integration.Identity;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Identity;

public sealed class ProvincesTests
{
    private static readonly DateOnly Before = new(2025, 6, 30);
    private static readonly DateOnly After = new(2025, 7, 1);

    private static readonly string[] Codes = [.. Enumerable.Range(0, 100).Select(code => $"{code:00}")];

    [Fact]
    public void There_were_63_provinces_and_are_34()
    {
        Codes.Count(code => Provinces.Name(code, Before) is not null).ShouldBe(63);
        Codes.Count(code => Provinces.Name(code, After) is not null).ShouldBe(34);
        Enumerable.Range(0, 1000).Count(prefix => Provinces.IsKnownPrefix($"{prefix:000}")).ShouldBe(63);
    }

    [Fact]
    public void A_code_was_reused_for_another_province()
    {
        Provinces.Name("44", Before).ShouldBe("Quảng Bình");
        Provinces.Name("44", After).ShouldBe("Tỉnh Quảng Trị");
        Provinces.Successor("45").ShouldBe("44");
        Provinces.Successor("99").ShouldBeNull();
    }
}
