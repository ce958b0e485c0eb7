using System.Diagnostics;
using HueS.Integration.Sandbox;
using Shouldly;

namespace HueS.Integration.Tests.World;

/// <summary>The program itself as a process of its own, for what only the end of a process shows. What it writes is watched like every log.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task _read;

    private ServerProcess(Process process)
    {
        _process = process;
        _read = Task.WhenAll(WatchAsync(process.StandardOutput), WatchAsync(process.StandardError));
    }

    public static ServerProcess Start(params IEnumerable<string> settings) => new(Process.Start(
        new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "HueS.Integration.Server"), settings)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        })!);

    /// <summary>Ends it as a failing machine would: it finishes nothing and says nothing.</summary>
    public async Task KillAsync()
    {
        Processes.Signal(_process.Id, Processes.Kill).ShouldBeTrue("the service had ended before it was killed");
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        await _read;
        _process.Dispose();
    }

    private static async Task WatchAsync(StreamReader output)
    {
        while (await output.ReadLineAsync(CancellationToken.None) is { } line)
            LeakWatch.Read("log of a process", line);
    }
}
