using CsCheck;
using HueS.Integration.Identity;
using HueS.Integration.Linking;
using HueS.Integration.Upstreams.Records;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Linking;

public sealed class LinkRulesTests
{
    private const string Number = "046150000019";
    private const string Phone = "0900000001";

    [Theory]
    [InlineData(Number, "Trần Thị Hòa", "1950-03-07", null, EvidenceClass.E1)]
    [InlineData(Number, "TRẦN THỊ HOÀ", "1950-03-07", null, EvidenceClass.E1)]
    [InlineData(Number, "Tran Thi Hoa", "1950-03-07", null, EvidenceClass.E2, LinkReason.NameUnmarked)]
    [InlineData(Number, "Trần Hòa", "1950-03-07", null, EvidenceClass.E2, LinkReason.NamePartial)]
    [InlineData(Number, null, "1950-03-07", null, EvidenceClass.E2, LinkReason.NameMissing)]
    [InlineData(Number, "Trần Thị Hòa", null, null, EvidenceClass.E2, LinkReason.BirthDateMissing)]
    [InlineData(Number, "Trần Thị Hòa", "1950", Phone, EvidenceClass.E2, LinkReason.BirthDateYearOnly)]
    [InlineData(Number, "Trần Thị Hòa", "1950-07-03", null, EvidenceClass.E2, LinkReason.BirthDateSwapped)]
    [InlineData(Number, "Trần Thị Hòa", "1950-01-01", null, EvidenceClass.E2, LinkReason.BirthDateFirstOfJanuary)]
    [InlineData(Number, "Lê Văn Bình", "1950-03-07", null, EvidenceClass.None, LinkReason.NameDifferent)]
    [InlineData(Number, "Trần Thị Hòa", "1960-03-07", null, EvidenceClass.None, LinkReason.BirthDateDifferent)]
    [InlineData(Number, "Tran Thi Hoa", "1950", null, EvidenceClass.None, LinkReason.NameUnmarked, LinkReason.BirthDateYearOnly)]
    [InlineData("046150000020", "Trần Thị Hòa", "1950-03-07", Phone, EvidenceClass.None, LinkReason.NumberOther)]
    [InlineData(null, "Trần Thị Hòa", "1950-03-07", Phone, EvidenceClass.E3, LinkReason.NumberMissing)]
    [InlineData("191234567", "Trần Thị Hòa", "1950-03-07", Phone, EvidenceClass.E3, LinkReason.OldCardNumberOnly)]
    internal void Evidence_falls_into_its_class(
        string? number, string? name, string? birthDate, string? phone, EvidenceClass expected, params LinkReason[] reasons)
    {
        var decision = LinkRules.Decide(PlainComparison.Of(Citizen("1950-03-07"), Holder(number, name, birthDate, phone)));

        decision.Class.ShouldBe(expected);
        decision.Reasons.ShouldBe(reasons);
        decision.Links.ShouldBe(expected == EvidenceClass.E1);
    }

    [Theory]
    [InlineData(Phone, EvidenceClass.E1)]
    [InlineData("0900000002", EvidenceClass.E2)]
    [InlineData(null, EvidenceClass.E2)]
    internal void A_year_known_on_both_sides_needs_a_second_key(string? phone, EvidenceClass expected) =>
        LinkRules.Decide(PlainComparison.Of(Citizen("1950"), Holder(Number, "Trần Thị Hòa", "1950", phone)))
            .Class.ShouldBe(expected);

    [Fact]
    public void A_record_under_a_number_the_register_replaced_is_still_the_citizens() =>
        LinkRules.Decide(PlainComparison.Of(
                Citizen("1950-03-07") with { Numbers = [NumberOf("046150000027")!.Value] },
                Holder("046150000027", "Trần Thị Hòa", "1950-03-07", null)))
            .Class.ShouldBe(EvidenceClass.E1);

    /// <summary>I5: whatever else agrees, nothing but an equal number links, and never with the name alone apart.</summary>
    [Fact]
    public void Only_the_same_number_with_the_same_name_and_birth_date_ever_links() =>
        SomeEvidence.Sample(evidence =>
        {
            if (!LinkRules.Decide(evidence).Links)
                return;

            evidence.Number.ShouldBe(KeyAgreement.Same);
            evidence.Name.ShouldNotBeNull().ShouldBeOneOf(NameGrade.Exact, NameGrade.Spelling);
            evidence.BirthDate.ShouldNotBeNull().Grade.ShouldBe(BirthDateGrade.Equal);
            (evidence.BirthDate!.Value.SharedPrecision == BirthDatePrecision.Day
                || evidence is { BothYearOnly: true, SecondKey: KeyAgreement.Same }).ShouldBeTrue();
        });

    /// <summary>Twins: same birth date, names apart by one mark, and the sibling's number on the form.</summary>
    [Fact]
    public void A_twins_name_on_ones_own_number_goes_to_a_person() =>
        LinkRules.Decide(PlainComparison.Of(Citizen("1950-03-07"), Holder(Number, "Trần Thị Hóa", "1950-03-07", Phone)))
            .Links.ShouldBeFalse();

    [Theory]
    [InlineData(LinkReason.SeveralCandidates)]
    [InlineData(LinkReason.LeadTooSmall)]
    [InlineData(LinkReason.PossibleTwin)]
    [InlineData(LinkReason.LinkingFrozen)]
    [InlineData(LinkReason.CitizenProtected)]
    [InlineData(LinkReason.NeverThesePair)]
    [InlineData(LinkReason.LinkedElsewhere)]
    internal void The_best_evidence_does_not_link_while_a_guard_holds(LinkReason reason)
    {
        var evidence = PlainComparison.Of(Citizen("1950-03-07"), Holder(Number, "Trần Thị Hòa", "1950-03-07", null));

        LinkRules.Decide(evidence, Standing.Alone with { Lead = 10 }).Links.ShouldBeTrue();
        var decision = LinkRules.Decide(evidence, Guarded(reason));

        decision.Links.ShouldBeFalse();
        decision.Class.ShouldBe(EvidenceClass.E1);
        decision.Reasons.ShouldBe([reason]);
    }

    private static Standing Guarded(LinkReason by) => by switch
    {
        LinkReason.SeveralCandidates => new Standing(OthersAsGood: 1),
        LinkReason.LeadTooSmall => new Standing(Lead: 9.9),
        LinkReason.PossibleTwin => new Standing(PossibleTwin: true),
        LinkReason.LinkingFrozen => new Standing(IsFrozen: true),
        LinkReason.CitizenProtected => new Standing(IsProtected: true),
        LinkReason.NeverThesePair => new Standing(IsForbidden: true),
        LinkReason.LinkedElsewhere => new Standing(IsLinkedElsewhere: true),
        _ => throw new ArgumentOutOfRangeException(nameof(by)),
    };

    [Theory]
    [InlineData("\"possibleTwin\": \"Another", "\"nameMissing\": \"Another", "PossibleTwin is missing")]
    [InlineData("\"nameMissing\": \"soft\",", "", "NameMissing has no weight")]
    [InlineData("\"number\": \"notStated\", \"doubts\": \"any\", \"class\": \"E3\"", "\"number\": \"notStated\", \"doubts\": \"any\", \"class\": \"E1\"", "Only an equal number")]
    [InlineData("\"leadAtLeast\": 10", "\"leadAtLeast\": 0", "lead of nothing")]
    [InlineData("\"version\"", "\"vision\"", "vision")]
    public void A_rule_file_that_would_link_too_much_is_refused_with_a_sentence(string was, string now, string complaint)
    {
        var text = File.ReadAllText(Path.Combine(Conventions.Repository.Core, "Linking", "LinkRules.json"));
        text.ShouldContain(was);

        Should.Throw<LinkRuleBookException>(() => LinkRuleBook.Parse(System.Text.Encoding.UTF8.GetBytes(text.Replace(was, now, StringComparison.Ordinal))))
            .Message.ShouldContain(complaint);
    }

    private static Gen<Evidence> SomeEvidence =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[-1, 4], Gen.Int[-1, 3], Gen.Int[0, 2], Gen.Bool, Gen.Int[0, 2])
            .Select((number, name, birthDate, precision, bothYearOnly, secondKey) => new Evidence(
                (KeyAgreement)number,
                OldCardStated: false,
                name < 0 ? null : (NameGrade)name,
                birthDate < 0 ? null : new BirthDateComparison((BirthDateGrade)birthDate, (BirthDatePrecision)precision),
                bothYearOnly,
                (KeyAgreement)secondKey));

    private static CitizenIdentity Citizen(string birthDate) =>
        new(NumberOf(Number)!.Value, NameOf("Trần Thị Hòa")!, BirthOf(birthDate)!.Value, Phone);

    private static HolderClaim Holder(string? number, string? name, string? birthDate, string? phone) => new(
        NumberOf(number),
        OldCardNumber.TryParse(number, out var oldCard) ? oldCard : null,
        NameOf(name),
        BirthOf(birthDate),
        phone);

    private static PersonalNumber? NumberOf(string? text) => PersonalNumber.TryParse(text, out var number) ? number : null;

    private static PersonName? NameOf(string? text) => PersonName.TryParse(text, out var name, out _) ? name : null;

    private static BirthDate? BirthOf(string? text) => BirthDate.TryParse(text, out var date) ? date : null;
}
