using System.Net.Http.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Linking;

/// <summary>Records that say too little, too much, or the wrong thing: whom they are linked to, from the door to the link.</summary>
public sealed class BadRecordsTests(TestDatabases databases) : IAsyncLifetime
{
    private const string SchoolsPhone = "0234888888";

    private RecordWorld _world = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await RecordWorld.StartAsync(databases);
        await _world.BindAsync("hers", Personas.Plain, SchoolsPhone);
    }

    public ValueTask DisposeAsync() => _world.Service.DisposeAsync();

    [Fact]
    public async Task One_phone_on_forty_records_leads_nobody_to_strangers_and_keeps_nobody_from_their_own()
    {
        for (var no = 0; no < 40; no++)
            await _world.TellAsync($"S-{no:D2}", new { name = $"{Families[no % 8]} Văn {Given[no / 8]}", birthDate = $"20{10 + (no % 8)}-0{1 + (no / 8)}-15", phone = SchoolsPhone });
        await _world.TellAsync("W-1", RecordWorld.Holder(Personas.Plain, SchoolsPhone));

        await _world.PassAsync();

        (await _world.LinksAsync()).Where(link => link.StartsWith("W-", StringComparison.Ordinal)).ShouldBe(["W-1 Linked E1 Rule"]);
        (await _world.LinksAsync()).Where(link => link.StartsWith("S-", StringComparison.Ordinal)).ShouldAllBe(link => link.EndsWith("Closed E3 Rule", StringComparison.Ordinal));
        (await _world.TasksAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_phone_on_forty_records_of_one_person_is_theirs()
    {
        var her = Personas.YearOnly;
        await _world.BindAsync("old", her, her.Phone);
        for (var no = 0; no < 40; no++)
            await _world.TellAsync($"W-{no:D2}", RecordWorld.Holder(her, her.Phone));

        await _world.PassAsync();

        (await _world.LinksAsync()).Count(link => link.EndsWith("Linked E1 Rule", StringComparison.Ordinal)).ShouldBe(40);
    }

    [Fact]
    public async Task A_phone_that_a_school_gave_is_no_second_key()
    {
        var her = Personas.YearOnly;
        await _world.BindAsync("old", her, SchoolsPhone);
        for (var no = 0; no < 40; no++)
            await _world.TellAsync($"S-{no:D2}", new { name = $"{Families[no % 8]} Văn {Given[no / 8]}", phone = SchoolsPhone });
        await _world.PassAsync();

        await _world.TellAsync("W-1", RecordWorld.Holder(her, SchoolsPhone));
        await _world.PassAsync();

        (await _world.LinksAsync()).ShouldContain("W-1 Proposed E2 Rule");
    }

    [Fact]
    public async Task A_business_an_empty_claim_and_placeholders_lead_to_nobody()
    {
        await _world.TellAsync("W-1", new { kind = "business", name = Personas.Plain.Name, number = Personas.Plain.Number });
        await _world.TellAsync("W-2", new { name = "Công ty TNHH Hương Giang", number = Personas.Plain.Number });
        await _world.TellAsync("W-3", new { });
        await _world.TellAsync("W-4", new { number = "000000000000", name = "không có", birthDate = "01/01/1900", phone = "0000000000" });
        await _world.TellAsync("W-5", new { number = "000000000000", name = "không có", birthDate = "01/01/1900", phone = "0000000000" });
        await _world.PassAsync();

        (await _world.LinksAsync()).ShouldBeEmpty();
        (await _world.TasksAsync()).ShouldBeEmpty();
        (await _world.Service.Database.QueryAsync<long>("select count(*) from record_key")).ShouldBe([0]);
        (await _world.Service.Database.QueryAsync<string>("select distinct state from work where kind = 'linking'")).ShouldBe(["done"]);
    }

    [Fact]
    public async Task A_name_in_an_old_encoding_goes_to_a_person_even_beside_the_right_number()
    {
        await _world.TellAsync("W-1", new { number = Personas.Plain.Number, name = "Traàn Thò Hoaøi Thöông", birthDate = Personas.Plain.BirthDate });
        await _world.PassAsync();

        (await _world.LinksAsync()).ShouldBe(["W-1 Proposed E2 Rule"]);
        (await _world.TasksAsync()).ShouldBe(["NameUnmarked"]);
    }

    [Fact]
    public async Task An_unknown_system_and_an_id_that_is_a_number_leave_nothing_to_link()
    {
        object record = new { kind = "wallet", status = "open", holder = RecordWorld.Holder(Personas.Plain) };
        using var system = await _world.Service.Wallet.PutAsJsonAsync("/v1/records/libraries/W-1", record, Cancellation);
        using var foreign = await _world.Service.Wallet.PutAsJsonAsync("/v1/records/payments/H%2057/2026", record, Cancellation);
        await _world.PassAsync();

        (await Reviews.CodeOf(system)).ShouldBe("record_system_unknown");
        ((int)foreign.StatusCode).ShouldBeInRange(400, 404);
        (await _world.Service.Database.QueryAsync<long>("select count(*) from record")).ShouldBe([0]);
        (await _world.LinksAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_record_that_vanishes_while_it_is_being_linked_is_linked_to_nobody_in_the_end()
    {
        for (var turn = 0; turn < 8; turn++)
        {
            await _world.TellAsync("W-1", RecordWorld.Holder(Personas.Plain), status: $"s{turn}");
            await Task.WhenAll(_world.PassAsync(), _world.RemoveAsync("W-1"), _world.PassAsync());
            await _world.PassAsync();

            (await _world.LinksAsync()).ShouldAllBe(link => link == "W-1 Closed E1 Rule");
            (await _world.TasksAsync()).ShouldBeEmpty();
        }

        await _world.TellAsync("W-1", RecordWorld.Holder(Personas.Plain));
        await _world.PassAsync();
        (await _world.LinksAsync()).ShouldBe(["W-1 Linked E1 Rule"]);
    }

    [Fact]
    public async Task One_record_pushed_by_two_nodes_at_once_is_one_record_and_one_link()
    {
        var node = await _world.Service.AnotherNodeAsync();
        node.DefaultRequestHeaders.Authorization = _world.Service.Wallet.DefaultRequestHeaders.Authorization;

        await Task.WhenAll(Enumerable.Range(0, 10).Select(no =>
            _world.TellAsync("W-1", RecordWorld.Holder(Personas.Plain), caller: no % 2 == 0 ? _world.Service.Wallet : node)));
        await Task.WhenAll(_world.PassAsync(), _world.PassAsync());

        (await _world.Service.Database.QueryAsync<long>("select count(*) from record")).ShouldBe([1]);
        (await _world.LinksAsync()).ShouldBe(["W-1 Linked E1 Rule"]);
        (await _world.Service.Database.QueryAsync<long>("select count(*) from event where kind = 'record.linked'")).ShouldBe([1]);
    }

    private static readonly string[] Families = ["Lê", "Phạm", "Hoàng", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ"];
    private static readonly string[] Given = ["An", "Bình", "Cường", "Dũng", "Em"];
}
