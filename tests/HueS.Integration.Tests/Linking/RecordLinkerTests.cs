using System.Net.Http.Json;
using HueS.Integration.Audit;
using HueS.Integration.Identity;
using HueS.Integration.Linking;
using HueS.Integration.Linking.Records;
using HueS.Integration.Mocks;
using HueS.Integration.Storage;
using HueS.Integration.Tests.Identity;
using HueS.Integration.Tests.World;
using HueS.Integration.Upstreams.Records;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Linking;

/// <summary>Records and citizens find each other, whichever comes first.</summary>
public sealed class RecordLinkerTests(TestDatabases databases) : IAsyncLifetime
{
    private static readonly Actor Wallet = Actor.Client("wallet");

    private const string HouseholdsPhone = "0900000077";

    private TestService _service = null!;

    private static Persona Her => Personas.Plain;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // Without workers: each pass is the test's own.
    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(databases, "--Roles=Api");

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_record_with_number_name_and_birth_date_is_linked_whichever_comes_first(bool citizenFirst)
    {
        if (citizenFirst)
            await BindAsync("hers", Her);
        await PassAsync();
        await TellAsync("W-1", Holder(Her));
        await PassAsync();
        if (!citizenFirst)
            await BindAsync("hers", Her);
        await PassAsync();

        (await LinksAsync()).ShouldBe(["W-1 Linked E1 Rule"]);
        (await TasksAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Name_and_birth_date_alone_find_the_citizen_and_a_person_decides()
    {
        await BindAsync("hers", Her);
        await PassAsync();
        await TellAsync("W-1", Holder(Her) with { Number = null });
        await PassAsync();

        (await LinksAsync()).ShouldBe(["W-1 Proposed E3 Rule"]);
        (await TasksAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_record_of_a_business_and_one_that_says_nothing_have_no_candidate()
    {
        await BindAsync("hers", Her);
        await PassAsync();
        await TellAsync("W-1", HolderClaim.Business);
        await TellAsync("W-2", new HolderClaim(null, null, null, null, null));
        await PassAsync();

        (await LinksAsync()).ShouldBeEmpty();
        (await WaitingAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_record_that_vanished_before_it_was_looked_at_is_not_linked()
    {
        await BindAsync("hers", Her);
        await PassAsync();
        await TellAsync("W-1", Holder(Her));
        await _service.Rooms.GetRequiredService<RecordBook>().RemoveAsync(Wallet, RecordSystems.Payments, "W-1", Cancellation);
        await PassAsync();

        (await LinksAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pair_that_a_person_unlinked_is_never_linked_again_whatever_changes()
    {
        await BindAsync("hers", Her);
        await TellAsync("W-1", Holder(Her));
        await PassAsync();
        var link = (await _service.Database.QueryAsync<Guid>("select id from link")).ShouldHaveSingleItem();
        var unlink = new LinkWish(LinkAction.Unlink, LinkChangeReason.WrongPerson);
        await _service.Rooms.GetRequiredService<LinkDesk>().ChangeAsync(Actor.Client("operator"), link, unlink, Cancellation);

        await TellAsync("W-1", Holder(Her), status: "closed");
        await BindAsync("hers-too", Her);
        await PassAsync();

        (await LinksAsync()).ShouldBe(["W-1 Unlinked E1 Person"]);
        (await TasksAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_link_that_would_not_be_made_any_more_stays_and_a_person_looks_at_it()
    {
        await BindAsync("hers", Her);
        await TellAsync("W-1", Holder(Her));
        await PassAsync();

        await TellAsync("W-1", Holder(Her) with { Name = Some.Name("Phan Văn Đáng") });
        await PassAsync();

        (await LinksAsync()).ShouldBe(["W-1 Linked E1 Rule"]);
        (await _service.Database.QueryAsync<string[]>("select reasons from review_task where state = 'open'")).ShouldHaveSingleItem()
            .ShouldBe(["EvidenceChanged", "NameDifferent"]);
    }

    [Fact]
    public async Task Twins_of_one_household_are_never_linked_by_machine()
    {
        await BindAsync("one", Personas.TwinA, HouseholdsPhone);
        await BindAsync("other", Personas.TwinB, HouseholdsPhone);
        await PassAsync();
        await TellAsync("W-1", Holder(Personas.TwinA));
        await PassAsync();

        (await LinksAsync()).ShouldBe(["W-1 Proposed E1 Rule"]);
        (await _service.Database.QueryAsync<string[]>("select reasons from link")).ShouldHaveSingleItem().ShouldContain("PossibleTwin");
    }

    [Fact]
    public async Task An_explanation_ranks_who_else_it_might_be_and_says_why_not()
    {
        await BindAsync("one", Personas.TwinA, HouseholdsPhone);
        await BindAsync("other", Personas.TwinB, HouseholdsPhone);
        await PassAsync();
        await TellAsync("W-1", Holder(Personas.TwinA));
        await PassAsync();
        var link = (await _service.Database.QueryAsync<Guid>("select id from link")).ShouldHaveSingleItem();

        var account = (await _service.Rooms.GetRequiredService<LinkBook>().ExplainAsync(Actor.Client("operator"), link, Cancellation))!;

        account.Candidates.Count.ShouldBe(2);
        account.Candidates[0].Citizen.CitizenId.ShouldBe(account.Link.CitizenId);
        account.Candidates[0].Citizen.Weight.ShouldBeGreaterThan(account.Candidates[1].Citizen.Weight);
        account.Candidates[0].Decision.Reasons.ShouldBe([LinkReason.PossibleTwin]);
        account.Candidates[1].Decision.Reasons.ShouldBe([LinkReason.NumberOther, LinkReason.NotBest]);
    }

    [Fact]
    public async Task A_pass_taken_by_two_nodes_at_once_links_once()
    {
        await BindAsync("hers", Her);
        await PassAsync();
        for (var record = 0; record < 20; record++)
            await TellAsync($"W-{record}", Holder(Her));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PassAsync()));

        (await LinksAsync()).Count.ShouldBe(20);
        (await _service.Database.QueryAsync<long>("select count(*) from event where kind = 'record.linked'")).ShouldBe([20]);
    }

    [Fact]
    public async Task The_keys_tell_nobody_apart_without_the_ring()
    {
        await BindAsync("hers", Her);
        await TellAsync("W-1", Holder(Her));
        await PassAsync();

        var kept = await _service.Database.QueryAsync<string>(
            "select citizen_key::text from citizen_key union all select record_key::text from record_key union all select record::text from record");

        kept.Count.ShouldBeGreaterThan(2);
        kept.ShouldAllBe(row => !row.Contains(Her.Number) && !row.Contains("Thương"));
    }

    private static HolderClaim Holder(Persona persona) => new(
        Some.Number(persona.Number),
        OldCard: null,
        Some.Name(persona.Name),
        Some.Date(persona.BirthDate),
        Phone: null);

    private Task<Told> TellAsync(string id, HolderClaim holder, string status = "open") =>
        _service.Rooms.GetRequiredService<RecordBook>().TellAsync(
            Wallet, new RecordClaim(RecordSystems.Payments, id, "wallet", status, null, null, holder), expectedVersion: null, Cancellation);

    private async Task PassAsync()
    {
        var linker = _service.Rooms.GetRequiredService<RecordLinker>();
        for (var pass = 0; await linker.RunOnceAsync(Cancellation) > 0; pass++)
            pass.ShouldBeLessThan(20);
    }

    private Task<List<string>> LinksAsync() => _service.Database.QueryAsync<string>(
        "select record_id || ' ' || state || ' ' || class || ' ' || decided_by from link order by record_id");

    private async Task<long> TasksAsync() =>
        (await _service.Database.QueryAsync<long>("select count(*) from review_task where state = 'open'"))[0];

    private async Task<long> WaitingAsync() =>
        (await _service.Database.QueryAsync<long>("select count(*) from work where kind in ('linking', 'citizen') and state = 'new'"))[0];

    private async Task BindAsync(string account, Persona persona, string? phone = null)
    {
        var verification = await _service.VerifyAsync(_service.Portal, TestService.Claim(persona));
        using var bound = await _service.Portal.PutAsJsonAsync($"/v1/profiles/{account}", new { verificationId = verification.Id, phone }, Cancellation);
        bound.IsSuccessStatusCode.ShouldBeTrue($"{(int)bound.StatusCode}");
    }
}
