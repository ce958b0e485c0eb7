using System.Net.Http.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Linking;

/// <summary>A record its system knows no more: its links rest, and come back with it as they were.</summary>
public sealed class GoneRecordsTests(TestDatabases databases) : IAsyncLifetime
{
    private static readonly object WithoutNumber = new { name = Personas.Plain.Name, birthDate = Personas.Plain.BirthDate };

    private RecordWorld _world = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await RecordWorld.StartAsync(databases);
        await _world.BindAsync("hers", Personas.Plain);
    }

    public ValueTask DisposeAsync() => _world.Service.DisposeAsync();

    [Fact]
    public async Task What_was_linked_is_closed_stays_readable_and_comes_back_linked()
    {
        var made = await ToldAsync(RecordWorld.Holder(Personas.Plain));
        await GoneAsync();

        var closed = await _world.ReadAsync(made.Id);
        (closed.State, closed.Explanation.Reasons.Single(), closed.Explanation.DecidedBy).ShouldBe((LinkState.Closed, "record_gone", "rule"));
        await BackAsync(RecordWorld.Holder(Personas.Plain));

        var back = await _world.ReadAsync(made.Id);
        (back.State, back.Explanation.Reasons.Count, back.Version).ShouldBe((LinkState.Linked, 0, 3));
        (await _world.ExplainAsync(made.Id)).History.Select(change => (change.Action, change.Before, change.After, change.DecidedBy, change.Reason)).ShouldBe(
        [
            (LinkAction.Decide, null, LinkState.Linked, "rule", null),
            (LinkAction.Close, LinkState.Linked, LinkState.Closed, "rule", LinkChangeReason.RecordGone),
            (LinkAction.Reopen, LinkState.Closed, LinkState.Linked, "rule", LinkChangeReason.RecordBack),
        ]);
    }

    [Fact]
    public async Task A_question_is_asked_no_more_and_again_once_the_record_is_back()
    {
        await ToldAsync(WithoutNumber);
        (await _world.TasksAsync()).ShouldBe(["NumberMissing"]);

        await GoneAsync();
        (await _world.TasksAsync()).ShouldBeEmpty();
        (await _world.LinksAsync()).ShouldBe(["W-1 Closed E3 Rule"]);
        await BackAsync(WithoutNumber);

        (await _world.TasksAsync()).ShouldBe(["NumberMissing"]);
        (await _world.LinksAsync()).ShouldBe(["W-1 Proposed E3 Rule"]);
    }

    [Theory]
    [InlineData(LinkAction.Confirm, "Linked")]
    [InlineData(LinkAction.Freeze, "Frozen")]
    [InlineData(LinkAction.Unlink, "Unlinked")]
    public async Task What_a_person_decided_comes_back_as_they_decided_it(LinkAction decided, string state)
    {
        var made = await ToldAsync(RecordWorld.Holder(Personas.Plain));
        await _world.DecidedAsync(made.Id, decided);

        await GoneAsync();
        (await _world.LinksAsync()).ShouldBe([$"W-1 {(state == "Unlinked" ? state : "Closed")} E1 Person"]);
        await BackAsync(RecordWorld.Holder(Personas.Plain));

        (await _world.LinksAsync()).ShouldBe([$"W-1 {state} E1 Person"]);
        await _world.DecidedAsync(made.Id, LinkAction.Undo, LinkChangeReason.DecidedByMistake);
        (await _world.LinksAsync()).ShouldBe(["W-1 Linked E1 Person"]);
    }

    [Fact]
    public async Task A_record_that_is_gone_is_found_by_nobody_who_becomes_known()
    {
        await BackAsync(RecordWorld.Holder(Personas.Royal));
        (await _world.Service.Database.QueryAsync<long>("select count(*) from record_key"))[0].ShouldBeGreaterThan(0);
        await GoneAsync();

        await _world.BindAsync("his", Personas.Royal);
        await _world.PassAsync();

        (await _world.Service.Database.QueryAsync<long>("select count(*) from record_key")).ShouldBe([0]);
        (await _world.LinksAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_person_may_undo_the_closing_and_do_it_again()
    {
        var made = await ToldAsync(RecordWorld.Holder(Personas.Plain));
        await GoneAsync();

        await _world.DecidedAsync(made.Id, LinkAction.Undo, LinkChangeReason.DecidedByMistake);
        (await _world.ReadAsync(made.Id)).State.ShouldBe(LinkState.Linked);
        await _world.DecidedAsync(made.Id, LinkAction.Redo, LinkChangeReason.RecordMistaken);
        (await _world.ReadAsync(made.Id)).Explanation.Reasons.ShouldBe(["record_gone"]);
        await BackAsync(RecordWorld.Holder(Personas.Plain));

        (await _world.ReadAsync(made.Id)).State.ShouldBe(LinkState.Linked);
    }

    [Fact]
    public async Task What_was_undone_before_can_be_redone_after_it_came_back()
    {
        var made = await ToldAsync(RecordWorld.Holder(Personas.Plain));
        await _world.DecidedAsync(made.Id, LinkAction.Freeze);
        await _world.DecidedAsync(made.Id, LinkAction.Undo);

        await GoneAsync();
        await BackAsync(RecordWorld.Holder(Personas.Plain));
        await _world.DecidedAsync(made.Id, LinkAction.Redo);

        (await _world.ReadAsync(made.Id)).State.ShouldBe(LinkState.Frozen);
    }

    [Fact]
    public async Task A_record_that_became_another_citizens_meanwhile_is_not_taken_from_them()
    {
        var made = await ToldAsync(RecordWorld.Holder(Personas.Plain));
        var other = await _world.BindAsync("other", Personas.Royal);
        await GoneAsync();
        await BackAsync(RecordWorld.Holder(Personas.Royal));
        await _world.DecidedAsync(made.Id, LinkAction.Unlink, LinkChangeReason.WrongPerson);
        await _world.DecidedAsync((await _world.LinkAsync("W-1", other)).Id, LinkAction.Confirm);
        await _world.DecidedAsync(made.Id, LinkAction.Undo, LinkChangeReason.DecidedByMistake);
        await GoneAsync();

        await BackAsync(RecordWorld.Holder(Personas.Royal));

        (await _world.LinksAsync()).ShouldBe(["W-1 Proposed E1 Person", "W-1 Linked E1 Person"], ignoreOrder: true);
    }

    [Fact]
    public async Task Machines_closings_can_be_asked_for_by_nobody()
    {
        var made = await ToldAsync(RecordWorld.Holder(Personas.Plain));

        foreach (var action in (LinkAction[])[LinkAction.Decide, LinkAction.Close, LinkAction.Reopen, LinkAction.Question, LinkAction.Settle])
        {
            using var refused = await _world.DecideAsync(made.Id, action);
            ((int)refused.StatusCode).ShouldBe(400);
        }

        using var reason = await _world.DecideAsync(made.Id, LinkAction.Freeze, LinkChangeReason.RecordGone);
        ((int)reason.StatusCode).ShouldBe(400);
        (await _world.ReadAsync(made.Id)).Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_dossier_its_system_no_longer_knows_is_gone_here_too()
    {
        var dossier = Personas.Plain.Dossiers.First(one => one.Flaw == DossierFlaw.None).Number;
        var link = await _world.LinkDossierAsync("hers", dossier);
        // Under a number the system has never had.
        const string Unknown = "000.00.00.H57-260105-9999";
        await _world.Service.Database.ExecuteAsync(
            $"update record set record_id = '{Unknown}'; update link set record_id = '{Unknown}'");

        using var missing = await _world.Service.Portal.PostAsJsonAsync(
            "/v1/profiles/hers/links",
            new { system = "dossiers", recordId = Unknown, purpose = TestService.Purpose, officer = "mot-cua-01" },
            TestContext.Current.CancellationToken);
        await _world.PassAsync();

        ((int)missing.StatusCode).ShouldBe(404);
        (await _world.ReadAsync(link.Id)).State.ShouldBe(LinkState.Closed);
    }

    private async Task<Link> ToldAsync(object holder)
    {
        await BackAsync(holder);
        return await _world.LinkAsync("W-1");
    }

    private async Task GoneAsync()
    {
        await _world.RemoveAsync("W-1");
        await _world.PassAsync();
    }

    /// <summary>Told for the first time, or again.</summary>
    private async Task BackAsync(object holder)
    {
        await _world.TellAsync("W-1", holder);
        await _world.PassAsync();
    }
}
