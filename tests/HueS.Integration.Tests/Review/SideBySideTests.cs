using HueS.Integration.Identity;
using HueS.Integration.Review;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Review;

public sealed class SideBySideTests
{
    private static readonly ShownPerson One = new("046190000777", null, "Lê Thị Thử Nghiệm", "1990-02-03", Sex.Female, "0900000123");

    [Fact]
    public void What_differs_comes_first_and_what_agrees_last()
    {
        var other = One with { Name = "Lê Thị Thu Nghiêm", BirthDate = "1991-02-03", Phone = null };

        Lay(One, other).Select(line => (line.Field, line.Comparison)).ShouldBe(
            [("birth_date", "different"), ("name", "unmarked"), ("phone", "not_stated"), ("number", "same"), ("sex", "same")]);
    }

    [Fact]
    public void A_mask_keeps_enough_to_tell_a_slip_and_too_little_to_find_anybody()
    {
        var masked = SideBySide.Of(new Sides(SideOrigin.Citizen, One, SideOrigin.Record, One), unmasked: false).ToDictionary(line => line.Field, line => line.Left);

        masked["number"].ShouldBe("046•••••••••");
        masked["name"].ShouldBe("L• T• T• N•");
        masked["birth_date"].ShouldBe("1990-••-••");
        masked["phone"].ShouldBe("••••••••23");
    }

    [Theory]
    [InlineData("1938", "1938")]
    [InlineData("1938-04", "1938-••")]
    public void A_partial_birth_date_shows_how_much_of_it_is_known(string iso, string masked) => Masked.BirthDate(iso).ShouldBe(masked);

    [Fact]
    public void A_side_that_was_not_kept_shows_how_it_compared()
    {
        var sides = new Sides(
            SideOrigin.Citizen, One, SideOrigin.Record, new ShownPerson(), new Dictionary<string, string> { ["name"] = "different" });

        var line = SideBySide.Of(sides, unmasked: true)[0];

        (line.Field, line.Comparison, line.Left, line.Right).ShouldBe(("name", "different", One.Name, null));
    }

    [Fact]
    public void Neither_side_prints_itself() =>
        $"{One} {new Sides(SideOrigin.Claim, One, SideOrigin.Register, One)} {Lay(One, One)[0]}".ShouldNotContain("046");

    [Fact]
    public void Every_verdict_has_its_grounds_and_every_ground_its_verdict()
    {
        var grounds = Enum.GetValues<Verdict>().SelectMany(verdict => new Offer(verdict).Grounds);

        Enum.GetValues<Verdict>().ShouldAllBe(verdict => new Offer(verdict).Grounds.Count > 1);
        grounds.Distinct().ShouldBe(Enum.GetValues<Ground>(), ignoreOrder: true);
    }

    [Fact]
    public void What_is_told_and_what_is_decided_have_the_same_names()
    {
        Enum.GetNames<Contracts.ReviewDecision>().ShouldBe(Enum.GetNames<Verdict>());
        Enum.GetNames<Contracts.ReviewDecisionReason>().ShouldBe(Enum.GetNames<Ground>());
        Enum.GetNames<Contracts.ReviewKind>().ShouldBe(Enum.GetNames<ReviewSubject>());
        Enum.GetNames<Contracts.ReviewState>().ShouldBe(Enum.GetNames<TaskState>());
        Enum.GetNames<Contracts.ReviewSide>().ShouldBe(Enum.GetNames<SideOrigin>());
        Enum.GetNames<Contracts.ReviewUnmaskReason>().ShouldBe(Enum.GetNames<UnmaskReason>());
        Enum.GetNames<Contracts.ReviewRefusalReason>().ShouldBe(Enum.GetNames<RefusalGround>());
    }

    private static IReadOnlyList<SideLine> Lay(ShownPerson one, ShownPerson other) =>
        SideBySide.Of(new Sides(SideOrigin.Claim, one, SideOrigin.Register, other), unmasked: true);
}
