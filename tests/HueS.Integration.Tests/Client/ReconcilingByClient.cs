using HueS.Integration.Client;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Sandbox.Tokens;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Client;

public sealed class ReconcilingByClient(TestDatabases databases) : IAsyncLifetime
{
    private TestService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(databases);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_run_is_made_watched_agreed_to_applied_reported_and_undone()
    {
        var register = new ChangedRegister(_service.Stubs.Population);
        await Reconciling.BindAsync(_service, Personas.Plain, Personas.TwinA);
        await register.DiesAsync(Personas.TwinA);
        using var proposer = Clients.Of(_service, SandboxClient.Operator);
        using var approver = Clients.Of(_service, SandboxClient.Approver);

        var made = await proposer.Runs.CreateAsync(
            new RunRequest(RunKind.RegisterDrift, TestService.Purpose, "QD-12/2026", Reconciling.First), Cancellation);
        var planned = await proposer.Runs.PlanAsync(made.Id, made.Version, Reconciling.First, Cancellation);
        await proposer.Runs.DryRunAsync(made.Id, planned.Version, Reconciling.First, Cancellation);
        var looking = await Clients.ListAsync(proposer.Runs.WatchAsync(made.Id, Cancellation));
        var looked = await approver.Runs.ReadAsync(made.Id, Cancellation);
        var unasked = await Should.ThrowAsync<HuesProblemException>(
            proposer.Runs.StartAsync(made.Id, looked.Version, Reconciling.First, Cancellation));
        var approved = await approver.Runs.ApproveAsync(
            made.Id, looked.Version, new RunApproval(Reconciling.Second, looked.Digest.ShouldNotBeNull()), Cancellation);
        await proposer.Runs.StartAsync(made.Id, approved.Version, Reconciling.First, Cancellation);
        var applying = await Clients.ListAsync(proposer.Runs.WatchAsync(made.Id, Cancellation));
        var report = await proposer.Runs.ReportAsync(made.Id, Cancellation);
        await approver.Runs.UndoAsync(made.Id, report.Run.Version, Reconciling.Second, Cancellation);
        var undoing = await Clients.ListAsync(proposer.Runs.WatchAsync(made.Id, Cancellation));

        planned.Plan.ShouldNotBeNull().People.ShouldBe(2);
        looking[^1].State.ShouldBe(RunState.AwaitingApproval);
        unasked.Code.ShouldBe("run_approval_missing");
        applying[^1].ShouldBe(applying[^1] with { State = RunState.Completed, Counts = applying[^1].Counts with { Findings = 1, Applied = 1 } });
        report.Findings.ShouldHaveSingleItem().Category.ShouldBe(FindingCategory.Dead);
        undoing[^1].ShouldBe(undoing[^1] with { State = RunState.Undone, Counts = undoing[^1].Counts with { Undone = 1 } });
        (await Clients.ListAsync(proposer.Runs.ListAsync(Cancellation))).Select(run => run.Id).ShouldBe([made.Id]);
    }

    [Fact]
    public async Task What_a_run_found_is_read_by_category_and_saved_masked()
    {
        var register = new ChangedRegister(_service.Stubs.Population);
        await Reconciling.BindAsync(_service, Personas.Plain, Personas.TwinA);
        await register.DiesAsync(Personas.TwinA);
        await register.IsRenamedAsync(Personas.Plain);
        var looked = await Reconciling.LookedAsync(_service.Operator);
        using var client = Clients.Of(_service, SandboxClient.Operator);
        using var diff = new MemoryStream();
        using var report = new MemoryStream();

        var all = await Clients.ListAsync(client.Runs.FindingsAsync(looked.Id, cancellationToken: Cancellation));
        var dead = await Clients.ListAsync(client.Runs.FindingsAsync(looked.Id, FindingCategory.Dead, Cancellation));
        await client.Runs.SaveDiffAsync(looked.Id, diff, cancellationToken: Cancellation);
        await client.Runs.SaveReportAsync(looked.Id, report, byteOrderMark: true, Cancellation);
        using var page = new MemoryStream();
        await client.Runs.SaveReportPageAsync(looked.Id, page, Cancellation);

        all.Select(finding => finding.Category).ShouldBe([FindingCategory.Dead, FindingCategory.Name], ignoreOrder: true);
        dead.ShouldHaveSingleItem().Effect.ShouldBe(RunEffect.HoldLinks);
        System.Text.Encoding.UTF8.GetString(diff.ToArray()).TrimEnd().Split("\r\n").Length.ShouldBe(3);
        report.ToArray()[..3].ShouldBe(System.Text.Encoding.UTF8.Preamble.ToArray());
        System.Text.Encoding.UTF8.GetString(page.ToArray()).ShouldContain($"<code>{looked.Id}</code>");
    }

    [Fact]
    public async Task A_run_is_paused_resumed_and_cancelled_only_as_it_stands_and_a_strangers_is_not_there()
    {
        // Nobody works the run off, so that it stands where it was left.
        await using var service = await TestService.StartAsync(databases, "--Roles=Api");
        await Reconciling.BindAsync(service, Personas.Plain);
        using var client = Clients.Of(service, SandboxClient.Operator);
        var made = await Reconciling.CreateAsync(service.Operator);
        await Reconciling.StepAsync(service.Operator, made.Id, "plan");
        var looking = await Reconciling.StepAsync(service.Operator, made.Id, "dry-run");

        var paused = await client.Runs.PauseAsync(made.Id, looking.Version, Reconciling.First, Cancellation);
        var told = await Clients.ListAsync(client.Runs.WatchAsync(made.Id, Cancellation));
        var stale = await Should.ThrowAsync<HuesProblemException>(client.Runs.ResumeAsync(made.Id, looking.Version, Reconciling.First, Cancellation));
        var resumed = await client.Runs.ResumeAsync(made.Id, paused.Version, Reconciling.First, Cancellation);
        var pausedAgain = await client.Runs.PauseAsync(made.Id, resumed.Version, Reconciling.First, Cancellation);
        var cancelled = await client.Runs.CancelAsync(made.Id, pausedAgain.Version, Reconciling.First, Cancellation);
        var nobodys = await Should.ThrowAsync<HuesProblemException>(Clients.ListAsync(client.Runs.WatchAsync(Guid.CreateVersion7(), Cancellation)));

        told.ShouldHaveSingleItem().State.ShouldBe(RunState.Paused);
        (stale.Code, resumed.State, cancelled.State, nobodys.Code).ShouldBe(("run_changed", RunState.DryRun, RunState.Cancelled, "not_found"));
    }
}
