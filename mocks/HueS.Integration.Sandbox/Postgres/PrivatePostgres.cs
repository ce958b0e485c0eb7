using Npgsql;

namespace HueS.Integration.Sandbox.Postgres;

/// <summary>
/// A PostgreSQL of our own, on a Unix socket only: no port can clash, and nobody else can reach it. It is restarted when it dies, as an
/// operator's machine would do, and ends with us.
/// </summary>
internal sealed class PrivatePostgres : IAsyncDisposable
{
    public const string Service = "hues_service";

    private readonly PostgresBinaries _binaries;
    private readonly Cluster _cluster;
    private readonly FolderLock _lock;
    private readonly bool _throwaway;
    private readonly string _socket;
    private readonly Action<string> _say;
    private readonly CancellationTokenSource _stopping = new();
    private ServerProcess _server;
    private Task _supervision = Task.CompletedTask;

    private PrivatePostgres(PostgresBinaries binaries, Cluster cluster, FolderLock folderLock, bool throwaway, string socket, ServerProcess server, Action<string> say)
    {
        (_binaries, _cluster, _lock, _throwaway, _socket, _server, _say) = (binaries, cluster, folderLock, throwaway, socket, server, say);
        _supervision = SuperviseAsync();
    }

    /// <summary>The server process, which changes when it dies and is started again.</summary>
    public int ProcessId => _server.Id;

    public string SocketFolder => _socket;

    public string LogFile => _cluster.Log;

    /// <summary>Starts the cluster kept in <paramref name="folder"/>, making it where there is none. What is committed there survives <c>kill -9</c> and power cuts.</summary>
    public static async Task<PrivatePostgres> StartAsync(string folder, Action<string> say, CancellationToken cancellation)
    {
        Folders.MakePassable(Path.GetDirectoryName(Path.GetFullPath(folder))!);
        var folderLock = FolderLock.TryTake(folder)
            ?? throw new SandboxException($"Another sandbox is running on {folder}: stop it first, or name other data with --data.");
        return await StartAsync(folder, folderLock, throwaway: false, say, cancellation);
    }

    /// <summary>Starts a cluster that is deleted when it stops, after sweeping away those whose process died without doing so.</summary>
    public static async Task<PrivatePostgres> StartThrowawayAsync(Action<string> say, CancellationToken cancellation)
    {
        var parent = Folders.MakePassable(Path.Combine(Folders.Cache(), "throwaway"));
        await Throwaways.SweepAsync(parent, cancellation);
        var (folder, folderLock) = Throwaways.Claim(parent);
        return await StartAsync(folder, folderLock, throwaway: true, say, cancellation);
    }

    public string OwnerConnectionString(string database) => ConnectionString(database, Cluster.Owner);

    /// <summary>For the role the migrations create.</summary>
    public string ServiceConnectionString(string database) => ConnectionString(database, Service);

    /// <summary>Creates a database, as a copy of <paramref name="template"/> where one is given; nobody may be connected to that.</summary>
    public async Task CreateDatabaseAsync(string name, string? template, CancellationToken cancellation)
    {
        if (template is not null)
        {
            foreach (var role in (string[])[Cluster.Owner, Service])
            {
                await using var connection = new NpgsqlConnection(ConnectionString(template, role));
                NpgsqlConnection.ClearPool(connection);
            }
        }

        await ExecuteAsync($"create database {Quote(name)}{(template is null ? "" : $" template {Quote(template)}")}", cancellation);
    }

    public async Task<bool> HasDatabaseAsync(string name, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(MaintenanceConnectionString(_socket));
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand("select count(*) from pg_database where datname = $1", connection) { Parameters = { new() { Value = name } } };
        return await command.ExecuteScalarAsync(cancellation) is > 0L;
    }

    /// <summary>Kills the server as a power cut would, and leaves it down.</summary>
    public async Task KillAsync()
    {
        await _stopping.CancelAsync();
        Processes.Signal(_server.Id, Processes.Kill);
        await _supervision;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _server.StopAsync();
        await _supervision;
        await _server.StopAsync();
        if (!_socket.StartsWith(_cluster.Folder, StringComparison.Ordinal))
            Directory.Delete(_socket, recursive: true);
        if (_throwaway)
        {
            Directory.Delete(_cluster.Folder, recursive: true);
            _lock.Remove();
        }

        _lock.Dispose();
        _stopping.Dispose();
    }

    private static async Task<PrivatePostgres> StartAsync(string folder, FolderLock folderLock, bool throwaway, Action<string> say, CancellationToken cancellation)
    {
        try
        {
            var binaries = await PostgresBinaries.FindOrFetchAsync(say, cancellation);
            var cluster = new Cluster(Path.GetFullPath(folder), binaries, throwaway);
            await cluster.PrepareAsync(cancellation);
            var socket = await cluster.MakeSocketFolderAsync(cancellation);
            var server = await ServerProcess.StartAsync(binaries, cluster, socket, throwaway, MaintenanceConnectionString(socket), ServerProcess.FirstPatience, cancellation);
            return new PrivatePostgres(binaries, cluster, folderLock, throwaway, socket, server, say);
        }
        catch
        {
            folderLock.Dispose();
            throw;
        }
    }

    private async Task SuperviseAsync()
    {
        while (true)
        {
            await _server.EndOfLifeAsync();
            if (_stopping.IsCancellationRequested)
                return;

            _say($"PostgreSQL ended by itself (exit code {_server.ExitCode}); starting it again, it recovers what was committed.");
            try
            {
                var next = await ServerProcess.StartAsync(_binaries, _cluster, _socket, _throwaway, MaintenanceConnectionString(_socket), ServerProcess.AgainPatience, _stopping.Token);
                _server.Dispose();
                _server = next;
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (SandboxException e)
            {
                _say(e.Message);
                return;
            }
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(MaintenanceConnectionString(_socket));
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private string ConnectionString(string database, string role) =>
        new NpgsqlConnectionStringBuilder { Host = _socket, Port = 5432, Database = database, Username = role }.ConnectionString;

    private static string MaintenanceConnectionString(string socket) =>
        new NpgsqlConnectionStringBuilder { Host = socket, Port = 5432, Database = "postgres", Username = Cluster.Owner, Pooling = false, Timeout = 5 }.ConnectionString;

    private static string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
