using HueS.Integration.Contracts;
using HueS.Integration.Tests.World;
using HueS.Integration.Verification.Batches;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class BatchRestartTests(TestDatabases databases)
{
    private const string Break =
        """
        create function break_at_105() returns trigger language plpgsql as $$
        begin
          if new.row_no = 105 then raise exception 'broken'; end if;
          return new;
        end
        $$;
        create trigger break_at_105 before insert on verification for each row execute function break_at_105();
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_broken_off_while_it_was_read_is_read_on_by_another_service_and_nothing_is_there_twice()
    {
        await using var service = await TestService.StartAsync(databases, "--Batches:RowsAtOnce=20", "--Batches:ReadLease=00:00:01");
        await service.Database.ExecuteAsync(Break);
        var sent = await Lists.SendAsync(service.Portal, Lists.Csv(Lists.Strangers(200)));
        await Lists.UntilAsync(service.Portal, sent.Id, batch => batch.Rows.Read == 100);

        await service.StopFirstNodeAsync();
        await service.Database.ExecuteAsync("drop trigger break_at_105 on verification");
        var portal = await service.AnotherNodeAsync();
        var done = await Lists.UntilAsync(portal, sent.Id, VerificationBatchState.Completed);

        done.Rows.ShouldBe(new BatchRows(200, 200, 0, Complete: true));
        (await service.Database.QueryAsync<int>("select row_no from verification order by row_no")).ShouldBe(Enumerable.Range(2, 200));
        (await service.Database.QueryAsync<long>("select count(*) from audit where action = 'verification.queued'")).ShouldBe([200]);
        (await Lists.CellsAsync(portal, sent.Id)).Select(row => row[2]).ShouldAllBe(outcome => outcome == "not_found");
    }

    [Fact]
    public async Task A_node_that_stalled_past_its_lease_keeps_nothing_of_what_another_read()
    {
        await using var service = await TestService.StartAsync(databases, "--Roles=Api", "--Batches:RowsAtOnce=10");
        var reader = service.Rooms.GetRequiredService<BatchReader>();
        await Lists.SendAsync(service.Portal, Lists.Csv(Lists.Strangers(400)));

        var readers = new List<Task<bool>>();
        for (var node = 0; node < 4; node++)
        {
            readers.Add(reader.RunOnceAsync(Cancellation));
            await service.Database.ExecuteAsync("update batch set lease_until = clock_timestamp() - interval '1 s' where state = 'Reading'");
        }

        await Task.WhenAll(readers);
        await ReadAllAsync(reader);

        (await service.Database.QueryAsync<int>("select row_no from verification order by row_no")).ShouldBe(Enumerable.Range(2, 400));
        (await service.Database.QueryAsync<long>("select count(*) from work")).ShouldBe([400]);
        (await service.Database.QueryAsync<int>("select accepted from batch")).ShouldBe([400]);
        (await service.Database.QueryAsync<string>("select state from batch")).ShouldBe(["Running"]);
    }

    [Fact]
    public async Task A_list_whose_file_was_tampered_with_fails_and_keeps_no_other_waiting()
    {
        await using var service = await TestService.StartAsync(databases, "--Roles=Api");
        var broken = await Lists.SendAsync(service.Portal, Lists.Csv(Lists.Strangers(3)));
        var sound = await Lists.SendAsync(service.Portal, Lists.Csv(Lists.Strangers(3, 3)));
        await service.Database.ExecuteAsync($"update batch_chunk set content = set_byte(content, 40, 1 + get_byte(content, 40) % 255) where batch_id = '{broken.Id}'");

        var reader = service.Rooms.GetRequiredService<BatchReader>();
        await ReadAllAsync(reader);

        (await Lists.ReadAsync(service.Portal, broken.Id)).Failure.ShouldNotBeNull().Code.ShouldBe("file_unreadable");
        (await Lists.ReadAsync(service.Portal, sound.Id)).State.ShouldBe(VerificationBatchState.Running);
    }

    [Fact]
    public async Task A_list_that_comes_no_further_fails_after_some_attempts_and_keeps_what_was_read()
    {
        await using var service = await TestService.StartAsync(
            databases, "--Batches:RowsAtOnce=20", "--Batches:ReadLease=00:00:01", "--Batches:ReadAttempts=3", "--Verification:FirstDelay=00:05:00");
        await service.Database.ExecuteAsync(Break);
        var sent = await Lists.SendAsync(service.Portal, Lists.Csv(Lists.Strangers(200)));

        var failed = await Lists.UntilAsync(service.Portal, sent.Id, VerificationBatchState.Failed);

        failed.Failure.ShouldNotBeNull().Code.ShouldBe("file_unreadable");
        (await Lists.CellsAsync(service.Portal, sent.Id)).Length.ShouldBe(100);
    }

    [Fact]
    public async Task A_list_paused_while_it_is_read_is_read_on_when_it_is_resumed()
    {
        await using var service = await TestService.StartAsync(databases, "--Batches:RowsAtOnce=20", "--Batches:ReadLease=00:00:01");
        await service.Database.ExecuteAsync(Break);
        var sent = await Lists.SendAsync(service.Portal, Lists.Csv(Lists.Strangers(200)));
        await Lists.UntilAsync(service.Portal, sent.Id, batch => batch.Rows.Read == 100);

        var paused = await Lists.ChangeAsync(service.Portal, sent.Id, "pause");
        await service.Database.ExecuteAsync("drop trigger break_at_105 on verification");
        (paused.State, paused.Rows.Complete).ShouldBe((VerificationBatchState.Paused, false));
        (await Lists.ChangeAsync(service.Portal, sent.Id, "resume")).State.ShouldBe(VerificationBatchState.Reading);

        (await Lists.UntilAsync(service.Portal, sent.Id, VerificationBatchState.Completed)).Rows.Accepted.ShouldBe(200);
    }

    private static async Task ReadAllAsync(BatchReader reader)
    {
        const int most = 1_000;
        for (var pass = 0; await reader.RunOnceAsync(Cancellation); pass++)
            pass.ShouldBeLessThan(most, "the lists were never read to their end");
    }
}
