using HueS.Integration.Linking.Matching;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Linking.Matching;

public sealed class PairComparerTests
{
    [Theory]
    [InlineData("1990-05-12", "1990-05-12", BirthLevel.Day)]
    [InlineData("1990-05", "1990-05-12", BirthLevel.Month)]
    [InlineData("1990-05-12", "1990-05", BirthLevel.Month)]
    [InlineData("1990", "1990-05-12", BirthLevel.Year)]
    [InlineData("1990-05-12", "1990", BirthLevel.Year)]
    [InlineData("1990", "1990", BirthLevel.Year)]
    [InlineData("1990-12-05", "1990-05-12", BirthLevel.Swapped)]
    [InlineData("1990-01-01", "1990-05-12", BirthLevel.FirstOfJanuary)]
    [InlineData("1990-05-22", "1990-05-12", BirthLevel.Near)]
    [InlineData("1984-05-12", "1990-05-12", BirthLevel.Near)]
    [InlineData("1990-08-29", "1990-05-12", BirthLevel.SameYear)]
    [InlineData("1991", "1990-05-12", BirthLevel.Different)]
    [InlineData("1971-08-29", "1990-05-12", BirthLevel.Different)]
    [InlineData(null, "1990-05-12", BirthLevel.NotStated)]
    [InlineData("1990-05-12", null, BirthLevel.NotStated)]
    internal void Birth_dates_are_compared_as_far_as_both_are_known(string? record, string? person, BirthLevel expected) =>
        new MatchWorld(MatchWorld.Someone with { BirthDate = person })
            .Compare(MatchWorld.Someone with { BirthDate = record })
            .BirthDate.ShouldBe(expected);

    [Theory]
    [InlineData("046190000017", KeyLevel.Same)]
    [InlineData("046190000018", KeyLevel.Near)]
    [InlineData("046190000071", KeyLevel.Near)]
    [InlineData("046190000117", KeyLevel.Near)]
    [InlineData("046190000120", KeyLevel.Other)]
    [InlineData("046190099917", KeyLevel.Other)]
    [InlineData(null, KeyLevel.NotStated)]
    internal void Numbers_are_the_same_one_slip_apart_or_other(string? number, KeyLevel expected) =>
        new MatchWorld(MatchWorld.Someone).Compare(MatchWorld.Someone with { Number = number }).Number.ShouldBe(expected);

    [Fact]
    public void A_number_that_was_replaced_is_still_the_persons()
    {
        var world = new MatchWorld(MatchWorld.Someone with { Number = "046190000017,046190999999,046190888888" });

        world.Compare(MatchWorld.Someone with { Number = "046190888888" }).Number.ShouldBe(KeyLevel.Same);
        world.Candidates(MatchWorld.Someone with { Number = "046190888888", Name = null, BirthDate = null, Phone = null }).Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("19789", PlainLevel.Same)]
    [InlineData("19783", PlainLevel.Same)]
    [InlineData("20044", PlainLevel.Other)]
    [InlineData("99999", PlainLevel.NotStated)]
    internal void A_former_ward_and_its_successor_agree(string ward, PlainLevel expected) =>
        ((PlainLevel)new MatchWorld(MatchWorld.Someone).Compare(MatchWorld.Someone with { Ward = ward })[(int)Compared.Ward]).ShouldBe(expected);

    /// <summary>An address never decides: moving is common, and a street is full of people.</summary>
    [Fact]
    public void A_ward_weighs_less_than_any_name_or_date()
    {
        var model = WeightFile.Default.Model();

        Math.Abs(model.WeightOf((int)Compared.Ward, (int)PlainLevel.Same)).ShouldBeLessThan(model.WeightOf((int)Compared.BirthDate, (int)BirthLevel.Year) + 1);
        model.WeightOf((int)Compared.Ward, (int)PlainLevel.Other).ShouldBeGreaterThan(-6);
    }
}
