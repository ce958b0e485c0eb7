using System.Text;
using HueS.Integration.Access;
using HueS.Integration.Identity;
using HueS.Integration.Verification;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Verification;

public sealed class PolicyBookTests
{
    private const string Sound =
        """
        [{"name": "standard", "version": "1", "why": "A test.", "rules": {
          "name.exact": "verifies", "name.spelling": "verifies", "name.unmarked": "person", "name.partial": "person", "name.different": "differs",
          "birth_date.equal_day": "verifies", "birth_date.equal_month": "verifies", "birth_date.equal_year": "person",
          "birth_date.swapped": "person", "birth_date.first_of_january": "person", "birth_date.missing": "person", "birth_date.different": "differs"}}]
        """;

    [Fact]
    public void What_was_published_stays_published()
    {
        PolicyBook.Published.Policies.Select(policy => policy.Id).ShouldBe(
            ["standard/2026-11.1", "standard/2026-11.2", "strict/2026-11.1", "lenient-elderly/2026-11.1"]);
        PolicyBook.Published.Current("standard")!.Id.ShouldBe("standard/2026-11.2");
    }

    [Fact]
    public void A_case_of_the_first_slice_finds_its_rules_by_their_bare_version() =>
        PolicyBook.Published.Find("2026-11.1")!.Id.ShouldBe("standard/2026-11.1");

    [Fact]
    public void A_version_this_service_does_not_know_is_not_guessed() =>
        PolicyBook.Published.Find("standard/2031-01.1").ShouldBeNull();

    [Fact]
    public void The_standard_policy_decides_as_the_first_slice_did()
    {
        var (first, now) = (PolicyBook.Published.Find("standard/2026-11.1")!, PolicyBook.Published.Current("standard")!);
        foreach (var grades in EveryGrades())
            VerificationRules.Decide(now, grades).Outcome.ShouldBe(VerificationRules.Decide(first, grades).Outcome);
    }

    [Fact]
    public void Every_grade_has_one_rule_in_every_policy()
    {
        foreach (var policy in PolicyBook.Published.Policies)
        {
            foreach (var grades in EveryGrades())
            {
                policy.Rules.ShouldContainKey(policy.ForName(grades.Name).Id);
                policy.Rules.ShouldContainKey(policy.ForBirthDate(grades).Id);
            }
        }
    }

    [Fact]
    public void Where_it_was_not_recorded_who_knew_only_the_year_the_most_cautious_row_holds()
    {
        var grades = new Grades(NameGrade.Exact, new BirthDateComparison(BirthDateGrade.Equal, BirthDatePrecision.Year), null);

        PolicyBook.Published.Current("strict")!.ForBirthDate(grades).Result.ShouldBe(RuleResult.Person);
        PolicyBook.Published.Current("standard")!.ForBirthDate(grades).Result.ShouldBe(RuleResult.Verifies);
    }

    [Fact]
    public void A_sound_table_is_taken() => Parse(Sound).Policies.ShouldHaveSingleItem().Id.ShouldBe("standard/1");

    [Theory]
    [InlineData("\"name.partial\": \"person\", ", "", "standard/1 says nothing of name.partial.")]
    [InlineData("\"name.partial\": \"person\"", "\"name.partial\": \"person\", \"name.partial\": \"person\"", "Duplicate")]
    [InlineData("\"name.exact\"", "\"name.guessed\": \"verifies\", \"name.exact\"", "has a row name.guessed")]
    [InlineData("\"birth_date.swapped\"", "\"birth_date.equal_year_claim\": \"person\", \"birth_date.swapped\"", "has a row birth_date.equal_year_claim")]
    [InlineData("\"name.spelling\": \"verifies\"", "\"name.spelling\": \"differs\"", "treats name.unmarked better than name.spelling")]
    [InlineData("\"birth_date.equal_month\": \"verifies\"", "\"birth_date.equal_month\": \"differs\"", "treats birth_date.equal_year better than birth_date.equal_month")]
    [InlineData("\"name.exact\": \"verifies\"", "\"name.exact\": \"person\"", "verifies nobody")]
    [InlineData("\"person\"", "\"perhaps\"", "rules")]
    public void A_faulty_table_is_refused_with_a_sentence(string sound, string faulty, string sentence) =>
        Should.Throw<PolicyBookException>(() => Parse(Sound.Replace(sound, faulty, StringComparison.Ordinal)))
            .Message.ShouldContain(sentence);

    [Fact]
    public void A_table_that_verifies_anybody_is_refused()
    {
        var generous = Sound.Replace("\"person\"", "\"verifies\"", StringComparison.Ordinal).Replace("\"differs\"", "\"verifies\"", StringComparison.Ordinal);

        var refused = Should.Throw<PolicyBookException>(() => Parse(generous));
        refused.Message.ShouldContain("name.different must not verify");
        refused.Message.ShouldContain("birth_date.different must not verify");
    }

    [Fact]
    public void Two_tables_of_one_version_are_refused() =>
        Should.Throw<PolicyBookException>(() => Parse($"[{Sound.Trim()[1..^1]},{Sound.Trim()[1..^1]}]"))
            .Message.ShouldContain("must stand below standard/1 and have a higher version");

    [Fact]
    public void A_purpose_that_names_no_published_policy_stops_the_start()
    {
        var options = new AccessOptions { Purposes = [new PurposeOptions { Code = "1.004194", Policy = "generous" }] };

        new PurposePolicies().Validate(null, options).FailureMessage.ShouldBe(
            "Access:Purposes: '1.004194' decides by 'generous', which is no published policy; there are standard, strict, lenient-elderly.");
    }

    private static PolicyBook Parse(string json) => PolicyBook.Parse(Encoding.UTF8.GetBytes(json));

    private static IEnumerable<Grades> EveryGrades() =>
        from name in Enum.GetValues<NameGrade>()
        from birthDate in EveryBirthDate()
        select new Grades(name, birthDate.Comparison, null, birthDate.LessKnown);

    private static IEnumerable<(BirthDateComparison? Comparison, KnownLess? LessKnown)> EveryBirthDate() =>
        (from grade in Enum.GetValues<BirthDateGrade>()
         from precision in Enum.GetValues<BirthDatePrecision>()
         from lessKnown in (KnownLess?[])[null, .. Enum.GetValues<KnownLess>()]
         select ((BirthDateComparison?)new BirthDateComparison(grade, precision), lessKnown))
        .Append((null, null));
}
