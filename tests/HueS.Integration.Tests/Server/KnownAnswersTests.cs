using System.Net;
using System.Net.Http.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class KnownAnswersTests(TestDatabases databases) : IAsyncLifetime
{
    private TestService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(databases);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    /// <summary>What a reviewer is answered, with everything left out that differs from task to task.</summary>
    [Fact]
    public async Task A_reviewer_cannot_tell_a_known_answer_from_a_real_task()
    {
        await Reviews.DoubtfulCheckAsync(_service);
        var real = (await Reviews.OnlyAsync(_service.Reviewer)).Id;
        var seeded = await Reviews.SeedAsync(_service);

        foreach (var id in (Guid[])[real, seeded])
            await Reviews.TakeAsync(_service.Reviewer, id);
        var asked = new { officer = Reviews.First, reason = "compare_documents", caseReference = "QD-77/2026" };
        string[] shapes = [await ShapeAsync(real), await ShapeAsync(seeded)];
        using var realWhole = await Reviews.UnmaskAsync(_service, _service.Reviewer, real, asked);
        using var seededWhole = await Reviews.UnmaskAsync(_service, _service.Reviewer, seeded, asked);
        var decided = await Task.WhenAll(((Guid[])[real, seeded]).Select(id => Reviews.DecidedAsync(_service.Reviewer, id, "refute", "another_person")));
        string[] after = [await ShapeAsync(real), await ShapeAsync(seeded)];

        shapes[0].ShouldBe(shapes[1]);
        after[0].ShouldBe(after[1]);
        (await TestService.ReadAsync<ReviewEvidence>(realWhole)).Lines.Select(line => line.Field).ShouldBe(
            (await TestService.ReadAsync<ReviewEvidence>(seededWhole)).Lines.Select(line => line.Field), ignoreOrder: true);
        (decided[0].State, decided[0].Version).ShouldBe((decided[1].State, decided[1].Version));
        (await ActionsAsync(real)).ShouldBe([.. (await ActionsAsync(seeded)).Where(action => action != "review.seeded")]);
    }

    [Fact]
    public async Task A_known_answer_about_a_link_shows_whom_the_record_may_belong_to_as_a_real_task_does()
    {
        await Reviews.DoubtfulLinkAsync(_service, "hers", DossierFlaw.OtherName);
        var real = (await Reviews.OnlyAsync(_service.Reviewer)).Id;
        var seeded = await Reviews.SeedAsync(
            _service,
            "link",
            "name_different",
            "link_other",
            left: new { number = "046190000777", name = "Lê Thị Thử Nghiệm", birthDate = "1990-02-03", phone = "0900000778" },
            right: new { number = "046190000777", name = "Phạm Văn Mẫu", birthDate = "1990-02-03", phone = "0900000777" },
            others: [new { number = "046190000778", name = "Phạm Văn Mẫu", birthDate = "1990-02-03", phone = "0900000777" }]);

        string[] shapes = [await ShapeAsync(real), await ShapeAsync(seeded)];
        using var response = await _service.Reviewer.GetAsync($"{Reviews.Tasks}/{seeded}/evidence", Cancellation);
        var body = await response.Content.ReadAsStringAsync(Cancellation);
        var candidates = (await TestService.ReadAsync<ReviewEvidence>(response)).Candidates;
        var (one, other) = (candidates.Single(candidate => candidate.IsThisCitizen), candidates.Single(candidate => !candidate.IsThisCitizen));
        var taken = await Reviews.TakeAsync(_service.Reviewer, seeded);
        using var unnamed = await NameAsync(one.CitizenId);
        using var named = await NameAsync(other.CitizenId);
        using var approved = await Reviews.PostAsync(_service.Approver, seeded, "approve", new { officer = Reviews.Second });

        shapes[0].ShouldBe(shapes[1]);
        candidates[0].Weight.ShouldBeGreaterThan(candidates[1].Weight);
        one.WhyNot.ShouldContain("name_different");
        other.WhyNot.ShouldContain("number_other");
        body.ShouldNotContain("0900000778");
        body.ShouldNotContain("Nghi");
        (unnamed.StatusCode, named.StatusCode, approved.StatusCode).ShouldBe((HttpStatusCode.BadRequest, HttpStatusCode.OK, HttpStatusCode.OK));
        (await _service.Database.QueryAsync<long>(
            $"select count(distinct subject_id) from audit where action = 'review.evidence.disclosed' and target = '{seeded}'")).ShouldBe([2]);
        (await ReportAsync()).ShouldHaveSingleItem().Right.ShouldBe(1);
        (await _service.Database.QueryAsync<string>("select state from link")).ShouldBe(["Proposed"]);

        Task<HttpResponseMessage> NameAsync(Guid candidate) => Reviews.PostAsync(
            _service.Reviewer, seeded, "decision", new { officer = Reviews.First, decision = "link_other", reason = "documents_seen", candidate }, taken.Version);
    }

    [Fact]
    public async Task Deciding_one_changes_nothing_and_tells_nobody()
    {
        var id = await Reviews.SeedAsync(_service, "link", "name_different", "never_link");

        await Reviews.DecidedAsync(_service.Reviewer, id, "never_link", "another_person");

        foreach (var table in (string[])["event", "link", "verification", "profile"])
            (await _service.Database.QueryAsync<long>($"select count(*) from {table}")).ShouldBe([0], table);
    }

    [Fact]
    public async Task A_decision_that_weighs_more_needs_its_second_person_here_too()
    {
        var id = await Reviews.SeedAsync(_service, "link", "name_different", "never_link");

        var proposed = await Reviews.DecidedAsync(_service.Reviewer, id, "link", "documents_seen");
        using var approved = await Reviews.PostAsync(_service.Approver, id, "approve", new { officer = Reviews.Second });

        (proposed.State, (await TestService.ReadAsync<ReviewTask>(approved)).State).ShouldBe((ReviewState.Proposed, ReviewState.Decided));
        (await ReportAsync()).ShouldHaveSingleItem().Wrong.ShouldBe(1);
    }

    [Fact]
    public async Task The_report_says_how_often_each_officer_was_right_and_names_nobody()
    {
        foreach (var (decision, officer) in ((string, string)[])[("refute", Reviews.First), ("refute", Reviews.First), ("confirm", Reviews.First), ("refute", Reviews.Second)])
        {
            var id = await Reviews.SeedAsync(_service);
            await Reviews.DecidedAsync(_service.Reviewer, id, decision, decision == "refute" ? "another_person" : "documents_seen", officer);
        }

        var scores = await ReportAsync();

        scores.Select(score => (score.Expected, score.Right, score.Wrong)).ShouldBe(
            [(ReviewDecision.Refute, 2, 1), (ReviewDecision.Refute, 1, 0)], ignoreOrder: true);
        scores.Select(score => score.Officer).ShouldBeUnique();
        using var response = await _service.Trainer.GetAsync("/v1/review/known-answers:report", Cancellation);
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldNotContain(Reviews.First);
    }

    [Fact]
    public async Task A_real_task_is_never_counted()
    {
        await Reviews.DoubtfulCheckAsync(_service);
        await Reviews.DecidedAsync(_service.Reviewer, (await Reviews.OnlyAsync(_service.Reviewer)).Id, "refute", "another_person");

        (await ReportAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_reviews_neither_seeds_nor_sees_the_report()
    {
        using var seeded = await _service.Approver.PostAsJsonAsync("/v1/review/known-answers", new { }, Cancellation);
        using var report = await _service.Approver.GetAsync("/v1/review/known-answers:report", Cancellation);
        using var tasks = await _service.Trainer.GetAsync(Reviews.Tasks, Cancellation);

        (seeded.StatusCode, report.StatusCode, tasks.StatusCode).ShouldBe(
            (HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden));
    }

    [Theory]
    [InlineData("verification", "name_different_from_all", "refute")]
    [InlineData("verification", "name_unmarked", "link")]
    [InlineData("verification", "deadline_passed", "confirm")]
    [InlineData("link", "linked_elsewhere", "link")]
    [InlineData("profile", "numbers_of_two_citizens", "rebind")]
    public async Task A_known_answer_must_be_one_its_task_allows(string kind, string reason, string decision)
    {
        using var refused = await _service.Trainer.PostAsJsonAsync(
            "/v1/review/known-answers",
            new { kind, reasons = new[] { reason }, left = new { name = "Lê Thị Thử Nghiệm" }, right = new { }, decision },
            Cancellation);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    /// <summary>I10</summary>
    [Fact]
    public async Task What_a_known_answer_shows_stands_sealed_in_the_database()
    {
        await Reviews.SeedAsync(_service);

        (await _service.Database.QueryAsync<string>("select review_known_answer::text from review_known_answer"))
            .ShouldHaveSingleItem().ShouldNotContain(Convert.ToHexStringLower("046190000777"u8));
    }

    [Fact]
    public async Task Only_of_a_link_may_others_be_meant_and_not_many()
    {
        var person = new { name = "Lê Thị Thử Nghiệm" };
        foreach (var (kind, decision, count) in ((string, string, int)[])[("verification", "refute", 1), ("link", "link", 10)])
        {
            string[] reasons = ["name_unmarked"];
            using var refused = await _service.Trainer.PostAsJsonAsync(
                "/v1/review/known-answers",
                new { kind, reasons, left = person, right = person, decision, others = Enumerable.Repeat(person, count) },
                Cancellation);
            (await TestService.ReadAsync<System.Text.Json.JsonElement>(refused)).GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("person_count", kind);
        }
    }

    private async Task<string> ShapeAsync(Guid id)
    {
        using var task = await _service.Reviewer.GetAsync($"{Reviews.Tasks}/{id}", Cancellation);
        using var evidence = await _service.Reviewer.GetAsync($"{Reviews.Tasks}/{id}/evidence", Cancellation);
        evidence.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Conflict);
        var detail = await Reviews.ReadAsync(_service.Reviewer, id);
        var names = string.Join(
            ' ',
            MembersOf(System.Text.Json.JsonDocument.Parse(await task.Content.ReadAsStringAsync(Cancellation)).RootElement, "")
                .Concat(MembersOf(System.Text.Json.JsonDocument.Parse(await evidence.Content.ReadAsStringAsync(Cancellation)).RootElement, "")));
        return $"{names} {task.Headers.ETag} {string.Join(',', detail.Decisions.Select(offer => $"{offer.Decision}{offer.NeedsSecond}"))} {detail.Task.Reasons[0]}";
    }

    private static IEnumerable<string> MembersOf(System.Text.Json.JsonElement element, string path) => element.ValueKind switch
    {
        System.Text.Json.JsonValueKind.Object => element.EnumerateObject().SelectMany(member => MembersOf(member.Value, $"{path}.{member.Name}")),
        System.Text.Json.JsonValueKind.Array => element.EnumerateArray().SelectMany(item => MembersOf(item, $"{path}[]")).Distinct(),
        _ => [path],
    };

    private async Task<IReadOnlyList<OfficerScore>> ReportAsync()
    {
        using var response = await _service.Trainer.GetAsync("/v1/review/known-answers:report", Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await TestService.ReadAsync<KnownAnswerReport>(response)).Officers;
    }

    private Task<List<string>> ActionsAsync(Guid id) =>
        _service.Database.QueryAsync<string>($"select action from audit where target = '{id}' order by at, id");
}
