using System.Net;
using System.Net.Http.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Linking.Merging;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Linking;

using LinkState = Integration.Linking.LinkState;
using Shown = Contracts.LinkState;

/// <summary>Two links of one record whose citizens turn out to be one.</summary>
public sealed class MergedLinksTests(TestDatabases databases) : IAsyncLifetime
{
    private const string New = "046190990301";

    private TestService _service = null!;

    private static string Dossier => Personas.Plain.Dossiers.First(dossier => dossier.Flaw == DossierFlaw.None).Number;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // Without workers: nothing happens to a link but what a test does.
        _service = await TestService.StartAsync(databases, "--Roles=Api");
        foreach (var number in (string[])[Personas.Plain.Number, New])
            CitizenCalls.Holds(_service, number);
        await CitizenCalls.BindAsync(_service, "other", await CitizenCalls.VerifyAsync(_service, New));
        await CitizenCalls.BindAsync(_service, "hers", await CitizenCalls.VerifyAsync(_service, Personas.Plain.Number));
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Theory]
    [InlineData("Proposed", "Proposed", "Proposed")]
    [InlineData("Proposed", "Linked", "Linked")]
    [InlineData("Proposed", "Frozen", "Frozen")]
    [InlineData("Unlinked", "Unlinked", "Unlinked")]
    [InlineData("Unlinked", "Proposed", "Unlinked")]
    [InlineData("Unlinked", "Linked", "Proposed")]
    [InlineData("Unlinked", "Frozen", "Proposed")]
    public void What_one_side_keeps_apart_stays_so_and_where_both_cannot_be_true_a_person_is_asked(string one, string other, string both)
    {
        var (first, second, expected) = (Enum.Parse<LinkState>(one), Enum.Parse<LinkState>(other), Enum.Parse<LinkState>(both));

        MergedStates.Of(first, second).ShouldBe(expected);
        MergedStates.Of(second, first).ShouldBe(expected);
    }

    [Fact]
    public async Task A_record_one_side_has_and_the_other_was_never_to_have_goes_to_a_person_and_back_where_they_are_two_again()
    {
        var hers = await CitizenCalls.LinkAsync(_service, "hers", Dossier);
        var others = await CitizenCalls.LinkAsync(_service, "other", Dossier);
        await CitizenCalls.DecideAsync(_service, others.Id, "reject", "wrong_person");
        var merged = await CitizenCalls.CitizenOfAsync(_service.Operator, "hers");

        await CitizenCalls.MergeAsync(_service, "other", "hers");
        var meanwhile = (await CitizenCalls.LinksAsync(_service, "hers")).ShouldHaveSingleItem();
        var task = await Reviews.OnlyAsync(_service.Reviewer);
        await CitizenCalls.UnmergedAsync(_service.Operator, merged);

        (meanwhile.Id, meanwhile.State).ShouldBe((others.Id, Shown.Proposed));
        (task.Kind, task.Reasons.Contains("citizens_merged")).ShouldBe((ReviewKind.Link, true));
        (await Reviews.ListAsync(_service.Reviewer)).Items.ShouldBeEmpty();
        (await CitizenCalls.LinksAsync(_service, "hers")).Select(link => (link.Id, link.State)).ShouldBe([(hers.Id, Shown.Linked)]);
        (await CitizenCalls.LinksAsync(_service, "other")).Select(link => (link.Id, link.State)).ShouldBe([(others.Id, Shown.Unlinked)]);
    }

    [Fact]
    public async Task What_a_person_ruled_out_for_the_merged_citizen_no_machine_links_to_the_survivor()
    {
        var hers = await CitizenCalls.LinkAsync(_service, "hers", Dossier);
        await CitizenCalls.DecideAsync(_service, hers.Id, "unlink", "wrong_person");

        await CitizenCalls.MergeAsync(_service, "other", "hers");
        var again = await CitizenCalls.LinkAsync(_service, "other", Dossier);

        (again.Id, again.State).ShouldBe((hers.Id, Shown.Unlinked));
    }

    [Fact]
    public async Task The_id_of_a_link_that_another_answers_for_leads_there_and_nothing_is_decided_by_it()
    {
        var hers = await CitizenCalls.LinkAsync(_service, "hers", Dossier);
        var others = await CitizenCalls.LinkAsync(_service, "other", Dossier);
        await CitizenCalls.MergeAsync(_service, "hers", "other");

        using var led = await CitizenCalls.LookAsync(_service, _service.Operator, $"/v1/links/{others.Id}");
        using var explained = await CitizenCalls.LookAsync(_service, _service.Operator, $"/v1/links/{others.Id}/explanation");
        using var undone = await _service.Operator.PostAsJsonAsync(
            $"/v1/links/{others.Id}/decisions", new { action = "undo", reason = "decided_by_mistake", officer = Reviews.First }, Cancellation);
        using var asked = await _service.Operator.PostAsJsonAsync(
            $"/v1/links/{hers.Id}/decisions", new { action = "unmerge", reason = "decided_by_mistake", officer = Reviews.First }, Cancellation);

        (led.StatusCode, led.Headers.Location?.OriginalString).ShouldBe((HttpStatusCode.PermanentRedirect, $"/v1/links/{hers.Id}"));
        explained.Headers.Location?.OriginalString.ShouldBe($"/v1/links/{hers.Id}/explanation");
        (await Reviews.CodeOf(undone), await Reviews.CodeOf(asked)).ShouldBe(("link_not_in_state", "invalid_request"));
    }

    [Fact]
    public async Task The_history_of_a_link_tells_of_the_merge_and_undoing_passes_it_by()
    {
        var hers = await CitizenCalls.LinkAsync(_service, "hers", Dossier);
        await CitizenCalls.DecideAsync(_service, hers.Id, "freeze", "citizen_disputes");
        var merged = await CitizenCalls.CitizenOfAsync(_service.Operator, "hers");
        await CitizenCalls.MergeAsync(_service, "other", "hers");
        await CitizenCalls.UnmergedAsync(_service.Operator, merged);

        using var explained = await _service.Operator.GetAsync($"/v1/links/{hers.Id}/explanation", Cancellation);
        var history = (await TestService.ReadAsync<LinkAccount>(explained)).History;
        var undone = await CitizenCalls.DecideAsync(_service, hers.Id, "undo", "decided_by_mistake");

        history.Select(change => (change.Version, change.Action, change.After)).ShouldBe(
        [
            (1, LinkAction.Decide, Shown.Linked), (2, LinkAction.Freeze, Shown.Frozen), (3, LinkAction.Merge, Shown.Frozen), (4, LinkAction.Unmerge, Shown.Frozen),
        ]);
        undone.State.ShouldBe(Shown.Linked);
    }
}
