using System.Text.Json;
using HueS.Integration.Cli;
using HueS.Integration.Sandbox.Tokens;
using HueS.Integration.Tests.World;
using Xunit;

namespace HueS.Integration.Tests.Cli;

/// <summary>The command line as a person or a script meets it, run inside the test with a folder, an environment and keys of its own.</summary>
internal sealed class Hues : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hues-cli-").FullName;
    private readonly Dictionary<string, string> _variables = [];

    public string Folder => _folder;

    /// <summary>Signed in by the environment alone, as scripts are.</summary>
    public static Hues As(TestService service, SandboxClient client, string officer = "mot-cua-01")
    {
        var hues = new Hues();
        hues._variables["HUES_SERVER"] = service.Address.ToString();
        hues._variables["HUES_TOKEN_ADDRESS"] = service.Issuer.TokenAddress.ToString();
        hues._variables["HUES_CLIENT_ID"] = client.Id;
        hues._variables["HUES_CLIENT_SECRET"] = client.Secret;
        hues._variables["HUES_OFFICER"] = officer;
        hues._variables["HUES_PURPOSE"] = TestService.Purpose;
        return hues;
    }

    public string this[string variable]
    {
        set => _variables[variable] = value;
    }

    public string File(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(path, content);
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    /// <summary>Piped: nobody sits there.</summary>
    public Task<Said> RunAsync(params string[] args) => RunAsync(new Typed(), args);

    public async Task<Said> RunAsync(Typed typed, params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        using var input = new StringReader(typed.Lines);
        var keys = new Queue<ConsoleKeyInfo>(typed.Keys);
        var around = new Surroundings(
            input,
            output,
            error,
            typed.AtTerminal,
            160,
            name => _variables.GetValueOrDefault(name),
            Path.Combine(_folder, "home"),
            TimeProvider.System,
            async cancellationToken =>
            {
                if (keys.TryDequeue(out var key))
                    return key;
                await Task.Delay(Timeout.Infinite, cancellationToken);
                throw new InvalidOperationException("Nobody types any more.");
            });
        var code = await HuesCommand.RunAsync(args, around, typed.Until ?? TestContext.Current.CancellationToken);
        var said = new Said(code, output.ToString(), error.ToString());
        LeakWatch.Read("error stream of hues", said.Error);
        return said;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

/// <summary>What a person does at the keyboard.</summary>
internal sealed record Typed(string Lines = "", string Letters = "", bool AtTerminal = false, CancellationToken? Until = null)
{
    public IEnumerable<ConsoleKeyInfo> Keys => Letters.Select(letter => letter == '\n'
        ? new ConsoleKeyInfo('\r', ConsoleKey.Enter, false, false, false)
        : new ConsoleKeyInfo(letter, ConsoleKey.None, false, false, false));
}

/// <summary>What it answered.</summary>
internal sealed record Said(int Code, string Output, string Error)
{
    public T Record<T>() => JsonSerializer.Deserialize<T>(Lines.Single(), JsonSerializerOptions.Web)!;

    public IReadOnlyList<T> Records<T>() => [.. Lines.Select(line => JsonSerializer.Deserialize<T>(line, JsonSerializerOptions.Web)!)];

    public IReadOnlyList<string> Lines => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r'))];

    public override string ToString() => $"exit {Code}\n{Output}\n{Error}";
}
