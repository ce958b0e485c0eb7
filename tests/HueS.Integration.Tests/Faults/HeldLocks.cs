using HueS.Integration.Storage;
using HueS.Integration.Tests.World;
using Npgsql;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Faults;

/// <summary>What others hold. The server's other bounds are far away, so that on a busy machine nothing but the fault ends a statement.</summary>
public sealed class HeldLocks(TestDatabases databases)
{
    private const int FarAway = 60_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_units_that_lock_each_other_both_take_effect_once()
    {
        var database = await databases.MigratedAsync();
        await database.ExecuteAsync(
            "create table tally (id int primary key, sum int not null); insert into tally values (1, 0), (2, 0); grant select, update on tally to hues_service");
        await using var open = Open(database, idleMilliseconds: FarAway);
        var runs = 0;
        using var both = new Barrier(2);
        var survived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        async Task AddAsync(int first, int second)
        {
            var isFirstRun = true;
            await open.TransactAsync(
                Pool.Api,
                async (connection, token) =>
                {
                    Interlocked.Increment(ref runs);
                    // Coming back too early it would meet the other again before that one is woken.
                    if (!isFirstRun)
                        await survived.Task.WaitAsync(token);
                    await connection.ExecuteAsync("update tally set sum = sum + 1 where id = $1", [first], token);
                    if (isFirstRun)
                    {
                        isFirstRun = false;
                        await Task.Run(() => both.SignalAndWait(FarAway, token), token);
                    }

                    await connection.ExecuteAsync("update tally set sum = sum + 1 where id = $1", [second], token);
                },
                Cancellation);
            survived.TrySetResult();
        }

        await Task.WhenAll(AddAsync(1, 2), AddAsync(2, 1));

        runs.ShouldBe(3);
        (await database.QueryAsync<int>("select sum from tally order by id")).ShouldBe([2, 2]);
    }

    [Fact]
    public async Task Whoever_stalls_in_a_transaction_is_cut_off_and_keeps_nobody_waiting()
    {
        var database = await databases.MigratedAsync();
        await using var open = Open(database, idleMilliseconds: 200);
        await using var waiting = await open.OpenAsync(Pool.Api, Cancellation);
        await using var stalled = await open.OpenAsync(Pool.Work, Cancellation);
        // In one breath: between the two it could be cut off before it holds anything.
        await stalled.ExecuteAsync("begin; lock table work", [], Cancellation);

        await waiting.ExecuteAsync("delete from work", [], Cancellation);

        await Should.ThrowAsync<NpgsqlException>(() => stalled.ExecuteAsync("select 1", [], Cancellation));
    }

    private static Database Open(TestDatabase database, int idleMilliseconds) => database.Open(options =>
    {
        options.IdleInTransactionTimeoutMilliseconds = idleMilliseconds;
        options.LockTimeoutMilliseconds = FarAway;
        options.StatementTimeoutMilliseconds = FarAway;
        options.ConnectionWaitSeconds = 30;
    });
}
