using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Linking;

/// <summary>Whoever else may be meant keeps a record from being linked by rule, and so does not having looked.</summary>
public sealed class RivalsTests(TestDatabases databases) : IAsyncLifetime
{
    private RecordWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await RecordWorld.StartAsync(databases);

    public ValueTask DisposeAsync() => _world.Service.DisposeAsync();

    [Fact]
    public async Task A_twin_bound_a_moment_ago_is_seen_before_any_worker_ran()
    {
        await _world.BindAsync("other", Personas.TwinB, RecordWorld.HouseholdsPhone);
        await _world.BindAsync("one", Personas.TwinA, RecordWorld.HouseholdsPhone);

        var link = await _world.LinkDossierAsync("one", DossierOf(Personas.TwinA));

        (link.State, link.Explanation.Rule).ShouldBe((LinkState.Proposed, "E1"));
        link.Explanation.Reasons.ShouldBe(["possible_twin"]);
    }

    [Fact]
    public async Task A_twin_whom_a_person_ruled_out_for_the_record_is_a_twin_all_the_same()
    {
        await _world.BindAsync("one", Personas.TwinA, RecordWorld.HouseholdsPhone);
        var other = await _world.BindAsync("other", Personas.TwinB, RecordWorld.HouseholdsPhone);
        await _world.TellAsync("W-1", RecordWorld.Holder(Personas.TwinB));
        await _world.PassAsync();
        await _world.DecidedAsync((await _world.LinkAsync("W-1", other)).Id, LinkAction.Reject, LinkChangeReason.WrongPerson);

        await _world.TellAsync("W-1", RecordWorld.Holder(Personas.TwinA));
        await _world.PassAsync();

        (await _world.LinksAsync()).ShouldBe(["W-1 Unlinked E1 Person", "W-1 Proposed E1 Rule"], ignoreOrder: true);
        (await _world.TasksAsync()).ShouldBe(["PossibleTwin"]);
    }

    [Fact]
    public async Task While_somebody_cannot_be_found_yet_nothing_links_by_rule_and_a_moment_later_it_does()
    {
        await _world.BindAsync("hers", Personas.Plain);
        var waiting = await _world.BindAsync("another", Personas.Royal);
        await _world.PassAsync();
        await _world.Service.Database.ExecuteAsync(
            $"""
            update citizen set findable = false where id = '{waiting}';
            update work set state = 'new', due_at = clock_timestamp() + interval '1 day' where kind = 'citizen' and target = '{waiting}'
            """);

        var link = await _world.LinkDossierAsync("hers", DossierOf(Personas.Plain));
        await _world.TellAsync("W-1", RecordWorld.Holder(Personas.Plain));
        await _world.PassAsync();
        (link.State, link.Explanation.Reasons.Single()).ShouldBe((LinkState.Proposed, "lead_too_small"));
        (await _world.LinksAsync()).Count.ShouldBe(1);
        (await _world.Service.Database.QueryAsync<string>("select distinct reason from work where kind = 'linking' and state = 'new'"))
            .ShouldBe(["awaits_citizens"]);

        await _world.Service.Database.ExecuteAsync("update work set due_at = clock_timestamp() where state = 'new'");
        await _world.PassAsync();

        (await _world.LinksAsync()).Select(one => one.Split(' ')[1]).ShouldBe(["Linked", "Linked"]);
        (await _world.TasksAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Somebody_whom_nobody_can_make_findable_stops_nobody_elses_records()
    {
        await _world.BindAsync("hers", Personas.Plain);
        var broken = await _world.BindAsync("another", Personas.Royal);
        await _world.PassAsync();
        await _world.Service.Database.ExecuteAsync(
            $"""
            update citizen set findable = false where id = '{broken}';
            update work set state = 'parked' where kind = 'citizen' and target = '{broken}'
            """);

        await _world.TellAsync("W-1", RecordWorld.Holder(Personas.Plain));
        await _world.PassAsync();

        (await _world.LinksAsync()).ShouldBe(["W-1 Linked E1 Rule"]);
    }

    [Fact]
    public async Task Where_too_many_share_what_twins_share_a_person_looks()
    {
        var hers = await _world.BindAsync("hers", Personas.Plain);
        // Thirty citizens under each of her keys: by none of them is anybody found any more.
        await _world.Service.Database.ExecuteAsync(
            $"""
            insert into subject (id, lookup, wrapping_key_id, wrapped_key)
            select gen_random_uuid(), decode(md5(no::text), 'hex'), 'none', '' from generate_series(1, 30) as no;
            insert into citizen (id, identity, findable)
            select id, '', true from subject where wrapping_key_id = 'none';
            insert into citizen_key (key, citizen_id)
            select key, subject.id from citizen_key cross join subject where citizen_id = '{hers}' and wrapping_key_id = 'none'
            """);

        var link = await _world.LinkDossierAsync("hers", DossierOf(Personas.Plain));

        (link.State, link.Explanation.Rule).ShouldBe((LinkState.Proposed, "E1"));
        link.Explanation.Reasons.ShouldBe(["lead_too_small"]);
    }

    [Theory]
    [InlineData(null, LinkState.Proposed)]
    [InlineData("0900000099", LinkState.Proposed)]
    [InlineData("", LinkState.Linked)]
    public async Task A_phone_that_only_one_of_a_citizens_accounts_gave_is_no_second_key(string? others, LinkState expected)
    {
        var her = Personas.YearOnly;
        await _world.BindAsync("hers", her, others == "" ? her.Phone : others);
        await _world.BindAsync("second", her, her.Phone);
        await _world.TellAsync("W-1", RecordWorld.Holder(her, her.Phone));
        await _world.PassAsync();

        var link = await _world.LinkAsync("W-1");

        link.State.ShouldBe(expected);
        link.Explanation.Reasons.ShouldBe(expected == LinkState.Linked ? [] : ["birth_date_year_only"]);
    }

    [Fact]
    public async Task An_account_links_by_no_phone_that_another_account_of_the_citizen_gave()
    {
        var her = Personas.YearOnly;
        await _world.BindAsync("hers", her);
        await _world.BindAsync("second", her, her.Phone);

        foreach (var account in (string[])["hers", "second"])
            (await _world.LinkDossierAsync(account, DossierOf(her))).State.ShouldBe(LinkState.Proposed);
        await _world.PassAsync();

        (await _world.LinksAsync()).ShouldHaveSingleItem().ShouldContain("Proposed E2");
    }

    private static string DossierOf(Persona persona) => persona.Dossiers.First(dossier => dossier.Flaw == DossierFlaw.None).Number;
}
