using System.Collections.Concurrent;
using HueS.Integration.Storage;
using Microsoft.Extensions.Options;
using Npgsql;

namespace HueS.Integration.Benchmarks.Faults.Standby;

/// <summary>What a failover did.</summary>
/// <param name="Acknowledged">Writes somebody was told of.</param>
/// <param name="Lost">Of those, how many the new primary does not have.</param>
/// <param name="TakenByOld">Writes the old primary took after it had come back.</param>
/// <param name="Gap">From the primary's end to the first write that was acknowledged after it.</param>
internal sealed record StandbyResult(int Acknowledged, int Lost, int TakenByOld, TimeSpan Gap);

/// <summary>Writers write through the service's own door to the database while its primary is killed and its standby promoted.</summary>
internal static class StandbyRun
{
    private const int Writers = 4;
    private const int WritesBefore = 40;
    private const int MostByOne = 1_000_000;
    private const int Last = Writers * MostByOne;

    /// <summary>Held open, so that each is a connection of its own: one that stands would hide who is asked.</summary>
    private const int Held = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <summary>The driver looks anew at who may be asked once a second.</summary>
    private static readonly TimeSpan BetweenHeld = TimeSpan.FromMilliseconds(400);

    /// <summary>A write that is only slow has to be acknowledged all the same: nobody stops writing but for the fault.</summary>
    public static StorageOptions Patient(string connectionString) => new()
    {
        ConnectionString = connectionString,
        ConnectionWaitSeconds = 15,
        LockTimeoutMilliseconds = 30_000,
        StatementTimeoutMilliseconds = 30_000,
    };

    public static async Task<StandbyResult> RunAsync(CancellationToken cancellationToken)
    {
        await using var pair = await StandbyPair.StartAsync(cancellationToken);
        await using var database = new Database(Options.Create(Patient(pair.ConnectionString)), TimeProvider.System);
        var acknowledged = new ConcurrentBag<int>();
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteUntilRefusedAsync(database, writer, acknowledged, cancellationToken)));
        await UntilAsync(() => Task.FromResult(acknowledged.Count >= WritesBefore), cancellationToken);

        var killed = TimeProvider.System.GetTimestamp();
        var failingOver = pair.FailOverAsync(cancellationToken);
        await writing;
        await UntilAsync(() => TryWriteAsync(database, Last, cancellationToken), cancellationToken);
        var gap = TimeProvider.System.GetElapsedTime(killed);
        acknowledged.Add(Last);
        await failingOver;

        await pair.ReturnFirstAsync(cancellationToken);
        var left = await StandbyPair.WrittenAsync(pair.First, cancellationToken);
        await WriteOnManyAsync(database, acknowledged, cancellationToken);
        return new StandbyResult(
            acknowledged.Count,
            acknowledged.Except(await StandbyPair.WrittenAsync(pair.Second, cancellationToken)).Count(),
            (await StandbyPair.WrittenAsync(pair.First, cancellationToken)).Except(left).Count(),
            gap);
    }

    /// <summary>Writes number after number; what was acknowledged counts.</summary>
    private static async Task WriteUntilRefusedAsync(
        Database database, int writer, ConcurrentBag<int> acknowledged, CancellationToken cancellationToken)
    {
        for (var write = writer * MostByOne; await TryWriteAsync(database, write, cancellationToken); write++)
            acknowledged.Add(write);
    }

    private static async Task<bool> TryWriteAsync(Database database, int id, CancellationToken cancellationToken)
    {
        try
        {
            await database.TransactAsync(
                Pool.Api,
                // Whoever is not told may have been heard, and asks again.
                (connection, token) => connection.ExecuteAsync("insert into written values ($1) on conflict do nothing", [id], token),
                cancellationToken);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static async Task WriteOnManyAsync(Database database, ConcurrentBag<int> acknowledged, CancellationToken cancellationToken)
    {
        var held = new List<NpgsqlConnection>();
        try
        {
            for (var write = Last + 1; write <= Last + Held; write++)
            {
                var connection = await database.OpenAsync(Pool.Api, cancellationToken);
                held.Add(connection);
                await connection.ExecuteAsync("insert into written values ($1)", [write], cancellationToken);
                acknowledged.Add(write);
                await Task.Delay(BetweenHeld, cancellationToken);
            }
        }
        finally
        {
            foreach (var connection in held)
                await connection.DisposeAsync();
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> condition, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience)
                throw new Sandbox.SandboxException($"Nobody took a write within {Patience}.");
            await Task.Delay(Look, cancellationToken);
        }
    }
}
