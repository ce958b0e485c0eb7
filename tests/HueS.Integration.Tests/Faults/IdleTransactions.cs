using HueS.Integration.Storage;
using HueS.Integration.Tests.World;
using Npgsql;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Faults;

public sealed class IdleTransactions(TestDatabases databases)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_stalls_in_a_transaction_is_cut_off_and_keeps_nobody_waiting()
    {
        var database = await databases.MigratedAsync();
        await using var open = database.Open(options =>
        {
            options.IdleInTransactionTimeoutMilliseconds = 200;
            options.LockTimeoutMilliseconds = 30_000;
            options.StatementTimeoutMilliseconds = 30_000;
        });
        await using var stalled = await open.OpenAsync(Pool.Work, Cancellation);
        await using var transaction = await stalled.BeginTransactionAsync(Cancellation);
        await stalled.ExecuteAsync("lock table work", [], Cancellation);

        await using var waiting = await open.OpenAsync(Pool.Api, Cancellation);
        await waiting.ExecuteAsync("delete from work", [], Cancellation);

        await Should.ThrowAsync<NpgsqlException>(() => stalled.ExecuteAsync("select 1", [], Cancellation));
    }
}
