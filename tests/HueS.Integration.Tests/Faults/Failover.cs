using System.Collections.Concurrent;
using HueS.Integration.Sandbox;
using HueS.Integration.Sandbox.Postgres;
using HueS.Integration.Storage;
using HueS.Integration.Tests.World;
using Microsoft.Extensions.Options;
using Npgsql;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Faults;

/// <summary>A primary and its synchronous standby, as the service sees them through one connection string.</summary>
public sealed class Failover : IAsyncLifetime
{
    private const int Writes = 40;
    private const int Writers = 4;
    private const int MostByOne = 1_000_000;
    private const int Last = Writers * MostByOne;

    private ThrowawayFolder? _folder;
    private PrivatePostgres? _first;
    private PrivatePostgres? _second;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string First => Path.Combine(_folder!.Path, "a");

    private string Second => Path.Combine(_folder!.Path, "b");

    public async ValueTask InitializeAsync() => _folder = await ThrowawayFolder.MakeAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        foreach (var server in (PrivatePostgres?[])[_first, _second])
        {
            if (server is not null)
                await server.DisposeAsync();
        }

        _folder?.Dispose();
    }

    [Fact]
    public async Task A_promoted_standby_has_every_acknowledged_write_and_the_old_primary_takes_none_when_it_returns()
    {
        await StartPairAsync();
        await using var database = new Database(
            Options.Create(Patient(Both())), TimeProvider.System);
        var acknowledged = new ConcurrentBag<int>();
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteUntilRefusedAsync(database, writer, acknowledged)));

        // In the midst of it, and not started again.
        await Until.TrueAsync("A number of writes", () => Task.FromResult(acknowledged.Count >= Writes));
        await _first!.KillAsync();
        await writing;
        await _first.DisposeAsync();
        _first = null;
        await ExecuteAsync(_second!, "alter system set synchronous_standby_names = ''");
        await ExecuteAsync(_second!, "select pg_reload_conf()");
        await ExecuteAsync(_second!, "select pg_promote()");
        acknowledged.Add(await UntilWrittenAsync(database, Last));
        acknowledged.Except(await WrittenAsync(_second!)).ShouldBeEmpty();

        // The old one is back, first in the list, and calls itself a primary.
        _first = await PrivatePostgres.StartAsync(First, _ => { }, Cancellation);
        await ExecuteAsync(_first, "alter system set synchronous_standby_names = ''");
        await ExecuteAsync(_first, "select pg_reload_conf()");
        var left = await WrittenAsync(_first);
        // Held open, so that each is a connection of its own: one that stands would hide who is asked.
        await using var held = new Held();
        for (var write = Last + 1; write <= Last + Held.Most; write++)
        {
            var connection = held.Keep(await database.OpenAsync(Pool.Api, Cancellation));
            await connection.ExecuteAsync("insert into written values ($1)", [write], Cancellation);
            acknowledged.Add(write);
            // The driver looks anew at who may be asked once a second.
            await Task.Delay(TimeSpan.FromMilliseconds(400), Cancellation);
        }

        acknowledged.Except(await WrittenAsync(_second!)).ShouldBeEmpty();
        (await WrittenAsync(_first)).ShouldBe(left, ignoreOrder: true);
    }

    [Fact]
    public async Task A_standby_alone_takes_no_connection()
    {
        await StartPairAsync();
        await using var database = new Database(
            Options.Create(Patient(_second!.OwnerConnectionString("postgres"))), TimeProvider.System);

        var refused = await Should.ThrowAsync<NpgsqlException>(async () => await database.OpenAsync(Pool.Api, Cancellation));

        refused.Message.ShouldContain("standby");
    }

    /// <summary>Copies the stopped primary and lets the copy follow it.</summary>
    private async Task StartPairAsync()
    {
        _first = await PrivatePostgres.StartAsync(First, _ => { }, Cancellation);
        await ExecuteAsync(_first, "create table written (id int primary key)");
        await ExecuteAsync(_first, "alter system set synchronous_standby_names = '*'");
        await _first.DisposeAsync();

        await ClusterUser.MakeFolderAsync(Second, Cancellation);
        var (copied, output) = await Processes.RunAsync(
            new System.Diagnostics.ProcessStartInfo("cp", ["-a", Path.Combine(First, "data"), Second]), Cancellation);
        copied.ShouldBe(0, output);
        await File.WriteAllTextAsync(Path.Combine(Second, "data", "standby.signal"), "", Cancellation);
        await File.AppendAllTextAsync(
            Path.Combine(Second, "data", "postgresql.auto.conf"),
            $"primary_conninfo = 'host={First} port=5432 user={Cluster.Owner} application_name=second'\n",
            Cancellation);

        _second = await PrivatePostgres.StartAsync(Second, _ => { }, Cancellation);
        _first = await PrivatePostgres.StartAsync(First, _ => { }, Cancellation);
        for (var look = 0; look < 600; look++)
        {
            if (await ScalarAsync(_first, "select count(*) from pg_stat_replication where sync_state = 'sync'") == 1)
                return;
            await Task.Delay(50, Cancellation);
        }

        throw new TimeoutException("The standby did not follow within its bound.");
    }

    /// <summary>A write that is only slow has to be acknowledged all the same: nobody stops writing but for the fault.</summary>
    private static StorageOptions Patient(string connectionString) => new()
    {
        ConnectionString = connectionString,
        ConnectionWaitSeconds = 15,
        LockTimeoutMilliseconds = 30_000,
        StatementTimeoutMilliseconds = 30_000,
    };

    private string Both()
    {
        var first = new NpgsqlConnectionStringBuilder(_first!.OwnerConnectionString("postgres"));
        first.Host = $"{_first.SocketFolder},{_second!.SocketFolder}";
        return first.ConnectionString;
    }

    /// <summary>Writes number after number; what was acknowledged counts.</summary>
    private static async Task WriteUntilRefusedAsync(Database database, int writer, ConcurrentBag<int> acknowledged)
    {
        for (var write = 0; write < MostByOne && await TryWriteAsync(database, (writer * MostByOne) + write); write++)
            acknowledged.Add((writer * MostByOne) + write);
    }

    private static async Task<bool> TryWriteAsync(Database database, int id)
    {
        try
        {
            await database.TransactAsync(
                Pool.Api,
                // Whoever is not told may have been heard, and asks again.
                (connection, token) => connection.ExecuteAsync("insert into written values ($1) on conflict do nothing", [id], token),
                Cancellation);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static async Task<int> UntilWrittenAsync(Database database, int id)
    {
        for (var attempt = 0; attempt < 300; attempt++)
        {
            if (await TryWriteAsync(database, id))
                return id;
            await Task.Delay(100, Cancellation);
        }

        throw new TimeoutException("Nobody took a write within the bound.");
    }

    private static async Task<List<int>> WrittenAsync(PrivatePostgres server)
    {
        await using var connection = await OpenAsync(server);
        return await connection.ListAsync("select id from written", [], row => row.GetInt32(0), Cancellation);
    }

    private static async Task<long> ScalarAsync(PrivatePostgres server, string sql)
    {
        await using var connection = await OpenAsync(server);
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private static async Task ExecuteAsync(PrivatePostgres server, string sql)
    {
        await using var connection = await OpenAsync(server);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private static async Task<NpgsqlConnection> OpenAsync(PrivatePostgres server)
    {
        var connection = new NpgsqlConnection($"{server.OwnerConnectionString("postgres")};Pooling=false");
        await connection.OpenAsync(Cancellation);
        return connection;
    }

    private sealed class Held : IAsyncDisposable
    {
        public const int Most = 8;

        private readonly List<NpgsqlConnection> _connections = [];

        public NpgsqlConnection Keep(NpgsqlConnection connection)
        {
            _connections.Add(connection);
            return connection;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var connection in _connections)
                await connection.DisposeAsync();
        }
    }
}
