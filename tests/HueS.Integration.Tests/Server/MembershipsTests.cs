using System.Net.Http.Json;
using System.Text;
using HueS.Integration.Linking;
using HueS.Integration.Linking.Records;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.Upstreams;
using HueS.Integration.Tests.World;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class MembershipsTests(TestDatabases databases) : IAsyncLifetime
{
    private const string Allowed = "--Access:Purposes:0:Memberships=true";

    private const string Hers = """
        {"maKetQua":"00","data":[{"maThe":"GD4464601900011","hoTen":"Trần Thị Hoài Thương","ngaySinh":"12/05/1990","loaiNgaySinh":0,"gioiTinh":2,"trangThai":"1"}]}
        """;

    private Stubs _stubs = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _stubs = await Stubs.StartAsync(new StubOptions { RecordSystems = true }, Cancellation);

    public ValueTask DisposeAsync() => _stubs.DisposeAsync();

    [Fact]
    public async Task A_citizen_who_became_known_is_looked_up_by_itself_and_a_person_decides_about_what_is_found()
    {
        await using var service = await StartAsync(Allowed);

        await BindAsync(service, Personas.Plain);
        await Until.TrueAsync("A proposal", async () => (await service.Database.QueryAsync<string>("select state from link")).Count == 1);

        (await service.Database.QueryAsync<string>("select system || ' ' || state || ' ' || class from link")).ShouldBe(["health-insurance Proposed E3"]);
        (await service.Database.QueryAsync<string>(
            "select operation || ' ' || purpose from intent where upstream = 'health-insurance' and subject_id in (select id from citizen) and verification_id is not null"))
            .ShouldBe([$"by-name {TestService.Purpose}"]);
        (await service.Database.QueryAsync<string>("select client_id || ' ' || purpose || ' ' || note from audit where action = 'membership.looked_up'"))
            .ShouldBe([$"portal {TestService.Purpose} 1"]);
        (await service.Database.QueryAsync<string>("select record::text from record")).ShouldHaveSingleItem().ShouldNotContain("4601900011");
    }

    [Fact]
    public async Task Nobody_is_looked_up_for_a_purpose_that_does_not_allow_it()
    {
        await using var service = await StartAsync("--Roles=Api");

        await BindAsync(service, Personas.Plain);
        await PassAsync(service);

        (await service.Database.QueryAsync<string>("select kind from work where state = 'new' or kind = 'membership'")).ShouldBeEmpty();
        (await IntentsAsync(service)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_was_known_before_the_purpose_allowed_it_is_looked_up_once_it_does()
    {
        await using var service = await StartAsync("--Roles=Api");
        await BindAsync(service, Personas.Plain);
        await PassAsync(service);
        var before = await IntentsAsync(service);

        await service.AnotherNodeAsync("--Roles=Workers", Allowed);
        await Until.TrueAsync("A proposal", async () => (await service.Database.QueryAsync<string>("select state from link")).Count == 1);

        before.ShouldBeEmpty();
        (await IntentsAsync(service)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Who_was_looked_up_before_is_not_put_in_line_by_a_start_and_who_never_was_waits_for_room()
    {
        await using var service = await StartAsync("--Roles=Api", Allowed);
        await BindAsync(service, Personas.Plain);
        await PassAsync(service);
        await service.Database.ExecuteAsync("update work set done_at = done_at - interval '31 days' where kind = 'membership'");
        var (walk, crowded) = (WalkOf(service), WalkOf(service));

        var passes = (await walk.RunOnceAsync(Cancellation), await walk.RunOnceAsync(Cancellation));
        var after = await service.Database.QueryAsync<string>("select state from work where kind = 'membership'");
        await service.Database.ExecuteAsync(
            """
            delete from work where kind = 'membership';
            insert into work (id, kind, target, due_at) select gen_random_uuid(), 'membership', gen_random_uuid(), now() + interval '1 day' from generate_series(1, 400)
            """);
        var full = await crowded.RunOnceAsync(Cancellation);
        await service.Database.ExecuteAsync("delete from work where kind = 'membership'");
        var free = await crowded.RunOnceAsync(Cancellation);

        passes.ShouldBe((true, false));
        after.ShouldBe(["done"]);
        (full, free).ShouldBe((false, true));
        (await service.Database.QueryAsync<string>("select state from work where kind = 'membership'")).ShouldBe(["new"]);
    }

    [Fact]
    public async Task Who_is_no_member_is_an_answer_and_is_not_asked_about_again_before_it_is_old()
    {
        await using var service = await StartAsync("--Roles=Api", Allowed);
        await BindAsync(service, Personas.ToneStyle);
        await PassAsync(service);
        await BindAsync(service, Personas.ToneStyle, phone: "0900000078");
        await PassAsync(service);
        var early = await IntentsAsync(service);
        await service.Database.ExecuteAsync("update work set done_at = done_at - interval '31 days' where kind = 'membership'");
        await BindAsync(service, Personas.ToneStyle, phone: "0900000079");
        await PassAsync(service);

        early.Count.ShouldBe(1);
        (await IntentsAsync(service)).Count.ShouldBe(2);
        (await service.Database.QueryAsync<string>("select distinct note from audit where action = 'membership.looked_up'")).ShouldBe(["0"]);
        (await service.Database.QueryAsync<long>("select count(*) from record")).ShouldBe([0]);
    }

    [Fact]
    public async Task An_outage_is_never_no_membership()
    {
        await using var service = await StartAsync("--Roles=Api", Allowed);
        _stubs.HealthInsurance.Weather.Down();
        await BindAsync(service, Personas.Plain);
        await PassAsync(service);
        var waiting = await service.Database.QueryAsync<string>("select state || ' ' || failures || ' ' || reason from work where kind = 'membership'");
        var told = await service.Database.QueryAsync<long>("select count(*) from audit where action = 'membership.looked_up'");

        _stubs.HealthInsurance.Weather.Up();
        await service.Database.ExecuteAsync("update work set due_at = clock_timestamp() where kind = 'membership'");
        await PassAsync(service);

        waiting.ShouldBe(["new 0 ServerError"]);
        told.ShouldBe([0]);
        (await service.Database.QueryAsync<string>("select state from work where kind = 'membership'")).ShouldBe(["done"]);
        (await service.Database.QueryAsync<string>("select system from record")).ShouldBe(["health-insurance"]);
    }

    [Fact]
    public async Task A_number_that_a_record_of_theirs_states_is_asked_for_instead_of_their_name()
    {
        await using var service = await StartAsync("--Roles=Api", Allowed);
        await BindAsync(service, Personas.Plain);
        await LinkAsync(service);
        using var told = await service.Wallet.PutAsJsonAsync(
            "/v1/records/payments/W-1",
            new
            {
                kind = "wallet",
                status = "open",
                holder = new { number = Personas.Plain.Number, name = Personas.Plain.Name, birthDate = Personas.Plain.BirthDate, insuranceNumber = "4601900011" },
            },
            Cancellation);
        told.IsSuccessStatusCode.ShouldBeTrue();
        await LinkAsync(service);
        await PassAsync(service);

        (await IntentsAsync(service)).ShouldBe(["by-number"]);
        (await service.Database.QueryAsync<string>("select system from record order by system")).ShouldBe(["health-insurance", "payments"]);
    }

    [Fact]
    public async Task A_node_that_stalled_past_its_lease_keeps_nothing()
    {
        await using var insurance = new ScriptedServer();
        var (asked, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        insurance.Script = async (_, _, stream, token) =>
        {
            asked.TrySetResult();
            await go.Task;
            await ScriptedServer.AnswerAsync(stream, 200, "application/json; charset=utf-8", Encoding.UTF8.GetBytes(Hers), token);
        };
        await using var service = await StartAsync("--Roles=Api", Allowed, $"--HealthInsurance:BaseAddress={insurance.Address}");
        await BindAsync(service, Personas.Plain);
        await LinkAsync(service);

        var stalled = Search(service).RunOnceAsync(Cancellation);
        await asked.Task;
        await service.Database.ExecuteAsync("update work set fence = fence + 1 where kind = 'membership'");
        go.SetResult();
        await stalled;

        (await service.Database.QueryAsync<long>("select count(*) from record")).ShouldBe([0]);
        (await service.Database.QueryAsync<string>("select state from work where kind = 'membership'")).ShouldBe(["new"]);
    }

    private Task<TestService> StartAsync(params string[] settings) => TestService.StartAsync(
        databases,
        [
            "--HealthInsurance:Pipeline:AttemptTimeout=00:00:30",
            "--HealthInsurance:Pipeline:Retries=0",
            .. RecordStubs.SettingsOf(_stubs).Select(setting => $"--{setting.Item1}={setting.Item2}"),
            .. settings,
        ]);

    private static async Task BindAsync(TestService service, Persona persona, string? phone = null)
    {
        var verification = await service.SettledAsync(service.Portal, TestService.Claim(persona));
        using var bound = await service.Portal.PutAsJsonAsync("/v1/profiles/theirs", new { verificationId = verification.Id, phone }, Cancellation);
        bound.IsSuccessStatusCode.ShouldBeTrue($"{(int)bound.StatusCode}");
    }

    private static async Task PassAsync(TestService service)
    {
        await LinkAsync(service);
        for (var pass = 0; await Search(service).RunOnceAsync(Cancellation) > 0; pass++)
            pass.ShouldBeLessThan(20);
    }

    private static async Task LinkAsync(TestService service)
    {
        for (var pass = 0; await service.Rooms.GetRequiredService<RecordLinker>().RunOnceAsync(Cancellation) > 0; pass++)
            pass.ShouldBeLessThan(20);
    }

    private static MembershipSearch Search(TestService service) => service.Rooms.GetRequiredService<MembershipSearch>();

    /// <summary>As a process begins it.</summary>
    private static MembershipWalk WalkOf(TestService service) => ActivatorUtilities.CreateInstance<MembershipWalk>(service.Rooms);

    private static Task<List<string>> IntentsAsync(TestService service) =>
        service.Database.QueryAsync<string>("select operation from intent where upstream = 'health-insurance' order by id");
}
