using System.Net;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Linking;

/// <summary>What was linked by rule and would not be any more: it stands, and people are asked with what is known now.</summary>
public sealed class QuestionedLinksTests(TestDatabases databases) : IAsyncLifetime
{
    private static readonly object AnotherName = new { number = Personas.Plain.Number, name = "Phan Văn Đáng", birthDate = Personas.Plain.BirthDate };

    private RecordWorld _world = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await RecordWorld.StartAsync(databases);
        await _world.BindAsync("hers", Personas.Plain);
        await _world.TellAsync("W-1", RecordWorld.Holder(Personas.Plain));
        await _world.PassAsync();
    }

    public ValueTask DisposeAsync() => _world.Service.DisposeAsync();

    [Fact]
    public async Task A_questioned_link_shows_what_it_was_made_with_and_what_the_rules_say_now()
    {
        var link = await QuestionAsync();

        (link.State, link.Version, link.Explanation.Rule, link.Explanation.Evidence!.Name).ShouldBe((LinkState.Linked, 2, "E1", NameGrade.Exact));
        link.Explanation.Today.ShouldNotBeNull().Reasons.ShouldBe(["name_different"]);
        (link.Explanation.Today.Rule, link.Explanation.Today.Evidence.Name).ShouldBe(("none", NameGrade.Different));
        (await _world.ExplainAsync(link.Id)).History.Select(change => (change.Action, change.After, change.Reason)).ShouldBe(
        [
            (LinkAction.Decide, LinkState.Linked, null),
            (LinkAction.Question, LinkState.Linked, LinkChangeReason.EvidenceChanged),
        ]);
    }

    [Fact]
    public async Task Where_it_differs_two_people_affirm_it_through_every_door()
    {
        var link = await QuestionAsync();

        using var alone = await _world.DecideAsync(link.Id, LinkAction.Confirm);
        (await Reviews.CodeOf(alone)).ShouldBe("second_person_needed");
        var task = await Reviews.OnlyAsync(_world.Service.Reviewer);
        task.Reasons.ShouldBe(["evidence_changed", "name_different"]);
        (await Reviews.DecidedAsync(_world.Service.Reviewer, task.Id, "link", "documents_seen")).State.ShouldBe(ReviewState.Proposed);
        using var agreed = await Reviews.PostAsync(_world.Service.Approver, task.Id, "approve", new { officer = Reviews.Second });

        agreed.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await _world.LinksAsync()).ShouldBe(["W-1 Linked E1 Person"]);
        (await _world.TasksAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_review_compares_what_the_record_says_now()
    {
        await QuestionAsync();
        var task = await Reviews.OnlyAsync(_world.Service.Reviewer);

        using var response = await _world.Service.Reviewer.GetAsync($"{Reviews.Tasks}/{task.Id}/evidence", Cancellation);

        var name = (await TestService.ReadAsync<ReviewEvidence>(response)).Lines[0];
        (name.Field, name.Comparison).ShouldBe(("name", "different"));
    }

    [Fact]
    public async Task Whoever_read_it_before_it_was_questioned_decides_nothing()
    {
        var link = await QuestionAsync();

        using var stale = await _world.DecideAsync(link.Id, LinkAction.Freeze, LinkChangeReason.CitizenDisputes, version: 1);

        stale.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await _world.LinkAsync("W-1")).Version.ShouldBe(2);
    }

    [Fact]
    public async Task A_question_that_went_away_by_itself_is_asked_no_more()
    {
        await QuestionAsync();
        await _world.TellAsync("W-1", AnotherName, status: "closed");
        await _world.PassAsync();
        (await _world.LinkAsync("W-1")).Version.ShouldBe(2, "Nothing new was said of it.");

        await _world.TellAsync("W-1", RecordWorld.Holder(Personas.Plain));
        await _world.PassAsync();

        var link = await _world.LinkAsync("W-1");
        (link.State, link.Version, link.Explanation.Today).ShouldBe((LinkState.Linked, 3, null));
        (await _world.TasksAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_dispute_that_ends_leaves_the_question_asked()
    {
        var link = await QuestionAsync();

        await _world.DecidedAsync(link.Id, LinkAction.Freeze, LinkChangeReason.CitizenDisputes);
        await _world.DecidedAsync(link.Id, LinkAction.Thaw);

        (await _world.TasksAsync()).ShouldBe(["EvidenceChanged NameDifferent"]);
        using var alone = await _world.DecideAsync(link.Id, LinkAction.Confirm);
        alone.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Undoing_passes_over_the_question_and_leads_to_the_proposal()
    {
        var link = await QuestionAsync();

        await _world.DecidedAsync(link.Id, LinkAction.Undo, LinkChangeReason.DecidedByMistake);

        (await _world.LinksAsync()).ShouldBe(["W-1 Proposed E1 Person"]);
        using var further = await _world.DecideAsync(link.Id, LinkAction.Undo, LinkChangeReason.DecidedByMistake);
        further.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_record_that_now_gives_another_citizens_number_stays_and_asks_about_both()
    {
        var other = await _world.BindAsync("other", Personas.Royal);

        await _world.TellAsync("W-1", RecordWorld.Holder(Personas.Royal));
        await _world.PassAsync();

        var proposed = await _world.LinkAsync("W-1", other);
        (proposed.State, proposed.Explanation.Reasons.Single()).ShouldBe((LinkState.Proposed, "linked_elsewhere"));
        (await _world.TasksAsync()).Count.ShouldBe(2);
        (await _world.LinksAsync()).ShouldContain("W-1 Linked E1 Rule");
    }

    private async Task<Link> QuestionAsync()
    {
        await _world.TellAsync("W-1", AnotherName);
        await _world.PassAsync();
        return await _world.LinkAsync("W-1");
    }
}
