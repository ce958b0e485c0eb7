using System.Net;
using System.Text;
using HueS.Integration.Server.Api;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class StrictBodies : IAsyncLifetime
{
    private const string Secret = "Bí Mật Tuyệt Đối";
    private const string Good = """
        {"purpose":"1.004194","caseReference":"C-1","officer":"mot-cua-01","subject":{"number":"046190000123","name":"Bí Mật Tuyệt Đối","birthDate":"1990"}}
        """;

    private TestServer server = null!;

    public async ValueTask InitializeAsync() => server = await TestServer.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_body_that_fits_reaches_its_endpoint_and_Vietnamese_stays_readable()
    {
        var response = await server.PostAsync("/v1/probe", Good);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe($"\"{Secret}\"");
        server.Refusals.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("{'purpose':1}")]
    [InlineData("{\"purpose\":\"x\",}")]
    [InlineData("{} {}")]
    [InlineData("// note\n{}")]
    [InlineData("NaN")]
    [InlineData("\uFEFF{}")]
    public async Task A_text_that_is_not_JSON_is_called_so(string body)
    {
        var problem = await (await server.PostAsync("/v1/probe", body)).ProblemAsync();

        problem.Type.ShouldBe("/problems/malformed_json");
        problem.Status.ShouldBe(400);
        server.Refusals.Single().Code.ShouldBe("malformed_json");
    }

    [Theory]
    [InlineData("[]", "$", "not_object")]
    [InlineData("null", "$", "required")]
    [InlineData("\"text\"", "$", "not_object")]
    [InlineData("""{"purpose":1,"caseReference":"C","officer":"o","subject":{}}""", "purpose", "not_text")]
    [InlineData("""{"purpose":"p","caseReference":null,"officer":"o","subject":{}}""", "caseReference", "required")]
    [InlineData("""{"purpose":"p","caseReference":"C","officer":"o"}""", "subject", "required")]
    [InlineData("""{"purpose":"p","caseReference":"C","officer":"o","subject":"x"}""", "subject", "not_object")]
    [InlineData("""{"purpose":"p","caseReference":"C","officer":"o","subject":{"number":46190000123}}""", "subject.number", "not_text")]
    [InlineData("""{"purpose":"p","caseReference":"C","officer":"o","subject":{"number":["0"]}}""", "subject.number", "not_text")]
    [InlineData("""{"purpose":"p","caseReference":"C","officer":"o","subject":{"sex":"woman"}}""", "subject.sex", "not_listed")]
    [InlineData("""{"purpose":"p","caseReference":"C","officer":"o","subject":{"sex":1}}""", "subject.sex", "not_listed")]
    [InlineData("""{"purpose":"p","caseReference":"C","officer":"o","subject":{"name":"a","name":"b"}}""", "subject.name", "duplicate_member")]
    [InlineData("""{"purpose":"p","caseReference":"C","officer":"o","subject":{"n\u0061me":"a","name":"b"}}""", "subject.name", "duplicate_member")]
    [InlineData("""{"purpose":"p","caseReference":"C","officer":"o","subject":{"Name":"a"}}""", "subject", "unknown_member")]
    [InlineData("""{"purpose":"p","caseReference":"C","officer":"o","subject":{},"more":{"deep":[1]}}""", "$", "unknown_member")]
    [InlineData("""{"purpose":"p","caseReference":"C","officer":"o","subject":{"name":"a\u0000b"}}""", "subject.name", "control_character")]
    [InlineData("""{"purpose":"p","caseReference":"C","officer":"o","subject":{"name":"\ud800"}}""", "subject.name", "not_text")]
    [InlineData("""{"more":[[[[[[[[[[[[1]]]]]]]]]]]]}""", "$", "too_deep")]
    public async Task What_does_not_fit_is_named_with_what_was_expected(string body, string field, string code)
    {
        var problem = await (await server.PostAsync("/v1/probe", body)).ProblemAsync();

        problem.Type.ShouldBe("/problems/invalid_request");
        var error = problem.Errors.ShouldNotBeNull().ShouldHaveSingleItem();
        error.Field.ShouldBe(field);
        error.Code.ShouldBe(code);
        error.Expected.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task Every_fault_is_named_at_once()
    {
        var problem = await (await server.PostAsync("/v1/probe", """{"officer":7,"subject":{"sex":"x","extra":1}}""")).ProblemAsync();

        problem.Errors!.Select(error => $"{error.Field} {error.Code}").ShouldBe(
            ["officer not_text", "subject.sex not_listed", "subject unknown_member", "purpose required", "caseReference required"],
            ignoreOrder: true);
    }

    [Fact]
    public async Task Neither_values_nor_unknown_names_are_repeated()
    {
        var response = await server.PostAsync("/v1/probe", """{"SECRET":"SECRET","purpose":["SECRET"],"subject":{"sex":"SECRET"}}""".Replace("SECRET", Secret, StringComparison.Ordinal));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain(Secret);
        server.Logged.ShouldAllBe(line => !line.Contains(Secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/html")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task Only_JSON_in_UTF8_is_taken(string contentType)
    {
        var problem = await (await server.PostAsync("/v1/probe", Good, contentType: contentType)).ProblemAsync();

        problem.Type.ShouldBe("/problems/unsupported_media_type");
        problem.Status.ShouldBe(415);
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_are_refused()
    {
        var content = new ByteArrayContent([.. Encoding.ASCII.GetBytes("{\"purpose\":\""), 0xC3, 0x28, .. Encoding.ASCII.GetBytes("\"}")]);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");

        var problem = await (await server.SendAsync(HttpMethod.Post, "/v1/probe", "good", content)).ProblemAsync();

        problem.Status.ShouldBe(400);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_16_KiB_is_refused_whether_announced_or_not(bool chunked)
    {
        using var client = new HttpClient { BaseAddress = server.Url };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/probe");
        request.Headers.Authorization = new("Bearer", server.Authority.Token());
        request.Headers.ExpectContinue = true;
        request.Headers.TransferEncodingChunked = chunked;
        request.Content = new ByteArrayContent(Encoding.ASCII.GetBytes($$"""{"purpose":"{{new string('x', 16 * 1024)}}"}"""));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");

        var problem = await (await client.SendAsync(request, TestContext.Current.CancellationToken)).ProblemAsync();

        problem.Type.ShouldBe("/problems/body_too_large");
        problem.Status.ShouldBe(413);
    }

    [Fact]
    public async Task A_refused_body_is_reported_to_the_audit_without_anything_it_held()
    {
        await server.PostAsync("/v1/probe", "{}");

        var refusal = server.Refusals.ShouldHaveSingleItem();
        refusal.ClientId.ShouldBe("portal");
        refusal.Code.ShouldBe("invalid_request");
        refusal.Action.ShouldBe("POST /v1/probe");
    }
}
