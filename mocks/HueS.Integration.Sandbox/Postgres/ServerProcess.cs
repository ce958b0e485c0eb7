using System.Diagnostics;
using Npgsql;

namespace HueS.Integration.Sandbox.Postgres;

/// <summary>One running <c>postgres</c>, from its first moment to its last.</summary>
internal sealed class ServerProcess : IDisposable
{
    /// <summary>How long a server is given that does not come up at once: a dead one's children hold the shared memory for a moment.</summary>
    public static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(10);

    /// <summary>The same for one that ran before: what keeps it down, such as a full volume, may pass.</summary>
    public static readonly TimeSpan AgainPatience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60); // a crash recovery may have much to replay

    private readonly Process _process;
    private readonly string _log;
    private readonly Queue<string> _lastLines = new();
    private readonly Lock _lock = new();
    private volatile bool _disposed;

    private ServerProcess(Process process, string log)
    {
        _process = process;
        _log = log;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public int ExitCode => _process.ExitCode;

    public Task EndOfLifeAsync() => _process.WaitForExitAsync(CancellationToken.None);

    /// <summary>Starts the server and returns once it takes connections.</summary>
    public static async Task<ServerProcess> StartAsync(
        PostgresBinaries binaries, Cluster cluster, string socket, bool throwaway, string connectionString, TimeSpan patience, CancellationToken cancellation)
    {
        var clock = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var server = new ServerProcess(Launch(binaries, cluster, socket, throwaway), cluster.Log);
            try
            {
                if (await server.IsReadyAsync(connectionString, clock, cancellation))
                    return server;
            }
            catch (OperationCanceledException)
            {
                await server.StopAsync();
                throw;
            }

            if (TimeProvider.System.GetElapsedTime(clock) > patience)
            {
                await server.StopAsync();
                throw new SandboxException($"PostgreSQL does not start in {cluster.Folder}: {server.LastWords()}");
            }

            server.Dispose();
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
        }
    }

    public async Task StopAsync()
    {
        if (_disposed)
            return;

        if (!_process.HasExited)
            await Cluster.EndAsync(Id, () => Task.FromResult(!_process.HasExited), CancellationToken.None);
        Dispose();
    }

    public void Dispose()
    {
        _disposed = true;
        _process.Dispose();
    }

    private static Process Launch(PostgresBinaries binaries, Cluster cluster, string socket, bool throwaway)
    {
        List<string> arguments =
        [
            "-D", cluster.Data,
            "-c", "listen_addresses=",
            "-c", $"unix_socket_directories={socket}",
            "-c", "unix_socket_permissions=0700",
            "-c", "max_connections=300",
            "-c", "shared_buffers=128MB",
            // What a statement carried must not reach the log.
            "-c", "log_error_verbosity=terse",
            "-c", "log_min_error_statement=panic",
            "-c", "log_timezone=UTC",
            "-c", "timezone=UTC",
        ];

        // Only the machine's own crash could lose what this leaves in its memory, and nobody wants these clusters after that.
        if (throwaway)
            arguments.AddRange(["-c", "fsync=off", "-c", "full_page_writes=off"]);

        // In a session of its own, Ctrl-C at the terminal does not stop PostgreSQL before those who still write to it.
        var start = Processes.OnPath("setsid") is { } setsid
            ? ClusterUser.Program(setsid, cluster.Folder, [binaries.Postgres, .. arguments])
            : ClusterUser.Program(binaries.Postgres, cluster.Folder, arguments);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        return Process.Start(start) ?? throw new SandboxException($"{binaries.Postgres} does not start.");
    }

    private async Task<bool> IsReadyAsync(string connectionString, long since, CancellationToken cancellation)
    {
        while (!_process.HasExited && TimeProvider.System.GetElapsedTime(since) < Patience)
        {
            try
            {
                await using var connection = new NpgsqlConnection(connectionString);
                await connection.OpenAsync(cancellation);
                return true;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), cancellation);
            }
        }

        return false;
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;

        lock (_lock)
        {
            _lastLines.Enqueue(line);
            while (_lastLines.Count > 5)
                _lastLines.Dequeue();
            File.AppendAllText(_log, line + "\n");
        }
    }

    private string LastWords()
    {
        lock (_lock)
            return string.Join(" ", _lastLines);
    }
}
