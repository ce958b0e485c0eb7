using System.Globalization;
using System.Text;
using HueS.Integration.Linking.Records;
using HueS.Integration.Tests.Upstreams;
using HueS.Integration.Tests.World;
using HueS.Integration.Upstreams.Records;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

/// <summary>Feedback tells no deletions: what a look through all of it misses twice is gone, and nothing else is.</summary>
public sealed class RecordVanishingTests(TestDatabases databases) : IAsyncLifetime
{
    private const string Json = "application/json; charset=utf-8";
    private const string Categories = """{"data":[{"ChuyenMucID":1,"TenChuyenMuc":"Hạ tầng đô thị"}],"totalrow":1}""";
    private const int PageSize = 10;
    private const int Reports = 25;

    private readonly ScriptedServer _feedback = new();
    private TestService _service = null!;
    private List<string> _reports = [];
    private int? _total;
    private int _failingPage;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _feedback.Script = AnswerAsync;
        _service = await TestService.StartAsync(
            databases,
            "--Roles=Api",
            $"--Feedback:BaseAddress={_feedback.Address}",
            "--Feedback:Token=not-a-feedback-token",
            "--Feedback:Pull:Every=01:00:00",
            $"--Feedback:Pull:PageSize={PageSize}",
            "--Feedback:Pipeline:Retries=0",
            "--Feedback:Pipeline:AttemptTimeout=00:00:30");
        _reports = [.. Enumerable.Range(1, Reports).Select(Report)];
        await LookAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _feedback.DisposeAsync();
    }

    [Fact]
    public async Task A_report_that_two_looks_on_end_missed_is_gone_and_comes_back_when_it_is_told_again()
    {
        await _service.Database.ExecuteAsync("delete from work");
        _reports.RemoveAt(3);
        await LookAsync();
        var afterOne = await GoneAsync();
        await LookAsync();
        var afterTwo = await GoneAsync();
        _reports.Add(Report(4));
        await LookAsync();

        afterOne.ShouldBeEmpty();
        afterTwo.ShouldBe(["PA-4"]);
        (await GoneAsync()).ShouldBeEmpty();
        (await _service.Database.QueryAsync<string>("select client_id || ' ' || note from audit where action = 'record.gone'")).ShouldBe(["hues feedback"]);
        (await _service.Database.QueryAsync<string>("select record_id from record where id in (select target from work where kind = 'linking')")).ShouldBe(["PA-4"]);
        (await _service.Database.QueryAsync<long>("select count(*) from record_absence")).ShouldBe([0]);
    }

    [Fact]
    public async Task A_report_that_is_met_between_two_looks_that_missed_it_stays()
    {
        _reports.RemoveAt(3);
        await LookAsync();
        _reports.Add(Report(4));
        await LookAsync();
        _reports.Remove(Report(4));
        await LookAsync();

        (await GoneAsync()).ShouldBeEmpty();
        (await _service.Database.QueryAsync<int>("select looks from record_absence")).ShouldBe([1]);
    }

    [Theory]
    [InlineData("torn")]
    [InlineData("short")]
    [InlineData("odd")]
    public async Task A_look_that_was_not_whole_says_nothing_about_who_is_missing(string how)
    {
        _reports.RemoveAt(3);
        switch (how)
        {
            case "torn":
                _failingPage = 2;
                break;
            case "short":
                _total = Reports;
                break;
            default:
                _reports.Add("""{"PhanAnhID":"four"}""");
                break;
        }

        await LookAsync();
        // The rest of a torn look, from its mark on, is no whole look either.
        _failingPage = 0;
        await LookAsync();
        await LookAsync();

        (await GoneAsync()).ShouldBeEmpty();
        (await _service.Database.QueryAsync<int>("select looks from record_absence")).ShouldBe(how == "torn" ? [1] : []);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(Reports)]
    public async Task More_missing_at_once_than_is_believable_are_left_and_an_operator_is_told(int missing)
    {
        _reports.RemoveRange(0, missing);
        await LookAsync();
        await LookAsync();
        await LookAsync();

        (await GoneAsync()).ShouldBeEmpty();
        (await _service.Database.QueryAsync<long>("select count(*) from record_absence")).ShouldBe([0]);
        _service.Log.Lines.ShouldContain(line => line.Contains($"Of {Reports} records of feedback {missing} were missing at once", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_node_that_stalled_past_its_lease_counts_nobody_as_missing()
    {
        _reports.RemoveAt(3);
        var script = _feedback.Script;
        _feedback.Script = async (no, request, stream, token) =>
        {
            if (request.Target.Contains("page=3", StringComparison.Ordinal))
                await _service.Database.ExecuteAsync("update record_mark set fence = fence + 1");
            await script(no, request, stream, token);
        };
        await LookAsync();

        (await _service.Database.QueryAsync<long>("select count(*) from record_absence")).ShouldBe([0]);
    }

    private static string Report(int no) => $$"""{"PhanAnhID":{{no}},"NgayPhanAnh":"05/01/2026 19:30:00","TrangThai":"Đã xử lý","TaiKhoan":"tk-{{no}}"}""";

    private async Task LookAsync()
    {
        await _service.Database.ExecuteAsync("update record_mark set due_at = clock_timestamp(), lease_until = null");
        (await _service.Rooms.GetRequiredService<RecordPuller>().RunOnceAsync(
            _service.Rooms.GetServices<IChangesSource>().Single(source => source.System == RecordSystems.Feedback), Cancellation)).ShouldBeTrue();
    }

    private Task<List<string>> GoneAsync() =>
        _service.Database.QueryAsync<string>("select record_id from record where gone_at is not null order by record_id");

    private Task AnswerAsync(int no, Received request, Stream stream, CancellationToken token)
    {
        if (request.Target.StartsWith("/api/phananh/chuyenmuc", StringComparison.Ordinal))
            return AnswerAsync(stream, 200, Categories, token);
        var query = System.Web.HttpUtility.ParseQueryString(new Uri(_feedback.Address, request.Target).Query);
        var page = int.Parse(query["page"]!, CultureInfo.InvariantCulture);
        return page == _failingPage
            ? AnswerAsync(stream, 400, "", token)
            : AnswerAsync(
                stream,
                200,
                $$"""{"data":[{{string.Join(',', _reports.Skip((page - 1) * PageSize).Take(PageSize))}}],"totalrow":{{_total ?? _reports.Count}}}""",
                token);
    }

    private static Task AnswerAsync(Stream stream, int status, string body, CancellationToken token) =>
        ScriptedServer.AnswerAsync(stream, status, Json, Encoding.UTF8.GetBytes(body), token);
}
