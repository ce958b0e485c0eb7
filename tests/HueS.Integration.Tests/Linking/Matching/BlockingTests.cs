using HueS.Integration.Linking.Matching;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Linking.Matching;

public sealed class BlockingTests
{
    private static readonly ClaimFields NoKeys = MatchWorld.Someone with { Number = null, Phone = null };

    public static TheoryData<string, string?, string?, string?, string?> Soiled => new()
    {
        { "nothing but the name and the date", "Trần Thị Hoài Thương", "1990-05-12", null, null },
        { "marks lost", "TRAN THI HOAI THUONG", "1990-05-12", null, null },
        { "words moved, only the year known", "Thương Trần Thị Hoài", "1990", null, null },
        { "words joined", "TranThiHoaiThuong", "1990-05-12", null, null },
        { "a middle name missing", "Trần Thương", "1990-05-12", null, null },
        { "a middle name missing, only the year known", "Trần Thương", "1990", MatchWorld.Ward, null },
        { "the given name misspelled", "Trần Thị Hoài Thuơgn", "1990-05-12", null, null },
        { "the family name other", "Trầm Thị Hoài Thương", "1990-05-12", null, null },
        { "day and month swapped", "Trần Thương", "1990-12-05", null, null },
        { "another year", "Trần Thị Hoài Thương", "1989-05-12", null, null },
        { "the first of January", "Trần Thị Hoài Thương", "1990-01-01", null, null },
        { "no date", "Trần Thị Hoài Thương", null, null, null },
        { "nothing but the phone", null, null, null, MatchWorld.Phone },
        { "another name and date, the phone", "Lê Văn Bình", "1970-01-31", null, "+84120000001" },
    };

    [Theory]
    [MemberData(nameof(Soiled))]
    public void A_person_is_found_by_what_is_left(string what, string? name, string? birthDate, string? ward, string? phone) =>
        new MatchWorld(MatchWorld.Someone)
            .Candidates(NoKeys with { Name = name, BirthDate = birthDate, Ward = ward, Phone = phone })
            .Length.ShouldBe(1, what);

    [Theory]
    [InlineData("191234567", null)]
    [InlineData(null, "4012345678")]
    public void An_old_card_and_an_insurance_number_find_their_holder(string? oldCard, string? insurance) =>
        new MatchWorld(MatchWorld.Someone with { OldCard = "191234567", Insurance = "4012345678" })
            .Candidates(new ClaimFields(null, oldCard, insurance, null, null, null, default, null))
            .Length.ShouldBe(1);

    [Fact]
    public void A_phone_that_a_school_gave_for_forty_children_finds_nobody_and_says_nothing()
    {
        var world = new MatchWorld([.. Enumerable.Range(0, 40).Select(child => MatchWorld.Someone with { Number = $"0461900{child:00000}", Name = $"Trần Thị {Letter(child)}", BirthDate = $"{1950 + child}-05-12" })]);

        world.Candidates(NoKeys with { Name = null, BirthDate = null, Phone = MatchWorld.Phone }).ShouldBeEmpty();
        world.Compare(MatchWorld.Someone).Phone.ShouldBe(KeyLevel.NotStated);
    }

    [Fact]
    public void A_block_that_is_too_full_is_left_out_and_a_narrower_one_still_finds()
    {
        var namesakes = Enumerable.Range(0, 60).Select(at => MatchWorld.Someone with { Number = $"0461900{at:00000}", Phone = null, BirthDate = $"1990-{1 + (at % 12):00}-{1 + (at / 12):00}" });
        var world = new MatchWorld([.. namesakes]);

        world.Candidates(NoKeys with { BirthDate = "1990" }).ShouldBeEmpty();
        world.Candidates(NoKeys with { BirthDate = "1990-03-03" }).Length.ShouldBe(1);
    }

    /// <summary>Only the first lives in <see cref="MatchWorld.Ward"/>, each was born in a month of their own, the fourth has the phone.</summary>
    [Theory]
    [InlineData("two namesakes: both", 2, "1990", MatchWorld.Ward, null, new[] { 0, 1 })]
    [InlineData("the ward stated: who lives there", 6, "1990", MatchWorld.Ward, null, new[] { 0 })]
    [InlineData("nothing else stated: all", 6, "1990", null, null, new[] { 0, 1, 2, 3, 4, 5 })]
    [InlineData("another day of a month one was born in", 6, "1990-03-27", null, null, new[] { 2 })]
    [InlineData("another day of no such month", 6, "1990-09-27", null, null, new int[0])]
    [InlineData("the phone of one", 6, "1990", MatchWorld.Ward, MatchWorld.Phone, new[] { 0, 3 })]
    public void Of_a_crowd_of_namesakes_those_are_looked_at_whom_something_else_speaks_for(
        string what, int namesakes, string birthDate, string? ward, string? phone, int[] found)
    {
        var crowd = Enumerable.Range(0, namesakes).Select(at => MatchWorld.Someone with
        {
            Number = $"0461900{at:00000}",
            Ward = at == 0 ? MatchWorld.Ward : "19804",
            Phone = at == 3 ? MatchWorld.Phone : null,
            BirthDate = $"1990-{1 + at:00}-{11 + at:00}",
        });

        new MatchWorld([.. crowd])
            .Candidates(NoKeys with { BirthDate = birthDate, Ward = ward, Phone = phone })
            .Select(candidate => candidate.Person)
            .ShouldBe(found, ignoreOrder: true, what);
    }

    [Fact]
    public void A_key_of_a_name_does_not_change_with_its_marks_case_and_order() =>
        KeysOf(MatchWorld.Someone)[(int)BlockingKind.NameAndYear].ShouldBe(KeysOf(MatchWorld.Someone with { Name = "thuong tran thi hoai" })[(int)BlockingKind.NameAndYear]);

    /// <summary>Blind-index keys are made of it: stored ones would find nobody any more.</summary>
    [Fact]
    public void A_key_of_a_name_never_changes_with_the_version() =>
        KeysOf(MatchWorld.Someone)[(int)BlockingKind.NameAndYear].ShouldBe(3_916_416_925_893_480_123UL);

    private static ulong[] KeysOf(ClaimFields claim)
    {
        var words = new WordTable();
        var keys = new ulong[Blocking.Kinds];
        new Blocking(words).Write(new RowReader(words).Read(claim), keys, asked: false);
        return keys;
    }

    private static string Letter(int at) => $"{(char)('A' + (at % 20))}{(char)('a' + (at / 20))}nh";
}
