using HueS.Integration.Benchmarks.Floor;
using Npgsql;

namespace HueS.Integration.Benchmarks.Verification;

/// <summary>Stands in for pgbench where PostgreSQL came without it: the same statement from as many clients, one after another on each.</summary>
internal static class Committers
{
    /// <summary>Transactions a second.</summary>
    public static async Task<double> RunAsync(string connectionString, int clients, TimeSpan length, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create($"{connectionString};Maximum Pool Size={clients}");
        var start = TimeProvider.System.GetTimestamp();
        var committed = await Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var command = new NpgsqlCommand(FloorService.PgBenchScript, connection);
            await command.PrepareAsync(cancellationToken);
            var count = 0;
            for (; TimeProvider.System.GetElapsedTime(start) < length; count++)
                await command.ExecuteNonQueryAsync(cancellationToken);
            return count;
        }));
        return committed.Sum() / TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }
}
