using CsCheck;
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
        var decision = Compare(Claim(name, birthDate), Registered("TRẦN THỊ HÒA", "1950-03-07"));

        decision.Outcome.ShouldBe(outcome);
        decision.Reasons.ShouldBe(reasons);
    }

    [Fact]
    public void A_register_without_a_birth_date_leaves_the_decision_to_a_person() =>
        Compare(Claim("Trần Thị Hòa", "1950-03-07"), Registered("TRẦN THỊ HÒA", null))
            .Reasons.ShouldBe([Reason.BirthDateMissing]);

    [Fact]
    public void Another_sex_is_graded_and_changes_no_outcome()
    {
        var claim = Claim("Trần Thị Hòa", "1950-03-07") with { Sex = Sex.Male };

        var decision = Compare(claim, Registered("TRẦN THỊ HÒA", "1950-03-07") with { Sex = Sex.Female });

        decision.Outcome.ShouldBe(Outcome.Verified);
        decision.Grades.ShouldNotBeNull().SexAgrees.ShouldBe(false);
    }

    [Theory]
    [InlineData("standard", "1950", "1950-03-07", Outcome.Verified)]
    [InlineData("standard", "1950-03-07", "1950", Outcome.Verified)]
    [InlineData("standard", "1950-03", "1950-03-07", Outcome.Verified)]
    [InlineData("strict", "1950-03-07", "1950-03-07", Outcome.Verified)]
    [InlineData("strict", "1950", "1950-03-07", Outcome.NeedsPerson, Reason.BirthDatePartial)]
    [InlineData("strict", "1950-03-07", "1950", Outcome.NeedsPerson, Reason.BirthDatePartial)]
    [InlineData("strict", "1950", "1950", Outcome.NeedsPerson, Reason.BirthDatePartial)]
    [InlineData("strict", "1950-03", "1950-03-07", Outcome.NeedsPerson, Reason.BirthDatePartial)]
    [InlineData("strict", "1951", "1950-03-07", Outcome.Differs, Reason.BirthDateDifferent)]
    [InlineData("lenient-elderly", "1950-01-01", "1950-03-07", Outcome.Verified)]
    [InlineData("lenient-elderly", "1950-07-03", "1950-03-07", Outcome.NeedsPerson, Reason.BirthDateSwapped)]
    [InlineData("lenient-elderly", "1951-01-01", "1950-03-07", Outcome.Differs, Reason.BirthDateDifferent)]
    internal void A_purposes_policy_decides_what_a_birth_date_is_worth(
        string policy, string claimed, string registered, Outcome outcome, params Reason[] reasons)
    {
        var decision = Compare(Claim("Trần Thị Hòa", claimed), Registered("TRẦN THỊ HÒA", registered), policy);

        decision.Outcome.ShouldBe(outcome);
        decision.Reasons.ShouldBe(reasons);
    }

    [Theory]
    [InlineData("1950", "1950-03-07", KnownLess.Claim)]
    [InlineData("1950-03-07", "1950-03", KnownLess.Register)]
    [InlineData("1950", "1950", KnownLess.Neither)]
    [InlineData("1950-03-07", null, null)]
    internal void Which_side_knew_less_is_part_of_the_grades(string claimed, string? registered, KnownLess? expected) =>
        Compare(Claim("Trần Thị Hòa", claimed), Registered("TRẦN THỊ HÒA", registered)).Grades!.LessKnown.ShouldBe(expected);

    [Theory]
    [InlineData(null, "19753", null)]
    [InlineData("19753", null, WardGrade.NotKnown)]
    [InlineData("19753", "19753", WardGrade.Same)]
    [InlineData("19750", "19753", WardGrade.Successor)]
    [InlineData("19918", "19753", WardGrade.Different)]
    [InlineData("00001", "19753", WardGrade.NotKnown)]
    internal void A_ward_is_graded_and_changes_no_outcome(string? claimed, string? registered, WardGrade? expected)
    {
        var decision = Compare(
            Claim("Trần Thị Hòa", "1950-03-07") with { WardCode = claimed },
            Registered("TRẦN THỊ HÒA", "1950-03-07") with { WardCode = registered });

        decision.Outcome.ShouldBe(Outcome.Verified);
        decision.Grades!.Ward.ShouldBe(expected);
    }

    [Fact]
    public void Sex_and_ward_never_change_an_outcome_or_a_reason() =>
        Gen.Select(SomeGrades, One<bool?>([null, true, false]), One<WardGrade?>([null, .. Enum.GetValues<WardGrade>()]), SomePolicy)
            .Sample((grades, sex, ward, policy) =>
            {
                var (plain, told) = (VerificationRules.Decide(policy, grades), VerificationRules.Decide(policy, grades with { SexAgrees = sex, Ward = ward }));

                told.Outcome.ShouldBe(plain.Outcome);
                told.Reasons.ShouldBe(plain.Reasons);
            });

    [Fact]
    public void A_worse_name_or_birth_date_never_leads_to_a_better_outcome() =>
        Gen.Select(SomeGrades, SomeGrades, SomePolicy).Sample((one, other, policy) =>
        {
            // The worse of each field, put together, is at least as bad as either.
            var worse = new Grades(
                one.Name > other.Name ? one.Name : other.Name,
                Rank(one) > Rank(other) ? one.BirthDate : other.BirthDate,
                null,
                Rank(one) > Rank(other) ? one.LessKnown : other.LessKnown);
            if (Rank(one) == Rank(other) && RuleId.OfBirthDate(one) != RuleId.OfBirthDate(other))
                return;

            Badness(policy, worse).ShouldBeGreaterThanOrEqualTo(Math.Max(Badness(policy, one), Badness(policy, other)));
        });

    private static Gen<Policy> SomePolicy => One([.. PolicyBook.Published.Policies]);

    private static Gen<Grades> SomeGrades =>
        Gen.Select(
            One(Enum.GetValues<NameGrade>()),
            One(Enum.GetValues<BirthDateGrade>()),
            One(Enum.GetValues<BirthDatePrecision>()),
            One(Enum.GetValues<KnownLess>()),
            Gen.Bool)
        .Select((name, grade, precision, lessKnown, missing) => missing
            ? new Grades(name, null, null)
            : new Grades(name, new BirthDateComparison(grade, precision), null, lessKnown));

    private static Gen<T> One<T>(T[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);

    private static int Rank(Grades grades)
    {
        var id = RuleId.OfBirthDate(grades);
        return RuleId.BirthDates.Index().Single(row => row.Item.Contains(id)).Index;
    }

    private static int Badness(Policy policy, Grades grades) => VerificationRules.Decide(policy, grades).Outcome switch
    {
        Outcome.Verified => 0,
        Outcome.NeedsPerson => 1,
        Outcome.Differs => 2,
        var other => throw new InvalidOperationException($"A comparison never comes to {other}."),
    };

    private static Decision Compare(ClaimedPerson claim, RegisteredPerson registered, string policy = "standard") =>
        VerificationRules.Compare(PolicyBook.Published.Current(policy)!, claim, registered, new DateOnly(2026, 11, 24), new DateOnly(2026, 1, 5));

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
