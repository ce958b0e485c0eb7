using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Upstreams.Routes;

/// <summary>What leaves by the provincial routes.</summary>
public sealed class RouteQuestions(TestDatabases databases)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Plain_JSON_carries_what_the_contract_documents_and_the_key_in_its_header()
    {
        await using var world = await StartAsync("lgsp-json", ("Population:LgspJson:ApiKeyHeader", "X-Key"), ("Population:LgspJson:Path", "/dan-cu"));
        world.Server.Script = (_, request, stream, token) => ScriptedServer.AnswerAsync(
            stream, 200, Dress.Json, System.Text.Encoding.UTF8.GetBytes(Dress.Of("lgsp-json").Verified(Id(request), matches: true)), token);

        await world.Register.VerifyAsync(The.Question, The.Ask(), Cancellation);

        var request = world.Server.Requests.ShouldHaveSingleItem();
        (request.Method, request.Target).ShouldBe(("POST", "/dan-cu/citizens/verify"));
        (request.Headers["X-Key"], request.Headers["Content-Type"]).ShouldBe(("a-key-for-tests", "application/json; charset=utf-8"));
        JsonNode.Parse(request.Body)!.AsObject().Select(member => (member.Key, member.Value!.GetValue<string>())).ShouldBe(
        [
            ("requestId", (await world.IntentsAsync()).Single()),
            ("procedureCode", "1.004194"),
            ("officerId", The.OfficerAccount),
            ("agencyCode", "000.00.00.H57"),
            ("caseReference", "H57-2026-0001"),
            ("personalNumber", The.Number),
            ("fullName", "TRANTHIHOAITHUONG"),
            ("birthDate", "1990-05-12"),
        ]);
        using var sent = JsonDocument.Parse(request.Body);
        JsonShape.Read("population-lgsp-json.json").Misfits("Question", sent.RootElement).ShouldBeEmpty();
    }

    [Fact]
    public async Task In_plain_JSON_a_year_is_asked_where_no_more_is_known_and_an_old_card_takes_the_numbers_place()
    {
        await using var world = await StartAsync("lgsp-json");
        Dress.Of("lgsp-json").Answer(world, requestId => Dress.Of("lgsp-json").Verified(requestId, matches: true));

        await world.Register.VerifyAsync(The.QuestionByOldCard with { BirthDate = The.Date("1990-05") }, The.Ask(), Cancellation);

        using var sent = JsonDocument.Parse(world.Server.Requests.Single().Body);
        sent.RootElement.GetProperty("birthYear").GetString().ShouldBe("1990");
        sent.RootElement.GetProperty("oldCardNumber").GetString().ShouldBe(The.OldCard);
        sent.RootElement.TryGetProperty("birthDate", out _).ShouldBeFalse();
        sent.RootElement.TryGetProperty("personalNumber", out _).ShouldBeFalse();
        JsonShape.Read("population-lgsp-json.json").Misfits("Question", sent.RootElement).ShouldBeEmpty();
    }

    [Fact]
    public async Task SOAP_in_JSON_is_the_national_SOAP_word_for_word()
    {
        await using var national = await StartAsync("ndxp");
        await using var provincial = await StartAsync("lgsp-soap");
        Dress.Of("ndxp").Answer(national, requestId => Dress.Of("ndxp").Found(requestId));
        Dress.Of("lgsp-soap").Answer(provincial, requestId => Dress.Of("lgsp-soap").Found(requestId));

        await national.Register.LookUpAsync(The.Question, The.Ask(), Cancellation);
        await provincial.Register.LookUpAsync(The.Question, The.Ask(), Cancellation);

        var request = Dress.Of("lgsp-soap").Questions(provincial).Single();
        request.Target.ShouldBe("/csdldc/TraCuuThongTinCongDan");
        using var sent = JsonDocument.Parse(request.Body);
        JsonShape.Read("population-lgsp-soap.json").Misfits("Question", sent.RootElement).ShouldBeEmpty();
        var message = sent.RootElement.GetProperty("message").GetString()!;
        Anonymous(message, provincial).ShouldBe(Anonymous(Dress.Of("ndxp").Questions(national).Single().Body, national));
        XDocument.Parse(message).Descendants().Single(element => element.Name.LocalName == "MaYeuCau").Value.ShouldBe(request.Headers["X-Road-Id"]);
    }

    [Theory]
    [InlineData("lgsp-soap")]
    [InlineData("lgsp-json")]
    public async Task A_question_about_nobody_is_not_asked(string route)
    {
        await using var world = await StartAsync(route);
        Dress.Of(route).Answer(world, Dress.Of(route).Nobody);

        await Should.ThrowAsync<ArgumentException>(() =>
            world.Register.VerifyAsync(The.Question with { Number = null }, The.Ask(), Cancellation));

        Dress.Of(route).Questions(world).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("lgsp-soap")]
    [InlineData("lgsp-json")]
    public void Every_operation_has_its_path_in_the_contract(string route) =>
        JsonShape.Read($"population-{route}.json").Paths.EnumerateObject()
            .Count(path => path.Name.StartsWith(Dress.Of(route).Path, StringComparison.Ordinal)).ShouldBe(3);

    private Task<UpstreamWorld> StartAsync(string route, params (string, string)[] settings) =>
        RouteWorld.StartAsync(databases, [route], settings);

    // Every request has an id of its own.
    private static string Anonymous(string soap, UpstreamWorld world) =>
        soap.Replace(Dress.Of("ndxp").RequestId(world.Server.Requests[^1]), "", StringComparison.Ordinal);

    private static string Id(Received request) => JsonNode.Parse(request.Body)!["requestId"]!.GetValue<string>();
}
