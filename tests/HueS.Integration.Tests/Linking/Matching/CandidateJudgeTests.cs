using HueS.Integration.Linking;
using HueS.Integration.Linking.Matching;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Linking.Matching;

public sealed class CandidateJudgeTests
{
    private static readonly ClaimFields Someone = MatchWorld.Someone;

    private static readonly ClaimFields Twin = Someone with { Number = "046190000025", Name = "Trần Thị Hoài Thường" };

    [Fact]
    public void Number_name_and_birth_date_of_one_person_link_by_themselves() =>
        new MatchWorld(Someone).Judge(Someone).Call.ShouldBe(LinkCall.Automatic);

    [Fact]
    public void Nobody_like_that_is_no_candidate() =>
        new MatchWorld(Someone).Judge(new ClaimFields(null, null, null, null, "Lê Văn Bình", "1970", default, null)).ShouldBe(Judged.Nobody);

    [Theory]
    [InlineData("Trần Thị Hoài Thường", MatchWorld.Phone, MatchWorld.Ward)]
    [InlineData("Trần Thị Hoài Phương", MatchWorld.Phone, null)]
    [InlineData("Trần Thị Hoài Thường", "0120999999", MatchWorld.Ward)]
    public void A_person_with_a_twin_is_linked_by_a_person_only(string twin, string phone, string? ward)
    {
        var world = new MatchWorld(Someone, Twin with { Name = twin, Phone = phone, Ward = ward });

        Reasons(world.Judge(Someone)).ShouldBe([LinkReason.PossibleTwin]);
    }

    [Theory]
    [InlineData("Trần Thị Hoài Thường", "0120999999", "20044", "1990-05-12")]
    [InlineData("Trần Văn Bình", MatchWorld.Phone, MatchWorld.Ward, "1990-05-12")]
    [InlineData("Trần Thị Hoài Thường", MatchWorld.Phone, MatchWorld.Ward, "1992-05-12")]
    public void Brothers_sisters_and_strangers_of_one_birthday_keep_nobody_from_their_records(string name, string phone, string ward, string birthDate)
    {
        var world = new MatchWorld(Someone, Twin with { Name = name, Phone = phone, Ward = ward, BirthDate = birthDate });

        world.Judge(Someone).Call.ShouldBe(LinkCall.Automatic);
    }

    [Theory]
    [InlineData("Trần Thị Hoài Thường")]
    [InlineData("Tran Thi Hoai Thuong")]
    public void The_twins_name_with_ones_own_number_goes_to_a_person_also_where_the_twin_is_unknown(string name) =>
        Reasons(new MatchWorld(Someone).Judge(Someone with { Name = name })).ShouldBe([LinkReason.NameUnmarked]);

    [Fact]
    public void A_number_mixed_up_between_two_of_one_name_and_birth_date_goes_to_a_person()
    {
        var world = new MatchWorld(Someone, Someone with { Number = "046190000033", Phone = "0120777777", Ward = "20044" });

        Reasons(world.Judge(Someone with { Phone = "0120777777" })).ShouldContain(LinkReason.SeveralCandidates);
        world.Judge(Someone).Call.ShouldBe(LinkCall.Automatic);
    }

    [Fact]
    public void Of_two_citizens_under_one_number_neither_is_linked()
    {
        var world = new MatchWorld(Someone, Someone with { Phone = "0120777777", Ward = "20044" });

        var reasons = Reasons(world.Judge(Someone));

        reasons.ShouldContain(LinkReason.SeveralCandidates);
    }

    [Fact]
    public void An_old_card_never_links_whatever_else_agrees()
    {
        var world = new MatchWorld(Someone with { OldCard = "191234567" });

        Reasons(world.Judge(Someone with { Number = null, OldCard = "191234567" })).ShouldBe([LinkReason.OldCardNumberOnly]);
    }

    [Fact]
    public void Name_birth_date_phone_and_ward_never_link_without_a_number() =>
        Reasons(new MatchWorld(Someone).Judge(Someone with { Number = null })).ShouldBe([LinkReason.NumberMissing]);

    [Fact]
    public void The_year_alone_wants_a_phone_and_a_schools_is_none()
    {
        var old = Someone with { BirthDate = "1938" };
        var pupils = Enumerable.Range(1, 20).Select(at => old with { Number = $"0461380{at:00000}", Name = $"Lê Văn B{(char)('a' + at)}nh" });

        new MatchWorld(old).Judge(old).Call.ShouldBe(LinkCall.Automatic);
        Reasons(new MatchWorld([old, .. pupils]).Judge(old)).ShouldBe([LinkReason.BirthDateYearOnly]);
    }

    private static IReadOnlyList<LinkReason> Reasons(Judged judged)
    {
        judged.Call.ShouldBe(LinkCall.ToPerson);
        return judged.Decision.ShouldNotBeNull().Reasons;
    }
}
