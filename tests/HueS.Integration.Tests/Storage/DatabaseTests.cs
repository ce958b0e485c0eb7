using HueS.Integration.Storage;
using HueS.Integration.Tests.World;
using Npgsql;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Storage;

public sealed class DatabaseTests(TestDatabases databases)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_serialization_failure_runs_the_whole_unit_again_and_its_effect_happens_once()
    {
        var database = await databases.MigratedAsync();
        await database.ExecuteAsync("create table tally (id int); grant insert on tally to hues_service");
        await using var open = database.Open();
        var runs = 0;

        await open.TransactAsync(
            Pool.Api,
            async (connection, token) =>
            {
                runs++;
                await connection.ExecuteAsync("insert into tally values (1)", [], token);
                if (runs < 3)
                    throw new PostgresException("conflict", "ERROR", "ERROR", PostgresErrorCodes.SerializationFailure);
            },
            Cancellation);

        runs.ShouldBe(3);
        (await database.QueryAsync<int>("select id from tally")).ShouldBe([1]);
    }

    [Fact]
    public async Task A_full_pool_of_callers_leaves_probes_and_work_their_own_connections()
    {
        var database = await databases.MigratedAsync();
        await using var open = database.Open(options =>
        {
            options.ApiConnections = 1;
            options.ConnectionWaitSeconds = 1;
        });
        await using var held = await open.OpenAsync(Pool.Api, Cancellation);

        await Should.ThrowAsync<NpgsqlException>(async () => await open.OpenAsync(Pool.Api, Cancellation));

        await using var probe = await open.OpenAsync(Pool.Health, Cancellation);
        await using var work = await open.OpenAsync(Pool.Work, Cancellation);
        probe.State.ShouldBe(System.Data.ConnectionState.Open);
        work.State.ShouldBe(System.Data.ConnectionState.Open);
    }

    [Fact]
    public async Task A_long_lock_and_a_long_statement_are_cut_by_the_server()
    {
        var database = await databases.MigratedAsync();
        await using var open = database.Open(options =>
        {
            options.LockTimeoutMilliseconds = 50;
            options.StatementTimeoutMilliseconds = 200;
        });
        await using var holder = await open.OpenAsync(Pool.Work, Cancellation);
        await using var transaction = await holder.BeginTransactionAsync(Cancellation);
        await holder.ExecuteAsync("lock table work", [], Cancellation);
        await using var caller = await open.OpenAsync(Pool.Api, Cancellation);

        var locked = await Should.ThrowAsync<PostgresException>(() => caller.ExecuteAsync("delete from work", [], Cancellation));
        var slow = await Should.ThrowAsync<PostgresException>(() => caller.ExecuteAsync("select pg_sleep(30)", [], Cancellation));

        locked.SqlState.ShouldBe(PostgresErrorCodes.LockNotAvailable);
        slow.SqlState.ShouldBe(PostgresErrorCodes.QueryCanceled);
    }
}
