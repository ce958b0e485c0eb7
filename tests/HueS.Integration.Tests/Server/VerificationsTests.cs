using System.Net;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class VerificationsTests(TestDatabases databases) : IAsyncLifetime
{
    private TestService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(databases);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    public static TheoryData<string, Outcome, string[]> WhatBecomesOfPersonas => new()
    {
        { "plain", Outcome.Verified, [] },
        { "tone-style", Outcome.Verified, [] },
        { "year-only", Outcome.Verified, [] },
        { "whole-name", Outcome.Verified, [] },
        { "twin-a", Outcome.Verified, [] },
        { "twin-b", Outcome.Verified, [] },
        { "wrong-letter", Outcome.Verified, [] },
        { "royal", Outcome.Verified, [] },
        { "highland", Outcome.Verified, [] },
        { "slow", Outcome.Verified, [] },
        { "marks-lost", Outcome.NeedsPerson, ["name_unmarked"] },
        { "replaced-number", Outcome.NumberReplaced, ["number_replaced", "successor_confirmed"] },
        { "deceased", Outcome.NotAlive, ["person_dead"] },
        { "missing", Outcome.NotAlive, ["person_missing"] },
        { "not-found", Outcome.NotFound, ["no_such_person"] },
        { "empty-name", Outcome.NotFound, ["no_such_person"] },
    };

    [Theory]
    [MemberData(nameof(WhatBecomesOfPersonas))]
    public async Task Every_persona_gets_its_outcome_with_reasons(string persona, Outcome outcome, string[] reasons)
    {
        var asked = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.All.Single(one => one.Key == persona)));
        var answer = await _service.UntilSettledAsync(_service.Portal, asked.Id);

        answer.State.ShouldBe(VerificationState.Settled);
        answer.Outcome.ShouldBe(outcome);
        answer.Reasons.ShouldBe(reasons);
        answer.Source.ShouldBe(AnswerSource.Register);
        answer.Text.Vi.NextStep.ShouldNotBeEmpty();
        answer.Receipt.ShouldMatch("^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$");
    }

    [Fact]
    public async Task An_old_card_number_finds_its_holder_and_warns()
    {
        var answer = await _service.VerifyAsync(
            _service.Portal,
            new { oldCardNumber = Personas.OldCard.OldCard, name = Personas.OldCard.Name, birthDate = Personas.OldCard.BirthDate });

        answer.Outcome.ShouldBe(Outcome.Verified);
        answer.Warnings.ShouldContain(warning => warning.Code == "old_card_number");
    }

    [Fact]
    public async Task A_card_qr_says_everything_by_itself()
    {
        var plain = Personas.Plain;

        var answer = await _service.VerifyAsync(
            _service.Portal,
            new { cardQr = $"{plain.Number}||{plain.Name}|12051990|Nữ|Phường Phú Xuân, Huế|15062021" });

        answer.Outcome.ShouldBe(Outcome.Verified);
    }

    [Fact]
    public async Task Grades_are_shown_where_the_policy_row_allows_them_and_nowhere_else()
    {
        var shown = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.ToneStyle));
        var hidden = await _service.VerifyAsync(_service.Kiosk, TestService.Claim(Personas.ToneStyle));

        shown.Grades.ShouldNotBeNull().ShouldBe(new FieldGrades(NameGrade.Spelling, BirthDateGrade.Equal, BirthDatePrecision.Day, null));
        hidden.Grades.ShouldBeNull();
    }

    [Theory]
    [InlineData("not-found")]
    [InlineData("deceased")]
    [InlineData("replaced-number")]
    public async Task A_client_without_detail_cannot_tell_one_refusal_from_another(string persona)
    {
        var answer = await _service.VerifyAsync(_service.Kiosk, TestService.Claim(Personas.All.Single(one => one.Key == persona)));

        answer.Outcome.ShouldBe(Outcome.NotVerified);
        answer.Reasons.ShouldBeEmpty();
        answer.Grades.ShouldBeNull();
        answer.Text.Vi.Official.ShouldNotContain("mất");
        answer.AsOf.ShouldNotBeNull().Ticks.ShouldBe(answer.AsOf.Value.Ticks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute);
    }

    [Fact]
    public async Task Another_persons_mark_goes_to_a_person_with_a_task()
    {
        var answer = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.TwinA, name: Personas.TwinB.Name));

        answer.Outcome.ShouldBe(Outcome.NeedsPerson);
        (await _service.Database.QueryAsync<Guid>("select target from review_task where state = 'open'")).ShouldBe([answer.Id]);
    }

    [Fact]
    public async Task A_yes_no_purpose_asks_yes_or_no_and_shows_no_grades()
    {
        var answer = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain), TestService.YesNoPurpose);
        var no = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.NotFound), TestService.YesNoPurpose);

        (answer.Outcome, answer.Grades).ShouldBe((Outcome.Verified, null));
        (no.Outcome, no.Reasons.Single()).ShouldBe((Outcome.Differs, "register_says_no"));
        _service.Stubs.Population.Requests.Of("TraCuuThongTinCongDan").ShouldBe(0);
    }

    [Fact]
    public async Task The_same_claim_inside_the_reuse_window_is_not_asked_again()
    {
        var first = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));
        var asked = _service.Stubs.Population.Requests.Total;

        var second = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));

        _service.Stubs.Population.Requests.Total.ShouldBe(asked);
        (second.Source, second.Outcome).ShouldBe((AnswerSource.Reuse, Outcome.Verified));
        second.AsOf.ShouldBe(first.AsOf);
        second.Id.ShouldNotBe(first.Id);
    }

    [Fact]
    public async Task A_check_is_shown_to_the_client_that_asked_and_to_no_other()
    {
        var answer = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));

        using var own = await _service.Portal.GetAsync($"/v1/verifications/{answer.Id}", Cancellation);
        using var other = await _service.Kiosk.GetAsync($"/v1/verifications/{answer.Id}", Cancellation);

        (await TestService.ReadAsync<Contracts.Verification>(own)).Receipt.ShouldBe(answer.Receipt);
        other.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_name_in_the_registers_other_spelling_is_found()
    {
        var asked = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Slow, name: "Cao Thị Mĩ Lệ"));
        var answer = await _service.UntilSettledAsync(_service.Portal, asked.Id);

        answer.Outcome.ShouldBe(Outcome.Verified);
        answer.Grades.ShouldNotBeNull().Name.ShouldBe(NameGrade.Spelling);
    }

    [Fact]
    public async Task Every_question_that_reached_the_register_has_its_intent_and_every_answer_its_row()
    {
        await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));
        await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Deceased));

        var intents = await _service.Database.QueryAsync<string>("select request_id from intent");
        intents.ShouldBe(_service.Stubs.Population.Requests.RequestIds, ignoreOrder: true);
        (await _service.Database.QueryAsync<string>("select action from audit order by at"))
            .ShouldBe(["verification.answered", "verification.answered"]);
    }
}
