using HueS.Integration.Identity;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Identity;

public sealed class WardDirectoryTests
{
    private static readonly DateOnly Before = new(2025, 6, 30);
    private static readonly DateOnly After = new(2025, 7, 1);

    // The lowest and highest code of Huế's former units, widened.
    private static readonly string[] Codes = [.. Enumerable.Range(19_700, 600).Select(code => $"{code}")];

    [Fact]
    public void Huế_had_133_units_and_has_40()
    {
        Codes.Count(code => WardDirectory.Find(code, Before) is not null).ShouldBe(133);
        Codes.Count(code => WardDirectory.Find(code, After) is not null).ShouldBe(40);
    }

    [Fact]
    public void A_code_means_something_only_together_with_its_date()
    {
        WardDirectory.Find("19753", Before).ShouldBe(new("19753", "Phường Thuận Lộc", IsFormer: true));
        WardDirectory.Find("19753", After).ShouldBe(new("19753", "Phường Phú Xuân", IsFormer: false));
        WardDirectory.Agree("19753", Before, "19753", After).ShouldBe(true);
        WardDirectory.Agree("19918", Before, "19753", After).ShouldBe(false);
    }

    [Fact]
    public void Every_code_in_use_named_a_former_unit() => Codes
        .Where(code => WardDirectory.Find(code, After) is not null)
        .ShouldAllBe(code => WardDirectory.Find(code, Before) != null);

    [Fact]
    public void A_former_unit_and_its_successor_agree_and_two_former_ones_do_not()
    {
        var former = Codes.Where(code => WardDirectory.Find(code, Before) is not null).ToList();

        former.ShouldAllBe(code => WardDirectory.Agree(code, Before, WardDirectory.Successor(code)!.Code, After) == true);
        WardDirectory.Agree("19750", Before, "19756", Before).ShouldBe(false);
    }

    [Fact]
    public void Names_that_read_alike_without_marks_are_different_places()
    {
        var former = Codes.Select(code => WardDirectory.Find(code, Before)).Single(ward => ward?.FullName == "Phường Thuận Hòa")!;
        var current = Codes.Select(code => WardDirectory.Find(code, After)).Single(ward => ward?.FullName == "Phường Thuận Hóa")!;

        WardDirectory.Agree(former.Code, Before, current.Code, After).ShouldBe(false);
    }

    [Fact]
    public void An_unknown_code_neither_agrees_nor_disagrees()
    {
        WardDirectory.Find("00001", After).ShouldBeNull();
        WardDirectory.Successor("00001").ShouldBeNull();
        WardDirectory.Agree("00001", After, "19753", After).ShouldBeNull();
        WardDirectory.Agree("19750", After, "19753", After).ShouldBeNull();
    }
}
