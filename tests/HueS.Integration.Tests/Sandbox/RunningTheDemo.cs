using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using HueS.Integration.Mocks;
using HueS.Integration.Sandbox;
using HueS.Integration.Sandbox.Demo;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Sandbox;

/// <summary>The main job in its short form, as a process of its own, with everything that can be killed killed.</summary>
public sealed class RunningTheDemo : IAsyncLifetime
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(4);

    private readonly string _data = Path.Combine(Folders.Cache(), $"demo-{Guid.CreateVersion7():N}"[..24]);
    private readonly ConcurrentQueue<string> _said = new();
    private readonly List<Process> _started = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        Folders.MakePassable(_data);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        // A test that failed leaves what it started; a test that passed, nothing.
        foreach (var process in _started.Where(process => !process.HasExited))
        {
            Processes.Signal(process.Id, Processes.Interrupt);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        _started.ForEach(process => process.Dispose());
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task A_demo_killed_and_a_database_killed_under_it_settle_everything_and_nothing_twice()
    {
        var killed = Start("demo", "--data", _data, "--claims", "40", "--outage", "1");
        await UntilSaidAsync("Verifying in bad weather");
        await UntilAsync(() => _said.Any(line => line.Contains("asked", StringComparison.Ordinal)));
        killed.Kill();
        await killed.WaitForExitAsync(Cancellation);

        _said.Clear();
        var again = Start("demo", "--data", _data, "--outage", "1");
        await UntilSaidAsync("Taking up the run that was interrupted");
        await UntilAsync(() => _said.Any(line => line.Contains("asked", StringComparison.Ordinal)));
        Processes.Signal(PostgresOf(_data), Processes.Kill);
        await again.WaitForExitAsync(Cancellation).WaitAsync(Bound, Cancellation);

        again.ExitCode.ShouldBe(0, string.Join('\n', _said));
        _said.ShouldContain(line => line.Contains("starting it again", StringComparison.Ordinal));
        _said.ShouldContain(line => line.Contains("40 of 40, 0 linked twice", StringComparison.Ordinal));
        _said.ShouldContain(line => line.Contains("No wrong answer", StringComparison.Ordinal));
        _said.ShouldContain(line => line.Contains("kill -9 PostgreSQL", StringComparison.Ordinal));
        _said.ShouldContain(line => line.Contains("rows as before", StringComparison.Ordinal));
        File.Exists(new DataFolder(_data).Report).ShouldBeTrue();
        foreach (var system in RecordJob.Systems)
            _said.ShouldContain(line => line.StartsWith($"  {system} ", StringComparison.Ordinal) && line.EndsWith("%)", StringComparison.Ordinal));
        foreach (var line in _said)
            LeakWatch.Read("demo output", line);
        LeakWatch.Read("demo log", await File.ReadAllTextAsync(new DataFolder(_data).ServiceLog, Cancellation));
        NobodyOfTheClaimsStandsIn(await File.ReadAllTextAsync(new DataFolder(_data).ServiceLog, Cancellation));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_in_a_sentence()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var taken = ((IPEndPoint)holder.LocalEndpoint).Port;
        // The upstream stubs listen on the third and fourth port.
        var sandbox = Start("--data", _data, "--port", $"{taken - 2}");

        await sandbox.WaitForExitAsync(Cancellation).WaitAsync(Bound, Cancellation);

        sandbox.ExitCode.ShouldBe(1);
        _said.ShouldContain(line => line.Contains("is taken", StringComparison.Ordinal));
        _said.ShouldNotContain(line => line.Contains("   at ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--help", 0)]
    [InlineData("--nonsense", 2)]
    public async Task Help_and_misuse_have_their_exit_codes(string argument, int exitCode)
    {
        var sandbox = Start(argument);

        await sandbox.WaitForExitAsync(Cancellation).WaitAsync(Bound, Cancellation);

        sandbox.ExitCode.ShouldBe(exitCode);
        _said.ShouldNotBeEmpty();
    }

    private void NobodyOfTheClaimsStandsIn(string log)
    {
        log.ShouldNotBeEmpty();
        var people = Claims.From(SandboxCity.Instance, Personas.All, 40, 1);
        foreach (var claim in people)
        {
            foreach (var secret in (string[])[claim.Number, claim.Name, claim.OldCardNumber, claim.CardQr])
                (secret.Length > 0 && log.Contains(secret, StringComparison.OrdinalIgnoreCase)).ShouldBeFalse($"The service's log names the person of claim {claim.Id}.");
        }
    }

    private Process Start(params string[] arguments)
    {
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "HueS.Integration.Sandbox"), arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        _started.Add(process);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Keep(string? line)
    {
        if (!string.IsNullOrEmpty(line))
            _said.Enqueue(line);
    }

    private static int PostgresOf(string data)
    {
        var pid = Directory.EnumerateFiles(data, "postmaster.pid", SearchOption.AllDirectories).Single();
        return int.Parse(File.ReadLines(pid).First(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private Task UntilSaidAsync(string text) =>
        UntilAsync(() => _said.Any(line => line.Contains(text, StringComparison.Ordinal)));

    private async Task UntilAsync(Func<bool> condition)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Bound)
                throw new TimeoutException($"Not within {Bound}: {string.Join('\n', _said)}");
            await Task.Delay(50, Cancellation);
        }
    }
}
