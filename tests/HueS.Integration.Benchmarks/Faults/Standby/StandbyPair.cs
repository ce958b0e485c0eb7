using System.Diagnostics;
using HueS.Integration.Sandbox;
using HueS.Integration.Sandbox.Postgres;
using HueS.Integration.Storage;
using Npgsql;

namespace HueS.Integration.Benchmarks.Faults.Standby;

/// <summary>A primary and its synchronous standby, with a table to write to, as the service sees them through one connection string.</summary>
internal sealed class StandbyPair : IAsyncDisposable
{
    private const string Administration = "postgres";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ThrowawayFolder _folder;
    private PrivatePostgres? _first;
    private PrivatePostgres? _second;

    private StandbyPair(ThrowawayFolder folder) => _folder = folder;

    public PrivatePostgres First => _first ?? throw new InvalidOperationException("The first server is down.");

    public PrivatePostgres Second => _second ?? throw new InvalidOperationException("The second server was not started.");

    /// <summary>The first and then the second, whichever is the primary.</summary>
    public string ConnectionString { get; private set; } = "";

    private string FirstFolder => Path.Combine(_folder.Path, "a");

    private string SecondFolder => Path.Combine(_folder.Path, "b");

    public static async Task<StandbyPair> StartAsync(CancellationToken cancellationToken)
    {
        var pair = new StandbyPair(await ThrowawayFolder.MakeAsync(cancellationToken));
        try
        {
            await pair.StartBothAsync(cancellationToken);
            return pair;
        }
        catch
        {
            await pair.DisposeAsync();
            throw;
        }
    }

    public static string Of(PrivatePostgres server) => server.OwnerConnectionString(Administration);

    /// <summary>Kills the first, which stays down, and lets the second take its place, as a manager of such a pair would.</summary>
    public async Task FailOverAsync(CancellationToken cancellationToken)
    {
        await First.KillAsync();
        await First.DisposeAsync();
        _first = null;
        await StandAloneAsync(Second, cancellationToken);
        await ExecuteAsync(Second, "select pg_promote()", cancellationToken);
    }

    /// <summary>The first is back, and calls itself a primary.</summary>
    public async Task ReturnFirstAsync(CancellationToken cancellationToken)
    {
        _first = await PrivatePostgres.StartAsync(FirstFolder, _ => { }, cancellationToken);
        await StandAloneAsync(_first, cancellationToken);
    }

    public static async Task<List<int>> WrittenAsync(PrivatePostgres server, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(server, cancellationToken);
        return await connection.ListAsync("select id from written", [], row => row.GetInt32(0), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in (PrivatePostgres?[])[_first, _second])
        {
            if (server is not null)
                await server.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>Copies the stopped primary and lets the copy follow it.</summary>
    private async Task StartBothAsync(CancellationToken cancellationToken)
    {
        _first = await PrivatePostgres.StartAsync(FirstFolder, _ => { }, cancellationToken);
        await ExecuteAsync(_first, "create table written (id int primary key)", cancellationToken);
        await ExecuteAsync(_first, "alter system set synchronous_standby_names = '*'", cancellationToken);
        await _first.DisposeAsync();
        _first = null;

        await ClusterUser.MakeFolderAsync(SecondFolder, cancellationToken);
        var copy = new ProcessStartInfo("cp", ["-a", Path.Combine(FirstFolder, "data"), SecondFolder]);
        var (copied, output) = await Processes.RunAsync(copy, cancellationToken);
        if (copied != 0)
            throw new SandboxException($"The standby could not be made: {output}");
        await File.WriteAllTextAsync(Path.Combine(SecondFolder, "data", "standby.signal"), "", cancellationToken);
        await File.AppendAllTextAsync(
            Path.Combine(SecondFolder, "data", "postgresql.auto.conf"),
            $"primary_conninfo = 'host={FirstFolder} port=5432 user={Cluster.Owner} application_name=second'\n",
            cancellationToken);

        _second = await PrivatePostgres.StartAsync(SecondFolder, _ => { }, cancellationToken);
        _first = await PrivatePostgres.StartAsync(FirstFolder, _ => { }, cancellationToken);
        ConnectionString = new NpgsqlConnectionStringBuilder(Of(_first)) { Host = $"{_first.SocketFolder},{_second.SocketFolder}" }.ConnectionString;
        await UntilFollowedAsync(cancellationToken);
    }

    private async Task UntilFollowedAsync(CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await IsFollowedAsync(cancellationToken))
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience)
                throw new SandboxException($"The standby did not follow within {Patience}.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }
    }

    private async Task<bool> IsFollowedAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(First, cancellationToken);
        var following = await connection.ListAsync(
            "select pid from pg_stat_replication where sync_state = 'sync'", [], row => row.GetInt32(0), cancellationToken);
        return following.Count == 1;
    }

    private static async Task StandAloneAsync(PrivatePostgres server, CancellationToken cancellationToken)
    {
        await ExecuteAsync(server, "alter system set synchronous_standby_names = ''", cancellationToken);
        await ExecuteAsync(server, "select pg_reload_conf()", cancellationToken);
    }

    private static async Task ExecuteAsync(PrivatePostgres server, string sql, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(server, cancellationToken);
        await connection.ExecuteAsync(sql, [], cancellationToken);
    }

    private static async Task<NpgsqlConnection> OpenAsync(PrivatePostgres server, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection($"{Of(server)};Pooling=false");
        await connection.OpenAsync(cancellationToken);
        return connection;
    }
}
