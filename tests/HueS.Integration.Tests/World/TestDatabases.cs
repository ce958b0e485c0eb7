using HueS.Integration.Sandbox.Postgres;
using HueS.Integration.Storage;
using HueS.Integration.Tests.World;
using Microsoft.Extensions.Options;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(TestDatabases))]

namespace HueS.Integration.Tests.World;

/// <summary>One private PostgreSQL for the whole run, and databases cloned from one that was migrated once.</summary>
public sealed class TestDatabases : IAsyncLifetime
{
    private const string Template = "migrated";

    private PrivatePostgres? _postgres;
    private int _databases;

    private PrivatePostgres Postgres => _postgres ?? throw new InvalidOperationException("The test run's PostgreSQL was not started.");

    public async ValueTask InitializeAsync()
    {
        _postgres = await PrivatePostgres.StartThrowawayAsync(Console.Error.WriteLine, CancellationToken.None);
        await _postgres.CreateDatabaseAsync(Template, template: null, CancellationToken.None);
        await new Migrator(Migration.All).RunAsync(_postgres.OwnerConnectionString(Template), CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _postgres is null ? ValueTask.CompletedTask : _postgres.DisposeAsync();

    /// <summary>A migrated database of the test's own.</summary>
    internal Task<TestDatabase> MigratedAsync() => CreateAsync(Template);

    /// <summary>A database nothing was done to.</summary>
    internal Task<TestDatabase> EmptyAsync() => CreateAsync(template: null);

    private async Task<TestDatabase> CreateAsync(string? template)
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await Postgres.CreateDatabaseAsync(name, template, CancellationToken.None);
        return new TestDatabase(Postgres.OwnerConnectionString(name), Postgres.ServiceConnectionString(name));
    }
}

internal sealed record TestDatabase(string Owner, string Service)
{
    /// <summary>As the service opens it.</summary>
    public Database Open(Action<StorageOptions>? change = null)
    {
        var options = new StorageOptions { ConnectionString = Service };
        change?.Invoke(options);
        return new Database(Options.Create(options), TimeProvider.System);
    }

    /// <summary>Looks at the database from outside, as its owner.</summary>
    public async Task<List<T>> QueryAsync<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Owner);
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await connection.ListAsync(sql, [], row => row.GetFieldValue<T>(0), TestContext.Current.CancellationToken);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Owner);
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync(sql, [], TestContext.Current.CancellationToken);
    }

    /// <summary>A transaction of somebody else's, by whom rows are held.</summary>
    public async Task<(NpgsqlConnection Connection, NpgsqlTransaction Transaction)> BeginAsync()
    {
        var connection = new NpgsqlConnection(Owner);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return (connection, await connection.BeginTransactionAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Waits until somebody waits for a lock that somebody else holds.</summary>
    public Task UntilSomebodyWaitsAsync() => Until.TrueAsync(
        "A wait for a lock",
        async () => (await QueryAsync<long>(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"))[0] > 0);
}
