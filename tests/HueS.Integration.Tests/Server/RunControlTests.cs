using System.Net;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Reconciliation;
using HueS.Integration.Tests.World;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

using Run = Contracts.Run;
using RunCounts = Contracts.RunCounts;
using RunState = Contracts.RunState;

public sealed class RunControlTests(TestDatabases databases)
{
    private static readonly Persona[] Everybody =
        [Personas.Plain, Personas.Royal, Personas.Highland, Personas.TwinA, Personas.TwinB, Personas.WholeName];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_proposed_a_run_cannot_agree_to_it_and_without_a_second_person_it_does_not_start()
    {
        await using var service = await TestService.StartAsync(databases);
        var looked = await DeadAsync(service);

        (await StatusAsync(Reconciling.SteppingAsync(service.Operator, looked.Id, "start", looked.Version, new { officer = Reconciling.First })))
            .ShouldBe((HttpStatusCode.Conflict, "/problems/run_approval_missing"));
        (await StatusAsync(Reconciling.ApprovingAsync(service.Approver, looked, Reconciling.First)))
            .ShouldBe((HttpStatusCode.Conflict, "/problems/run_same_officer"));
        (await StatusAsync(Reconciling.ApprovingAsync(service.Operator, looked))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await Reconciling.ReadAsync(service.Operator, looked.Id)).Approved.ShouldBeFalse();
        (await service.Database.QueryAsync<long>("select count(*) from linking_hold")).ShouldBe([0]);
    }

    [Fact]
    public async Task What_is_more_than_a_few_people_needs_a_second_person_however_harmless()
    {
        await using var service = await TestService.StartAsync(databases, "--Reconciliation:ApprovalAbove=1");
        var register = new ChangedRegister(service.Stubs.Population);
        await Reconciling.BindAsync(service, Personas.Plain, Personas.Royal);
        await register.IsLostAsync(Personas.Plain);
        await register.IsLostAsync(Personas.Royal);

        (await Reconciling.LookedAsync(service.Operator)).ApprovalNeeded.ShouldBe(true);
    }

    [Fact]
    public async Task Agreement_holds_for_what_was_shown_and_for_nothing_else()
    {
        await using var service = await TestService.StartAsync(databases);
        var looked = await DeadAsync(service);

        (await StatusAsync(Reconciling.ApprovingAsync(service.Approver, looked, digest: new string('0', 64))))
            .ShouldBe((HttpStatusCode.Conflict, "/problems/run_payload_changed"));
        var approved = await Reconciling.ApproveAsync(service.Approver, looked);
        await service.Database.ExecuteAsync("update reconciliation_item set category = 'NotFound', effect = 'Propose' where category = 'Dead'");

        (await StatusAsync(Reconciling.SteppingAsync(service.Operator, looked.Id, "start", approved.Version, new { officer = Reconciling.First })))
            .ShouldBe((HttpStatusCode.Conflict, "/problems/run_payload_changed"));
        (await Reconciling.ReadAsync(service.Operator, looked.Id)).State.ShouldBe(RunState.AwaitingApproval);
    }

    [Fact]
    public async Task A_wish_for_a_run_that_was_moved_on_or_stands_elsewhere_changes_nothing()
    {
        await using var service = await TestService.StartAsync(databases);
        var run = await Reconciling.CreateAsync(service.Operator);
        await Reconciling.StepAsync(service.Operator, run.Id, "plan");

        (await StatusAsync(Reconciling.SteppingAsync(service.Operator, run.Id, "dry-run", run.Version, new { officer = Reconciling.First })))
            .ShouldBe((HttpStatusCode.PreconditionFailed, "/problems/run_changed"));
        (await StatusAsync(Reconciling.SteppingAsync(service.Operator, run.Id, "resume", run.Version + 1, new { officer = Reconciling.First })))
            .ShouldBe((HttpStatusCode.Conflict, "/problems/run_not_in_state"));
        (await StatusAsync(Reconciling.SteppingAsync(service.Approver, run.Id, "undo", run.Version + 1, new { officer = Reconciling.First })))
            .ShouldBe((HttpStatusCode.Conflict, "/problems/run_not_in_state"));
        (await StatusAsync(Reconciling.SteppingAsync(service.Operator, Guid.CreateVersion7(), "plan", 1, new { officer = Reconciling.First }))).Status
            .ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Runs_are_for_whoever_may_see_what_the_register_says()
    {
        await using var service = await TestService.StartAsync(databases);

        using var otherPurpose = await Reconciling.CreatingAsync(service.Operator, purpose: TestService.YesNoPurpose);
        using var otherScope = await Reconciling.CreatingAsync(service.Portal);
        using var badSelection = await Reconciling.CreatingAsync(service.Operator, new { sample = 0 });

        otherPurpose.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        otherScope.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        badSelection.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await service.Database.QueryAsync<long>("select count(*) from reconciliation_run")).ShouldBe([0]);
    }

    [Fact]
    public async Task The_database_itself_refuses_counts_that_do_not_add_up()
    {
        await using var service = await TestService.StartAsync(databases);
        await DeadAsync(service);

        foreach (var lie in (string[])["checked = checked + 1", "selected = selected + 1", "unchanged = unchanged + 1", "applied = findings + 1", "waiting = 1, selected = selected + 1", "approver_id = officer_id, approved_digest = digest"])
        {
            var refused = await Should.ThrowAsync<PostgresException>(() => service.Database.ExecuteAsync($"update reconciliation_run set {lie}"));
            refused.SqlState.ShouldBe(PostgresErrorCodes.CheckViolation, lie);
        }
    }

    [Fact]
    public async Task A_register_that_goes_down_half_way_leaves_people_unreachable_and_nobody_a_finding()
    {
        await using var service = await TestService.StartAsync(
            databases, "--Roles=Api", "--Reconciliation:ChecksAtOnce=2", "--Reconciliation:UnreachableAfter=00:00:00");
        await Reconciling.BindAsync(service, Everybody);
        var run = await PlannedAsync(service);
        var runner = service.Rooms.GetRequiredService<DryRunner>();
        await Reconciling.StepAsync(service.Operator, run.Id, "dry-run");
        (await runner.RunOnceAsync(Cancellation)).ShouldBe(2);

        service.Stubs.Population.Weather.Down();
        var half = await WorkOffAsync(service, runner, run.Id);
        (half.State, half.Counts.Checked, half.Counts.Unreachable).ShouldBe((RunState.AwaitingApproval, 2, 4));
        service.Stubs.Population.Weather.Clear();
        await Until.TrueAsync("route open again", async () =>
        {
            await Reconciling.StepAsync(service.Operator, run.Id, "dry-run");
            half = await WorkOffAsync(service, runner, run.Id);
            return half.State == RunState.Completed;
        });

        half.Counts.ShouldBe(new RunCounts(6, 0, 6, 0, 0, 6, 0, 0, 0, 0, 0));
    }

    [Fact]
    public async Task A_run_that_could_not_look_says_so()
    {
        await using var service = await TestService.StartAsync(databases, "--Reconciliation:UnreachableAfter=00:00:00");
        await Reconciling.BindAsync(service, Personas.Plain, Personas.TwinA);
        service.Stubs.Population.Weather.Down();

        var looked = await Reconciling.LookedAsync(service.Operator);

        looked.Counts.ShouldBe(new RunCounts(2, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0));
        looked.CouldNotLook.ShouldBeTrue();
        looked.Text.En.Official.ShouldContain("says nothing about any citizen");
    }

    [Fact]
    public async Task A_paused_run_holds_no_lease_and_asks_nobody_until_it_is_resumed()
    {
        await using var service = await TestService.StartAsync(databases, "--Reconciliation:ChecksAtOnce=2");
        await Reconciling.BindAsync(service, Everybody);
        var run = await PlannedAsync(service);
        service.Stubs.Population.Weather.BlackHole();
        await Reconciling.StepAsync(service.Operator, run.Id, "dry-run");
        await Until.TrueAsync("leases", async () => await LeasesAsync(service) > 0);

        var paused = await Reconciling.StepAsync(service.Operator, run.Id, "pause");
        await Until.TrueAsync("no lease", async () => await LeasesAsync(service) == 0);
        service.Stubs.Population.Weather.Clear();
        var asked = service.Stubs.Population.Requests.Total;
        (await service.Rooms.GetRequiredService<DryRunner>().RunOnceAsync(Cancellation)).ShouldBe(0);
        service.Stubs.Population.Requests.Total.ShouldBe(asked);

        (paused.State, paused.PausedFrom).ShouldBe((RunState.Paused, RunState.DryRun));
        (await Reconciling.StepAsync(service.Operator, run.Id, "resume")).State.ShouldBe(RunState.DryRun);
        (await Reconciling.UntilAsync(service.Operator, run.Id, RunState.Completed)).Counts.Unchanged.ShouldBe(6);
    }

    [Fact]
    public async Task A_run_ended_in_its_dry_run_leaves_the_others_out_and_says_so()
    {
        await using var service = await TestService.StartAsync(databases, "--Roles=Api", "--Reconciliation:ChecksAtOnce=2");
        await Reconciling.BindAsync(service, Everybody);
        var run = await PlannedAsync(service);
        await Reconciling.StepAsync(service.Operator, run.Id, "dry-run");
        await service.Rooms.GetRequiredService<DryRunner>().RunOnceAsync(Cancellation);

        var cancelled = await Reconciling.StepAsync(service.Operator, run.Id, "cancel");

        cancelled.Counts.ShouldBe(new RunCounts(6, 0, 2, 0, 4, 2, 0, 0, 0, 0, 0));
        (await service.Database.QueryAsync<long>("select count(*) from work where kind like 'run.%' and state = 'new'")).ShouldBe([0]);
    }

    [Fact]
    public async Task Somebody_nobody_can_look_at_is_left_out_after_three_attempts_and_the_run_goes_on()
    {
        await using var service = await TestService.StartAsync(databases);
        await Reconciling.BindAsync(service, Personas.Plain, Personas.Royal);
        await service.Database.ExecuteAsync("update citizen set identity = '\\x00' where id = (select id from citizen order by id limit 1)");

        var done = await Reconciling.LookedAsync(service.Operator, until: RunState.Completed);

        (done.Counts.Checked, done.Counts.Skipped).ShouldBe((1, 1));
        (await service.Database.QueryAsync<string>("select reasons[1] from reconciliation_item where state = 'Skipped'")).ShouldBe(["Failed"]);
        (await service.Database.QueryAsync<int>("select failures from work where state = 'parked' and kind like 'run.look/%'")).ShouldBe([3]);
    }

    private static async Task<Run> DeadAsync(TestService service)
    {
        await Reconciling.BindAsync(service, Personas.TwinA);
        await new ChangedRegister(service.Stubs.Population).DiesAsync(Personas.TwinA);
        return await Reconciling.LookedAsync(service.Operator);
    }

    private static async Task<Run> PlannedAsync(TestService service)
    {
        var run = await Reconciling.CreateAsync(service.Operator);
        return await Reconciling.StepAsync(service.Operator, run.Id, "plan");
    }

    /// <summary>Passes until the dry run has ended; in every one of them the counts add up.</summary>
    private static async Task<Run> WorkOffAsync(TestService service, DryRunner runner, Guid id)
    {
        Run? run = null;
        await Until.TrueAsync("end of the dry run", async () =>
        {
            await runner.RunOnceAsync(Cancellation);
            run = await Reconciling.ReadAsync(service.Operator, id);
            run.Counts.ShouldAddUp();
            run.Counts.Findings.ShouldBe(0);
            return run.State != RunState.DryRun;
        });
        return run!;
    }

    private static async Task<long> LeasesAsync(TestService service) =>
        (await service.Database.QueryAsync<long>("select count(*) from work where kind like 'run.%' and lease_until > clock_timestamp()")).Single();

    private static async Task<(HttpStatusCode Status, string Type)> StatusAsync(Task<HttpResponseMessage> asked)
    {
        using var response = await asked;
        return (response.StatusCode, (await TestService.ReadAsync<HueS.Integration.Server.Api.Problem>(response)).Type);
    }
}
