using HueS.Integration.Cli;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Sandbox.Tokens;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Cli;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")] // what it looks at are file modes
public sealed class SigningIn(TestDatabases databases) : IAsyncLifetime
{
    private readonly Hues _hues = new();
    private TestService _service = null!;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(databases);

    public async ValueTask DisposeAsync()
    {
        _hues.Dispose();
        await _service.DisposeAsync();
    }

    private string Credentials => _hues.File("portal.json", $$"""{"clientId":"{{SandboxClient.Portal.Id}}","clientSecret":"{{SandboxClient.Portal.Secret}}"}""");

    private string[] Login(params string[] more) =>
        ["login", "--server", $"{_service.Address}", "--token-address", $"{_service.Issuer.TokenAddress}", .. more];

    [Fact]
    public async Task A_login_from_a_file_keeps_the_token_privately_and_the_secret_nowhere()
    {
        var said = await _hues.RunAsync(Login("--credentials", Credentials, "--officer", "mot-cua-01", "--purpose", TestService.Purpose));
        var claim = _hues.File("claim.json", VerifyingPeople.Claim(Personas.Plain));
        var asked = await _hues.RunAsync("verify", claim, "--case", "H57-2026/00001", "--json");

        said.Code.ShouldBe(Exit.Done, said.ToString());
        said.Output.ShouldContain("Đã đăng nhập");
        asked.Record<Contracts.Verification>().Receipt.ShouldNotBeEmpty();
        var kept = Directory.GetFiles(Path.Combine(_hues.Folder, "home"), "*", SearchOption.AllDirectories);
        kept.Select(Path.GetFileName).ShouldBe(["contexts.json", "default.json"], ignoreOrder: true);
        kept.ShouldAllBe(file => File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        kept.ShouldAllBe(file => !File.ReadAllText(file).Contains(SandboxClient.Portal.Secret));
    }

    [Fact]
    public async Task A_file_of_credentials_that_others_can_read_is_not_used()
    {
        var file = Credentials;
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        var said = await _hues.RunAsync(Login("--credentials", file, "--lang", "en"));

        said.Code.ShouldBe(Exit.BadUse);
        said.Error.ShouldContain($"Next step: chmod 600 {file}");
    }

    [Fact]
    public async Task A_secret_typed_at_the_terminal_is_neither_shown_nor_kept()
    {
        var said = await _hues.RunAsync(
            new Typed($"{SandboxClient.Portal.Id}\n", $"{SandboxClient.Portal.Secret}\n", AtTerminal: true), Login("--lang", "en"));

        said.Code.ShouldBe(Exit.Done, said.ToString());
        $"{said.Output}{said.Error}".ShouldNotContain(SandboxClient.Portal.Secret);
        said.Error.ShouldContain("The secret is not kept");
    }

    [Fact]
    public async Task A_wrong_secret_is_refused_and_nothing_is_remembered()
    {
        _hues["HUES_CLIENT_ID"] = SandboxClient.Portal.Id;
        _hues["HUES_CLIENT_SECRET"] = "another";

        var said = await _hues.RunAsync(Login());
        var listed = await _hues.RunAsync("context", "list");

        said.Code.ShouldBe(Exit.Refused);
        said.Error.ShouldContain("invalid_client");
        listed.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_token_that_others_can_read_or_that_was_another_clients_counts_as_none()
    {
        await _hues.RunAsync(Login("--credentials", Credentials));
        var token = Path.Combine(_hues.Folder, "home", "tokens", "default.json");
        File.WriteAllText(token, File.ReadAllText(token).Replace("\"token\":\"", "\"token\":\"spoilt", StringComparison.Ordinal));
        File.SetUnixFileMode(token, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        var said = await _hues.RunAsync("batches", "list");

        said.Code.ShouldBe(Exit.Done, said.ToString());
        File.GetUnixFileMode(token).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.ReadAllText(token).ShouldNotContain("spoilt");
    }

    [Fact]
    public async Task Several_servers_are_told_apart_by_name_and_forgotten_one_by_one()
    {
        await _hues.RunAsync(Login("--credentials", Credentials, "--context", "first"));
        await _hues.RunAsync(Login("--credentials", Credentials, "--context", "second"));
        var used = await _hues.RunAsync("context", "use", "first", "--lang", "en");
        var shown = await _hues.RunAsync("context", "show");
        var other = await _hues.RunAsync("context", "show", "--context", "second");
        await _hues.RunAsync("context", "forget", "first");
        var left = await _hues.RunAsync("context", "list", "--json");
        var nobody = await _hues.RunAsync("batches", "list", "--lang", "en");

        used.Output.ShouldContain("\"first\" is used");
        (shown.Output.Split('\t')[0], other.Output.Split('\t')[0]).ShouldBe(("first", "second"));
        left.Lines.ShouldHaveSingleItem().ShouldContain("\"name\":\"second\"");
        (nobody.Code, File.Exists(Path.Combine(_hues.Folder, "home", "tokens", "first.json"))).ShouldBe((Exit.BadUse, false));
    }

    [Theory]
    [InlineData("../../elsewhere")]
    [InlineData("environment")]
    [InlineData("Tên")]
    public async Task A_name_is_no_path(string name)
    {
        var said = await _hues.RunAsync(Login("--credentials", Credentials, "--context", name));

        said.Code.ShouldBe(Exit.BadUse);
        Directory.Exists(Path.Combine(_hues.Folder, "home")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_secret_is_not_sent_in_the_clear_over_a_network()
    {
        var said = await _hues.RunAsync(
            "login", "--server", "http://hues.example", "--token-address", $"{_service.Issuer.TokenAddress}", "--credentials", Credentials, "--lang", "en");

        said.Code.ShouldBe(Exit.BadUse);
        said.Error.ShouldContain("https");
    }
}
