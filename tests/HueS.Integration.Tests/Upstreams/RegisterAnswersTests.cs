using HueS.Integration.Identity;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Population;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Upstreams;

/// <summary>What the register's answers mean, and when they mean nothing.</summary>
public sealed class RegisterAnswersTests(TestDatabases databases)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Yes_and_no_are_told_apart()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);

        world.Answer(The.Verified("true"));
        (await world.Register.VerifyAsync(The.Question, The.Ask(), Cancellation)).ShouldBeOfType<VerifyAnswer.Matches>();

        world.Answer(The.Verified("false"));
        (await world.Register.VerifyAsync(The.Question, The.Ask(), Cancellation)).ShouldBeOfType<VerifyAnswer.DoesNotMatch>();
    }

    [Fact]
    public async Task A_person_is_read_whole()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        world.Answer(The.People(The.Person(oldCard: The.OldCard)));

        var found = (await world.Register.LookUpAsync(The.Question, The.Ask(), Cancellation)).ShouldBeOfType<LookUpAnswer.Found>();

        found.AsOf.ShouldBe(new DateTimeOffset(2026, 1, 5, 8, 30, 0, TimeSpan.FromHours(7)));
        found.Person.ShouldBe(new RegisteredPerson(
            The.NumberOf(The.Number), The.CardOf(The.OldCard), The.NameOf(The.Name), The.Date("1990-05-12"), Sex.Female, "19753"));
    }

    [Theory]
    [InlineData("<ns:Ho/><ns:ChuDem/><ns:Ten>TRẦN THỊ HOÀI THƯƠNG</ns:Ten>", "TRẦN THỊ HOÀI THƯƠNG")]
    [InlineData("<ns:Ten>TRẦN THỊ HOÀI THƯƠNG</ns:Ten>", "TRẦN THỊ HOÀI THƯƠNG")]
    [InlineData("<ns:Ho>TRẦN</ns:Ho><ns:ChuDem>THỊ HOÀI</ns:ChuDem><ns:Ten>TRẦN THỊ HOÀI THƯƠNG</ns:Ten>", "TRẦN THỊ HOÀI THƯƠNG")]
    [InlineData("<ns:Ho>Trần</ns:Ho><ns:ChuDem/><ns:Ten>Thương</ns:Ten>", "Trần Thương")]
    [InlineData("<ns:Ho/><ns:ChuDem/><ns:Ten>Riêh</ns:Ten>", "Riêh")]
    [InlineData("Trần Thị Hoài Thương", "Trần Thị Hoài Thương")]
    [InlineData("<ns:Ho/><ns:ChuDem/><ns:Ten>ÐẶNG VĂN LỘC</ns:Ten>", "ĐẶNG VĂN LỘC")]
    public async Task A_name_is_joined_from_whatever_parts_hold_it(string parts, string whole)
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        world.Answer(The.People(The.Person(name: parts)));

        var found = (LookUpAnswer.Found)await world.Register.LookUpAsync(The.Question, The.Ask(), Cancellation);

        found.Person.Name.Text.ShouldBe(whole);
    }

    [Theory]
    [InlineData("<ns:ChuDem>Thị Hoài</ns:ChuDem><ns:Ten>Thương</ns:Ten>")]
    [InlineData("<ns:Ho>Trần</ns:Ho><ns:Ten>Thương</ns:Ten>")]
    [InlineData("<ns:Ho>Trần</ns:Ho><ns:ChuDem>Thị Hoài</ns:ChuDem>")]
    [InlineData("<ns:Ho>Trần</ns:Ho><ns:ChuDem>Thị Hoài</ns:ChuDem><ns:Tenn>Thương</ns:Tenn>")]
    [InlineData("<ns:Ho>Trần</ns:Ho><ns:ChuDem>Thị Hoài</ns:ChuDem><ns:Ten>12345</ns:Ten>")]
    [InlineData("<ns:Ho/><ns:ChuDem/><ns:Ten/>")]
    public async Task A_name_that_lost_a_part_is_nobodys_name(string parts)
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        world.Answer(The.People(The.Person(name: parts)));

        await ShouldBeIndeterminate(() => world.Register.LookUpAsync(The.Question, The.Ask(), Cancellation));
    }

    [Fact]
    public async Task No_person_and_a_person_without_a_name_are_not_found()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);

        foreach (var answer in (string[])
        [
            The.Nobody,
            The.People("", ""),
            The.People($"<ns:CongDan><ns:SoDinhDanh>{The.Number}</ns:SoDinhDanh><ns:HoVaTen><ns:Ho/><ns:ChuDem/><ns:Ten/></ns:HoVaTen></ns:CongDan>"),
            The.People("<ns:CongDan/>"),
        ])
        {
            world.Answer(answer);
            (await world.Register.LookUpAsync(The.Question, The.Ask(), Cancellation)).ShouldBeOfType<LookUpAnswer.NotFound>();
        }
    }

    [Fact]
    public async Task A_replaced_number_names_its_successor_its_holder_or_neither()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);

        world.Answer(The.People(The.Person(), $"GhiChu='THAYTHE:{The.SomeoneElse}'"));
        var replaced = (LookUpAnswer.Replaced)await world.Register.LookUpAsync(The.Question, The.Ask(), Cancellation);
        replaced.Successor.ShouldBe(The.NumberOf(The.SomeoneElse));
        replaced.Person!.Number.ShouldBe(The.NumberOf(The.Number));

        world.Answer(The.People("", "GhiChu='THAYTHE:'"));
        (await world.Register.LookUpAsync(The.Question, The.Ask(), Cancellation)).ShouldBe(new LookUpAnswer.Replaced(null, null));
    }

    [Theory]
    [InlineData("0", typeof(VitalAnswer.Alive))]
    [InlineData("1", typeof(VitalAnswer.Dead))]
    [InlineData("2", typeof(VitalAnswer.Missing))]
    public async Task Vital_status_is_read_from_its_code(string code, Type answer)
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        world.Answer(The.Vital(code));

        (await world.Register.VitalStatusAsync(The.Question, The.Ask(), Cancellation)).ShouldBeOfType(answer);
    }

    [Fact]
    public async Task A_vital_status_that_names_nobody_is_nobodys()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        world.Answer(The.Vital("0", number: ""));

        await ShouldBeIndeterminate(() => world.Register.VitalStatusAsync(The.Question, The.Ask(), Cancellation));
    }

    [Fact]
    public async Task Answers_we_do_not_know_say_nothing_about_the_person()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        var lookUps = new[]
        {
            The.People(The.Person(), "GhiChu='HUY'"),
            The.People("", "SoCongDan='1'"),
            The.People(The.Person(), "SoCongDan='2'"),
            The.People(The.Person() + The.Person()),
            The.People("<ns:Loi>99</ns:Loi>"),
            The.Envelope("<ns:KetQua xmlns:ns='http://www.mic.gov.vn/dancu/1.0'><ns:Ma>99</ns:Ma></ns:KetQua>"),
            The.Envelope("<CongdanCollection/>"),
            The.Envelope("<env:Fault xmlns:env='http://schemas.xmlsoap.org/soap/envelope/'><faultcode>x</faultcode></env:Fault>"),
        };
        foreach (var answer in lookUps)
        {
            world.Answer(answer);
            await ShouldBeIndeterminate(() => world.Register.LookUpAsync(The.Question, The.Ask(), Cancellation));
        }

        world.Answer(The.Vital("7"));
        await ShouldBeIndeterminate(() => world.Register.VitalStatusAsync(The.Question, The.Ask(), Cancellation));
        world.Answer(The.Envelope(
            "<ns:XacThucThongTinCongDanResponse xmlns:ns='http://www.mic.gov.vn/dancu/1.0'><ns:TonTai>false</ns:TonTai><ns:MaLoi>99</ns:MaLoi></ns:XacThucThongTinCongDanResponse>"));
        await ShouldBeIndeterminate(() => world.Register.VerifyAsync(The.Question, The.Ask(), Cancellation));
    }

    [Fact]
    public async Task A_harmless_note_is_a_matter_of_configuration()
    {
        await using var world = await UpstreamWorld.StartAsync(databases, ("Population:Ndxp:Soap:HarmlessNotes:0", "Thành công"));
        world.Answer(The.People(The.Person(), "GhiChu='Thành công'"));

        (await world.Register.LookUpAsync(The.Question, The.Ask(), Cancellation)).ShouldBeOfType<LookUpAnswer.Found>();
    }

    [Fact]
    public async Task An_answer_in_which_the_register_names_another_request_is_no_answer()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        world.Answer(The.Envelope(
            "<ns:XacThucThongTinCongDanResponse xmlns:ns='http://www.mic.gov.vn/dancu/1.0'><ns:MaYeuCau>another-request</ns:MaYeuCau><ns:TonTai>true</ns:TonTai></ns:XacThucThongTinCongDanResponse>"));
        await ShouldBeIndeterminate(() => world.Register.VerifyAsync(The.Question, The.Ask(), Cancellation));
    }

    [Fact]
    public async Task An_answer_to_another_request_is_no_answer()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        Respond(world, The.Verified("true"), Guid.CreateVersion7().ToString());
        await ShouldBeIndeterminate(() => world.Register.VerifyAsync(The.Question, The.Ask(), Cancellation));

        Respond(world, The.People(The.Person()), Guid.CreateVersion7().ToString());
        await ShouldBeIndeterminate(() => world.Register.LookUpAsync(The.Question, The.Ask(), Cancellation));
    }

    [Fact]
    public async Task An_answer_that_names_neither_request_nor_person_is_no_answer()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        Respond(world, The.Verified("false"), null);
        await ShouldBeIndeterminate(() => world.Register.VerifyAsync(The.Question, The.Ask(), Cancellation));

        Respond(world, The.Nobody, null);
        await ShouldBeIndeterminate(() => world.Register.LookUpAsync(The.Question, The.Ask(), Cancellation));
    }

    [Fact]
    public async Task Data_of_a_person_counts_only_under_the_number_asked_about()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);

        world.Answer(The.People(The.Person(number: "")));
        await ShouldBeIndeterminate(() => world.Register.LookUpAsync(The.Question, The.Ask(), Cancellation));

        world.Answer(The.People(The.Person(oldCard: "")));
        await ShouldBeIndeterminate(() => world.Register.LookUpAsync(The.QuestionByOldCard, The.Ask(), Cancellation));

        world.Answer(The.People(The.Person(oldCard: The.OldCard)));
        (await world.Register.LookUpAsync(The.QuestionByOldCard, The.Ask(), Cancellation)).ShouldBeOfType<LookUpAnswer.Found>();
    }

    [Fact]
    public async Task The_number_alone_binds_where_the_platform_echoes_nothing()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        Respond(world, The.People(The.Person()), null);

        (await world.Register.LookUpAsync(The.Question, The.Ask(), Cancellation)).ShouldBeOfType<LookUpAnswer.Found>();
    }

    [Theory]
    [InlineData(200, "application/json", """{"error_code":"004","message":"x"}""", "ProcedureNotLicensed")]
    [InlineData(403, "application/json; charset=utf-8", """{"error_code":"005","message":"x"}""", "OfficerNotEntitled")]
    [InlineData(401, "application/json", """{"error_code":"001"}""", "NotAuthenticated")]
    [InlineData(403, "text/plain", "no", "Forbidden")]
    public async Task A_refusal_is_the_operators_matter_and_is_not_retried(int status, string type, string body, string reason)
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        world.Answer(body, type, status);

        var refused = await Should.ThrowAsync<UpstreamRefusedException>(() =>
            world.Register.VerifyAsync(The.Question, The.Ask(), Cancellation));

        refused.Reason.ToString().ShouldBe(reason);
        world.Server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("Client.BadRequest", 400, 1)]
    [InlineData("Server.ServerProxy.NetworkError", 500, 3)]
    [InlineData("Server.ClientProxy.OutdatedGlobalConf", 200, 3)]
    public async Task The_platform_speaking_for_itself_is_told_apart_from_the_register(string type, int status, int attempts)
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        world.Answer(The.Verified("false"), status: status, headers: ("X-Road-Error", type));

        var fault = await Should.ThrowAsync<UpstreamUnavailableException>(() =>
            world.Register.VerifyAsync(The.Question, The.Ask(), Cancellation));

        fault.Reason.ShouldBe(UnavailableReason.PlatformError);
        world.Server.Requests.Count.ShouldBe(attempts);
    }

    private static void Respond(UpstreamWorld world, string body, string? requestId) =>
        world.Server.Script = (_, _, stream, token) => ScriptedServer.AnswerAsync(
            stream, 200, "text/xml", System.Text.Encoding.UTF8.GetBytes(body), token, requestId is null ? [] : [("X-Road-Id", requestId)]);

    private static async Task ShouldBeIndeterminate(Func<Task> ask)
    {
        var fault = await Should.ThrowAsync<UpstreamUnavailableException>(ask);
        fault.Reason.ShouldBe(UnavailableReason.Indeterminate, fault.Message);
    }
}
