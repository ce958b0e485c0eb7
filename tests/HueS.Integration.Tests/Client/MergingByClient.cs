using HueS.Integration.Client;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Sandbox.Tokens;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Client;

public sealed class MergingByClient(TestDatabases databases) : IAsyncLifetime
{
    private TestService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(databases);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_merged_citizens_old_id_leads_to_the_survivor_until_they_are_two_again()
    {
        await Reconciling.BindAsync(_service, Personas.Plain, Personas.TwinA);
        using var client = Clients.Of(_service, SandboxClient.Operator);
        using var approver = Clients.Of(_service, SandboxClient.Approver);
        var survivor = (await client.Profiles.ReadAsync(Reconciling.AccountOf(Personas.Plain), Cancellation)).CitizenId;
        var merged = (await client.Profiles.ReadAsync(Reconciling.AccountOf(Personas.TwinA), Cancellation)).CitizenId;

        var task = await client.Citizens.MergeAsync(
            survivor, new CitizenMergeRequest(merged, Reviews.First, ReviewDecisionReason.DocumentsSeen), Cancellation);
        await approver.Review.ApproveAsync(task.Id, Reviews.Second, Cancellation);
        var led = await client.Citizens.ReadAsync(merged, Cancellation);
        var two = await client.Citizens.UnmergeAsync(
            merged, new CitizenUnmergeRequest(Reviews.First, ReviewDecisionReason.AnotherPerson), Cancellation);
        var own = await client.Citizens.ReadAsync(merged, Cancellation);

        (task.Kind, task.State).ShouldBe((ReviewKind.Citizen, ReviewState.Proposed));
        led.Id.ShouldBe(survivor);
        led.Accounts.Select(account => account.AccountId).ShouldBe(
            [Reconciling.AccountOf(Personas.Plain), Reconciling.AccountOf(Personas.TwinA)], ignoreOrder: true);
        (two.Citizen, two.Survivor, own.Id).ShouldBe((merged, survivor, merged));
    }

    [Fact]
    public async Task A_strangers_id_is_not_there_and_one_person_is_not_merged_with_themselves()
    {
        await Reconciling.BindAsync(_service, Personas.Plain);
        using var client = Clients.Of(_service, SandboxClient.Operator);
        var citizen = (await client.Profiles.ReadAsync(Reconciling.AccountOf(Personas.Plain), Cancellation)).CitizenId;
        var portals = await CitizenCalls.CitizenOfAsync(_service.Portal, Reconciling.AccountOf(Personas.Plain));

        var strangers = await Should.ThrowAsync<HuesProblemException>(client.Citizens.ReadAsync(portals, Cancellation));
        var same = await Should.ThrowAsync<HuesProblemException>(client.Citizens.MergeAsync(
            citizen, new CitizenMergeRequest(citizen, Reviews.First, ReviewDecisionReason.DocumentsSeen), Cancellation));
        var single = await Should.ThrowAsync<HuesProblemException>(client.Citizens.UnmergeAsync(
            citizen, new CitizenUnmergeRequest(Reviews.First, ReviewDecisionReason.AnotherPerson), Cancellation));

        (strangers.Code, same.Code, single.Code).ShouldBe(("not_found", "same_citizen", "citizen_not_merged"));
    }

    [Fact]
    public async Task Several_links_are_taken_away_by_two_and_given_back()
    {
        var account = (await Reconciling.BindAsync(_service, Personas.Plain)).Single();
        var link = await CitizenCalls.LinkAsync(_service, account, Personas.Plain.Dossiers.First(dossier => dossier.Flaw == DossierFlaw.None).Number);
        using var client = Clients.Of(_service, SandboxClient.Operator);
        using var approver = Clients.Of(_service, SandboxClient.Approver);

        var task = await client.Links.UnlinkAllAsync(account, new UnlinkingRequest(Reviews.First, ReviewDecisionReason.BoundInError), Cancellation);
        await approver.Review.ApproveAsync(task.Id, Reviews.Second, Cancellation);
        var away = await client.Links.ReadAsync(link.Id, Cancellation);
        var back = await client.Links.RestoreAsync(task.Id, new RestoreRequest(Reviews.First, LinkChangeReason.DecidedByMistake), Cancellation);
        var again = await Should.ThrowAsync<HuesProblemException>(client.Links.RestoreAsync(
            task.Id, new RestoreRequest(Reviews.First, LinkChangeReason.DecidedByMistake), Cancellation));

        (task.Kind, away.State).ShouldBe((ReviewKind.Unlinking, LinkState.Unlinked));
        back.Restored.ShouldBe([link.Id]);
        again.Code.ShouldBe("nothing_to_restore");
    }
}
