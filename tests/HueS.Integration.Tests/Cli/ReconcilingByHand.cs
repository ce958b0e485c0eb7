using HueS.Integration.Cli;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Sandbox.Tokens;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Cli;

public sealed class ReconcilingByHand(TestDatabases databases) : IAsyncLifetime
{
    private TestService _service = null!;
    private Hues _first = null!;
    private Hues _second = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartAsync(databases);
        _first = Hues.As(_service, SandboxClient.Operator, Reconciling.First);
        _second = Hues.As(_service, SandboxClient.Approver, Reconciling.Second);
        var register = new ChangedRegister(_service.Stubs.Population);
        await Reconciling.BindAsync(_service, Personas.Plain, Personas.TwinA);
        await register.DiesAsync(Personas.TwinA);
    }

    public async ValueTask DisposeAsync()
    {
        _first.Dispose();
        _second.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task A_run_is_made_looked_at_agreed_to_applied_reported_and_undone()
    {
        var run = await PlannedAsync();
        var begun = await _first.RunAsync("runs", "dry-run", run, "--yes", "--lang", "en");
        var looked = await _first.RunAsync("runs", "watch", run, "--lang", "en");
        var shown = (await _second.RunAsync("runs", "show", run, "--json")).Record<Run>();
        var findings = await _first.RunAsync("runs", "findings", run);
        var alone = await _first.RunAsync("runs", "start", run, "--yes");
        var approved = await _second.RunAsync("runs", "approve", run, "--digest", shown.Digest.ShouldNotBeNull());
        await _first.RunAsync("runs", "start", run, "--yes");
        var applied = await _first.RunAsync("runs", "watch", run, "--json");
        var path = Path.Combine(_first.Folder, "report.csv");
        var report = await _first.RunAsync("runs", "report", run, "--csv", path, "--html", $"{path}.html", "--lang", "en");
        await _second.RunAsync("runs", "undo", run, "--yes");
        var undone = await _first.RunAsync("runs", "watch", run);

        begun.Code.ShouldBe(Exit.Partial, begun.ToString());
        begun.Error.ShouldContain($"Watch: hues runs watch {run}");
        looked.Code.ShouldBe(Exit.Findings, looked.ToString());
        looked.Error.ShouldContain($"A second person has to agree: hues runs approve {run} --digest {shown.Digest}");
        findings.Code.ShouldBe(Exit.Findings);
        findings.Lines.ShouldHaveSingleItem().ShouldStartWith("dead\thold_links\t");
        findings.Output.ShouldNotContain(Personas.TwinA.Number);
        (alone.Code, approved.Code).ShouldBe((Exit.Refused, Exit.Done), approved.ToString());
        applied.Records<RunProgress>()[^1].State.ShouldBe(RunState.Completed);
        report.Code.ShouldBe(Exit.Findings, report.ToString());
        report.Output.ShouldContain($"{path} was written.");
        report.Output.ShouldContain($"{path}.html was written.");
        File.ReadAllText(path).ShouldNotBeEmpty();
        undone.Code.ShouldBe(Exit.Done, undone.ToString());
    }

    [Fact]
    public async Task Nobody_is_asked_about_before_it_is_confirmed_and_a_run_can_be_ended()
    {
        var run = await PlannedAsync();

        var unconfirmed = await _first.RunAsync("runs", "dry-run", run, "--lang", "en");
        var still = (await _first.RunAsync("runs", "show", run, "--json")).Record<Run>();
        var ended = await _first.RunAsync("runs", "cancel", run, "--yes", "--json");
        var listed = await _first.RunAsync("runs", "list", "--json");
        var resumed = await _first.RunAsync("runs", "resume", run, "--lang", "en");

        unconfirmed.Code.ShouldBe(Exit.Done);
        unconfirmed.Error.ShouldContain("people or things to look at: 2");
        still.State.ShouldBe(RunState.Planned);
        ended.Record<Run>().State.ShouldBe(RunState.Cancelled);
        listed.Record<Run>().Id.ToString().ShouldBe(run);
        resumed.Code.ShouldBe(Exit.Refused);
        resumed.Error.ShouldContain("(run_not_in_state)");
    }

    [Fact]
    public async Task A_run_of_another_kind_is_made_for_the_records_a_file_lists()
    {
        var path = Path.Combine(_first.Folder, "ids.txt");
        await File.WriteAllLinesAsync(path, ["W-1", "", "W-2", "W-1"], TestContext.Current.CancellationToken);

        var made = await _first.RunAsync(
            "runs", "create", "--kind", "record_links", "--case", "QD-12/2026", "--system", "payments", "--ids", path, "--json");
        var refused = await _first.RunAsync("runs", "create", "--kind", "consistency", "--case", "QD-12/2026", "--sample", "5", "--lang", "en");
        var lost = await _first.RunAsync("runs", "create", "--kind", "record_links", "--case", "QD-12/2026", "--ids", path + ".none", "--lang", "en");

        var run = made.Record<Run>();
        (run.Kind, run.Selection.System).ShouldBe((RunKind.RecordLinks, "payments"));
        run.Selection.RecordIds.ShouldBe(["W-1", "W-2"]);
        refused.Code.ShouldBe(Exit.BadUse, refused.ToString());
        lost.Code.ShouldBe(Exit.BadUse, lost.ToString());
    }

    private async Task<string> PlannedAsync()
    {
        var made = await _first.RunAsync("runs", "create", "--case", "QD-12/2026", "--json");
        made.Code.ShouldBe(Exit.Done, made.ToString());
        var run = $"{made.Record<Run>().Id}";
        var planned = await _first.RunAsync("runs", "plan", run, "--lang", "en");
        planned.Code.ShouldBe(Exit.Done, planned.ToString());
        planned.Output.ShouldContain("People or things still to look at: 2");
        return run;
    }
}
