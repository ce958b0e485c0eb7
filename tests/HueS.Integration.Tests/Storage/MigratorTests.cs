using HueS.Integration.Storage;
using HueS.Integration.Tests.World;
using Npgsql;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Storage;

public sealed class MigratorTests(TestDatabases databases)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Eight_simultaneous_starts_run_each_script_once()
    {
        var database = await databases.EmptyAsync();
        Migration[] scripts =
        [
            new("0001_tally", "create table tally (script text)"),
            new("0002_first", "insert into tally values ('first')"),
            new("0003_second", "insert into tally values ('second'); select pg_sleep(0.2)"),
        ];

        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => new Migrator(scripts).RunAsync(database.Owner, Cancellation)));

        (await database.QueryAsync<string>("select script from tally order by script")).ShouldBe(["first", "second"]);
        runs.Count(applied => applied.Count > 0).ShouldBe(1);
    }

    [Fact]
    public async Task Eight_simultaneous_starts_build_the_real_schema()
    {
        var database = await databases.EmptyAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => new Migrator(Migration.All).RunAsync(database.Owner, Cancellation)));

        (await database.QueryAsync<string>("select name from migration order by name")).ShouldBe(Migration.All.Select(migration => migration.Name));
    }

    [Fact]
    public async Task An_edited_script_is_refused_and_nothing_after_it_runs()
    {
        var database = await databases.EmptyAsync();
        await new Migrator([new("0001_one", "create table one (id int)")]).RunAsync(database.Owner, Cancellation);
        Migration[] edited = [new("0001_one", "create table one (id bigint)"), new("0002_two", "create table two (id int)")];

        var refusal = await Should.ThrowAsync<EditedMigrationException>(() => new Migrator(edited).RunAsync(database.Owner, Cancellation));

        refusal.Message.ShouldContain("0001_one");
        (await database.QueryAsync<string>("select name from migration")).ShouldBe(["0001_one"]);
    }

    [Fact]
    public async Task A_script_that_fails_leaves_nothing_behind()
    {
        var database = await databases.EmptyAsync();
        Migration[] scripts = [new("0001_half", "create table half (id int); select 1 / 0")];

        await Should.ThrowAsync<PostgresException>(() => new Migrator(scripts).RunAsync(database.Owner, Cancellation));

        (await database.QueryAsync<long>("select count(*) from pg_tables where tablename = 'half'")).ShouldBe([0]);
        (await database.QueryAsync<long>("select count(*) from migration")).ShouldBe([0]);
    }

    [Fact]
    public async Task A_database_that_lacks_a_script_is_not_current()
    {
        var database = await databases.MigratedAsync();
        await using var open = database.Open();
        await using var connection = await open.OpenAsync(Pool.Health, Cancellation);

        (await new Migrator(Migration.All).IsCurrentAsync(connection, Cancellation)).ShouldBeTrue();
        (await new Migrator([.. Migration.All, new Migration("9999_later", "select 1")]).IsCurrentAsync(connection, Cancellation)).ShouldBeFalse();
    }
}
