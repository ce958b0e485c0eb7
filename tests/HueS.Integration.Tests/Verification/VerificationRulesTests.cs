using HueS.Integration.Identity;
using HueS.Integration.Upstreams.Population;
using HueS.Integration.Verification;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Verification;

public sealed class VerificationRulesTests
{
    [Theory]
    [InlineData("Trần Thị Hòa", "1950-03-07", Outcome.Verified)]
    [InlineData("Trần Thị Hoà", "1950-03-07", Outcome.Verified)]
    [InlineData("Trần Thị Hòa", "1950", Outcome.Verified)]
    [InlineData("Tran Thi Hoa", "1950-03-07", Outcome.NeedsPerson, Reason.NameUnmarked)]
    [InlineData("Trần Thị Hóa", "1950-03-07", Outcome.NeedsPerson, Reason.NameUnmarked)]
    [InlineData("Trần Hòa", "1950-03-07", Outcome.NeedsPerson, Reason.NamePartial)]
    [InlineData("Trần Thị Hòa", "1950-07-03", Outcome.NeedsPerson, Reason.BirthDateSwapped)]
    [InlineData("Trần Thị Hòa", "1950-01-01", Outcome.NeedsPerson, Reason.BirthDateFirstOfJanuary)]
    [InlineData("Tran Thi Hoa", "1950-07-03", Outcome.NeedsPerson, Reason.NameUnmarked, Reason.BirthDateSwapped)]
    [InlineData("Lê Văn Bình", "1950-03-07", Outcome.Differs, Reason.NameDifferent)]
    [InlineData("Trần Thị Hòa", "1951-03-07", Outcome.Differs, Reason.BirthDateDifferent)]
    [InlineData("Tran Thi Hoa", "1951-03-07", Outcome.Differs, Reason.NameUnmarked, Reason.BirthDateDifferent)]
    internal void The_worst_field_decides(string name, string birthDate, Outcome outcome, params Reason[] reasons)
    {
        var decision = VerificationRules.Compare(Claim(name, birthDate), Registered("TRẦN THỊ HÒA", "1950-03-07"));

        decision.Outcome.ShouldBe(outcome);
        decision.Reasons.ShouldBe(reasons);
    }

    [Fact]
    public void A_register_without_a_birth_date_leaves_the_decision_to_a_person() =>
        VerificationRules.Compare(Claim("Trần Thị Hòa", "1950-03-07"), Registered("TRẦN THỊ HÒA", null))
            .Reasons.ShouldBe([Reason.BirthDateMissing]);

    [Fact]
    public void Another_sex_is_graded_and_changes_no_outcome()
    {
        var claim = Claim("Trần Thị Hòa", "1950-03-07") with { Sex = Sex.Male };

        var decision = VerificationRules.Compare(claim, Registered("TRẦN THỊ HÒA", "1950-03-07") with { Sex = Sex.Female });

        decision.Outcome.ShouldBe(Outcome.Verified);
        decision.Grades.ShouldNotBeNull().SexAgrees.ShouldBe(false);
    }

    private static ClaimedPerson Claim(string name, string birthDate) =>
        new(Number, null, Name(name), Birth(birthDate), Sex.Unknown);

    private static RegisteredPerson Registered(string name, string? birthDate) =>
        new(Number, null, Name(name), birthDate is null ? null : Birth(birthDate), Sex.Unknown, null);

    private static PersonalNumber Number =>
        PersonalNumber.TryParse("046150000019", out var number) ? number : throw new ArgumentException("number");

    private static PersonName Name(string text) =>
        PersonName.TryParse(text, out var name, out _) ? name : throw new ArgumentException("name");

    private static BirthDate Birth(string text) =>
        BirthDate.TryParse(text, out var date) ? date : throw new ArgumentException("date");
}
