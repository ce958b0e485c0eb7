using System.Text;
using HueS.Integration.Linking.Records;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.Upstreams;
using HueS.Integration.Tests.World;
using HueS.Integration.Upstreams.Records;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class RecordPullingTests(TestDatabases databases)
{
    private const string Json = "application/json; charset=utf-8";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changes_of_every_system_come_in_by_themselves_and_wait_to_be_linked()
    {
        await using var stubs = await Stubs.StartAsync(new StubOptions { RecordSystems = true }, Cancellation);
        await using var service = await TestService.StartAsync(
            databases,
            [
                "--Dossiers:Pull:Every=01:00:00",
                "--Feedback:Pull:Every=01:00:00",
                "--Feedback:Pull:PageSize=2",
                "--Feedback:Pipeline:AttemptTimeout=00:00:30",
                .. RecordStubs.SettingsOf(stubs).Select(setting => $"--{setting.Item1}={setting.Item2}"),
            ]);

        await Until.TrueAsync("Both looks", async () => (await service.Database.QueryAsync<string>(
            "select system from record_mark where whole_at is not null")).Count == 2);

        (await service.Database.QueryAsync<string>("select system || ' ' || count(*) from record group by system order by system"))
            .ShouldBe([$"dossiers {await DossiersAsync(stubs)}", "feedback 4"]);
        (await service.Database.QueryAsync<long>("select count(*) from work where kind = 'linking' and target not in (select id from record)")).ShouldBe([0]);
        (await service.Database.QueryAsync<long>("select count(*) from record where id not in (select target from work where kind = 'linking')")).ShouldBe([0]);
        (await service.Database.QueryAsync<long>("select count(*) from intent where upstream in ('dossiers', 'feedback') and (verification_id is not null or subject_id is not null)"))
            .ShouldBe([0]);
        (await service.Database.QueryAsync<string>("select coalesce(mark, '-') from record_mark order by system")).ShouldBe(["moc-2", "-"]);
    }

    [Fact]
    public async Task A_look_goes_on_behind_the_last_page_that_was_kept()
    {
        await using var upstream = new ScriptedServer();
        upstream.Script = (no, _, stream, token) => no == 1
            ? AnswerAsync(stream, Page("m-1", hasMore: true, 1, 2), token)
            : ScriptedServer.AnswerAsync(stream, 400, Json, [], token);
        await using var service = await StartAsync(upstream);

        (await PullAsync(service)).ShouldBeTrue();
        var between = await service.Database.QueryAsync<string>("select mark || ' ' || failures || ' ' || reason from record_mark");
        await service.Database.ExecuteAsync("update record_mark set due_at = clock_timestamp()");
        upstream.Script = (_, _, stream, token) => AnswerAsync(stream, Page("m-2", hasMore: false, 3), token);
        (await PullAsync(service)).ShouldBeTrue();
        // Not before the next look is due.
        (await PullAsync(service)).ShouldBeFalse();

        between.ShouldBe(["m-1 1 ProtocolError"]);
        upstream.Requests[^1].Target.ShouldBe("/api/dossiers?since=m-1&limit=100");
        (await service.Database.QueryAsync<long>("select count(*) from record")).ShouldBe([3]);
        (await service.Database.QueryAsync<string>("select mark || ' ' || failures from record_mark")).ShouldBe(["m-2 0"]);
    }

    [Fact]
    public async Task One_node_looks_at_a_time_and_another_takes_over_where_it_died()
    {
        await using var upstream = new ScriptedServer();
        upstream.Script = (_, _, stream, token) => AnswerAsync(stream, Page("m-9", hasMore: false, 9), token);
        await using var service = await StartAsync(upstream);
        // As a node that was killed leaves it.
        await service.Database.ExecuteAsync(
            "insert into record_mark (system, mark, fence, lease_until) values ('dossiers', 'm-8', 4, clock_timestamp() + interval '1 hour')");

        var whileHeld = await PullAsync(service);
        await service.Database.ExecuteAsync("update record_mark set lease_until = clock_timestamp() - interval '1 second'");
        var afterwards = await PullAsync(service);

        (whileHeld, afterwards).ShouldBe((false, true));
        upstream.Requests.ShouldHaveSingleItem().Target.ShouldBe("/api/dossiers?since=m-8&limit=100");
        (await service.Database.QueryAsync<string>("select record_id from record")).ShouldBe([Number(9)]);
    }

    [Fact]
    public async Task A_node_that_stalled_past_its_lease_keeps_nothing()
    {
        await using var upstream = new ScriptedServer();
        var (asked, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        upstream.Script = async (_, _, stream, token) =>
        {
            asked.TrySetResult();
            await go.Task;
            await AnswerAsync(stream, Page("m-1", hasMore: false, 1), token);
        };
        await using var service = await StartAsync(upstream);

        var stalled = PullAsync(service);
        await asked.Task;
        await service.Database.ExecuteAsync("update record_mark set fence = fence + 1, mark = 'm-7'");
        go.SetResult();
        await stalled;

        (await service.Database.QueryAsync<long>("select count(*) from record")).ShouldBe([0]);
        (await service.Database.QueryAsync<string>("select mark from record_mark")).ShouldBe(["m-7"]);
    }

    [Fact]
    public async Task A_dossier_told_twice_in_a_page_stands_as_it_was_told_last()
    {
        await using var upstream = new ScriptedServer();
        upstream.Script = (_, _, stream, token) => AnswerAsync(stream, Page("m-1", hasMore: false, 1, 1), token);
        await using var service = await StartAsync(upstream);

        (await PullAsync(service)).ShouldBeTrue();

        (await service.Database.QueryAsync<string>("select status || ' ' || version from record")).ShouldBe(["2 1"]);
    }

    private Task<TestService> StartAsync(ScriptedServer upstream) => TestService.StartAsync(
        databases,
        "--Roles=Api",
        $"--Dossiers:BaseAddress={upstream.Address}",
        "--Dossiers:Pull:Every=01:00:00",
        "--Dossiers:Pipeline:AttemptTimeout=00:00:30");

    private static Task<bool> PullAsync(TestService service) =>
        service.Rooms.GetRequiredService<RecordPuller>().RunOnceAsync(
            service.Rooms.GetServices<IChangesSource>().Single(source => source.System == RecordSystems.Dossiers),
            Cancellation);

    private static Task AnswerAsync(Stream stream, string body, CancellationToken token) =>
        ScriptedServer.AnswerAsync(stream, 200, Json, Encoding.UTF8.GetBytes(body), token);

    private static string Number(int no) => $"000.00.00.H57-260105-{no:0000}";

    private static string Page(string mark, bool hasMore, params int[] dossiers) =>
        $$"""
        {"error_code":0,"message":"","MocTiepTheo":"{{mark}}","ConNua":{{(hasMore ? "true" : "false")}},"data":[
        {{string.Join(',', dossiers.Select((no, at) => $$"""{"MaHoSo":"{{Number(no)}}","MaTTHC":"1.004194","TrangThaiHoSo":"{{at + 1}}","LoaiDoiTuong":1,"ChuHoSo":"Lê Văn Mẫu"}"""))}}]}
        """;

    private static async Task<int> DossiersAsync(Stubs stubs)
    {
        using var http = Mocks.DossierAnswers.Caller(stubs);
        var count = 0;
        foreach (var query in new[] { "", "?since=moc-1" })
        {
            using var page = System.Text.Json.JsonDocument.Parse(await http.GetStringAsync($"api/dossiers{query}", Cancellation));
            count += page.RootElement.GetProperty("data").GetArrayLength();
        }

        return count;
    }
}
