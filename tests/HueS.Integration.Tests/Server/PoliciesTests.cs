using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class PoliciesTests(TestDatabases databases)
{
    [Fact]
    public async Task A_year_alone_verifies_by_the_standard_policy_and_goes_to_a_person_by_the_strict_one()
    {
        await using var service = await TestService.StartAsync(databases, "--Access:Purposes:1:Check=LookUp", "--Access:Purposes:1:Policy=strict");

        var standard = await service.SettledAsync(service.Portal, TestService.Claim(Personas.Plain, birthDate: "1990"));
        var strict = await service.SettledAsync(service.Portal, TestService.Claim(Personas.Plain, birthDate: "1990"), TestService.YesNoPurpose);
        var full = await service.SettledAsync(service.Portal, TestService.Claim(Personas.Plain), TestService.YesNoPurpose);

        (standard.Outcome, standard.PolicyVersion).ShouldBe((Outcome.Verified, "standard/2026-11.2"));
        (strict.Outcome, strict.PolicyVersion).ShouldBe((Outcome.NeedsPerson, "strict/2026-11.1"));
        strict.Reasons.ShouldBe(["birth_date_partial"]);
        full.Outcome.ShouldBe(Outcome.Verified);
    }

    [Fact]
    public async Task A_policy_nobody_published_stops_the_start()
    {
        var refused = await Should.ThrowAsync<OptionsValidationException>(
            async () => await TestService.StartAsync(databases, "--Access:Purposes:0:Policy=generous"));

        refused.Message.ShouldContain("no published policy");
    }

    [Fact]
    public async Task Another_sex_and_another_ward_warn_whoever_sees_grades_and_change_nothing()
    {
        await using var service = await TestService.StartAsync(databases);
        var claim = new { number = Personas.Plain.Number, name = Personas.Plain.Name, birthDate = Personas.Plain.BirthDate, sex = "male", wardCode = "19918" };

        var shown = await service.SettledAsync(service.Portal, claim);
        var hidden = await service.SettledAsync(service.Kiosk, claim);

        shown.Outcome.ShouldBe(Outcome.Verified);
        shown.Grades.ShouldNotBeNull();
        (shown.Grades.Sex, shown.Grades.Ward).ShouldBe((false, WardGrade.Different));
        shown.Warnings.Select(warning => (warning.Code, warning.Field)).ShouldBe(
            [("sex_disagrees_with_number", "subject.sex"), ("sex_differs_from_register", "subject.sex"), ("ward_differs_from_register", "subject.wardCode")]);
        hidden.Outcome.ShouldBe(Outcome.Verified);
        hidden.Warnings.Select(warning => warning.Code).ShouldBe(["sex_disagrees_with_number"]);
    }

    [Fact]
    public async Task A_ward_of_before_the_reform_agrees_with_its_successor_and_does_not_warn()
    {
        await using var service = await TestService.StartAsync(databases);
        service.Stubs.Population.Tells(Scripts.LookUp, Personas.Plain.Number, Upstreams.The.People(Upstreams.The.Person()));

        var answer = await service.SettledAsync(
            service.Portal,
            new { number = Personas.Plain.Number, name = Personas.Plain.Name, birthDate = Personas.Plain.BirthDate, wardCode = "19750" });

        answer.Outcome.ShouldBe(Outcome.Verified);
        answer.Grades.ShouldNotBeNull().Ward.ShouldBe(WardGrade.Successor);
        answer.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_ward_code_that_is_none_is_named_as_the_field_that_does_not_fit()
    {
        await using var service = await TestService.StartAsync(databases);

        using var refused = await service.PostAsync(
            service.Portal,
            TestService.Ask(new { number = Personas.Plain.Number, name = Personas.Plain.Name, birthDate = Personas.Plain.BirthDate, wardCode = "1975" }));

        ((int)refused.StatusCode).ShouldBe(400);
        (await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("subject.wardCode");
    }

    [Fact]
    public async Task A_purpose_that_does_not_ask_for_the_vital_status_neither_asks_nor_claims_it()
    {
        await using var service = await TestService.StartAsync(databases, "--Access:Purposes:0:VitalStatus=false");

        var shown = await service.SettledAsync(service.Portal, TestService.Claim(Personas.Deceased));
        var told = await service.SettledAsync(service.Kiosk, TestService.Claim(Personas.Plain));

        service.Stubs.Population.Requests.Of(Scripts.VitalStatus).ShouldBe(0);
        (shown.Outcome, shown.Reasons.Single()).ShouldBe((Outcome.Verified, "vital_status_not_asked"));
        foreach (var answer in (Contracts.Verification[])[shown, told])
        {
            answer.Text.Vi.Official.ShouldNotContain("còn sống");
            answer.Text.En.Official.ShouldNotContain("living");
        }

        told.Reasons.ShouldBeEmpty();
    }
}
