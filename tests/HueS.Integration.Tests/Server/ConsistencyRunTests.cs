using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

/// <summary>Tables that somebody broke by hand. Nobody works anything off but the test.</summary>
public sealed class ConsistencyRunTests(TestDatabases databases) : IAsyncLifetime
{
    private const string Kind = "consistency";

    private static readonly string[] Plain = ["plain"];

    private RecordWorld _world = null!;

    private TestService Service => _world.Service;

    public async ValueTask InitializeAsync()
    {
        _world = await RecordWorld.StartAsync(databases);
        await _world.BindAsync("plain", Personas.Plain);
        await _world.BindAsync("royal", Personas.Royal);
        await _world.TellAsync("W-1", RecordWorld.Holder(Personas.Plain));
        await _world.TellAsync("W-2", new { number = Personas.Plain.Number, name = Personas.Plain.Name });
        await _world.TellAsync("W-3", RecordWorld.Holder(Personas.Royal));
        await _world.PassAsync();
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();

    [Fact]
    public async Task A_service_that_fits_together_has_no_findings()
    {
        var looked = await RunPasses.LookedAsync(Service, Kind, until: RunState.Completed);

        looked.Counts.ShouldBe(looked.Counts with { Selected = 9, Checked = 9, Unchanged = 9 });
        (await RunPasses.LookedAsync(Service, Kind, new { system = "payments" }, RunState.Completed)).Counts.Selected.ShouldBe(6);
        (await RunPasses.LookedAsync(Service, Kind, new { accounts = Plain }, RunState.Completed)).Counts.Selected.ShouldBe(3);
    }

    [Fact]
    public async Task What_does_not_fit_together_is_mended_where_that_is_safe_listed_where_not_and_taken_back_row_for_row()
    {
        await BreakAsync();
        var broken = await RowsAsync();

        var looked = await RunPasses.LookedAsync(Service, Kind);

        (await RowsAsync()).ShouldBe(broken);
        var findings = await Reconciling.FindingsAsync(Service.Operator, looked.Id);
        findings.Select(finding => (finding.Category, finding.Effect, finding.Record)).ShouldBe(
            [
                (FindingCategory.LinkHistoryGap, RunEffect.ListOnly, "payments/W-1"),
                (FindingCategory.LinkWithoutTask, RunEffect.OpenTask, "payments/W-2"),
                (FindingCategory.LinkWithoutTrail, RunEffect.ListOnly, "payments/X-1"),
                (FindingCategory.RecordUnplaced, RunEffect.PlaceRecord, "payments/W-3"),
                (FindingCategory.CitizenWithoutKeys, RunEffect.WriteKeys, null),
                (FindingCategory.CitizenWithoutNumber, RunEffect.BeginHistory, null),
                (FindingCategory.TaskWithoutMatter, RunEffect.WithdrawTask, "payments/W-3"),
                (FindingCategory.BatchMiscounted, RunEffect.ListOnly, null),
            ],
            ignoreOrder: true);

        var done = await RunPasses.StartedAsync(Service, looked.Id);

        (done.Counts.Findings, done.Counts.Applied, done.Counts.LeftAlone).ShouldBe((8, 5, 3));
        await _world.PassAsync();
        var again = await RunPasses.LookedAsync(Service, Kind);
        (await Reconciling.FindingsAsync(Service.Operator, again.Id)).Select(finding => finding.Category).ShouldBe(
            [FindingCategory.LinkHistoryGap, FindingCategory.LinkWithoutTrail, FindingCategory.BatchMiscounted], ignoreOrder: true);

        var undone = await RunPasses.UndoneAsync(Service, looked.Id);

        (undone.Counts.Undone, undone.Counts.Kept).ShouldBe((5, 0));
        (await RowsAsync()).ShouldBe(broken);
    }

    [Fact]
    public async Task What_still_stands_with_somebody_merged_or_erased_is_listed_and_left_to_a_person()
    {
        await Service.Database.ExecuteAsync(
            """
            update citizen set merged_into = (select citizen_id from profile where account_id = 'royal')
            where id = (select citizen_id from profile where account_id = 'plain');
            update subject set wrapped_key = '' where id = (select citizen_id from profile where account_id = 'royal');
            """);

        var looked = await RunPasses.LookedAsync(Service, Kind);
        var findings = await Reconciling.FindingsAsync(Service.Operator, looked.Id);
        var done = await RunPasses.StartedAsync(Service, looked.Id);

        looked.Counts.ShouldBe(new RunCounts(9, 0, 8, 0, 1, 4, 4, 0, 0, 0, 0));
        findings.Select(finding => (finding.Category, finding.Record)).ShouldBe(
            [
                (FindingCategory.LinkOfMerged, "payments/W-1"), (FindingCategory.LinkOfMerged, "payments/W-2"),
                (FindingCategory.LinkOfErased, "payments/W-3"), (FindingCategory.MergedKeepsThings, null),
            ],
            ignoreOrder: true);
        (done.State, done.Counts.LeftAlone).ShouldBe((RunState.Completed, 4));
    }

    [Fact]
    public async Task A_task_that_somebody_has_taken_is_neither_withdrawn_nor_taken_back()
    {
        await Service.Database.ExecuteAsync("update review_task set state = 'withdrawn', closed_at = clock_timestamp()");
        var looked = await RunPasses.LookedAsync(Service, Kind);
        await RunPasses.StartedAsync(Service, looked.Id);
        var task = await Reviews.OnlyAsync(Service.Reviewer);
        await Reviews.TakeAsync(Service.Reviewer, task.Id);

        var undone = await RunPasses.UndoneAsync(Service, looked.Id);

        (undone.Counts.Undone, undone.Counts.Kept).ShouldBe((0, 1));
        (await Reviews.OnlyAsync(Service.Reviewer)).Id.ShouldBe(task.Id);
    }

    private Task BreakAsync() => Service.Database.ExecuteAsync(
        $"""
        update review_task set state = 'withdrawn', closed_at = clock_timestamp();
        update link set version = version + 1 where record_id = 'W-1';
        insert into link (id, citizen_id, system, record_id, purpose, state, class, reasons, evidence, rules_version, decided_at, decided_by)
        select gen_random_uuid(), citizen_id, system, 'X-1', purpose, 'Unlinked', class, reasons, evidence, rules_version, decided_at, 'Person'
        from link where record_id = 'W-3';
        insert into link_change (link_id, version, action, after, decided_by, client_id)
        select id, 1, 'Decide', state, decided_by, 'nobody' from link where record_id = 'X-1';
        insert into review_task (id, subject, target, client_id, reasons, waiting_since, due_at)
        select gen_random_uuid(), 'link', id, 'portal', array['NameUnmarked'], now(), now() from link where record_id = 'W-3';
        insert into batch (id, client_id, subject_id, state, purpose, case_reference, officer, format, accepted, read_whole, swept, created_at)
        select gen_random_uuid(), 'portal', id, 'Completed', 'registration', 'QD-1', '\x00', 'csv', 3, true, true, now() from subject limit 1;
        delete from record_key where record_id = (select id from record where record_id = 'W-3');
        delete from citizen_key where citizen_id = (select citizen_id from profile where account_id = 'plain');
        delete from citizen_number where citizen_id = (select citizen_id from profile where account_id = 'royal');
        """);

    private async Task<List<string>> RowsAsync()
    {
        var rows = new List<string>();
        foreach (var table in (string[])["link", "link_change", "citizen", "citizen_number", "citizen_key", "record", "record_key", "profile"])
            rows.AddRange((await Service.Database.QueryAsync<string>($"select to_jsonb(t)::text from {table} t order by 1")).Select(row => $"{table} {row}"));
        rows.AddRange(await Service.Database.QueryAsync<string>(
            "select (to_jsonb(t) - 'closed_at')::text from review_task t where state in ('open', 'proposed') order by 1"));
        return rows;
    }
}
