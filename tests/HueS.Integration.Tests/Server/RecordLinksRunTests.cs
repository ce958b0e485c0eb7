using System.Net;
using System.Net.Http.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Reconciliation;
using HueS.Integration.Tests.World;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

using FindingCategory = Contracts.FindingCategory;
using Run = Contracts.Run;
using RunCounts = Contracts.RunCounts;
using RunEffect = Contracts.RunEffect;
using RunState = Contracts.RunState;

/// <summary>Records whose links are not as the rules would have them. Nobody works anything off but the test.</summary>
public sealed class RecordLinksRunTests(TestDatabases databases) : IAsyncLifetime
{
    private const string Kind = "record_links";

    private static readonly string[] Named = ["W-1", "W-2", "W-none"];

    private RecordWorld _world = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TestService Service => _world.Service;

    public async ValueTask InitializeAsync()
    {
        _world = await RecordWorld.StartAsync(databases);
        await SeedAsync();
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();

    [Fact]
    public async Task What_is_amiss_is_found_shown_masked_put_right_and_taken_back()
    {
        var before = await TruthAsync();
        var asked = Service.Stubs.Population.Requests.Total;

        var looked = await RunPasses.LookedAsync(Service, Kind);

        looked.Counts.ShouldBe(new RunCounts(8, 0, 8, 0, 0, 2, 6, 0, 0, 0, 0));
        (await TruthAsync()).ShouldBe(before);
        Service.Stubs.Population.Requests.Total.ShouldBe(asked);
        var findings = await Reconciling.FindingsAsync(Service.Operator, looked.Id);
        findings.Select(finding => (finding.Record, finding.Category, finding.Effect)).ShouldBe(
            [
                ("payments/W-2", FindingCategory.LinkMissing, RunEffect.LinkByRule),
                ("payments/W-3", FindingCategory.LinkUnasked, RunEffect.Propose),
                ("payments/W-4", FindingCategory.LinkWrong, RunEffect.Propose),
                ("payments/W-5", FindingCategory.LinkDangling, RunEffect.CloseLinks),
                ("payments/W-6", FindingCategory.ProposalOutdated, RunEffect.CloseLinks),
                ("payments/R-2", FindingCategory.RecordRekeyed, RunEffect.Propose),
            ],
            ignoreOrder: true);
        findings.ShouldAllBe(finding => finding.Kept != null && finding.Register != null);
        var diff = await Service.Operator.GetStringAsync($"{Reconciling.Path}/{looked.Id}/diff", Cancellation);
        foreach (var (persona, secret) in Personas.All.SelectMany(LeakWatch.SecretsOf))
            diff.ShouldNotContain(secret, Case.Insensitive, persona);
        (await Service.Database.QueryAsync<long>(
            "select count(distinct subject_id) from audit where action = 'run.disclosed' and note = 'finding'")).Single().ShouldBeGreaterThan(1);

        var done = await RunPasses.StartedAsync(Service, looked.Id);

        done.Counts.ShouldBe(new RunCounts(8, 0, 8, 0, 0, 2, 6, 6, 0, 0, 0));
        (await StatesAsync()).ShouldBe(
            ["R-1 Closed", "R-2 Proposed", "W-1 Linked", "W-2 Linked", "W-3 Proposed", "W-4 Linked", "W-5 Closed", "W-6 Closed"]);
        (await _world.TasksAsync()).Count.ShouldBe(3);
        (await _world.ReasonsAsync("R-2")).ShouldContain("RecordRekeyed");
        (await RunPasses.LookedAsync(Service, Kind, until: RunState.Completed)).Counts.Findings.ShouldBe(0);

        var undone = await RunPasses.UndoneAsync(Service, looked.Id);

        (undone.Counts.Undone, undone.Counts.Kept).ShouldBe((6, 0));
        (await TruthAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task What_people_did_since_stays_and_is_listed_and_what_changed_since_the_dry_run_is_left_alone()
    {
        var looked = await RunPasses.LookedAsync(Service, Kind);
        await _world.TellAsync("W-5", RecordWorld.Holder(Personas.Royal));
        await PassOverAsync();

        var done = await RunPasses.StartedAsync(Service, looked.Id);
        await _world.DecidedAsync((await _world.LinkAsync("W-2")).Id, LinkAction.Freeze, LinkChangeReason.UnderInvestigation);
        await Reviews.TakeAsync(Service.Reviewer, (await TaskOfAsync("W-3")));
        var undone = await RunPasses.UndoneAsync(Service, looked.Id);
        var report = (await Service.Operator.GetFromJsonAsync<RunReport>(
            $"{Reconciling.Path}/{looked.Id}/report", System.Text.Json.JsonSerializerOptions.Web, Cancellation))!;

        (done.Counts.Applied, done.Counts.LeftAlone).ShouldBe((5, 1));
        (await Service.Database.QueryAsync<string>("select left_reason from reconciliation_item where applied_as = 'LeftAlone'")).ShouldBe(["Changed"]);
        (undone.Counts.Undone, undone.Counts.Kept).ShouldBe((3, 2));
        report.Kept.Select(kept => (kept.Effect, kept.Reason)).ShouldBe(
            [(RunEffect.LinkByRule, "changed_since"), (RunEffect.Propose, "changed_since")], ignoreOrder: true);
        (await _world.LinkAsync("W-2")).State.ShouldBe(LinkState.Frozen);
        (await _world.LinkAsync("W-3")).State.ShouldBe(LinkState.Proposed);
    }

    [Fact]
    public async Task Records_are_selected_by_system_moment_lot_and_ids_and_what_a_kind_does_not_know_is_refused()
    {
        const string Later = "2100-01-01T00:00:00+07:00";
        using var unknown = await Reconciling.CreatingAsync(Service.Operator, new { olderThanDays = 3 }, kind: Kind);
        using var elsewhere = await Reconciling.CreatingAsync(Service.Operator, new { system = "nowhere" }, kind: Kind);
        using var homeless = await Reconciling.CreatingAsync(Service.Operator, new { recordIds = Named }, kind: Kind);

        (await SelectedAsync(new { system = "payments" })).ShouldBe(8);
        (await SelectedAsync(new { system = "training" })).ShouldBe(0);
        (await SelectedAsync(new { since = Later })).ShouldBe(0);
        (await SelectedAsync(new { sample = 2 })).ShouldBe(2);
        var named = await RunPasses.LookedAsync(Service, Kind, new { system = "payments", recordIds = Named });

        named.Counts.ShouldBe(new RunCounts(3, 0, 2, 0, 1, 1, 1, 0, 0, 0, 0));
        named.Plan.ShouldBeNull();
        new[] { unknown.StatusCode, elsewhere.StatusCode, homeless.StatusCode }.ShouldAllBe(status => status == HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task About_a_record_that_is_in_line_to_be_linked_nothing_is_said_before_it_was()
    {
        await _world.TellAsync("W-2", RecordWorld.Holder(Personas.Royal), status: "closed");
        var run = await Reconciling.CreateAsync(Service.Operator, new { system = "payments", recordIds = Named }, Kind);
        await Reconciling.StepAsync(Service.Operator, run.Id, "plan");
        await Reconciling.StepAsync(Service.Operator, run.Id, "dry-run");
        await Service.Rooms.GetRequiredService<DryRunner>().RunOnceAsync(Cancellation);
        (await Reconciling.ReadAsync(Service.Operator, run.Id)).Counts.ShouldBe(new RunCounts(3, 1, 1, 0, 1, 1, 0, 0, 0, 0, 0));

        await _world.PassAsync();
        Run? looked = null;
        await Until.TrueAsync("end of the dry run", async () =>
        {
            await Service.Rooms.GetRequiredService<DryRunner>().RunOnceAsync(Cancellation);
            return (looked = await Reconciling.ReadAsync(Service.Operator, run.Id)).State == RunState.Completed;
        });

        looked!.Counts.ShouldBe(new RunCounts(3, 0, 2, 0, 1, 2, 0, 0, 0, 0, 0));
    }

    private async Task SeedAsync()
    {
        foreach (var persona in (Persona[])[Personas.Plain, Personas.Royal, Personas.TwinA, Personas.Highland])
            await _world.BindAsync(persona.Key, persona);
        await _world.TellAsync("W-1", RecordWorld.Holder(Personas.Plain));
        await _world.TellAsync("W-4", RecordWorld.Holder(Personas.TwinA));
        await _world.TellAsync("W-5", RecordWorld.Holder(Personas.Royal));
        await _world.TellAsync("W-6", new { number = Personas.Royal.Number, name = Personas.Royal.Name });
        await TellNamelessAsync("R-1");
        await _world.PassAsync();
        await _world.DecidedAsync((await _world.LinkAsync("R-1")).Id, LinkAction.Confirm);
        await _world.RemoveAsync("R-1");
        await _world.PassAsync();

        await _world.TellAsync("W-2", RecordWorld.Holder(Personas.Royal));
        await _world.TellAsync("W-3", new { number = Personas.Plain.Number, name = Personas.Plain.Name });
        await _world.TellAsync("W-4", new { number = Personas.TwinA.Number, name = Personas.Royal.Name, birthDate = Personas.TwinA.BirthDate });
        await _world.RemoveAsync("W-5");
        await _world.TellAsync("W-6", new { name = "Đoàn Không Ai", birthDate = "1951-01-09" });
        await TellNamelessAsync("R-2");
        await PassOverAsync();
    }

    /// <summary>The line is taken for worked off, though nobody did: so links are left as they were.</summary>
    private Task PassOverAsync() => Service.Database.ExecuteAsync("update work set state = 'done' where kind = 'linking'");

    /// <summary>What says of its holder only who they are, not under which number.</summary>
    private async Task TellNamelessAsync(string id)
    {
        using var told = await Service.Wallet.PutAsJsonAsync(
            $"/v1/records/payments/{id}",
            new
            {
                kind = "wallet",
                status = "open",
                openedAt = "2026-03-04T05:06:07+07:00",
                holder = new { name = Personas.Highland.Name, birthDate = Personas.Highland.BirthDate },
            },
            Cancellation);
        told.IsSuccessStatusCode.ShouldBeTrue(await told.Content.ReadAsStringAsync(Cancellation));
    }

    private async Task<int> SelectedAsync(object selection)
    {
        var run = await Reconciling.CreateAsync(Service.Operator, selection, Kind);
        return (await Reconciling.StepAsync(Service.Operator, run.Id, "plan")).Counts.Selected;
    }

    private async Task<Guid> TaskOfAsync(string recordId) => (await Service.Database.QueryAsync<Guid>(
        $"select review_task.id from review_task join link on link.id = target where record_id = '{recordId}' and review_task.state = 'open'")).Single();

    private Task<List<string>> StatesAsync() => Service.Database.QueryAsync<string>("select record_id || ' ' || state from link order by 1");

    /// <summary>Every link that is, has been or is asked about, but for its version, and every open task. A link that undoing closed is as good as none.</summary>
    private async Task<List<string>> TruthAsync() =>
    [
        .. await Service.Database.QueryAsync<string>(
            "select (to_jsonb(link) - 'version')::text from link where closed_for is distinct from 'TakenBack' order by id"),
        .. await Service.Database.QueryAsync<string>(
            "select subject || target::text || array_to_string(reasons, ' ') from review_task where state in ('open', 'proposed') order by target"),
    ];
}
