using System.Net;
using System.Net.Http.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Linking;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class RunsTests(TestDatabases databases) : IAsyncLifetime
{
    private TestService _service = null!;
    private ChangedRegister _register = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private HttpClient Operator => _service.Operator;

    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartAsync(databases);
        _register = new ChangedRegister(_service.Stubs.Population);
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_plan_says_what_asking_will_take_and_asks_nobody()
    {
        await Reconciling.BindAsync(_service, Personas.Plain, Personas.TwinA, Personas.YearOnly);
        var asked = _service.Stubs.Population.Requests.Total;

        var run = await Reconciling.CreateAsync(Operator);
        var planned = await Reconciling.StepAsync(Operator, run.Id, "plan");

        (run.State, planned.State).ShouldBe((RunState.Draft, RunState.Planned));
        planned.Counts.ShouldBe(new RunCounts(3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        var plan = planned.Plan.ShouldNotBeNull();
        (plan.People, plan.Fee).ShouldBe((3, 0));
        plan.Queries.ShouldBe([new RunQueries("look-up", 3), new RunQueries("vital-status", 3)]);
        plan.ExpectedEnd.ShouldNotBeNull();
        _service.Stubs.Population.Requests.Total.ShouldBe(asked);
    }

    [Fact]
    public async Task A_dry_run_finds_what_has_changed_of_every_category_and_changes_nothing()
    {
        await FamilyAsync();
        var before = await Reconciling.TruthAsync(_service);

        var looked = await Reconciling.LookedAsync(Operator);

        looked.Counts.ShouldBe(new RunCounts(7, 0, 7, 0, 0, 1, 6, 0, 0, 0, 0));
        (looked.ApprovalNeeded, looked.Approved, looked.CouldNotLook).ShouldBe((true, false, false));
        var findings = await Reconciling.FindingsAsync(Operator, looked.Id);
        findings.Select(finding => (finding.Category, finding.Effect)).ShouldBe(
            [
                (FindingCategory.Name, RunEffect.Propose), (FindingCategory.BirthDate, RunEffect.Propose), (FindingCategory.NotFound, RunEffect.Propose),
                (FindingCategory.Dead, RunEffect.HoldLinks), (FindingCategory.Missing, RunEffect.HoldLinks),
                (FindingCategory.NumberReplaced, RunEffect.RecordNumber),
            ],
            ignoreOrder: true);
        // What the register said of a number is remembered with the question; nothing else is written about anybody.
        (await Reconciling.TruthAsync(_service)).Where(row => !row.StartsWith("number_replacement", StringComparison.Ordinal)).ShouldBe(before);
        (await _service.Database.QueryAsync<long>("select count(*) from intent where upstream = 'ndxp' and verification_id in (select id from reconciliation_item)"))
            .Single().ShouldBeGreaterThanOrEqualTo(7);
    }

    [Fact]
    public async Task Nothing_that_is_shown_or_downloaded_names_anybody()
    {
        await FamilyAsync();
        var looked = await Reconciling.LookedAsync(Operator);

        var diff = await Operator.GetStringAsync($"{Reconciling.Path}/{looked.Id}/diff", Cancellation);
        var page = await Operator.GetStringAsync($"{Reconciling.Path}/{looked.Id}/findings", Cancellation);
        var dead = await Reconciling.FindingsAsync(Operator, looked.Id, "?category=dead");

        foreach (var (persona, secret) in Personas.All.SelectMany(LeakWatch.SecretsOf))
            $"{diff}{page}".ShouldNotContain(secret, Case.Insensitive, persona);
        diff.TrimEnd().Split("\r\n").Length.ShouldBe(7);
        dead.ShouldHaveSingleItem().Kept.ShouldNotBeNull().Number.ShouldNotBeNull().ShouldStartWith(Personas.TwinA.Number[..3]);
        (await _service.Database.QueryAsync<long>("select count(*) from audit where action = 'run.disclosed'")).Single().ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public async Task Everybody_who_is_shown_has_a_row_in_the_trail_for_every_time()
    {
        await FamilyAsync();
        var looked = await Reconciling.LookedAsync(Operator);
        var shown = $"select count(*) from audit where action = 'run.disclosed' and target = '{looked.Id}' and subject_id in (select citizen_id from reconciliation_item where state = 'Finding')";
        (await _service.Database.QueryAsync<long>(shown)).ShouldBe([0]);

        await Operator.GetStringAsync($"{Reconciling.Path}/{looked.Id}/diff", Cancellation);
        (await _service.Database.QueryAsync<long>(shown)).ShouldBe([6]);
        await Reconciling.FindingsAsync(Operator, looked.Id, "?category=dead");
        (await _service.Database.QueryAsync<long>(shown)).ShouldBe([7]);
    }

    [Fact]
    public async Task Applying_asks_people_holds_links_and_records_numbers_once_each()
    {
        var successor = await FamilyAsync();

        var done = await Reconciling.AppliedAsync(_service);

        done.Counts.ShouldBe(new RunCounts(7, 0, 7, 0, 0, 1, 6, 6, 0, 0, 0));
        (await _service.Database.QueryAsync<long>("select count(*) from reconciliation_change")).ShouldBe([6]);
        (await _service.Database.QueryAsync<long>("select count(*) from review_task where state = 'open'")).ShouldBe([3]);
        (await _service.Database.QueryAsync<long>("select count(*) from linking_hold")).ShouldBe([2]);
        (await _service.Database.QueryAsync<long>("select count(*) from citizen_number")).ShouldBe([8]);
        var renewed = await _service.SettledAsync(_service.Portal, TestService.Claim(Personas.WholeName, number: successor));
        using var bound = await _service.Portal.PutAsJsonAsync(
            $"/v1/profiles/{Reconciling.AccountOf(Personas.WholeName)}", new { verificationId = renewed.Id }, Cancellation);
        bound.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_task_of_a_run_shows_both_sides_and_is_decided_like_any_other()
    {
        await Reconciling.BindAsync(_service, Personas.Plain);
        await _register.IsRenamedAsync(Personas.Plain);
        var looked = await Reconciling.LookedAsync(Operator);
        looked.ApprovalNeeded.ShouldBe(false);
        await Reconciling.StepAsync(Operator, looked.Id, "start");
        await Reconciling.UntilAsync(Operator, looked.Id, RunState.Completed);

        var task = await Reviews.OnlyAsync(_service.Reviewer);
        var decided = await Reviews.DecidedAsync(_service.Reviewer, task.Id, "confirm", "documents_seen");

        task.Kind.ShouldBe(ReviewKind.Verification);
        decided.State.ShouldBe(ReviewState.Decided);
    }

    [Fact]
    public async Task Undoing_restores_every_row()
    {
        await FamilyAsync();
        var looked = await Reconciling.LookedAsync(Operator);
        var before = await Reconciling.TruthAsync(_service);
        await Reconciling.ApproveAsync(_service.Approver, looked);
        await Reconciling.StepAsync(Operator, looked.Id, "start");
        await Reconciling.UntilAsync(Operator, looked.Id, RunState.Completed);
        (await Reconciling.TruthAsync(_service)).ShouldNotBe(before);

        var undone = await Reconciling.UndoneAsync(_service, looked.Id);

        (undone.Counts.Undone, undone.Counts.Kept).ShouldBe((6, 0));
        (await Reconciling.TruthAsync(_service)).ShouldBe(before);
    }

    [Fact]
    public async Task Undoing_leaves_what_people_did_since_and_lists_it()
    {
        await FamilyAsync();
        var done = await Reconciling.AppliedAsync(_service);
        var tasks = await Reviews.ListAsync(_service.Reviewer);
        await Reviews.TakeAsync(_service.Reviewer, tasks.Items[0].Id);
        using var protect = await Operator.PutAsJsonAsync(HoldOf(Personas.TwinA), new { kind = "protected", officer = "can-bo-01" }, Cancellation);
        using var release = await Operator.DeleteAsync(HoldOf(Personas.TwinB), Cancellation);
        (protect.IsSuccessStatusCode, release.IsSuccessStatusCode).ShouldBe((true, true));

        var undone = await Reconciling.UndoneAsync(_service, done.Id);
        var report = (await Operator.GetFromJsonAsync<RunReport>(
            $"{Reconciling.Path}/{done.Id}/report", System.Text.Json.JsonSerializerOptions.Web, Cancellation))!;

        (undone.Counts.Undone, undone.Counts.Kept).ShouldBe((3, 3));
        report.Kept.Select(kept => (kept.Effect, kept.Reason)).ShouldBe(
            [
                (RunEffect.Propose, "changed_since"), (RunEffect.HoldLinks, "changed_since"), (RunEffect.HoldLinks, "changed_since"),
            ],
            ignoreOrder: true);
        (await _service.Database.QueryAsync<string>("select kind from linking_hold order by kind")).ShouldBe(["Frozen", "Protected"]);
        (await _service.Database.QueryAsync<long>("select count(*) from review_task where state = 'open'")).ShouldBe([1]);
    }

    [Fact]
    public async Task Whoever_was_verified_anew_since_the_dry_run_is_left_alone()
    {
        await Reconciling.BindAsync(_service, Personas.Plain, Personas.TwinA);
        await _register.DiesAsync(Personas.TwinA);
        await _register.LosesBirthdayAsync(Personas.Plain);
        var looked = await Reconciling.LookedAsync(Operator);
        await Reconciling.ApproveAsync(_service.Approver, looked);
        // As a new verification keeps it: sealed anew, whether or not the person changed.
        await _service.Database.ExecuteAsync("update citizen set identity = identity || '\\x00'");

        await Reconciling.StepAsync(Operator, looked.Id, "start");
        var done = await Reconciling.UntilAsync(Operator, looked.Id, RunState.Completed);

        (done.Counts.Findings, done.Counts.Applied, done.Counts.LeftAlone).ShouldBe((2, 0, 2));
        (await _service.Database.QueryAsync<string>("select distinct left_reason from reconciliation_item")).ShouldBe(["Changed"]);
    }

    /// <summary>They show records and whose they are, and link them.</summary>
    [Theory]
    [InlineData("record_links")]
    [InlineData("duplicates")]
    [InlineData("consistency")]
    public async Task A_run_about_links_is_only_for_whoever_was_granted_the_purpose_of_links(string kind)
    {
        await using var service = await TestService.StartAsync(databases, $"--Access:Clients:operator:Purposes:{RecordLinker.Purpose}=Outcome");
        var others = await Reconciling.CreateAsync(service.Approver, kind: kind);
        var own = await Reconciling.CreateAsync(service.Operator);

        using var refused = await Reconciling.CreatingAsync(service.Operator, kind: kind);
        using var unseen = await service.Operator.GetAsync($"{Reconciling.Path}/{others.Id}/findings", Cancellation);
        using var unmoved = await Reconciling.SteppingAsync(service.Operator, others.Id, "plan", others.Version, new { officer = Reconciling.First });
        var seen = await service.Operator.GetFromJsonAsync<RunPage>(Reconciling.Path, System.Text.Json.JsonSerializerOptions.Web, Cancellation);

        (await Reviews.CodeOf(refused)).ShouldBe("unknown_purpose");
        (unseen.StatusCode, unmoved.StatusCode).ShouldBe((HttpStatusCode.NotFound, HttpStatusCode.NotFound));
        seen!.Items.Select(run => run.Id).ShouldBe([own.Id]);
    }

    [Fact]
    public async Task The_report_is_a_page_of_its_own_that_counts_and_names_nobody()
    {
        await FamilyAsync();
        await Reconciling.LookedAsync(Operator, new { accounts = new[] { Reconciling.AccountOf(Personas.Plain) } });
        var looked = await Reconciling.LookedAsync(Operator);

        using var answer = await Operator.GetAsync($"{Reconciling.Path}/{looked.Id}/report?format=html", Cancellation);
        var page = await answer.Content.ReadAsStringAsync(Cancellation);
        var report = (await Operator.GetFromJsonAsync<RunReport>(
            $"{Reconciling.Path}/{looked.Id}/report", System.Text.Json.JsonSerializerOptions.Web, Cancellation))!;

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        page.ShouldContain("Findings by category");
        page.ShouldContain("not_found → propose");
        page.ShouldNotContain("<script");
        page.ShouldNotContain("http", Case.Sensitive);
        foreach (var persona in Personas.All)
            (page.Contains(persona.Number, StringComparison.Ordinal) || page.Contains(persona.Name, StringComparison.OrdinalIgnoreCase)).ShouldBeFalse(persona.Key);
        (report.Timeline.Sum(stretch => stretch.Checked), report.Timeline.Sum(stretch => stretch.Findings)).ShouldBe((looked.Counts.Checked, looked.Counts.Findings));
        report.Timeline.Sum(stretch => stretch.Questions!.Value).ShouldBeGreaterThanOrEqualTo(looked.Counts.Checked);
        report.Timeline.Where(stretch => stretch.Checked > 0).ShouldAllBe(stretch => stretch.MedianMilliseconds > 0);
    }

    [Fact]
    public async Task A_run_that_finds_nothing_is_over_and_the_report_compares_it_with_the_one_before()
    {
        await Reconciling.BindAsync(_service, Personas.Plain, Personas.YearOnly);
        await Reconciling.LookedAsync(Operator, until: RunState.Completed);

        var second = await Reconciling.LookedAsync(
            Operator, new { accounts = new[] { Reconciling.AccountOf(Personas.Plain) } }, RunState.Completed);
        var report = (await Operator.GetFromJsonAsync<RunReport>(
            $"{Reconciling.Path}/{second.Id}/report", System.Text.Json.JsonSerializerOptions.Web, Cancellation))!;
        var csv = await Operator.GetStringAsync($"{Reconciling.Path}/{second.Id}/report?format=csv", Cancellation);

        (second.Counts.Selected, second.Counts.Unchanged).ShouldBe((1, 1));
        report.Previous.ShouldNotBeNull().Selected.ShouldBe(2);
        csv.ShouldContain("run,selected,1,");
        csv.ShouldContain("previous,selected,2,");
    }

    [Fact]
    public async Task Whoever_a_run_has_looked_at_lately_is_not_selected_by_age_again()
    {
        await Reconciling.BindAsync(_service, Personas.Plain, Personas.YearOnly);
        await _service.Database.ExecuteAsync("update profile set bound_at = bound_at - interval '90 days'");
        await Reconciling.LookedAsync(Operator, new { accounts = new[] { Reconciling.AccountOf(Personas.Plain) } }, RunState.Completed);

        var aged = await Reconciling.LookedAsync(Operator, new { olderThanDays = 30 }, RunState.Completed);
        var sample = await Reconciling.CreateAsync(Operator, new { sample = 1 });
        var older = await Reconciling.CreateAsync(Operator, new { olderThanDays = 91 });

        aged.Counts.Selected.ShouldBe(1);
        (await Reconciling.StepAsync(Operator, sample.Id, "plan")).Counts.Selected.ShouldBe(1);
        (await Reconciling.StepAsync(Operator, older.Id, "plan")).Counts.Selected.ShouldBe(0);
    }

    [Fact]
    public async Task Progress_is_told_until_somebody_has_to_act()
    {
        await Reconciling.BindAsync(_service, Personas.Plain);
        await _register.IsLostAsync(Personas.Plain);
        var run = await Reconciling.CreateAsync(Operator);
        await Reconciling.StepAsync(Operator, run.Id, "plan");
        await Reconciling.StepAsync(Operator, run.Id, "dry-run");

        var told = await Operator.GetStringAsync($"{Reconciling.Path}/{run.Id}/progress", Cancellation);

        told.ShouldStartWith("event: progress\ndata: {");
        told.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)[^1].ShouldContain("\"state\":\"awaiting_approval\"");
    }

    /// <summary>Seven people, of whom six are otherwise by now; answers the number one of them has got.</summary>
    private async Task<string> FamilyAsync()
    {
        await Reconciling.BindAsync(
            _service,
            Personas.Plain, Personas.Royal, Personas.Highland, Personas.TwinA, Personas.TwinB, Personas.WholeName, Personas.YearOnly);
        await _register.IsRenamedAsync(Personas.Plain);
        await _register.LosesBirthdayAsync(Personas.Royal);
        await _register.IsLostAsync(Personas.Highland);
        await _register.DiesAsync(Personas.TwinA);
        await _register.GoesMissingAsync(Personas.TwinB);
        return await _register.GetsNumberAsync(Personas.WholeName);
    }

    private static string HoldOf(Persona persona) => $"/v1/profiles/{Reconciling.AccountOf(persona)}/linking-hold";
}
