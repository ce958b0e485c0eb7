using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Reconciliation;
using HueS.Integration.Tests.World;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

using RunCounts = Contracts.RunCounts;
using RunState = Contracts.RunState;

/// <summary>What a node that dies leaves behind is a lease that runs out: here leases are made to, in the middle of the work.</summary>
public sealed class RunRestartTests(TestDatabases databases)
{
    private const string LoseLeases = "update work set lease_until = clock_timestamp() - interval '1 s' where kind like 'run.%' and state = 'new' and lease_until is not null";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nodes_that_stall_past_their_leases_look_at_nobody_twice_in_the_counts()
    {
        await using var service = await TestService.StartAsync(databases, "--Roles=Api", "--Reconciliation:ChecksAtOnce=2");
        await EverybodyDiesAsync(service);
        var run = await Reconciling.CreateAsync(service.Operator);
        await Reconciling.StepAsync(service.Operator, run.Id, "plan");
        await Reconciling.StepAsync(service.Operator, run.Id, "dry-run");
        var runner = service.Rooms.GetRequiredService<DryRunner>();

        await RaceAsync(service, runner.RunOnceAsync, async () => (await Reconciling.ReadAsync(service.Operator, run.Id)).State != RunState.DryRun);

        (await Reconciling.ReadAsync(service.Operator, run.Id)).Counts.ShouldBe(new RunCounts(4, 0, 4, 0, 0, 0, 4, 0, 0, 0, 0));
    }

    [Fact]
    public async Task Effects_are_as_many_as_findings_however_often_a_node_dies()
    {
        await using var service = await TestService.StartAsync(databases, "--Roles=Api");
        await EverybodyDiesAsync(service);
        var id = await StartedAsync(service);
        var applier = service.Rooms.GetRequiredService<Applier>();

        await RaceAsync(service, applier.RunOnceAsync, async () => (await Reconciling.ReadAsync(service.Operator, id)).State == RunState.Completed);

        (await Reconciling.ReadAsync(service.Operator, id)).Counts.Applied.ShouldBe(4);
        (await service.Database.QueryAsync<long>("select count(*) from linking_hold")).ShouldBe([4]);
        (await service.Database.QueryAsync<long>("select count(*) from reconciliation_change")).ShouldBe([4]);
        (await service.Database.QueryAsync<long>("select count(*) from audit where action = 'linking.held'")).ShouldBe([4]);
    }

    [Fact]
    public async Task An_effect_that_breaks_off_leaves_nothing_and_is_applied_whole_by_another_node()
    {
        await using var service = await TestService.StartAsync(databases, "--Reconciliation:Lease=00:00:01");
        await EverybodyDiesAsync(service);
        await service.Database.ExecuteAsync(
            """
            create function break_journal() returns trigger language plpgsql as $$
            begin
              raise exception using errcode = '57P01', message = 'killed';
            end
            $$;
            create trigger break_journal before insert on reconciliation_change for each row execute function break_journal();
            """);
        var id = await StartedAsync(service);
        await Until.TrueAsync("attempt", async () =>
            (await service.Database.QueryAsync<long>("select count(*) from work where kind like 'run.apply/%' and attempts > 0")).Single() > 0);

        (await service.Database.QueryAsync<long>("select count(*) from linking_hold")).ShouldBe([0]);
        await service.StopFirstNodeAsync();
        await service.Database.ExecuteAsync("drop trigger break_journal on reconciliation_change");
        await service.AnotherNodeAsync();

        await Until.TrueAsync("completion", async () =>
            (await service.Database.QueryAsync<string>($"select state from reconciliation_run where id = '{id}'")).Single() == "Completed");
        (await service.Database.QueryAsync<long>("select count(*) from linking_hold")).ShouldBe([4]);
    }

    [Fact]
    public async Task A_paused_application_changes_nothing_more_and_goes_on_where_it_stopped()
    {
        await using var service = await TestService.StartAsync(databases, "--Roles=Api");
        await EverybodyDiesAsync(service);
        var id = await StartedAsync(service);
        var applier = service.Rooms.GetRequiredService<Applier>();

        await Reconciling.StepAsync(service.Operator, id, "pause");
        (await applier.RunOnceAsync(Cancellation)).ShouldBe(0);
        (await service.Database.QueryAsync<long>("select count(*) from linking_hold")).ShouldBe([0]);
        (await service.Database.QueryAsync<long>("select count(*) from work where lease_until is not null and state = 'new' and kind like 'run.%'")).ShouldBe([0]);
        await Reconciling.StepAsync(service.Operator, id, "resume");

        await RaceAsync(service, applier.RunOnceAsync, async () => (await Reconciling.ReadAsync(service.Operator, id)).State == RunState.Completed);
        (await service.Database.QueryAsync<long>("select count(*) from linking_hold")).ShouldBe([4]);
    }

    private static async Task EverybodyDiesAsync(TestService service)
    {
        Persona[] people = [Personas.Plain, Personas.TwinA, Personas.TwinB, Personas.Royal];
        await Reconciling.BindAsync(service, people);
        var register = new ChangedRegister(service.Stubs.Population);
        foreach (var persona in people)
            await register.DiesAsync(persona);
    }

    /// <summary>A run whose findings are about to be applied, whether or not this service has workers.</summary>
    private static async Task<Guid> StartedAsync(TestService service)
    {
        var run = await Reconciling.CreateAsync(service.Operator);
        await Reconciling.StepAsync(service.Operator, run.Id, "plan");
        await Reconciling.StepAsync(service.Operator, run.Id, "dry-run");
        var runner = service.Rooms.GetRequiredService<DryRunner>();
        await Until.TrueAsync("end of the dry run", async () =>
        {
            await runner.RunOnceAsync(Cancellation);
            return (await Reconciling.ReadAsync(service.Operator, run.Id)).State == RunState.AwaitingApproval;
        });
        await Reconciling.ApproveAsync(service.Approver, await Reconciling.ReadAsync(service.Operator, run.Id));
        await Reconciling.StepAsync(service.Operator, run.Id, "start");
        return run.Id;
    }

    /// <summary>Three nodes at a time, whose leases are lost while they work, until there is nothing left to do.</summary>
    private static Task RaceAsync(TestService service, Func<CancellationToken, Task<int>> pass, Func<Task<bool>> isOver) =>
        Until.TrueAsync("end of the work", async () =>
        {
            var nodes = new List<Task>();
            for (var node = 0; node < 3; node++)
            {
                nodes.Add(pass(Cancellation));
                await service.Database.ExecuteAsync(LoseLeases);
            }

            await Task.WhenAll(nodes);
            return await isOver();
        });
}
