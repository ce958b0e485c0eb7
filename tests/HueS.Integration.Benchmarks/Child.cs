using System.Diagnostics;
using System.Net.Http;
using HueS.Integration.Sandbox;

namespace HueS.Integration.Benchmarks;

/// <summary>
/// This program again, as a process of its own, so that its memory and its load are its own. It ends when its input closes: a
/// benchmark that is killed leaves nobody behind.
/// </summary>
internal sealed class Child : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly string _verb;
    private readonly Task _errors;
    private readonly List<string> _said = [];

    private Child(Process process, string verb)
    {
        (_process, _verb) = (process, verb);
        _errors = ReadErrorsAsync();
    }

    public int Id => _process.Id;

    /// <summary>What it holds in memory now.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>The most it ever held.</summary>
    public long PeakBytes
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static Child Start(string verb, params IEnumerable<string> arguments) => Start(verb, arguments, []);

    public static Child Start(string verb, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var self = Environment.ProcessPath ?? throw new SandboxException("This program does not know where it lies.");
        var isHost = Path.GetFileNameWithoutExtension(self) == "dotnet";
        // A test starts us from another program, whose path is not ours.
        var program = isHost || Path.GetFileNameWithoutExtension(self) != Name ? Path.Combine(AppContext.BaseDirectory, Name) : self;
        var start = new ProcessStartInfo(program, [verb, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new Child(Process.Start(start) ?? throw new SandboxException($"{program} does not start."), verb);
    }

    /// <summary>Starts a server and waits until it says where it listens.</summary>
    public static async Task<(Child Child, Uri Address)> ServeAsync(
        string verb,
        IEnumerable<string> arguments,
        CancellationToken cancellationToken,
        IEnumerable<KeyValuePair<string, string>>? environment = null)
    {
        var child = Start(verb, arguments, environment ?? []);
        try
        {
            return (child, new Uri(await child.ReadLineAsync(StartPatience, cancellationToken)));
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    /// <summary>For a server: says where it listens, then serves until the one that started it is gone.</summary>
    public static async Task ServeAsync(WebApplication app)
    {
        await app.StartAsync(CancellationToken.None);
        await Console.Out.WriteLineAsync(app.Urls.Single());
        // Or until it is told to go, by a signal as an operator would.
        await Task.WhenAny(UntilAloneAsync(), app.WaitForShutdownAsync(CancellationToken.None));
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }

    public async Task<string> ReadLineAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(patience);
        string? line;
        try
        {
            line = await _process.StandardOutput.ReadLineAsync(bound.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SandboxException($"{_verb} said nothing within {patience}.");
        }

        if (line is not null)
            return line;

        await _process.WaitForExitAsync(cancellationToken);
        await _errors;
        throw new SandboxException($"{_verb} ended with {_process.ExitCode}: {string.Join(' ', _said)}");
    }

    public async Task WriteLineAsync(string line, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
    }

    /// <summary>Asks it to end by closing its input; ends it where it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(StopPatience);
        try
        {
            // What it still says is read, or it would wait for a reader.
            await _process.StandardOutput.ReadToEndAsync(patience.Token);
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        await _errors;
        _process.Dispose();
    }

    private const string Name = "HueS.Integration.Benchmarks";

    private static async Task UntilAloneAsync()
    {
        await using var input = Console.OpenStandardInput();
        var nothing = new byte[256];
        while (await input.ReadAsync(nothing, CancellationToken.None) > 0)
        {
        }
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync(CancellationToken.None) is { } line)
        {
            if (_said.Count < 20)
                _said.Add(line);
        }
    }
}
