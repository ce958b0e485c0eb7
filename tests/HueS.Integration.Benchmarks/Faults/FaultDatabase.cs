using Npgsql;

namespace HueS.Integration.Benchmarks.Faults;

/// <summary>Looks at a database that may just have been killed: what is asked of it waits until it is back.</summary>
internal sealed class FaultDatabase(string owner)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public Task<long> CountAsync(string table, CancellationToken cancellationToken) =>
        ScalarAsync($"select count(*) from {table}", [], cancellationToken);

    /// <summary>How many of these checks did not end exactly once, in the audit and for those who follow events.</summary>
    public Task<long> CountEndedOtherwiseAsync(IEnumerable<Guid> checks, CancellationToken cancellationToken) =>
        ScalarAsync(
            """
            select count(*)
            from unnest($1::uuid[]) as asked (id)
            left join (
                select target, count(*) as ends
                from audit
                where action in ('verification.answered', 'verification.settled')
                group by target) as audited on audited.target = asked.id::text
            left join (
                select target, count(*) as ends
                from event
                where kind = 'verification.settled'
                group by target) as told on told.target = asked.id
            where audited.ends is distinct from 1
               or told.ends is distinct from 1
            """,
            [checks.ToArray()],
            cancellationToken);

    /// <summary>Checks a node works on at this moment.</summary>
    public Task<long> CountLeasedAsync(CancellationToken cancellationToken) =>
        CountAsync("work where state = 'new' and lease_until > clock_timestamp()", cancellationToken);

    /// <summary>Checks that wait or are worked on.</summary>
    public Task<long> CountWaitingAsync(CancellationToken cancellationToken) => CountAsync("work where state = 'new'", cancellationToken);

    /// <summary>Waits until nobody works on anything and nothing is due.</summary>
    public async Task UntilQuietAsync(CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (await CountAsync("work where state = 'new' and (due_at <= clock_timestamp() or lease_until > clock_timestamp())", cancellationToken) > 0)
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience)
                throw new TimeoutException($"Work was still under way after {Patience}.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }
    }

    /// <summary>Upstreams that nobody asks just now because they wish so.</summary>
    public Task<long> CountPausedAsync(CancellationToken cancellationToken) =>
        CountAsync("upstream_quota where paused_until > clock_timestamp()", cancellationToken);

    /// <summary>What waits is due now.</summary>
    public Task HastenAsync(CancellationToken cancellationToken) =>
        ExecuteAsync("update work set due_at = clock_timestamp() where state = 'new' and due_at > clock_timestamp()", cancellationToken);

    /// <summary>Whatever an upstream wished in an earlier fault is forgotten.</summary>
    public Task EndPausesAsync(CancellationToken cancellationToken) =>
        ExecuteAsync("update upstream_quota set paused_until = null, slowed_at = null, pace = 1", cancellationToken);

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<long> ScalarAsync(string sql, object[] values, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var connection = new NpgsqlConnection($"{owner};Pooling=false;Command Timeout=300");
            try
            {
                await connection.OpenAsync(cancellationToken);
                return connection;
            }
            catch (NpgsqlException) when (TimeProvider.System.GetElapsedTime(start) < Patience)
            {
                await connection.DisposeAsync();
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
            }
        }
    }
}
