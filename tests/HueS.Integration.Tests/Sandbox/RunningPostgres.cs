using System.Collections.Concurrent;
using System.Diagnostics;
using HueS.Integration.Sandbox;
using HueS.Integration.Sandbox.Postgres;
using Npgsql;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Sandbox;

public sealed class RunningPostgres : IAsyncLifetime
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly string _root = Path.Combine(Folders.Cache(), $"test-{Guid.CreateVersion7():N}"[..16]);
    private readonly ConcurrentQueue<string> _said = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Kept => Path.Combine(_root, "postgres");

    public ValueTask InitializeAsync()
    {
        Folders.MakePassable(_root);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_is_committed_survives_the_servers_violent_death_and_the_server_comes_back()
    {
        await using var postgres = await StartAsync(Kept);
        await ExecuteAsync(postgres, "create table kept (id int)");
        await ExecuteAsync(postgres, "insert into kept values (7)");
        var killed = postgres.ProcessId;

        Processes.Signal(killed, Processes.Kill);

        await UntilAsync(async () => postgres.ProcessId != killed && await TryAsync(postgres, "select id from kept") is 7);
        _said.ShouldContain(line => line.Contains("starting it again"));
    }

    [Fact]
    public async Task Data_is_there_again_at_the_next_start()
    {
        await using (var postgres = await StartAsync(Kept))
            await ExecuteAsync(postgres, "create table kept (id int)");

        await using var again = await StartAsync(Kept);

        (await TryAsync(again, "select count(*)::int from kept")).ShouldBe(0);
    }

    [Fact]
    public async Task A_second_sandbox_on_the_same_data_is_told_so()
    {
        await using var first = await StartAsync(Kept);

        var refusal = await Should.ThrowAsync<SandboxException>(() => StartAsync(Kept));

        refusal.Message.ShouldContain("Another sandbox is running");
    }

    [Fact]
    public async Task Data_of_another_version_is_refused_with_a_sentence()
    {
        await using (await StartAsync(Kept)) { }
        await File.WriteAllTextAsync(Path.Combine(Kept, "data", "PG_VERSION"), "9", Cancellation);

        var refusal = await Should.ThrowAsync<SandboxException>(() => StartAsync(Kept));

        refusal.Message.ShouldContain("is PostgreSQL 9's");
    }

    [Fact]
    public async Task A_server_left_by_a_killed_sandbox_is_ended_and_its_data_taken_over()
    {
        string data;
        await using (var postgres = await StartAsync(Kept))
        {
            await ExecuteAsync(postgres, "create table kept (id int)");
            data = Path.Combine(Kept, "data");
        }

        using var leftover = await StartLeftoverAsync(data);

        await using var next = await StartAsync(Kept);

        await leftover.WaitForExitAsync(Cancellation).WaitAsync(Bound, Cancellation);
        (await TryAsync(next, "select count(*)::int from kept")).ShouldBe(0);
    }

    [Fact]
    public async Task A_process_number_that_went_to_another_process_does_not_keep_it_from_starting()
    {
        await using (await StartAsync(Kept)) { }
        using var stranger = Process.Start(ClusterUser.Program("sleep", "/", "600"))!;
        var lines = $"{stranger.Id}\n{Path.Combine(Kept, "data")}\n1\n5432\n{Kept}\n\n0 0\nready\n";
        await File.WriteAllTextAsync(Path.Combine(Kept, "data", "postmaster.pid"), lines, Cancellation);

        await using var postgres = await StartAsync(Kept);

        (await TryAsync(postgres, "select 1")).ShouldBe(1);
        stranger.HasExited.ShouldBeFalse("a process that is not ours is left alone");
        stranger.Kill();
    }

    [Fact]
    public async Task Throwaway_clusters_of_dead_processes_are_swept_and_those_of_the_living_are_not()
    {
        var parent = Folders.MakePassable(Path.Combine(_root, "throwaway"));
        var (living, livingLock) = Throwaways.Claim(parent);
        var (dead, deadLock) = Throwaways.Claim(parent);
        Directory.CreateDirectory(living);
        Directory.CreateDirectory(Path.Combine(_root, "throwaway", "strangers"));
        await using (await StartAsync(Path.Combine(_root, "made"))) { }
        Directory.Move(Path.Combine(_root, "made"), dead);
        using var leftover = await StartLeftoverAsync(Path.Combine(dead, "data"));
        deadLock.Dispose();

        await Throwaways.SweepAsync(parent, Cancellation);

        await leftover.WaitForExitAsync(Cancellation).WaitAsync(Bound, Cancellation);
        Directory.GetDirectories(parent).Select(Path.GetFileName).ShouldBe([Path.GetFileName(living), "strangers"], ignoreOrder: true);
        livingLock.Dispose();
    }

    [Fact]
    public async Task A_throwaway_cluster_leaves_nothing_behind()
    {
        var postgres = await PrivatePostgres.StartThrowawayAsync(_said.Enqueue, Cancellation);
        var folder = Path.GetDirectoryName(postgres.LogFile)!;

        await postgres.DisposeAsync();

        Directory.Exists(folder).ShouldBeFalse();
        File.Exists(FolderLock.FileOf(folder)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_database_is_cloned_from_a_template()
    {
        await using var postgres = await PrivatePostgres.StartThrowawayAsync(_said.Enqueue, Cancellation);
        await postgres.CreateDatabaseAsync("mould", template: null, Cancellation);
        await ExecuteAsync(postgres, "create table shape (id int)", "mould");

        await postgres.CreateDatabaseAsync("casting", "mould", Cancellation);

        (await TryAsync(postgres, "select count(*)::int from shape", "casting")).ShouldBe(0);
        (await postgres.HasDatabaseAsync("casting", Cancellation)).ShouldBeTrue();
        (await postgres.HasDatabaseAsync("nothing", Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_deep_folder_still_gets_a_socket_path_the_kernel_takes()
    {
        var deep = Folders.MakePassable(Path.Combine(_root, new string('d', 60), new string('e', 60)));
        string socket;

        await using (var postgres = await StartAsync(Path.Combine(deep, "postgres")))
        {
            socket = postgres.SocketFolder;
            (await TryAsync(postgres, "select 1")).ShouldBe(1);
        }

        Path.Combine(socket, ".s.PGSQL.5432").Length.ShouldBeLessThan(107);
        Directory.Exists(socket).ShouldBeFalse();
    }

    [Fact]
    public async Task It_listens_on_no_port_and_its_folders_are_closed_to_other_people()
    {
        await using var postgres = await StartAsync(Kept);

        (await TryAsync(postgres, "show listen_addresses")).ShouldBe("");
        foreach (var folder in (string[])[Kept, Path.Combine(Kept, "data")])
            Folders.ModeOf(folder).ShouldBe(Folders.Private);
    }

    [Fact]
    public async Task It_never_runs_as_root()
    {
        await using var postgres = await StartAsync(Kept);

        var status = await File.ReadAllLinesAsync($"/proc/{postgres.ProcessId}/status", Cancellation);

        var users = status.Single(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1..];
        users.Length.ShouldBe(4);
        users.ShouldNotContain("0");
    }

    private Task<PrivatePostgres> StartAsync(string folder) => PrivatePostgres.StartAsync(folder, _said.Enqueue, Cancellation);

    /// <summary>A server nobody of ours supervises, as one whose sandbox was killed.</summary>
    private static async Task<Process> StartLeftoverAsync(string data)
    {
        var binaries = await PostgresBinaries.FindOrFetchAsync(_ => { }, Cancellation);
        var start = ClusterUser.Program(binaries.Postgres, Path.GetDirectoryName(data)!, "-D", data, "-c", "listen_addresses=", "-c", $"unix_socket_directories={Path.GetDirectoryName(data)}");
        start.RedirectStandardError = true;
        var process = Process.Start(start)!;
        process.BeginErrorReadLine();
        await UntilAsync(async () =>
            File.Exists(Path.Combine(data, "postmaster.pid"))
            && (await File.ReadAllTextAsync(Path.Combine(data, "postmaster.pid"), Cancellation)).Contains("ready"));
        return process;
    }

    private static async Task ExecuteAsync(PrivatePostgres postgres, string sql, string database = "postgres") =>
        (await TryAsync(postgres, sql, database)).ShouldNotBeOfType<NpgsqlException>();

    private static async Task<object?> TryAsync(PrivatePostgres postgres, string sql, string database = "postgres")
    {
        try
        {
            await using var connection = new NpgsqlConnection(postgres.OwnerConnectionString(database) + ";Pooling=false");
            await connection.OpenAsync(Cancellation);
            await using var command = new NpgsqlCommand(sql, connection);
            return await command.ExecuteScalarAsync(Cancellation);
        }
        catch (NpgsqlException e) when (e is not PostgresException { SqlState: not "57P03" })
        {
            return e;
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(since) > Bound)
                throw new TimeoutException("It did not come to pass.");

            await Task.Delay(TimeSpan.FromMilliseconds(20), Cancellation);
        }
    }
}
