using System.Net;
using System.Text;
using System.Text.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class ExplanationsTests(TestDatabases databases) : IAsyncLifetime
{
    private TestService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(databases);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task It_says_which_rule_fired_and_which_would_have_otherwise()
    {
        var asked = await _service.SettledAsync(_service.Portal, TestService.Claim(Personas.TwinA, name: Personas.TwinB.Name, birthDate: Personas.TwinA.BirthDate[..4]));

        var why = await ExplainAsync(_service.Portal, asked.Id);

        (why.Outcome, why.PolicyVersion).ShouldBe((Outcome.NeedsPerson, "standard/2026-11.2"));
        why.DecidedBy.ShouldNotBeNull().Code.ShouldBe("comparison");
        why.Fields.Select(field => (field.Field, field.Fired.Rule, field.Fired.Result)).ShouldBe(
        [
            ("name", "name.unmarked", RuleResult.Person),
            ("birth_date", "birth_date.equal_year_claim", RuleResult.Verifies),
            ("sex", "sex.not_compared", RuleResult.Nothing),
            ("ward", "ward.not_compared", RuleResult.Nothing),
        ]);
        why.Fields[0].Otherwise.Select(rule => (rule.Rule, rule.Result)).ShouldBe(
        [
            ("name.exact", RuleResult.Verifies),
            ("name.spelling", RuleResult.Verifies),
            ("name.partial", RuleResult.Person),
            ("name.different", RuleResult.Differs),
        ],
            ignoreOrder: true);
        why.Fields[0].Fired.Text.En.ShouldBe("The name is the same only without its marks, so a person looks at it.");
        why.Fields[0].Otherwise.Single(rule => rule.Rule == "name.exact").Text.Vi.ShouldBe("Nếu họ tên giống hệt nhau thì mục này đủ để xác minh.");
    }

    [Fact]
    public async Task It_says_what_every_other_policy_makes_of_the_same_grades()
    {
        var asked = await _service.SettledAsync(_service.Portal, TestService.Claim(Personas.Plain, birthDate: "1990"));

        var every = await ExplainAsync(_service.Portal, asked.Id);
        var first = await ExplainAsync(_service.Portal, asked.Id, "standard/2026-11.1");

        every.Readings.Select(reading => (reading.PolicyVersion, reading.Outcome)).ShouldBe(
            [("strict/2026-11.1", Outcome.NeedsPerson), ("lenient-elderly/2026-11.1", Outcome.Verified)]);
        first.Readings.ShouldHaveSingleItem().Rules.Select(rule => rule.Rule).ShouldBe(["name.exact", "birth_date.equal_year"]);
    }

    [Fact]
    public async Task A_policy_nobody_published_is_named_as_the_field_that_does_not_fit()
    {
        var asked = await _service.SettledAsync(_service.Portal, TestService.Claim(Personas.Plain));

        using var refused = await PostAsync(_service.Portal, new { verificationId = asked.Id, policy = "generous" });

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync(Cancellation)).ShouldContain("lenient-elderly");
    }

    public static TheoryData<string, string, string> WhatDecides => new()
    {
        { "plain", TestService.Purpose, "comparison" },
        { "marks-lost", TestService.Purpose, "comparison" },
        { "not-found", TestService.Purpose, "no_such_person" },
        { "deceased", TestService.Purpose, "vital_status" },
        { "replaced-number", TestService.Purpose, "number_replaced" },
        { "plain", TestService.YesNoPurpose, "register_said_yes" },
        { "not-found", TestService.YesNoPurpose, "register_said_no" },
    };

    [Theory]
    [MemberData(nameof(WhatDecides))]
    public async Task It_says_which_step_decided(string persona, string purpose, string step)
    {
        var asked = await _service.SettledAsync(_service.Portal, TestService.Claim(Personas.All.Single(one => one.Key == persona)), purpose);

        var why = await ExplainAsync(_service.Portal, asked.Id);

        why.DecidedBy.ShouldNotBeNull().Code.ShouldBe(step);
        why.Outcome.ShouldBe(asked.Outcome);
        // A replaced number is compared under its successor.
        (why.Fields.Count > 0).ShouldBe(step is "comparison" or "number_replaced");
    }

    [Fact]
    public async Task A_pending_check_is_explained_by_why_it_waits()
    {
        _service.Stubs.Population.Weather.Down();
        var asked = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));

        var why = await ExplainAsync(_service.Portal, asked.Id);

        (why.State, why.Outcome, why.DecidedBy!.Code, why.PolicyVersion).ShouldBe((VerificationState.Pending, Outcome.Pending, "waiting", null));
        why.Fields.ShouldBeEmpty();
        why.Text.Vi.Official.ShouldContain("không nói lên điều gì về công dân");
    }

    /// <summary>I8: neither which step decided nor how anything compared.</summary>
    [Theory]
    [InlineData("marks-lost")]
    [InlineData("not-found")]
    [InlineData("deceased")]
    [InlineData("replaced-number")]
    public async Task A_client_without_detail_learns_the_bare_outcome(string persona)
    {
        var asked = await _service.SettledAsync(_service.Kiosk, TestService.Claim(Personas.All.Single(one => one.Key == persona)));

        var why = await ExplainAsync(_service.Kiosk, asked.Id, "strict");

        why.Outcome.ShouldBe(asked.Outcome);
        why.DecidedBy.ShouldBeNull();
        why.Fields.ShouldBeEmpty();
        why.Readings.ShouldBeEmpty();
        why.Text.ShouldBe(asked.Text);
    }

    [Fact]
    public async Task Another_clients_check_is_not_there_and_leaves_no_disclosure()
    {
        var asked = await _service.SettledAsync(_service.Portal, TestService.Claim(Personas.Plain));

        using var refused = await PostAsync(_service.Kiosk, new { verificationId = asked.Id });

        refused.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ExplainedAsync()).ShouldBe(0);
    }

    /// <summary>I1</summary>
    [Fact]
    public async Task Explaining_is_a_disclosure_and_stands_in_the_trail()
    {
        var asked = await _service.SettledAsync(_service.Portal, TestService.Claim(Personas.Plain));

        await ExplainAsync(_service.Portal, asked.Id);

        (await ExplainedAsync()).ShouldBe(1);
        (await _service.Database.QueryAsync<string>("select target from audit where action = 'verification.explained'")).ShouldBe([asked.Id.ToString()]);
    }

    [Fact]
    public async Task It_never_holds_a_value_of_the_register_or_of_the_claim()
    {
        foreach (var persona in Personas.All.Where(persona => persona.Key is not ("slow" or "wrong-person")))
        {
            var asked = await _service.SettledAsync(_service.Portal, TestService.Claim(persona));
            using var response = await PostAsync(_service.Portal, new { verificationId = asked.Id });
            var said = await response.Content.ReadAsStringAsync(Cancellation);

            foreach (var (_, secret) in LeakWatch.SecretsOf(persona))
                said.Contains(secret, StringComparison.OrdinalIgnoreCase).ShouldBeFalse(persona.Key);
            said.Contains(persona.BirthDate, StringComparison.Ordinal).ShouldBeFalse(persona.Key);
        }
    }

    private Task<List<long>> CountAsync(string action) =>
        _service.Database.QueryAsync<long>($"select count(*) from audit where action = '{action}'");

    private async Task<long> ExplainedAsync() => (await CountAsync("verification.explained")).Single();

    private static async Task<Explanation> ExplainAsync(HttpClient caller, Guid id, string? policy = null)
    {
        using var response = await PostAsync(caller, new { verificationId = id, policy });
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await TestService.ReadAsync<Explanation>(response);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient caller, object body) =>
        caller.PostAsync(
            "/v1/verifications:explain",
            new StringContent(JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json"),
            Cancellation);
}
