using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Linking;
using HueS.Integration.Mocks;
using HueS.Integration.Storage;
using HueS.Integration.Tests.World;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class RelinksTests(TestDatabases databases)
{
    private const string Path = "/v1/records/payments:relink";
    private const int Records = 60;
    private const int Gate = 25;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_record_of_a_system_is_linked_again_and_the_end_says_how_they_stand()
    {
        await using var service = await StartAsync("--Roles=Api", "--Records:RelinkAtOnce=7");
        await TellAsync(service, Lines(Records).Append(new { recordId = "STRANGER", kind = "wallet", status = "open", holder = new { name = "Lê Văn Mẫu" } }));
        using var gone = await service.Wallet.DeleteAsync("/v1/records/payments/W-0000", Cancellation);
        await ForgetAsync(service);

        var started = await StartedAsync(await PostAsync(service));
        await WorkAsync(service);
        var ended = await ReadAsync(service, started.Id);

        (started.State, started.Records, started.Standings).ShouldBe((Contracts.RelinkState.Running, 0, null));
        (ended.State, ended.Records).ShouldBe((Contracts.RelinkState.Completed, Records));
        ended.Standings.ShouldBe(new RecordStandings(Records - 1, 0, 0, 0, 1));
        ended.EndedAt.ShouldNotBeNull();
        (await service.Database.QueryAsync<string>("select action || ' ' || note from audit where action like 'relink.%' order by id"))
            .ShouldBe(["relink.started payments", "relink.completed payments"]);
    }

    [Fact]
    public async Task Broken_off_in_the_middle_it_goes_on_at_another_node_and_every_record_is_linked_once()
    {
        await using var service = await StartAsync("--Roles=Api", "--Records:RelinkAtOnce=10");
        await TellAsync(service, Lines(Records));
        await ForgetAsync(service);
        await service.Database.ExecuteAsync(
            """
            create function break_at_35() returns trigger language plpgsql as $$
            begin
              if new.kind = 'linking' and new.target = (select id from record where record_id = 'W-0035') then raise exception 'broken'; end if;
              return new;
            end
            $$;
            create trigger break_at_35 before insert on work for each row execute function break_at_35();
            """);
        var started = await StartedAsync(await PostAsync(service));
        await Should.ThrowAsync<PostgresException>(() => WorkAsync(service));
        var broken = await ReadAsync(service, started.Id);

        await service.StopFirstNodeAsync();
        await service.Database.ExecuteAsync("drop trigger break_at_35 on work");
        var node = await service.AnotherNodeAsync("--Roles=Api,Workers");
        node.DefaultRequestHeaders.Authorization = service.Operator.DefaultRequestHeaders.Authorization;
        await Until.TrueAsync("The end", async () => (await ReadAsync(node, started.Id)).State == Contracts.RelinkState.Completed);

        var ended = await ReadAsync(node, started.Id);
        broken.Records.ShouldBe(30);
        (ended.Records, ended.Standings!.LinkedByRule).ShouldBe((Records, Records));
        (await service.Database.QueryAsync<long>("select count(*) from link where state = 'Linked'")).ShouldBe([Records]);
        (await service.Database.QueryAsync<long>("select count(*) from audit where action = 'link.decided'")).ShouldBe([Records]);
    }

    [Fact]
    public async Task Killed_in_the_middle_another_process_goes_on_at_the_mark_and_every_record_is_linked_once()
    {
        await using var service = await StartAsync("--Roles=Api", "--Records:RelinkAtOnce=10");
        await TellAsync(service, Lines(Records));
        await ForgetAsync(service);
        await service.Database.ExecuteAsync(
            $"""
            create function wait_at_25() returns trigger language plpgsql as $$
            begin
              if new.record_id = 'W-0025' then perform pg_advisory_xact_lock_shared({Gate}); end if;
              return new;
            end
            $$;
            create trigger wait_at_25 before insert on link for each row execute function wait_at_25();
            """);
        var started = await StartedAsync(await PostAsync(service));
        var (gate, held) = await service.Database.BeginAsync();
        await using var closed = gate;
        await held.Connection!.ExecuteAsync($"select pg_advisory_xact_lock({Gate})", [], Cancellation);

        await using (var process = service.AnotherProcess("--Roles=Workers"))
        {
            await Until.TrueAsync("The record in the middle", async () => await AtTheGateAsync(service) == 1);
            await process.KillAsync();
        }

        await held.DisposeAsync();
        await Until.TrueAsync("The end of what the process had begun", async () => await AtTheGateAsync(service) == 0);
        var broken = await ReadAsync(service, started.Id);
        var linked = await service.Database.QueryAsync<string>("select record_id from link order by record_id");
        // A minute passes, after which nobody waits any more for whom the process had promised to work.
        await service.Database.ExecuteAsync("update work set lease_until = clock_timestamp() - interval '1 s' where lease_until is not null");
        await using var next = service.AnotherProcess("--Roles=Workers");
        await Until.TrueAsync("The end", async () => (await ReadAsync(service, started.Id)).State == Contracts.RelinkState.Completed);

        var ended = await ReadAsync(service, started.Id);
        broken.Records.ShouldBeOneOf(30, 40);
        // A chunk is in no order.
        linked.Take(20).ShouldBe(Enumerable.Range(0, 20).Select(no => $"W-{no:0000}"));
        linked.Skip(20).ShouldAllBe(id => id != "W-0025" && string.CompareOrdinal(id, "W-0030") < 0);
        // From the beginning there would be more of them.
        (ended.Records, ended.Standings).ShouldBe((Records, new RecordStandings(Records, 0, 0, 0, 0)));
        (await service.Database.QueryAsync<string>("select record_id from link where state = 'Linked' order by record_id"))
            .ShouldBe(Enumerable.Range(0, Records).Select(no => $"W-{no:0000}"));
        (await service.Database.QueryAsync<long>("select count(*) from audit where action = 'link.decided'")).ShouldBe([Records]);
        (await service.Database.QueryAsync<string>("select action from audit where action like 'relink.%' order by id"))
            .ShouldBe(["relink.started", "relink.completed"]);
    }

    [Fact]
    public async Task Of_many_who_ask_at_once_one_starts_it_and_the_others_are_shown_it()
    {
        await using var service = await StartAsync("--Roles=Api");
        var node = await service.AnotherNodeAsync();
        node.DefaultRequestHeaders.Authorization = service.Operator.DefaultRequestHeaders.Authorization;

        var asked = await Task.WhenAll(Enumerable.Range(0, 8).Select(no => PostAsync(no % 2 == 0 ? service.Operator : node)));
        using var others = await PostAsync(service.Operator, since: "2026-01-01T00:00:00+07:00");

        (await Task.WhenAll(asked.Select(StartedAsync))).Select(relink => relink.Id).Distinct().ShouldHaveSingleItem();
        others.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await service.Database.QueryAsync<long>("select count(*) from relink")).ShouldBe([1]);
    }

    [Fact]
    public async Task Cancelled_it_puts_nothing_further_in_line_and_another_may_start()
    {
        await using var service = await StartAsync("--Roles=Api", "--Records:RelinkAtOnce=10");
        await TellAsync(service, Lines(30));
        await ForgetAsync(service);
        var started = await StartedAsync(await PostAsync(service));
        (await Relinker(service).RunOnceAsync(Cancellation)).ShouldBeTrue();

        using var cancelled = await service.Operator.PostAsync($"/v1/records/payments/relinks/{started.Id}/cancel", null, Cancellation);
        using var again = await service.Operator.PostAsync($"/v1/records/payments/relinks/{started.Id}/cancel", null, Cancellation);
        await WorkAsync(service);
        var next = await StartedAsync(await PostAsync(service));

        (await TestService.ReadAsync<RecordRelink>(cancelled)).State.ShouldBe(Contracts.RelinkState.Cancelled);
        (await TestService.ReadAsync<RecordRelink>(again)).EndedAt.ShouldBe((await ReadAsync(service, started.Id)).EndedAt);
        (await ReadAsync(service, started.Id)).Records.ShouldBe(10);
        (await service.Database.QueryAsync<long>("select count(*) from link")).ShouldBe([10]);
        next.Id.ShouldNotBe(started.Id);
    }

    [Fact]
    public async Task Since_a_moment_only_what_was_told_since_is_linked_again()
    {
        await using var service = await StartAsync("--Roles=Api");
        await TellAsync(service, Lines(20));
        await service.Database.ExecuteAsync("update record set told_at = told_at - interval '1 day' where record_id < 'W-0015'");
        await ForgetAsync(service);
        var since = (await service.Database.QueryAsync<DateTime>("select min(told_at) from record where record_id >= 'W-0015'"))[0];

        var started = await StartedAsync(await PostAsync(service.Operator, since.ToString("O", System.Globalization.CultureInfo.InvariantCulture)));
        await WorkAsync(service);

        (await ReadAsync(service, started.Id)).Records.ShouldBe(5);
        (await service.Database.QueryAsync<string>("select min(record_id) from link")).ShouldBe(["W-0015"]);
    }

    [Fact]
    public async Task Only_who_decides_links_may_ask_and_an_unknown_system_is_called_so()
    {
        await using var service = await StartAsync("--Roles=Api");

        using var wallet = await PostAsync(service.Wallet);
        using var unknown = await service.Operator.PostAsJsonAsync("/v1/records/nonsense:relink", new { officer = "cb.002" }, Cancellation);
        using var nobody = await service.Operator.PostAsJsonAsync(Path, new { officer = "" }, Cancellation);
        using var never = await service.Operator.GetAsync($"/v1/records/payments/relinks/{Guid.Empty}", Cancellation);

        (wallet.StatusCode, unknown.StatusCode, nobody.StatusCode, never.StatusCode)
            .ShouldBe((HttpStatusCode.Forbidden, HttpStatusCode.NotFound, HttpStatusCode.BadRequest, HttpStatusCode.NotFound));
        (await service.Database.QueryAsync<long>("select count(*) from relink")).ShouldBe([0]);
    }

    private async Task<TestService> StartAsync(params string[] settings)
    {
        var service = await TestService.StartAsync(databases, settings);
        var verification = await service.SettledAsync(service.Portal, TestService.Claim(Personas.Plain));
        using var bound = await service.Portal.PutAsJsonAsync("/v1/profiles/hers", new { verificationId = verification.Id }, Cancellation);
        bound.IsSuccessStatusCode.ShouldBeTrue();
        return service;
    }

    /// <summary>Records that nobody ever looked at: the line is emptied, and the citizen is known.</summary>
    private static async Task ForgetAsync(TestService service)
    {
        await service.Database.ExecuteAsync("delete from work where kind = 'linking'");
        await service.Rooms.GetRequiredService<RecordLinker>().RunOnceAsync(Cancellation);
        (await service.Database.QueryAsync<long>("select count(*) from link")).ShouldBe([0]);
    }

    private static async Task WorkAsync(TestService service)
    {
        const int most = 200;
        var linker = service.Rooms.GetRequiredService<RecordLinker>();
        for (var pass = 0; await linker.RunOnceAsync(Cancellation) > 0 || await Relinker(service).RunOnceAsync(Cancellation); pass++)
            pass.ShouldBeLessThan(most);
    }

    /// <summary>How many wait to link the record in the middle.</summary>
    private static async Task<long> AtTheGateAsync(TestService service) => (await service.Database.QueryAsync<long>(
        "select count(*) from pg_locks join pg_stat_activity using (pid) where datname = current_database() and locktype = 'advisory' and mode = 'ShareLock'"))[0];

    private static Relinker Relinker(TestService service) => service.Rooms.GetRequiredService<Relinker>();

    private static IEnumerable<object> Lines(int count) => Enumerable.Range(0, count).Select(no => new
    {
        recordId = $"W-{no:0000}",
        kind = "wallet",
        status = "open",
        holder = new { number = Personas.Plain.Number, name = Personas.Plain.Name, birthDate = Personas.Plain.BirthDate },
    });

    private static async Task TellAsync(TestService service, IEnumerable<object> lines)
    {
        using var content = new StringContent(
            string.Join('\n', lines.Select(line => JsonSerializer.Serialize(line))), System.Text.Encoding.UTF8, "application/x-ndjson");
        using var told = await service.Wallet.PostAsync("/v1/records/payments", content, Cancellation);
        (await told.Content.ReadAsStringAsync(Cancellation)).ShouldContain("\"refused\":0");
    }

    private static Task<HttpResponseMessage> PostAsync(TestService service) => PostAsync(service.Operator);

    private static Task<HttpResponseMessage> PostAsync(HttpClient caller, string? since = null) =>
        caller.PostAsJsonAsync(Path, new { officer = "cb.002", since }, Cancellation);

    private static async Task<RecordRelink> StartedAsync(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var relink = await TestService.ReadAsync<RecordRelink>(answer);
        answer.Headers.Location!.ToString().ShouldBe($"/v1/records/payments/relinks/{relink.Id}");
        return relink;
    }

    private static Task<RecordRelink> ReadAsync(TestService service, Guid id) => ReadAsync(service.Operator, id);

    private static async Task<RecordRelink> ReadAsync(HttpClient caller, Guid id)
    {
        using var answer = await caller.GetAsync($"/v1/records/payments/relinks/{id}", Cancellation);
        return await TestService.ReadAsync<RecordRelink>(answer);
    }
}
