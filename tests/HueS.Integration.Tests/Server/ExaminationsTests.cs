using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class ExaminationsTests(TestDatabases databases) : IAsyncLifetime
{
    // No persona: what the caller sent comes back to the caller, and the watch would rightly call that a leak.
    private const string Nobody = "Nguyễn Thị Ví Dụ";

    private TestService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(databases);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_clean_claim_is_readable_and_nothing_is_found()
    {
        var examined = await ExamineAsync(TestService.Claim(Personas.Plain));

        examined.Readable.ShouldBeTrue();
        examined.Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_slip_is_told_with_what_may_have_been_meant()
    {
        var examined = await ExamineAsync(new { number = "191000123", name = Nobody, birthDate = "12/05/1990" });

        examined.Readable.ShouldBeFalse();
        examined.Findings.Select(finding => (finding.Code, finding.Field, finding.Weight, finding.Certainty)).ShouldBe(
        [
            ("old_number_in_new_box", "subject.number", FindingWeight.Fault, SuggestionCertainty.Certain),
            ("birth_date_other_form", "subject.birthDate", FindingWeight.Fault, SuggestionCertainty.Likely),
        ]);
        examined.Findings[0].Suggestion.ShouldBe(new SubjectClaim(OldCardNumber: "191000123"));
        examined.Findings[0].Clears.ShouldBe(["subject.number"]);
        examined.Findings[1].Suggestion.ShouldBe(new SubjectClaim(BirthDate: "1990-05-12"));
        examined.Findings.ShouldAllBe(finding => finding.Text.Vi.NextStep.Length > 0 && finding.Text.WhoActs == WhoActs.Official);
    }

    [Fact]
    public async Task A_name_in_the_address_box_is_found()
    {
        var finding = (await ExamineAsync(new { number = "046190000123", birthDate = "1990-05-12", address = Nobody })).Findings.ShouldHaveSingleItem();

        (finding.Code, finding.Suggestion).ShouldBe(("name_in_address_box", new SubjectClaim(Name: Nobody)));
        finding.Clears.ShouldBe(["subject.address"]);
    }

    [Fact]
    public async Task What_cannot_be_read_and_nobody_can_guess_is_named_too()
    {
        var examined = await ExamineAsync(new { number = "12", name = "4n", birthDate = "1990-02-30" });

        examined.Readable.ShouldBeFalse();
        examined.Findings.Select(finding => finding.Code).ShouldBe(["number_format", "name_not_letters", "birth_date_impossible"], ignoreOrder: true);
        examined.Findings.ShouldAllBe(finding => finding.Suggestion == null && finding.Text.Vi.Official.StartsWith("Cần nhập: "));
    }

    [Fact]
    public async Task Examining_asks_nobody_and_keeps_nothing()
    {
        await ExamineAsync(TestService.Claim(Personas.Plain));
        await ExamineAsync(TestService.Claim(Personas.Plain, birthDate: "1990-01-01"));

        _service.Stubs.Population.Requests.Total.ShouldBe(0);
        (await _service.Database.QueryAsync<long>(
            "select (select count(*) from verification) + (select count(*) from subject) + (select count(*) from intent) + (select count(*) from audit)"))
            .ShouldBe([0]);
    }

    [Fact]
    public async Task Examining_takes_a_token_and_a_subject()
    {
        using var anyone = await PostAsync(_service.Anyone, new { subject = TestService.Claim(Personas.Plain) });
        using var without = await PostAsync(_service.Operator, new { subject = TestService.Claim(Personas.Plain) });
        using var empty = await PostAsync(_service.Portal, new { });

        (anyone.StatusCode, without.StatusCode, empty.StatusCode)
            .ShouldBe((HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task With_strict_handling_a_doubtful_claim_is_not_asked()
    {
        using var response = await AskAsync(TestService.Claim(Personas.Plain, birthDate: "1991-05-12"), "handling=strict");

        var problem = await TestService.ReadAsync<JsonElement>(response);
        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        response.Headers.GetValues("Preference-Applied").ShouldBe(["handling=strict"]);
        problem.GetProperty("type").GetString().ShouldBe("/problems/claim_doubtful");
        problem.GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("birth_year_disagrees_with_number");
        problem.GetProperty("errors")[0].GetProperty("field").GetString().ShouldBe("subject.birthDate");
        problem.GetProperty("errors")[0].GetProperty("nextStep").GetString().ShouldNotBeNullOrEmpty();
        problem.GetProperty("errors")[0].GetProperty("whoActs").GetString().ShouldBe("official");
        _service.Stubs.Population.Requests.Total.ShouldBe(0);
        (await _service.Database.QueryAsync<long>("select count(*) from verification")).ShouldBe([0]);
    }

    [Fact]
    public async Task Without_it_the_same_claim_is_asked_as_it_stands_and_warned_of()
    {
        using var response = await AskAsync(TestService.Claim(Personas.Plain, birthDate: "1991-05-12"), "handling=lenient");

        response.IsSuccessStatusCode.ShouldBeTrue();
        var asked = await TestService.ReadAsync<Contracts.Verification>(response);
        var answer = await _service.UntilSettledAsync(_service.Portal, asked.Id);
        response.Headers.Contains("Preference-Applied").ShouldBeFalse();
        answer.Outcome.ShouldBe(Outcome.NotFound);
        var warning = answer.Warnings.ShouldHaveSingleItem();
        (warning.Code, warning.Field, warning.Text.WhoActs).ShouldBe(("birth_year_disagrees_with_number", "subject.birthDate", WhoActs.Official));
    }

    [Fact]
    public async Task With_strict_handling_a_clean_claim_and_a_mere_remark_are_asked()
    {
        using var clean = await AskAsync(TestService.Claim(Personas.Plain), "handling=strict");
        using var remark = await AskAsync(TestService.Claim(Personas.ToneStyle, number: Spaced(Personas.ToneStyle.Number)), "handling=strict");

        (clean.IsSuccessStatusCode, remark.IsSuccessStatusCode).ShouldBe((true, true));
        clean.Headers.GetValues("Preference-Applied").ShouldBe(["handling=strict"]);
        (await TestService.ReadAsync<Contracts.Verification>(remark)).Warnings.ShouldHaveSingleItem().Code.ShouldBe("number_separated");
    }

    [Fact]
    public async Task The_address_is_neither_asked_nor_kept_nor_part_of_what_makes_two_claims_the_same()
    {
        var plain = Personas.Plain;
        await _service.VerifyAsync(_service.Portal, TestService.Claim(plain), key: "address");

        var again = await _service.VerifyAsync(
            _service.Portal,
            new { number = plain.Number, name = plain.Name, birthDate = plain.BirthDate, address = "12 Lê Lợi" },
            key: "address");

        (await _service.UntilSettledAsync(_service.Portal, again.Id)).Outcome.ShouldBe(Outcome.Verified);
        (await _service.Database.QueryAsync<long>("select count(*) from verification")).ShouldBe([1]);
    }

    [Fact]
    public async Task A_wrong_letter_is_understood_and_remarked_upon()
    {
        var answer = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain, name: $"\u00D0ỗ {Personas.Plain.Name}"));

        answer.Warnings.ShouldContain(warning => warning.Code == "wrong_letter" && warning.Field == "subject.name");
    }

    private async Task<ExaminedClaim> ExamineAsync(object subject)
    {
        using var response = await PostAsync(_service.Portal, new { subject });
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await TestService.ReadAsync<ExaminedClaim>(response);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient caller, object body) =>
        caller.PostAsJsonAsync("/v1/verifications:examine", body, Cancellation);

    private async Task<HttpResponseMessage> AskAsync(object subject, string preference)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/verifications") { Content = JsonContent.Create(TestService.Ask(subject)) };
        request.Headers.Add("Prefer", preference);
        return await _service.Portal.SendAsync(request, Cancellation);
    }

    private static string Spaced(string number) => $"{number[..3]} {number[3..6]} {number[6..9]} {number[9..]}";
}
