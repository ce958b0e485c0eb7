using System.Net;
using System.Net.Http.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Storage;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class ReviewTasksTests(TestDatabases databases) : IAsyncLifetime
{
    private TestService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(databases);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_doubt_is_a_task_with_its_reasons_and_a_due_time_counted_from_when_the_citizen_began_to_wait()
    {
        var check = await Reviews.DoubtfulCheckAsync(_service);

        var task = await Reviews.OnlyAsync(_service.Reviewer);
        var detail = await Reviews.ReadAsync(_service.Reviewer, task.Id);

        (task.Kind, task.State, task.WaitingSince, task.DueAt).ShouldBe(
            (ReviewKind.Verification, ReviewState.Open, check.CreatedAt, check.CreatedAt.AddDays(2)));
        task.Reasons.ShouldBe(check.Reasons);
        task.Text.WhoActs.ShouldBe(WhoActs.Reviewer);
        (detail.Purpose, detail.CaseReference).ShouldBe((check.Purpose, check.CaseReference));
        detail.Decisions.Select(offer => offer.Decision).ShouldBe(
            [ReviewDecision.Confirm, ReviewDecision.Refute, ReviewDecision.AskAgain, ReviewDecision.Leave]);
        detail.Decisions.ShouldAllBe(offer => offer.Reasons.Count > 0 && !offer.NeedsSecond);
    }

    [Fact]
    public async Task One_officer_has_a_task_and_another_takes_it_only_once_it_is_given_back()
    {
        var id = await OpenAsync();

        var mine = await Reviews.TakeAsync(_service.Reviewer, id);
        using var theirs = await Reviews.PostAsync(_service.Reviewer, id, "assign", new { officer = Reviews.Second });
        using var given = await Reviews.PostAsync(_service.Reviewer, id, "release", new { officer = Reviews.Second });
        using var back = await Reviews.PostAsync(_service.Reviewer, id, "release", new { officer = Reviews.First });
        var then = await Reviews.TakeAsync(_service.Reviewer, id, Reviews.Second);

        mine.Owner.ShouldNotBeNull();
        mine.OwnedUntil.ShouldNotBeNull().ShouldBeGreaterThan(mine.WaitingSince);
        (await Reviews.CodeOf(theirs), await Reviews.CodeOf(given), back.StatusCode).ShouldBe(("review_task_owned", "review_task_owned", HttpStatusCode.OK));
        then.Owner.ShouldNotBe(mine.Owner);
    }

    [Fact]
    public async Task A_lease_that_ran_out_keeps_nobody_away()
    {
        var id = await OpenAsync();
        var mine = await Reviews.TakeAsync(_service.Reviewer, id);
        await _service.Database.ExecuteAsync("update review_task set free_at = clock_timestamp() - interval '1 s'");

        var shown = await Reviews.OnlyAsync(_service.Reviewer);
        var theirs = await Reviews.TakeAsync(_service.Reviewer, id, Reviews.Second);

        (shown.Owner, shown.OwnedUntil).ShouldBe((null, null));
        theirs.Owner.ShouldNotBe(mine.Owner);
    }

    [Fact]
    public async Task Whatever_the_owner_does_about_a_task_prolongs_having_it()
    {
        var id = await OpenAsync();
        await Reviews.TakeAsync(_service.Reviewer, id);
        await _service.Database.ExecuteAsync("update review_task set free_at = clock_timestamp() + interval '10 s'");

        using var noted = await Reviews.PostAsync(_service.Reviewer, id, "notes", new { officer = Reviews.First, note = "Đã gọi cho nơi tiếp nhận." });

        (await TestService.ReadAsync<ReviewTask>(noted)).OwnedUntil!.Value.ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().AddMinutes(5));
    }

    [Fact]
    public async Task Eight_officers_who_take_the_next_task_at_once_get_eight_tasks_and_the_most_urgent_ones()
    {
        await FillAsync(20);

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(at => NextAsync($"can-bo-{at}")));

        var urgent = await _service.Database.QueryAsync<Guid>("select id from review_task order by due_at, id limit 8");
        taken.Select(task => task!.Id).ShouldBe(urgent, ignoreOrder: true);
        taken.Select(task => task!.Owner).ShouldBeUnique();
    }

    [Fact]
    public async Task The_next_task_is_of_the_kinds_asked_for_and_there_may_be_none()
    {
        await FillAsync(1, "link");

        (await NextAsync(Reviews.First, "verification")).ShouldBeNull();
        (await NextAsync(Reviews.First, "verification", "link")).ShouldNotBeNull().Kind.ShouldBe(ReviewKind.Link);
        (await NextAsync(Reviews.Second)).ShouldBeNull();
    }

    [Fact]
    public async Task The_next_task_is_found_behind_many_that_others_are_working_on()
    {
        await FillAsync(200);
        await _service.Database.ExecuteAsync(
            """
            update review_task set owner_id = gen_random_uuid(), free_at = clock_timestamp() + interval '1 hour'
            where id in (select id from review_task order by due_at, id limit 150)
            """);

        var taken = await NextAsync(Reviews.First);

        taken!.Id.ShouldBe((await _service.Database.QueryAsync<Guid>("select id from review_task order by due_at, id limit 1 offset 150")).Single());
    }

    [Fact]
    public async Task The_only_task_is_waited_for_while_something_else_holds_it()
    {
        await FillAsync(1);
        var (connection, transaction) = await _service.Database.BeginAsync();
        await using var holder = connection;
        await holder.ExecuteAsync("select id from review_task for no key update", [], Cancellation);

        var next = NextAsync(Reviews.First);
        await _service.Database.UntilSomebodyWaitsAsync();
        await transaction.RollbackAsync(Cancellation);

        (await next).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_list_is_read_page_by_page_the_most_urgent_first_and_nothing_twice()
    {
        await FillAsync(120);

        var read = new List<ReviewTask>();
        string? cursor = null;
        do
        {
            var page = await Reviews.ListAsync(_service.Reviewer, cursor is null ? "" : $"?cursor={cursor}");
            read.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);

        read.Select(task => task.Id).ShouldBe(await _service.Database.QueryAsync<Guid>("select id from review_task order by due_at, id"));
    }

    [Fact]
    public async Task A_list_is_narrowed_by_kind_reason_state_owner_and_time()
    {
        await FillAsync(10, "verification", "NameUnmarked");
        await FillAsync(10, "link", "NameDifferent");
        await _service.Database.ExecuteAsync("update review_task set state = 'withdrawn', closed_at = clock_timestamp() where id in (select id from review_task where subject = 'link' order by due_at limit 4)");
        var mine = (await NextAsync(Reviews.First, "link"))!;
        var middle = Uri.EscapeDataString((await _service.Database.QueryAsync<string>(
            """
            select to_char(waiting_since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
            from review_task
            where subject = 'verification'
            order by waiting_since
            limit 1 offset 4
            """)).Single());

        (await CountAsync("?kind=verification")).ShouldBe(10);
        (await CountAsync("?kind=link")).ShouldBe(6);
        (await CountAsync("?kind=link&state=withdrawn")).ShouldBe(4);
        (await CountAsync("?reason=name_different")).ShouldBe(6);
        (await CountAsync("?kind=verification&reason=name_different")).ShouldBe(0);
        (await CountAsync("?owner=none")).ShouldBe(15);
        (await Reviews.ListAsync(_service.Reviewer, $"?owner={mine.Owner}")).Items.Select(task => task.Id).ShouldBe([mine.Id]);
        (await CountAsync($"?kind=verification&waiting-since={middle}")).ShouldBe(5);
        (await CountAsync($"?kind=verification&due-before={middle}")).ShouldBe(0);
        (await CountAsync("?kind=verification&due-before=2999-01-01T00:00:00Z")).ShouldBe(10);
    }

    [Theory]
    [InlineData("?kind=person")]
    [InlineData("?state=done")]
    [InlineData("?reason=because")]
    [InlineData("?owner=me")]
    [InlineData("?cursor=x")]
    [InlineData("?cursor=-1")]
    [InlineData("?cursor=ffffffffffffffff-01a20b18a9c27e9db7c9d668e6b08db3")]
    [InlineData("?due-before=tomorrow")]
    public async Task A_filter_that_cannot_be_read_is_named(string query)
    {
        using var refused = await _service.Reviewer.GetAsync($"{Reviews.Tasks}{query}", Cancellation);

        (refused.StatusCode, await Reviews.CodeOf(refused)).ShouldBe((HttpStatusCode.BadRequest, "invalid_request"));
    }

    [Fact]
    public async Task Counts_tell_what_is_open_free_overdue_and_proposed()
    {
        await FillAsync(5);
        await _service.Database.ExecuteAsync("update review_task set due_at = clock_timestamp() - interval '1 hour' where id in (select id from review_task limit 2)");
        await NextAsync(Reviews.First);

        using var response = await _service.Reviewer.GetAsync($"{Reviews.Tasks}:counts", Cancellation);
        var counts = (await TestService.ReadAsync<ReviewCounts>(response)).Kinds;

        counts.Select(count => count.Kind).ShouldBe(Enum.GetValues<ReviewKind>());
        (counts[0].Open, counts[0].Unowned, counts[0].Overdue, counts[0].Proposed).ShouldBe((5, 4, 2, 0));
        (counts[1].Open, counts[1].WaitingSince).ShouldBe((0, null));
    }

    [Fact]
    public async Task Notes_and_drafts_are_shown_to_reviewers_and_stand_sealed_in_the_database()
    {
        const string said = "Chủ tài khoản là bà Lê Thị Thử Nghiệm";
        var id = await OpenAsync();
        await Reviews.TakeAsync(_service.Reviewer, id);

        using var noted = await Reviews.PostAsync(_service.Reviewer, id, "notes", new { officer = Reviews.Second, note = said });
        using var saved = await SaveAsync(id, said, version: 0);
        var detail = await Reviews.ReadAsync(_service.Reviewer, id);

        saved.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        detail.Notes.ShouldHaveSingleItem().Note.ShouldBe(said);
        detail.Draft.ShouldNotBeNull();
        (detail.Draft.Decision, detail.Draft.Reason, detail.Draft.Note, detail.Draft.Version).ShouldBe(
            (ReviewDecision.Confirm, ReviewDecisionReason.DocumentsSeen, said, 1));
        foreach (var table in (string[])["review_note", "review_draft", "review_task", "officer"])
        {
            var rows = await _service.Database.QueryAsync<string>($"select {table}::text from {table}");
            rows.ShouldNotBeEmpty(table);
            rows.ShouldAllBe(row => !row.Contains("Nghiệm", StringComparison.Ordinal) && !row.Contains(Reviews.Second, StringComparison.Ordinal));
            rows.ShouldAllBe(row => !row.Contains(Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes("Nghiệm")), StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task A_draft_is_saved_only_over_the_version_that_was_read_and_by_whoever_has_the_task()
    {
        var id = await OpenAsync();
        using var notTaken = await SaveAsync(id, "một", version: 0);
        await Reviews.TakeAsync(_service.Reviewer, id);

        using var unread = await SaveAsync(id, "hai", version: 3);
        using var first = await SaveAsync(id, "ba", version: 0);
        using var again = await SaveAsync(id, "bốn", version: 0);
        using var second = await SaveAsync(id, "năm", version: 1);
        using var without = await SaveAsync(id, "sáu", version: null);

        (await Reviews.CodeOf(notTaken), await Reviews.CodeOf(unread), await Reviews.CodeOf(again), await Reviews.CodeOf(without)).ShouldBe(
            ("review_task_not_taken", "review_task_changed", "review_task_changed", "invalid_request"));
        (first.Headers.ETag!.Tag, second.Headers.ETag!.Tag).ShouldBe(("\"1\"", "\"2\""));
        (await Reviews.ReadAsync(_service.Reviewer, id)).Draft!.Note.ShouldBe("năm");
    }

    [Fact]
    public async Task Many_tasks_are_taken_noted_and_given_back_at_once_each_by_itself()
    {
        Guid[] ids = [await Reviews.SeedAsync(_service), await Reviews.SeedAsync(_service), await Reviews.SeedAsync(_service)];
        await Reviews.TakeAsync(_service.Reviewer, ids[0], Reviews.Second);
        Guid[] asked = [.. ids, Guid.CreateVersion7()];

        var assigned = await BulkAsync("assign", asked);
        var released = await BulkAsync("release", asked);

        assigned.Items.Select(item => (item.Task, item.Done, item.Problem)).ShouldBe(
            [(ids[0], false, "review_task_owned"), (ids[1], true, null), (ids[2], true, null), (asked[3], false, "not_found")]);
        released.Items.Select(item => item.Done).ShouldBe([false, true, true, false]);
    }

    [Theory]
    [InlineData("decide")]
    [InlineData("link")]
    [InlineData("never_link")]
    [InlineData("approve")]
    public async Task Nothing_that_decides_can_be_done_to_many_at_once(string action)
    {
        var id = await OpenAsync();

        using var refused = await _service.Reviewer.PostAsJsonAsync($"{Reviews.Tasks}:bulk", new { officer = Reviews.First, action, tasks = new[] { id } }, Cancellation);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await _service.Database.QueryAsync<string>("select state from review_task")).ShouldBe(["open"]);
    }

    [Fact]
    public async Task Only_a_client_with_the_scope_reviews_and_only_the_kinds_its_row_grants()
    {
        await using var service = await TestService.StartAsync(databases, "--Access:Clients:reviewer:Reviews:0=link", "--Access:Clients:reviewer:Reviews:1=link", "--Access:Clients:reviewer:Reviews:2=link");
        await Reviews.DoubtfulCheckAsync(service);
        var id = (await service.Database.QueryAsync<Guid>("select id from review_task")).Single();

        using var portal = await service.Portal.GetAsync(Reviews.Tasks, Cancellation);
        using var read = await service.Reviewer.GetAsync($"{Reviews.Tasks}/{id}", Cancellation);
        using var evidence = await service.Reviewer.GetAsync($"{Reviews.Tasks}/{id}/evidence", Cancellation);
        using var assigned = await Reviews.PostAsync(service.Reviewer, id, "assign", new { officer = Reviews.First });

        portal.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Reviews.ListAsync(service.Reviewer)).Items.ShouldBeEmpty();
        (await Reviews.ListAsync(service.Approver)).Items.ShouldHaveSingleItem();
        (read.StatusCode, evidence.StatusCode, assigned.StatusCode).ShouldBe((HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task A_doubt_that_went_away_takes_its_task_with_it()
    {
        var verification = await _service.SettledAsync(_service.Portal, TestService.Claim(Personas.YearOnly));
        await LinkYearOnlyAsync(verification.Id, phone: null);
        var task = await Reviews.OnlyAsync(_service.Reviewer);
        await LinkYearOnlyAsync(verification.Id, Personas.YearOnly.Phone);

        using var refused = await Reviews.PostAsync(_service.Reviewer, task.Id, "assign", new { officer = Reviews.First });

        (await Reviews.CodeOf(refused), (await Reviews.ReadAsync(_service.Reviewer, task.Id)).Task.State).ShouldBe(("review_task_closed", ReviewState.Withdrawn));
    }

    private async Task LinkYearOnlyAsync(Guid verificationId, string? phone)
    {
        using var bound = await _service.Portal.PutAsJsonAsync("/v1/profiles/year-only", new { verificationId, phone }, Cancellation);
        bound.IsSuccessStatusCode.ShouldBeTrue();
        using var linked = await _service.Portal.PostAsJsonAsync(
            "/v1/profiles/year-only/links",
            new { system = "dossiers", recordId = Personas.YearOnly.Dossiers[0].Number, purpose = TestService.Purpose, officer = "mot-cua-01" },
            Cancellation);
        linked.IsSuccessStatusCode.ShouldBeTrue();
    }

    private async Task<Guid> OpenAsync()
    {
        await Reviews.DoubtfulCheckAsync(_service);
        return (await Reviews.OnlyAsync(_service.Reviewer)).Id;
    }

    private async Task<int> CountAsync(string query) => (await Reviews.ListAsync(_service.Reviewer, query)).Items.Count;

    private async Task<ReviewBulkAnswer> BulkAsync(string action, Guid[] tasks)
    {
        using var response = await _service.Reviewer.PostAsJsonAsync($"{Reviews.Tasks}:bulk", new { officer = Reviews.First, action, tasks }, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await TestService.ReadAsync<ReviewBulkAnswer>(response);
    }

    private Task<HttpResponseMessage> SaveAsync(Guid id, string note, int? version) =>
        Reviews.SendAsync(
            _service.Reviewer,
            HttpMethod.Put,
            $"{Reviews.Tasks}/{id}/draft",
            new { officer = Reviews.First, decision = "confirm", reason = "documents_seen", note },
            version);

    private async Task<ReviewTask?> NextAsync(string officer, params string[] kinds)
    {
        using var response = await _service.Reviewer.PostAsJsonAsync(
            $"{Reviews.Tasks}:next", new { officer, kinds = kinds.Length == 0 ? null : kinds }, Cancellation);
        return response.StatusCode == HttpStatusCode.NoContent ? null : await TestService.ReadAsync<ReviewTask>(response);
    }

    /// <summary>Tasks of which nobody looks at more than the task itself.</summary>
    private async Task FillAsync(int count, string subject = "verification", string reason = "NameUnmarked")
    {
        var existing = (await _service.Database.QueryAsync<long>("select count(*) from review_task")).Single();
        await _service.Database.ExecuteAsync(
            $"""
            insert into review_task (id, subject, target, client_id, reasons, waiting_since, due_at)
            select gen_random_uuid(), '{subject}', gen_random_uuid(), 'portal', array['{reason}'], since, since + interval '2 days'
            from (
              select clock_timestamp() - (no + {existing}) * interval '1 minute' as since
              from generate_series(1, {count}) as no) as waiting
            """);
    }
}
