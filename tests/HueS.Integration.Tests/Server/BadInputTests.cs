using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class BadInputTests(TestDatabases databases) : IAsyncLifetime
{
    private TestService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(databases);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Theory]
    [InlineData("subject.number", "04619099000", "number_format")]
    [InlineData("subject.number", "0461909900012", "number_format")]
    [InlineData("subject.number", "04619099000A", "number_format")]
    [InlineData("subject.birthDate", "1990-02-30", "birth_date_impossible")]
    [InlineData("subject.birthDate", "12/05/1990", "birth_date_other_form")]
    [InlineData("subject.birthDate", "1990-25-12", "day_month_swapped")]
    [InlineData("subject.number", "191 990 001", "old_number_in_new_box")]
    [InlineData("subject.number", "046-190-990-001", "number_separated")]
    [InlineData("subject.name", "Tổ 3, Phường Phú Xuân", "address_in_name_box")]
    [InlineData("subject.name", "NguyÔn V¨n An", "legacy_encoding")]
    [InlineData("subject.birthDate", "2399-01-01", "birth_date_future")]
    [InlineData("subject.name", "", "name_empty")]
    [InlineData("subject.name", "   ", "name_empty")]
    [InlineData("subject.name", "Nguyá»…n Văn An", "name_mojibake")]
    [InlineData("subject.name", "Nguyễn\u0007 Văn An", "control_character")]
    [InlineData("subject.name", "Nguyễn Văn 4n", "name_not_letters")]
    [InlineData("subject.sex", "other", "not_listed")]
    [InlineData("purpose", "a purpose with spaces and more", "purpose_format")]
    [InlineData("caseReference", "a case!", "case_reference_format")]
    [InlineData("caseReference", "HS/190912345", "case_reference_personal")]
    [InlineData("caseReference", "046.190.000.123", "case_reference_personal")]
    [InlineData("caseReference", "0046190000123", "case_reference_personal")]
    [InlineData("officer", "an officer", "officer_format")]
    public async Task A_field_that_does_not_fit_is_named_with_what_was_expected(string field, string value, string code)
    {
        var body = Good();
        Set(body, field, value);

        var problem = await RefusedAsync(body.ToJsonString(), HttpStatusCode.BadRequest, "invalid_request");

        var error = problem.GetProperty("errors").EnumerateArray().ShouldHaveSingleItem();
        error.GetProperty("field").GetString().ShouldBe(field);
        error.GetProperty("code").GetString().ShouldBe(code);
        error.GetProperty("expected").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_name_of_a_hundred_and_one_characters_is_refused()
    {
        var body = Good();
        Set(body, "subject.name", string.Concat(Enumerable.Repeat("An ", 33)) + "An");

        await RefusedAsync(body.ToJsonString(), HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    public async Task Two_identifiers_or_none_are_refused()
    {
        var both = Good();
        both["subject"]!["oldCardNumber"] = "191990006";
        var none = Good();
        ((JsonObject)none["subject"]!).Remove("number");

        await RefusedAsync(both.ToJsonString(), HttpStatusCode.BadRequest, "invalid_request");
        await RefusedAsync(none.ToJsonString(), HttpStatusCode.BadRequest, "invalid_request");
    }

    [Theory]
    [InlineData("{", "malformed_json")]
    [InlineData("", "malformed_json")]
    [InlineData("{\"\\ud800aaaa\":1}", "malformed_json")]
    [InlineData("{\"purpose\":1}", "invalid_request")]
    [InlineData("[]", "invalid_request")]
    [InlineData("null", "invalid_request")]
    public async Task What_is_not_a_request_is_refused(string body, string code) =>
        await RefusedAsync(body, HttpStatusCode.BadRequest, code);

    [Fact]
    public async Task Unknown_and_repeated_fields_are_refused()
    {
        var unknown = Good();
        unknown["subject"]!["nickname"] = "An";
        var repeated = Good().ToJsonString().Replace("\"purpose\":", "\"purpose\":\"9.999999\",\"purpose\":", StringComparison.Ordinal);

        await RefusedAsync(unknown.ToJsonString(), HttpStatusCode.BadRequest, "invalid_request");
        await RefusedAsync(repeated, HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    public async Task An_unknown_purpose_and_another_clients_purpose_look_alike()
    {
        var unknown = Good();
        unknown["purpose"] = "9.999999";
        var others = Good();
        others["purpose"] = TestService.YesNoPurpose;

        await RefusedAsync(unknown.ToJsonString(), HttpStatusCode.BadRequest, "unknown_purpose");
        await RefusedAsync(others.ToJsonString(), HttpStatusCode.BadRequest, "unknown_purpose", _service.Kiosk);
    }

    [Fact]
    public async Task A_body_over_sixteen_kilobytes_is_refused()
    {
        var body = Good();
        body["caseReference"] = new string('a', 17 * 1024);

        await RefusedAsync(body.ToJsonString(), HttpStatusCode.RequestEntityTooLarge, "body_too_large");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not-a-token")]
    [InlineData("eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.eyJjbGllbnRfaWQiOiJwb3J0YWwiLCJzY29wZSI6InZlcmlmaWNhdGlvbnMifQ.")]
    public async Task Without_a_valid_token_nothing_is_answered(string? token)
    {
        using var caller = new HttpClient(new WatchedCalls()) { BaseAddress = _service.Address };
        if (token is not null)
            caller.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        await RefusedAsync(Good().ToJsonString(), HttpStatusCode.Unauthorized, "unauthenticated", caller);
    }

    [Fact]
    public async Task A_token_without_the_scope_is_refused() =>
        await RefusedAsync(Good().ToJsonString(), HttpStatusCode.Forbidden, "forbidden", _service.Operator);

    /// <summary>Sends it, and checks that nothing came of it but the problem and its row in the trail.</summary>
    private async Task<JsonElement> RefusedAsync(string body, HttpStatusCode status, string code, HttpClient? caller = null)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await (caller ?? _service.Portal).PostAsync("/v1/verifications", content, Cancellation);
        var problem = await TestService.ReadAsync<JsonElement>(response);

        response.StatusCode.ShouldBe(status);
        response.Content.Headers.ContentType.ShouldNotBeNull().MediaType.ShouldBe("application/problem+json");
        problem.GetProperty("type").GetString().ShouldBe($"/problems/{code}");
        problem.GetProperty("nextStep").GetString().ShouldNotBeNullOrEmpty();
        _service.Stubs.Population.Requests.Total.ShouldBe(0);
        (await _service.Database.QueryAsync<long>("select (select count(*) from verification) + (select count(*) from subject) + (select count(*) from intent) + (select count(*) from work)")).ShouldBe([0]);
        (await _service.Database.QueryAsync<string>("select distinct action from audit")).ShouldBe(["request.refused"]);
        return problem;
    }

    private static JsonObject Good() =>
        (JsonObject)JsonSerializer.SerializeToNode(TestService.Ask(TestService.Claim(Personas.Plain)), JsonSerializerOptions.Web)!;

    private static void Set(JsonObject body, string field, string value)
    {
        if (field.StartsWith("subject.", StringComparison.Ordinal))
            body["subject"]![field["subject.".Length..]] = value;
        else
            body[field] = value;
    }
}
