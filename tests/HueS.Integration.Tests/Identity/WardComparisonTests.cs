using HueS.Integration.Identity;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Identity;

public sealed class WardComparisonTests
{
    private static readonly DateOnly Before = new(2025, 6, 30);
    private static readonly DateOnly Today = new(2026, 11, 24);

    private static readonly string[] Codes = [.. Enumerable.Range(19_700, 600).Select(code => $"{code}")];

    [Fact]
    public void A_former_ward_and_its_successor_agree_whoever_states_which()
    {
        foreach (var former in Codes.Where(code => WardDirectory.Find(code, Before) is not null))
        {
            var successor = WardDirectory.Successor(former)!.Code;
            var expected = former == successor ? WardGrade.Same : WardGrade.Successor;

            WardComparison.Of(former, Today, successor, Today).ShouldBe(expected);
            WardComparison.Of(successor, Today, former, Today).ShouldBe(expected);
            WardComparison.Of(successor, Today, former, Before).ShouldBe(expected);
        }
    }

    [Fact]
    public void Two_former_wards_that_became_one_are_still_two_places() =>
        WardComparison.Of("19750", Before, "19756", Before).ShouldBe(WardGrade.Different);

    [Fact]
    public void Two_wards_of_today_are_two_places()
    {
        var current = Codes.Where(code => WardDirectory.Find(code, Today) is not null).ToList();
        var pairs = from one in current from other in current where one != other select (one, other);

        // A code of today may also be read as the former unit it once named, which the other took in.
        pairs.ShouldAllBe(pair => WardComparison.Of(pair.one, Today, pair.other, Today) != WardGrade.Same);
        WardComparison.Of("19753", Today, "19804", Today).ShouldBe(WardGrade.Different);
    }

    [Theory]
    [InlineData("00001", "19753")]
    [InlineData("19753", "99999")]
    public void A_code_of_no_ward_of_Huế_says_nothing(string one, string other) =>
        WardComparison.Of(one, Today, other, Today).ShouldBe(WardGrade.NotKnown);
}
