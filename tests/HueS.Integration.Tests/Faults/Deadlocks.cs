using HueS.Integration.Storage;
using HueS.Integration.Tests.World;
using Npgsql;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Faults;

public sealed class Deadlocks(TestDatabases databases)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_units_that_lock_each_other_both_take_effect_once()
    {
        var database = await databases.MigratedAsync();
        await database.ExecuteAsync(
            "create table tally (id int primary key, sum int not null); insert into tally values (1, 0), (2, 0); grant select, update on tally to hues_service");
        // The default waits a second before it looks for a deadlock, and gives a lock up after two.
        await using var open = database.Open();
        var runs = 0;
        using var both = new Barrier(2);

        Task AddAsync(int first, int second)
        {
            var isFirstRun = true;
            return open.TransactAsync(
                Pool.Api,
                async (connection, token) =>
                {
                    Interlocked.Increment(ref runs);
                    await connection.ExecuteAsync("update tally set sum = sum + 1 where id = $1", [first], token);
                    if (isFirstRun)
                    {
                        isFirstRun = false;
                        await Task.Run(() => both.SignalAndWait(TimeSpan.FromSeconds(30), token), token);
                    }

                    await connection.ExecuteAsync("update tally set sum = sum + 1 where id = $1", [second], token);
                },
                Cancellation);
        }

        await Task.WhenAll(AddAsync(1, 2), AddAsync(2, 1));

        runs.ShouldBe(3);
        (await database.QueryAsync<int>("select sum from tally order by id")).ShouldBe([2, 2]);
    }
}
