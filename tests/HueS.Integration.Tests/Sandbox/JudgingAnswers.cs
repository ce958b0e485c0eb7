using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Sandbox;
using HueS.Integration.Sandbox.Demo;
using Shouldly;
using Xunit;
using Case = HueS.Integration.Sandbox.Demo.Case;

namespace HueS.Integration.Tests.Sandbox;

/// <summary>The demo's exit code stands on this table, so it must not be blind to either kind of wrong answer.</summary>
public sealed class JudgingAnswers
{
    [Theory]
    [InlineData(Outcome.Differs)]
    [InlineData(Outcome.NotFound)]
    [InlineData(Outcome.NotAlive)]
    [InlineData(Outcome.NumberReplaced)]
    [InlineData(Outcome.NotVerified)]
    public void No_for_a_persons_own_data_is_wrong_and_right_for_what_is_false(Outcome no)
    {
        Case.Judge(Truth.Genuine, no).ShouldBe(Verdict.FalselyNotVerified);
        Case.Judge(Truth.False, no).ShouldBe(Verdict.Right);
        Case.Judge(Truth.Soft, no).ShouldBe(Verdict.Right);
    }

    [Fact]
    public void Verified_is_wrong_for_what_is_not_one_living_persons_data()
    {
        Case.Judge(Truth.False, Outcome.Verified).ShouldBe(Verdict.FalselyVerified);
        Case.Judge(Truth.Genuine, Outcome.Verified).ShouldBe(Verdict.Right);
        Case.Judge(Truth.Soft, Outcome.Verified).ShouldBe(Verdict.Right);
    }

    [Fact]
    public void A_record_linked_to_another_and_a_membership_no_person_decided_about_are_wrong()
    {
        var records = Records(out var wallet);
        var truth = new LinkTruth(records);

        truth.IsWrong(Linked("payments", wallet.Id), wallet.Owner).ShouldBeFalse();
        truth.IsWrong(Linked("payments", wallet.Id), "046190999999").ShouldBeTrue();
        truth.IsWrong(Linked("payments", wallet.Id) with { State = LinkState.Proposed }, "046190999999").ShouldBeFalse();
        truth.IsWrong(Linked("health-insurance", "membership"), wallet.Owner).ShouldBeTrue();
        truth.IsWrong(Linked("dossiers", Personas.Plain.Dossiers[0].Number), wallet.Owner).ShouldBeTrue();
    }

    [Fact]
    public void A_dossier_without_a_flaw_needs_no_person_but_a_twins_does()
    {
        var claims = Claims.From(SandboxCity.Instance, Personas.All, 40, 1);
        bool IsNeedless(Persona persona, params string[] reasons) => new Case(claims.First(claim => claim.Number == persona.Number))
        {
            Link = Linked("dossiers", "1") with { State = LinkState.Proposed, Explanation = new LinkExplanation("E1", "1", "rule", null, reasons) },
        }.IsNeedlesslyUnlinked;

        IsNeedless(Personas.TwinA, "possible_twin").ShouldBeFalse();
        IsNeedless(Personas.Plain, "possible_twin").ShouldBeTrue();
        IsNeedless(Personas.Plain, "birth_date_year_only").ShouldBeFalse();
        IsNeedless(Personas.Plain, "birth_date_year_only", "name_different").ShouldBeTrue();
        IsNeedless(Personas.Plain).ShouldBeTrue();
    }

    [Fact]
    public void A_record_that_leaves_no_doubt_has_to_be_linked()
    {
        var records = Records(out var wallet);
        var truth = new LinkTruth(records);
        var others = truth.MissedOf(wallet.Owner, [Linked("payments", wallet.Id)]).ToList();

        truth.MissedOf(wallet.Owner, []).ShouldBe([("payments", wallet.Id), .. others], ignoreOrder: true);
        truth.MissedOf(wallet.Owner, [Linked("payments", wallet.Id) with { State = LinkState.Proposed }]).ShouldContain(("payments", wallet.Id));
    }

    private static CityRecords Records(out Wallet plain)
    {
        var city = SandboxCity.Instance;
        var records = CityRecords.Of(city, [.. city.Citizens.Take(200)], "0000002a", seed: 1);
        plain = records.Wallets.First(wallet => wallet.IsPlain && city.Find(wallet.Owner!)!.Twin is null);
        return records;
    }

    private static Link Linked(string system, string id) => new(
        Guid.CreateVersion7(),
        system,
        id,
        LinkState.Linked,
        new LinkExplanation("E1", "1", "rule", null, []),
        DateTimeOffset.UnixEpoch,
        new LocalisedText(WhoActs.Citizen, new PeopleText("", "", ""), new PeopleText("", "", "")),
        1);

    [Theory]
    [InlineData(Truth.Genuine, Verdict.NeedlesslyLeftToAPerson)]
    [InlineData(Truth.Soft, Verdict.LeftToAPerson)]
    [InlineData(Truth.False, Verdict.LeftToAPerson)]
    internal void A_doubt_is_for_a_person_where_there_is_one_and_waiting_is_no_answer(Truth truth, Verdict verdict)
    {
        Case.Judge(truth, Outcome.NeedsPerson).ShouldBe(verdict);
        Case.Judge(truth, Outcome.Pending).ShouldBe(Verdict.Open);
    }
}
