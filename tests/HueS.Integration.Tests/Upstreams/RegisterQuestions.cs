using System.Text;
using System.Text.Json;
using HueS.Integration.Upstreams.Population;
using HueS.Integration.Upstreams.Population.Ndxp;
using HueS.Integration.Tests.Conventions;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Upstreams;

/// <summary>What leaves for the register.</summary>
public sealed class RegisterQuestions(TestDatabases databases)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Elements_stand_in_the_documented_order_with_the_documented_content()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        world.Answer(The.Verified("true"));

        await world.Register.VerifyAsync(The.Question, The.Ask(), Cancellation);

        var request = world.Server.Requests.ShouldHaveSingleItem();
        request.Method.ShouldBe("POST");
        request.Target.ShouldBe("/r1/VN/GOV/000.00.00.G22/CSDLQGDC/XacThucThongTinCongDan");
        request.Headers["Content-Type"].ShouldBe("text/xml; charset=utf-8");
        request.Body.ShouldStartWith("<?xml");
        request.Question.Name.ShouldBe(System.Xml.Linq.XName.Get("XacThucThongTinCongDan", "http://dancuquocgia.bca"));
        request.Question.Elements().Select(element => (element.Name.LocalName, element.Value)).ShouldBe(
        [
            ("MaYeuCau", request.Headers["X-Road-Id"]),
            ("MaDVC", "1.004194"),
            ("MaTichHop", "033"),
            ("MaCanBo", The.OfficerAccount),
            ("MaDonVi", "000.00.00.H57"),
            ("TaiKhoan", ""),
            ("SoDienThoai", ""),
            ("SoDinhDanh", The.Number),
            ("HoVaTen", "TRANTHIHOAITHUONG"),
            ("NgayThangNamSinh", "19900512"),
        ]);
        request.Question.Elements().ShouldAllBe(element => element.Name.NamespaceName == "http://dancuquocgia.bca");
    }

    [Fact]
    public async Task What_is_sent_is_what_the_contract_says_in_its_order_and_lengths()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        world.Answer(The.Verified("true"));
        var path = Path.Combine(Repository.Root, "contracts", "openapi", "population.json");
        using var contract = JsonDocument.Parse(await File.ReadAllTextAsync(path, Cancellation));
        var documented = contract.RootElement.GetProperty("components").GetProperty("schemas").GetProperty("Question").GetProperty("properties");

        await world.Register.VerifyAsync(The.Question, The.Ask(), Cancellation);

        var sent = world.Server.Requests.Single().Question.Elements().ToList();
        sent.Select(element => element.Name.LocalName)
            .ShouldBe(documented.EnumerateObject().Select(property => property.Name).Where(name => name != "SoCMND"));
        foreach (var element in sent.Where(element => documented.GetProperty(element.Name.LocalName).TryGetProperty("maxLength", out _)))
            element.Value.Length.ShouldBeLessThanOrEqualTo(documented.GetProperty(element.Name.LocalName).GetProperty("maxLength").GetInt32());
    }

    [Theory]
    [InlineData("1990", "Nam", "1990", "Compact")]
    [InlineData("1990-05", "Nam", "1990", "Compact")]
    [InlineData("1990-05-12", "NgayThangNam", "19900512", "Compact")]
    [InlineData("1990-05-12", "NgayThangNam", "1990-05-12", "Dashed")]
    public async Task Birth_dates_are_sent_as_precisely_as_the_register_can_hold_them(string date, string element, string sent, string form)
    {
        await using var world = await UpstreamWorld.StartAsync(databases, ("Population:Ndxp:Soap:DateForm", form));
        world.Answer(The.Verified("true"));

        await world.Register.VerifyAsync(The.Question with { BirthDate = The.Date(date) }, The.Ask(), Cancellation);

        var birth = world.Server.Requests.Single().Question.Elements().Last().Elements().ShouldHaveSingleItem();
        (birth.Name.LocalName, birth.Value).ShouldBe((element, sent));
    }

    [Fact]
    public async Task An_old_card_number_takes_the_place_of_the_personal_number()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        world.Answer(The.Verified("true"));

        await world.Register.VerifyAsync(The.QuestionByOldCard, The.Ask(), Cancellation);

        var names = world.Server.Requests.Single().Question.Elements().Select(element => element.Name.LocalName).ToList();
        names.ShouldContain("SoCMND");
        names.ShouldNotContain("SoDinhDanh");
    }

    [Theory]
    [InlineData("Seconds", "Full", 10)]
    [InlineData("Milliseconds", "Path", 13)]
    [InlineData("Seconds", "Literal", 10)]
    public async Task Requests_are_signed_as_the_platform_recomputes_it(string unit, string hashed, int digits)
    {
        await using var world = await UpstreamWorld.StartAsync(
            databases,
            ("Population:Ndxp:Timestamp", unit),
            ("Population:Ndxp:HashedAddress", hashed),
            ("Population:Ndxp:HashedLiteral", "https://agreed.example/"),
            ("Population:Ndxp:ExtraHeaders:ApiKey", "an-api-key"));
        world.Answer(The.Verified("true"));

        await world.Register.VerifyAsync(The.Question, The.Ask(), Cancellation);

        var request = world.Server.Requests.Single();
        var timestamp = request.Headers["Timestamp"];
        timestamp.Length.ShouldBe(digits);
        var address = hashed switch
        {
            "Full" => new Uri(world.Server.Address, request.Target).AbsoluteUri,
            "Path" => request.Target,
            _ => "https://agreed.example/",
        };
        var sent = Encoding.UTF8.GetString(Convert.FromBase64String(request.Headers["Authorization"]["Basic ".Length..]));
        sent.ShouldBe("hues:" + DigestHandler.Digest(address, "hues", timestamp, "a secret for tests"));
        request.Headers["ApiKey"].ShouldBe("an-api-key");
        request.Headers["X-Road-Client"].ShouldBe("VN/GOV/H57/HUES");
        request.Headers["X-Road-UserId"].ShouldBe("one-stop-desk");
        request.Headers["X-Road-Issue"].ShouldBe("H57-2026-0001");
    }

    [Fact]
    public void The_digest_is_the_one_that_was_seen() =>
        DigestHandler.Digest("https://host/path", "user", "1700000000", "key")
            .ShouldBe("f31318cb124b796e2baf5bfc73534f43377a7ed7bbee06e7e23679b6f42f90c0");

    [Fact]
    public async Task A_case_reference_that_is_no_header_text_travels_encoded()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        world.Answer(The.Verified("true"));

        await world.Register.VerifyAsync(The.Question with { CaseReference = "hồ sơ\r\nX-Evil: 1" }, The.Ask(), Cancellation);

        var request = world.Server.Requests.Single();
        request.Headers["X-Road-Issue"].ShouldBe("h%E1%BB%93%20s%C6%A1%0D%0AX-Evil%3A%201");
        request.Headers.Keys.ShouldNotContain("X-Evil");
    }

    [Fact]
    public async Task A_question_about_nobody_is_not_asked()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);

        await Should.ThrowAsync<ArgumentException>(() =>
            world.Register.VerifyAsync(The.Question with { Number = null }, The.Ask(), Cancellation));

        world.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_attempt_has_an_id_of_its_own_and_an_intent_before_it()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        var intentsSeen = new List<int>();
        world.Server.Script = async (count, request, stream, token) =>
        {
            intentsSeen.Add((await world.IntentsAsync()).Count);
            await ScriptedServer.AnswerAsync(
                stream, count < 3 ? 502 : 200, "text/xml", Encoding.UTF8.GetBytes(The.Verified("true")), token, UpstreamWorld.Echo(request));
        };

        await world.Register.VerifyAsync(The.Question, The.Ask(), Cancellation);

        var ids = world.Server.Requests.Select(request => request.Headers["X-Road-Id"]).ToList();
        ids.Distinct().Count().ShouldBe(3);
        ids.ShouldBe(world.Server.Requests.Select(request => request.Question.Elements().First().Value));
        (await world.IntentsAsync()).ShouldBe(ids, ignoreOrder: true);
        intentsSeen.ShouldBe([1, 2, 3]);
    }
}
