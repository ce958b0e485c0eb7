using HueS.Integration.Identity;
using HueS.Integration.Linking.Matching;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Linking.Matching;

public sealed class NameFrequenciesTests
{
    private static readonly string[] Names = 
    [
        "Tôn Thất Nam", "Lê Văn Nam", "Lê Văn An", "Trần Văn Nam", "Trần Thị An",
        "Phan Văn Nam", "Lê Thị An", "Võ Văn An", "Hồ Văn Nam", "Phan Thị An",
    ];

    [Fact]
    public void Agreeing_on_a_rare_name_weighs_more_than_on_a_common_one() =>
        WeightOf("Lương Tấn Khoa").ShouldBeGreaterThan(WeightOf("Nguyễn Văn Hùng") + 5);

    [Fact]
    public void A_name_without_its_marks_weighs_less_than_with_them() =>
        WeightOf("Nguyen Van Hung", "Nguyễn Văn Hùng").ShouldBeLessThan(WeightOf("Nguyễn Văn Hùng") - 2);

    [Fact]
    public void The_rarer_a_birth_year_is_the_more_it_weighs()
    {
        var frequencies = new NameFrequencies(new WordTable(), WeightFile.Default.Names);

        frequencies.LogYear(1932).ShouldBeLessThan(frequencies.LogYear(1985));
        frequencies.LogYear(1066).ShouldBe(0);
    }

    [Fact]
    public void Words_that_belong_together_are_counted_together()
    {
        var words = new WordTable();
        var people = Enumerable.Range(0, 100).SelectMany(_ => Names)
            .Select(name => Named(words, name)).ToArray();

        var shares = NameShares.Count(words, people);

        shares.Bound.ShouldContainKeyAndValue("TÔN THẤT", 1);
        shares.Bound.ShouldNotContainKey("LÊ VĂN");
        // One in ten is a Tôn, every one of them a Tôn Thất, and half are named Nam.
        new NameFrequencies(words, shares).LogChance(NameLevel.Exact, people[0], people[0], Sex.Unknown).ShouldBe(Math.Log2(0.1 * 0.5), 1e-6);
    }

    /// <summary>Otherwise Thị, Hương and "a woman" would be three pieces of news where there is little more than one.</summary>
    [Fact]
    public void A_womans_name_says_already_that_she_is_a_woman()
    {
        var words = new WordTable();
        MatchRow[] people =
        [
            .. Enumerable.Repeat(Named(words, "Lê Thị Hương", Sex.Female), 50),
            .. Enumerable.Repeat(Named(words, "Lê Văn Nam", Sex.Male), 50),
        ];
        var frequencies = new NameFrequencies(words, NameShares.Count(words, people));

        var anybody = frequencies.LogChance(NameLevel.Exact, people[0], people[0], Sex.Unknown);
        var woman = frequencies.LogChance(NameLevel.Exact, people[0], people[0], Sex.Female);
        var man = frequencies.LogChance(NameLevel.Exact, people[0], people[0], Sex.Male);

        // Half of them are named so, and 0.99 of those who bear either word are taken for women.
        anybody.ShouldBe(-1, 0.05);
        woman.ShouldBe(anybody, 0.01);
        man.ShouldBeLessThan(anybody - 10);
    }

    [Fact]
    public void A_family_that_lives_in_one_ward_makes_the_ward_no_news()
    {
        var words = new WordTable();
        MatchRow[] people =
        [
            .. Enumerable.Repeat(Named(words, "Riêh Nam", ward: 1), 50),
            .. Enumerable.Range(0, 5000).Select(home => Named(words, "Lê Văn Nam", ward: (byte)((home % 100) + 1))),
        ];
        var frequencies = new NameFrequencies(words, NameShares.Count(words, people));

        frequencies.LogWard(people[0]).ShouldBe(0);
        frequencies.LogWard(people[^1]).ShouldBeNull();
    }

    [Fact]
    public void Lost_marks_and_another_order_cost_next_to_nothing()
    {
        var whole = WeightOf("Lương Tấn Khoa");

        WeightOf("Luong Tan Khoa", "Lương Tấn Khoa").ShouldBeGreaterThan(whole - 4);
        WeightOf("Khoa Lương Tấn", "Lương Tấn Khoa").ShouldBeGreaterThan(whole - 4);
    }

    /// <summary>The table is shipped: a word that points at a few people must not be in it.</summary>
    [Fact]
    public void Words_of_a_few_are_not_in_the_table()
    {
        var words = new WordTable();
        MatchRow[] people = [.. Enumerable.Repeat(Named(words, "Lê Văn Nam"), 100), .. Enumerable.Repeat(Named(words, "Riêh Clâu"), 19)];

        var shares = NameShares.Count(words, people);

        shares.Family.Keys.ShouldBe(["LÊ"]);
        shares.Given.Keys.ShouldBe(["NAM"]);
    }

    private static double WeightOf(string record, string? person = null)
    {
        var world = new MatchWorld(MatchWorld.Someone with { Name = person ?? record });
        var claim = MatchWorld.Someone with { Name = record };
        return world.Ranker.WeightOf(world.Compare(claim), world.Read(claim), world.People[0]);
    }

    private static MatchRow Named(WordTable words, string name, Sex sex = Sex.Unknown, byte ward = 0) =>
        new RowReader(words).Read(new ClaimFields(null, null, null, null, name, null, sex, null)) with { Ward = ward };
}
