using System.Xml.Linq;
using HueS.Integration.Mocks;
using Shouldly;
using WireMock.Server;
using Xunit;

namespace HueS.Integration.Tests.Mocks;

public sealed class PersonaAnswers(StubsFixture world) : IClassFixture<StubsFixture>
{
    private static readonly string[] NameParts = ["Ho", "ChuDem", "Ten"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Keys => [.. Personas.All.Select(persona => persona.Key)];

    [Fact]
    public void There_is_a_mapping_file_for_each_persona_and_none_besides() =>
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "mocks", "population"))
            .Select(Path.GetFileNameWithoutExtension)
            .ShouldBe(Personas.All.Select(persona => persona.Key).Append("unknown"), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task The_register_answers_what_the_list_says(string key)
    {
        var persona = Personas.All.Single(one => one.Key == key);

        var verified = await AskAsync(RegisterCaller.Verify, persona);
        var found = await AskAsync(RegisterCaller.LookUp, persona);
        var vital = await AskAsync(RegisterCaller.VitalStatus, persona);

        RegisterCaller.Text(verified, "TonTai").ShouldBe(persona.Verify ? "true" : "false");
        RegisterCaller.Text(vital, "TinhTrang").ShouldBe(persona.VitalStatus switch
        {
            VitalStatus.Alive => "0",
            VitalStatus.Dead => "1",
            VitalStatus.Missing => "2",
            _ => "",
        });
        Name(found).ShouldBe(persona.RegisterName);
        RegisterCaller.Text(found, "SoDinhDanh").ShouldBe(persona.LookUp switch
        {
            LookUpKind.None => null,
            LookUpKind.OtherPerson => persona.AnswersWith,
            _ => persona.Number,
        });
        ((string?)found.Attribute("GhiChu")).ShouldBe(persona.Successor is null ? "" : $"THAYTHE:{persona.Successor}");
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Another_birth_date_finds_nobody(string key)
    {
        var persona = Personas.All.Single(one => one.Key == key);

        var found = await world.Register.AskAsync(
            world.Register.Question(RegisterCaller.LookUp, persona.OldCard ?? persona.Number, persona.UpstreamName, "1955-05-05"), Cancel);

        found.HasElements.ShouldBeFalse();
    }

    [Fact]
    public async Task The_year_alone_is_enough_when_no_more_is_asked()
    {
        var persona = Personas.Plain;

        var verified = await world.Register.AskAsync(
            world.Register.Question(RegisterCaller.Verify, persona.Number, persona.UpstreamName, persona.BirthDate[..4]), Cancel);

        RegisterCaller.Text(verified, "TonTai").ShouldBe("true");
    }

    [Fact]
    public async Task The_successor_of_a_replaced_number_is_an_ordinary_person()
    {
        var persona = Personas.ReplacedNumber;

        var verified = await world.Register.AskAsync(
            world.Register.Question(RegisterCaller.Verify, persona.Successor!, persona.UpstreamName, persona.BirthDate), Cancel);

        RegisterCaller.Text(verified, "TonTai").ShouldBe("true");
    }

    [Fact]
    public void Numbers_are_told_apart_and_their_shape_agrees_with_the_person()
    {
        Personas.All.Select(persona => persona.Number).ShouldBeUnique();
        foreach (var persona in Personas.All)
        {
            persona.Number.ShouldStartWith("046");
            ((persona.Number[3] - '0') % 2).ShouldBe(persona.Sex == "female" ? 1 : 0, persona.Key);
            persona.Number[4..6].ShouldBe(persona.BirthDate[2..4], persona.Key);
            persona.UpstreamName.ShouldBe(Letters.Upstream(persona.Name), persona.Key);
        }
    }

    [Fact]
    public async Task The_answer_carries_the_ids_of_the_platform()
    {
        using var response = await world.Register.SendAsync(
            world.Register.Question(RegisterCaller.Verify, Personas.Plain), Cancel);

        response.Headers.GetValues("X-Road-Id").ShouldBe(["5a5a6c1e-0000-4000-8000-000000000001"]);
        Guid.TryParse(response.Headers.GetValues("X-Road-Request-Id").Single(), out _).ShouldBeTrue();
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/xml; charset=utf-8");
    }

    [Fact]
    public async Task The_files_work_in_a_plain_WireMock_server()
    {
        using var server = WireMockServer.Start();
        server.ReadStaticMappings(Path.Combine(AppContext.BaseDirectory, "mocks", "population"));
        using var register = new RegisterCaller(new Uri(server.Url! + "/"));

        var found = await register.AskAsync(register.Question(RegisterCaller.LookUp, Personas.Plain), Cancel);
        var nobody = await register.AskAsync(register.Question(RegisterCaller.LookUp, "046190999999", "AI", "1990"), Cancel);
        using var unsigned = register.Question(RegisterCaller.LookUp, Personas.Plain);
        unsigned.Headers.Remove("Authorization");
        using var refused = await register.SendAsync(unsigned, Cancel);

        Name(found).ShouldBe(Personas.Plain.RegisterName);
        nobody.HasElements.ShouldBeFalse();
        ((int)refused.StatusCode).ShouldBe(401);
    }

    private Task<XElement> AskAsync(string operation, Persona persona) =>
        world.Register.AskAsync(world.Register.Question(operation, persona), Cancel);

    private static string? Name(XElement found)
    {
        var parts = NameParts.Select(part => RegisterCaller.Text(found, part)).Where(text => !string.IsNullOrEmpty(text));
        return string.Join(' ', parts) is { Length: > 0 } name ? name : null;
    }
}
