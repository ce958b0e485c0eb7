using System.Diagnostics;
using System.Text;
using HueS.Integration.Cli;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Sandbox;
using HueS.Integration.Sandbox.Tokens;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Cli;

/// <summary>The program itself, as a shell starts it.</summary>
public sealed class RunningAsAProcess(TestDatabases databases) : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hues-process-").FullName;
    private TestService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(databases);

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_claim_piped_in_comes_out_as_one_record_of_json()
    {
        var (code, output, error) = await RunAsync(VerifyingPeople.Claim(Personas.Plain), "verify", "-", "--case", "H57-2026/00001", "--json");

        code.ShouldBeOneOf([Exit.Done, Exit.Partial], error);
        System.Text.Json.JsonSerializer.Deserialize<Contracts.Verification>(output.Single(), System.Text.Json.JsonSerializerOptions.Web)!
            .Receipt.ShouldNotBeEmpty();
        error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Vietnamese_letters_come_out_whole_and_nobody_at_the_keyboard_is_noticed()
    {
        var (code, _, error) = await RunAsync("", "login", "--server", $"{_service.Address}", "--token-address", "http://127.0.0.1:1/", "--context", "x");
        var (helped, output, _) = await RunAsync("", "--help");

        (code, helped).ShouldBe((Exit.Unreachable, Exit.Done));
        error.ShouldContain("Nơi cấp mã truy cập không trả lời được");
        output[0].ShouldContain("Cơ sở dữ liệu quốc gia về dân cư");
    }

    [Fact]
    public async Task An_interrupt_ends_the_watching_and_not_the_list()
    {
        _service.Stubs.Population.Weather.Down();
        var batch = await Lists.SendAsync(_service.Portal, Lists.Csv(Lists.Row(Personas.Plain)));

        using var watching = Start("batches", "watch", $"{batch.Id}", "--every", "0.1", "--lang", "en");
        (await watching.StandardOutput.ReadLineAsync(Cancellation)).ShouldNotBeNullOrEmpty();
        Processes.Signal(watching.Id, Processes.Interrupt);
        var error = await watching.StandardError.ReadToEndAsync(Cancellation);
        await watching.WaitForExitAsync(Cancellation);

        watching.ExitCode.ShouldBe(Exit.Partial, error);
        error.ShouldContain("the list goes on at the server");
        (await Lists.ReadAsync(_service.Portal, batch.Id)).FinishedAt.ShouldBeNull();
    }

    private async Task<(int Code, string[] Output, string Error)> RunAsync(string input, params string[] args)
    {
        using var process = Start(args);
        var output = process.StandardOutput.ReadToEndAsync(Cancellation);
        var error = process.StandardError.ReadToEndAsync(Cancellation);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries), await error);
    }

    private Process Start(params string[] args)
    {
        var start = new ProcessStartInfo(System.IO.Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "hues.exe" : "hues"), args)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
            StandardErrorEncoding = new UTF8Encoding(false),
        };
        start.Environment["HUES_HOME"] = _folder;
        start.Environment["HUES_SERVER"] = _service.Address.ToString();
        start.Environment["HUES_TOKEN_ADDRESS"] = _service.Issuer.TokenAddress.ToString();
        start.Environment["HUES_CLIENT_ID"] = SandboxClient.Portal.Id;
        start.Environment["HUES_CLIENT_SECRET"] = SandboxClient.Portal.Secret;
        start.Environment["HUES_OFFICER"] = "mot-cua-01";
        start.Environment["HUES_PURPOSE"] = TestService.Purpose;
        start.Environment["HUES_LANG"] = "vi";
        return Process.Start(start)!;
    }
}
