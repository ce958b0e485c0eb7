using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.Upstreams.Routes;
using HueS.Integration.Upstreams.Population;
using Shouldly;
using WireMock.Server;
using Xunit;

namespace HueS.Integration.Tests.Mocks;

/// <summary>The doors of the provincial platforms: tokens, keys, weather, and what stands in the files alone.</summary>
public sealed class LgspDoors : IAsyncLifetime
{
    private static readonly Asked Plain = Asked.Of(Personas.Plain);

    private Stubs _stubs = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _stubs = await Stubs.StartAsync(new StubOptions { Provincial = true }, Cancel);

    public ValueTask DisposeAsync() => _stubs.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("Bearer not-a-token")]
    [InlineData("Basic aHVlczp4")]
    public async Task Without_a_token_that_was_given_nothing_is_answered(string authorization)
    {
        using var http = new HttpClient { BaseAddress = _stubs.LgspSoap.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "csdldc/XacThucThongTinCongDan") { Content = JsonContent.Create(new { message = "" }) };
        request.Headers.TryAddWithoutValidation("Authorization", authorization);

        using var response = await http.SendAsync(request, Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await response.Content.ReadAsStringAsync(Cancel)).ShouldContain("error_code");
    }

    [Fact]
    public async Task Credentials_nobody_knows_get_no_token()
    {
        using var http = new HttpClient { BaseAddress = _stubs.LgspSoap.Address };
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("grant_type", "client_credentials")]);

        using var response = await http.PostAsync("token", form, Cancel);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Another_key_is_refused_and_a_question_that_is_none_too()
    {
        using var caller = new LgspJsonCaller(_stubs.LgspJson.Address);
        var twoNumbers = LgspJsonCaller.Question(Plain);
        twoNumbers["oldCardNumber"] = "191990001";

        using var unknown = await caller.SendAsync(RegisterOperation.Verify, LgspJsonCaller.Question(Plain), "another-key", Cancel);
        using var wrong = await caller.SendAsync(RegisterOperation.Verify, twoNumbers, new StubOptions().LgspApiKey, Cancel);
        using var empty = await caller.SendAsync(RegisterOperation.Verify, new JsonObject(), new StubOptions().LgspApiKey, Cancel);

        (unknown.StatusCode, wrong.StatusCode, empty.StatusCode)
            .ShouldBe((HttpStatusCode.Unauthorized, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Questions_are_counted_with_their_ids_and_numbers()
    {
        using var soap = new LgspSoapCaller(_stubs.LgspSoap.Address);
        using var plain = new LgspJsonCaller(_stubs.LgspJson.Address);

        await soap.AskAsync(RegisterOperation.Verify, Plain, Cancel);
        await plain.AskAsync(RegisterOperation.LookUp, Plain, Cancel);

        (_stubs.LgspSoap.Requests.Of("token"), _stubs.LgspSoap.Requests.Of("XacThucThongTinCongDan")).ShouldBe((1, 1));
        (_stubs.LgspSoap.Requests.About(Plain.Key), _stubs.LgspJson.Requests.About(Plain.Key)).ShouldBe((1, 1));
        _stubs.LgspJson.Requests.RequestIds.ShouldBe([LgspJsonCaller.RequestId]);
        _stubs.LgspSoap.Requests.RequestIds.ShouldBe(["", "Q1"]);
    }

    [Fact]
    public async Task Each_has_a_sky_of_its_own_in_its_own_format()
    {
        using var plain = new LgspJsonCaller(_stubs.LgspJson.Address);
        _stubs.LgspSoap.Weather.Down();
        _stubs.LgspJson.Weather.Lying(Lie.MislabelledFormat);

        using var lying = await plain.SendAsync(RegisterOperation.Verify, LgspJsonCaller.Question(Plain), new StubOptions().LgspApiKey, Cancel);
        using var http = new HttpClient { BaseAddress = _stubs.LgspSoap.Address };
        using var down = await http.PostAsync("token", null, Cancel);

        (lying.StatusCode, lying.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.OK, "application/json"));
        (await lying.Content.ReadAsStringAsync(Cancel)).ShouldStartWith("<?xml");
        down.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task The_files_work_in_plain_WireMock_servers()
    {
        using var soapServer = WireMockServer.Start();
        using var plainServer = WireMockServer.Start();
        soapServer.ReadStaticMappings(Path.Combine(AppContext.BaseDirectory, "mocks", "population-lgsp-soap"));
        plainServer.ReadStaticMappings(Path.Combine(AppContext.BaseDirectory, "mocks", "population-lgsp-json"));
        using var soap = new LgspSoapCaller(new Uri(soapServer.Url! + "/"));
        using var plain = new LgspJsonCaller(new Uri(plainServer.Url! + "/"));

        foreach (var caller in (StubCaller[])[soap, plain])
        {
            (await caller.AskAsync(RegisterOperation.LookUp, Plain, Cancel)).ShouldBe(Plain.LookUp);
            (await caller.AskAsync(RegisterOperation.LookUp, Plain with { Key = "046190999999" }, Cancel)).ShouldBe(Said.Nobody);
        }

        (await plain.AnswerAsync(RegisterOperation.Verify, Plain, Cancel)).GetProperty("requestId").GetString().ShouldBe(LgspJsonCaller.RequestId);
        using var keyless = await plain.SendAsync(RegisterOperation.Verify, LgspJsonCaller.Question(Plain), "", Cancel);
        keyless.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}
