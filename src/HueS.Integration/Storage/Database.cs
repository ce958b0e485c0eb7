using Microsoft.Extensions.Options;
using Npgsql;

namespace HueS.Integration.Storage;

/// <summary>Who pays for a connection: callers, background work and probes never starve one another.</summary>
internal enum Pool
{
    Api,
    Work,
    Health,
}

/// <summary>One data source a pool, and the unit of work.</summary>
internal sealed class Database : IAsyncDisposable
{
    private const int Attempts = 3;
    private const int HealthConnections = 2;
    private const int WorkStatementTimeoutFactor = 6;

    private readonly NpgsqlDataSource _api;
    private readonly NpgsqlDataSource _work;
    private readonly NpgsqlDataSource _health;
    private readonly TimeProvider _time;

    public Database(IOptions<StorageOptions> options, TimeProvider time)
    {
        var settings = options.Value;
        var guard = new TimelineGuard();
        _time = time;
        _api = Source(settings, guard, "api", settings.ApiConnections, settings.StatementTimeoutMilliseconds);
        _work = Source(settings, guard, "work", settings.WorkConnections, settings.StatementTimeoutMilliseconds * WorkStatementTimeoutFactor);
        _health = Source(settings, guard, "health", HealthConnections, settings.StatementTimeoutMilliseconds);
    }

    public ValueTask<NpgsqlConnection> OpenAsync(Pool pool, CancellationToken cancellationToken) =>
        SourceOf(pool).OpenConnectionAsync(cancellationToken);

    /// <summary>
    /// Runs the whole unit in one transaction and commits it. A deadlock or serialization failure runs it again from the
    /// start, so the unit must do nothing but database work.
    /// </summary>
    public Task<T> TransactAsync<T>(
        Pool pool,
        Func<NpgsqlConnection, CancellationToken, Task<T>> unit,
        CancellationToken cancellationToken) =>
        RunAsync(
            pool,
            async (connection, token) =>
            {
                await using var transaction = await connection.BeginTransactionAsync(token);
                var result = await unit(connection, token);
                await transaction.CommitAsync(token);
                return result;
            },
            cancellationToken);

    public Task TransactAsync(
        Pool pool,
        Func<NpgsqlConnection, CancellationToken, Task> unit,
        CancellationToken cancellationToken) =>
        TransactAsync(
            pool,
            async (connection, token) =>
            {
                await unit(connection, token);
                return true;
            },
            cancellationToken);

    /// <summary>
    /// Runs a unit that is a transaction by itself: one statement, or one batch. Its conflicts are passed over as above.
    /// </summary>
    public async Task<T> RunAsync<T>(
        Pool pool,
        Func<NpgsqlConnection, CancellationToken, Task<T>> unit,
        CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await OpenAsync(pool, cancellationToken);
                return await unit(connection, cancellationToken);
            }
            catch (PostgresException conflict) when (attempt < Attempts && IsPassingConflict(conflict))
            {
                var jitter = TimeSpan.FromMilliseconds(Random.Shared.Next(5, 40) * attempt);
                await Task.Delay(jitter, _time, cancellationToken);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _work.DisposeAsync();
        await _health.DisposeAsync();
    }

    private static bool IsPassingConflict(PostgresException conflict) =>
        conflict.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    private NpgsqlDataSource SourceOf(Pool pool) => pool switch
    {
        Pool.Api => _api,
        Pool.Work => _work,
        Pool.Health => _health,
        _ => throw new ArgumentOutOfRangeException(nameof(pool)),
    };

    private static NpgsqlDataSource Source(StorageOptions settings, TimelineGuard guard, string name, int connections, int statementTimeout)
    {
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = name };
        var connection = builder.ConnectionStringBuilder;
        connection.ApplicationName = $"hues-{name}";
        connection.MaxPoolSize = connections;
        connection.Timeout = settings.ConnectionWaitSeconds;
        // The server's own statement_timeout ends a statement; this is the fuse behind it for a server that went silent.
        connection.CommandTimeout = (statementTimeout / 1000) + 5;
        // The same few statements come again and again; planning them costs more than running them.
        connection.MaxAutoPrepare = 100;
        connection.AutoPrepareMinUsages = 2;
        // Nothing here changes a session, so nothing has to be set back each time a connection returns.
        connection.NoResetOnClose = true;
        connection.IncludeErrorDetail = false;
        connection.LogParameters = false;
        connection.Options =
            $"-c lock_timeout={settings.LockTimeoutMilliseconds} " +
            $"-c statement_timeout={statementTimeout} " +
            $"-c idle_in_transaction_session_timeout={settings.IdleInTransactionTimeoutMilliseconds} " +
            // Every statement here has its index. A plan made and kept while a table was small would read all of it for ever.
            "-c enable_seqscan=off -c jit=off";
        if (connection.Host?.Contains(',', StringComparison.Ordinal) == true)
        {
            // Whoever is promoted is looked for at once, not after the driver's ten seconds.
            connection.TargetSessionAttributes = "primary";
            connection.HostRecheckSeconds = 1;
        }

        builder.UsePhysicalConnectionInitializer(guard.Admit, guard.AdmitAsync);
        return builder.Build();
    }
}
