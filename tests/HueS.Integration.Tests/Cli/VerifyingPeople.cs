using HueS.Integration.Cli;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Sandbox.Tokens;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Cli;

public sealed class VerifyingPeople(TestDatabases databases) : IAsyncLifetime
{
    private TestService _service = null!;
    private Hues _hues = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartAsync(databases);
        _hues = Hues.As(_service, SandboxClient.Portal);
    }

    public async ValueTask DisposeAsync()
    {
        _hues.Dispose();
        await _service.DisposeAsync();
    }

    public static string Claim(Persona persona, string? name = null) =>
        $$"""{"number":"{{persona.Number}}","name":"{{name ?? persona.Name}}","birthDate":"{{persona.BirthDate}}"}""";

    [Fact]
    public async Task Somebody_verified_is_told_in_words_and_nothing_of_them_is_repeated()
    {
        var said = await UntilSettledAsync(() => _hues.RunAsync("verify", _hues.File("claim.json", Claim(Personas.Plain)), "--case", "H57-2026/00001"));

        said.Code.ShouldBe(Exit.Done, said.ToString());
        said.Output.ShouldStartWith("verified\t");
        said.Output.ShouldContain("cùng một công dân còn sống");
        said.Output.ShouldNotContain(Personas.Plain.Number);
        said.Output.ShouldNotContain(Personas.Plain.Name);
    }

    [Fact]
    public async Task As_json_the_output_is_the_services_own_record_and_nothing_else()
    {
        var said = await _hues.RunAsync("verify", _hues.File("claim.json", Claim(Personas.Plain)), "--case", "H57-2026/00001", "--json", "--wait", "30");
        var answer = said.Record<Contracts.Verification>();
        var shown = await UntilSettledAsync(() => _hues.RunAsync("verify", "show", $"{answer.Id}", "--json"));
        var explained = await _hues.RunAsync("verify", "explain", $"{answer.Id}", "--json");

        shown.Record<Contracts.Verification>().Outcome.ShouldBe(Outcome.Verified);
        explained.Record<Explanation>().VerificationId.ShouldBe(answer.Id);
    }

    [Fact]
    public async Task Somebody_not_verified_is_a_finding()
    {
        var said = await UntilSettledAsync(() => _hues.RunAsync(
            "verify", _hues.File("claim.json", Claim(Personas.TwinA, Personas.TwinB.Name)), "--case", "H57-2026/00001"));

        said.Code.ShouldBe(Exit.Findings, said.ToString());
    }

    [Fact]
    public async Task An_outage_is_a_part_done_and_the_check_goes_on_by_itself()
    {
        _service.Stubs.Population.Weather.Down();
        var said = await _hues.RunAsync(
            new Typed(Claim(Personas.Plain)), "verify", "-", "--case", "H57-2026/00001", "--wait", "1", "--lang", "en");
        var waiting = await _hues.RunAsync("verify", "pending", "--json");
        _service.Stubs.Population.Weather.Clear();

        said.Code.ShouldBe(Exit.Partial, said.ToString());
        said.Output.ShouldStartWith("pending\t");
        said.Output.ShouldContain("  Waiting (");
        var id = waiting.Records<Contracts.Verification>().ShouldHaveSingleItem().Id;
        (await UntilSettledAsync(() => _hues.RunAsync("verify", "show", $"{id}"))).Code.ShouldBe(Exit.Done);
    }

    [Fact]
    public async Task Who_sits_at_a_terminal_is_asked_and_may_write_the_day_first()
    {
        var born = Personas.Plain.BirthDate.Split('-');

        var said = await UntilSettledAsync(() => _hues.RunAsync(
            new Typed($"{Personas.Plain.Number}\n{Personas.Plain.Name}\n{born[2]}/{born[1]}/{born[0]}\n", AtTerminal: true),
            "verify", "--case", "H57-2026/00001"));

        said.Code.ShouldBe(Exit.Done, said.ToString());
    }

    [Fact]
    public async Task Several_people_are_only_looked_at_until_somebody_says_yes()
    {
        var file = _hues.File("list.csv", $"Số định danh;Họ và tên;Ngày sinh\n{Personas.Plain.Number};{Personas.Plain.Name};{Personas.Plain.BirthDate}\n{Personas.TwinA.Number};{Personas.TwinA.Name};{Personas.TwinA.BirthDate}\n");

        var looked = await _hues.RunAsync("verify", file, "--case", "QD-12/2026", "--lang", "en");
        var before = await _service.Database.QueryAsync<long>("select count(*) from verification");
        var asked = await _hues.RunAsync("verify", file, "--case", "QD-12/2026", "--yes", "--json");

        looked.Code.ShouldBe(Exit.Done, looked.ToString());
        looked.Error.ShouldContain("people to check: 2. Add --yes");
        before.Single().ShouldBe(0);
        asked.Records<Contracts.Verification>().Select(one => one.CaseReference).ShouldBe(["QD-12/2026/1", "QD-12/2026/2"]);
    }

    [Theory]
    [InlineData("{\"number\":")]
    [InlineData("a;b;c\n1;2;3\n")]
    [InlineData("")]
    public async Task What_holds_no_people_is_bad_use_and_is_not_repeated(string content)
    {
        var said = await _hues.RunAsync(new Typed(content), "verify", "-", "--case", "H57-2026/00001");

        said.Code.ShouldBe(Exit.BadUse, said.ToString());
        said.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_service_refuses_is_told_field_by_field_and_as_json_as_its_problem()
    {
        var file = _hues.File("claim.json", Claim(Personas.Plain));

        var said = await _hues.RunAsync("verify", file, "--case", Personas.Plain.Number, "--lang", "en");
        var asJson = await _hues.RunAsync("verify", file, "--case", "H57-2026/00001", "--purpose", "9.999999", "--json");

        said.Code.ShouldBe(Exit.BadUse, said.ToString());
        said.Error.ShouldContain("caseReference: expected");
        asJson.Code.ShouldBe(Exit.BadUse);
        asJson.Output.ShouldBeEmpty();
        asJson.Error.ShouldStartWith("{\"type\":\"/problems/unknown_purpose\"");
    }

    /// <summary>On a busy machine the first answer may be a place in the queue.</summary>
    private static async Task<Said> UntilSettledAsync(Func<Task<Said>> ask)
    {
        var said = await ask();
        await Until.TrueAsync("An answer of the register", async () => (said = said.Code == Exit.Partial ? await ask() : said).Code != Exit.Partial);
        return said;
    }
}
