using System.Net;
using System.Text;
using System.Text.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class RecordStreamTests(TestDatabases databases) : IAsyncLifetime
{
    private const string Path = "/v1/records/payments";

    private TestService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(databases, "--Roles=Api", "--Records:MaxBytes=2000000");

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Each_line_has_its_answer_and_a_bad_one_spoils_itself_only()
    {
        var (answers, sum) = await SendAsync(
            Line("W-1"),
            "{\"recordId\":",
            "",
            Line("046190000017"),
            """{"recordId":"W-3","kind":"wallet","status":"open","colour":"red"}""",
            """{"recordId":"W-4","kind":"a b","status":"open"}""",
            """{"recordId":"W-5","kind":"wallet","status":"open","holder":{"number":190}}""",
            new string('x', 20_000),
            """{"recordId":"W-6","kind":"wallet","status":"open","holder":{"phone":"không có"}}""",
            Line("W-1"),
            Line("W-1", "closed"),
            Line("W-1", "open", ifVersion: 1),
            Line("W-7", ifVersion: 0));

        answers.Select(Shown).ShouldBe(
        [
            "1 W-1 Created 1",
            "2  Refused  $:row_not_json",
            "4  Refused  recordId:record_key_personal",
            "5  Refused  $:unknown_member",
            "6 W-4 Refused  kind:record_code_format",
            "7  Refused  holder.number:not_text",
            "8  Refused  $:row_too_long",
            "9 W-6 Created 1 holder.phone:placeholder holder:nothing_stated",
            "10 W-1 Unchanged 1",
            "11 W-1 Changed 2",
            "12 W-1 Refused 2 ifVersion:version_stale",
            "13 W-7 Created 1",
        ]);
        sum.ShouldBe(new ToldRecordsSummary(12, 3, 1, 1, 7, 0, true, null));
        (await _service.Database.QueryAsync<string>("select record_id from record order by 1")).ShouldBe(["W-1", "W-6", "W-7"]);
        (await _service.Database.QueryAsync<string>("select status from record where record_id = 'W-1'")).ShouldBe(["closed"]);
    }

    [Fact]
    public async Task A_long_stream_is_kept_group_by_group_and_told_again_changes_nothing()
    {
        string[] lines = [.. Enumerable.Range(0, 1_500).Select(no => Line($"W-{no}"))];

        var (_, first) = await SendAsync(lines);
        var (_, again) = await SendAsync(lines);

        first.ShouldBe(new ToldRecordsSummary(1_500, 1_500, 0, 0, 0, 0, true, null));
        again.ShouldBe(new ToldRecordsSummary(1_500, 0, 0, 1_500, 0, 0, true, null));
        (await _service.Database.QueryAsync<long>("select count(*) from work where kind = 'linking' and state = 'new'")).ShouldBe([1_500]);
        (await _service.Database.QueryAsync<long>("select count(*) from audit where action = 'record.kept'")).ShouldBe([1_500]);
    }

    [Fact]
    public async Task Streams_that_overlap_at_once_tell_each_record_once()
    {
        string[] lines = [.. Enumerable.Range(0, 300).Select(no => Line($"W-{no}"))];

        var sums = await Task.WhenAll(SendAsync(lines), SendAsync([.. lines.Reverse()]), SendAsync([.. lines.Skip(100), .. lines.Take(100)]));

        sums.Sum(sum => sum.Sum.Created).ShouldBe(300);
        sums.Sum(sum => sum.Sum.Unchanged).ShouldBe(600);
        (await _service.Database.QueryAsync<long>("select count(*) from audit where action = 'record.kept'")).ShouldBe([300]);
        (await _service.Database.QueryAsync<long>("select count(*) from work where kind = 'linking'")).ShouldBe([300]);
    }

    [Fact]
    public async Task A_stream_without_an_end_is_cut_and_says_so()
    {
        using var announced = await PostAsync(Encoding.UTF8.GetBytes(new string('\n', 2_000_001)));
        using var endless = await PostAsync(Encoding.UTF8.GetBytes($"{Line("W-1")}\n{new string('\n', 2_500_000)}"), isChunked: true);

        announced.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        var lines = (await endless.Content.ReadAsStringAsync(Cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var sum = JsonSerializer.Deserialize<ToldRecordsSummary>(lines[^1], JsonSerializerOptions.Web)!;
        (sum.Lines, sum.Created, sum.Complete, sum.Stopped).ShouldBe((1, 1, false, "body_too_large"));
    }

    [Fact]
    public async Task While_the_database_is_away_nothing_is_kept_and_the_lines_are_to_be_sent_again()
    {
        await using var owner = Npgsql.NpgsqlDataSource.Create(_service.Database.Owner);
        await using (var connection = await owner.OpenConnectionAsync(Cancellation))
        await using (await connection.BeginTransactionAsync(Cancellation))
        {
            await using var command = new Npgsql.NpgsqlCommand("lock table record in access exclusive mode", connection);
            await command.ExecuteNonQueryAsync(Cancellation);

            var (answers, sum) = await SendAsync(Line("W-1"), "{", Line("W-2"));

            answers.Select(Shown).ShouldBe(["1 W-1 NotKept ", "2  Refused  $:row_not_json", "3 W-2 NotKept "]);
            (sum.NotKept, sum.Complete, sum.Stopped).ShouldBe((2, false, "busy"));
        }

        (await SendAsync(Line("W-1"), Line("W-2"))).Sum.Created.ShouldBe(2);
    }

    [Fact]
    public async Task Anything_but_lines_is_refused()
    {
        using var form = await PostAsync(Encoding.UTF8.GetBytes("[]"), type: "application/json");
        using var unknown = await PostAsync(Encoding.UTF8.GetBytes(Line("W-1")), path: "/v1/records/libraries");
        using var pulled = await PostAsync(Encoding.UTF8.GetBytes(Line("W-1")), path: "/v1/records/dossiers");

        (form.StatusCode, unknown.StatusCode, pulled.StatusCode).ShouldBe(
            (HttpStatusCode.UnsupportedMediaType, HttpStatusCode.NotFound, HttpStatusCode.Forbidden));
        (await _service.Database.QueryAsync<long>("select count(*) from record")).ShouldBe([0]);
    }

    private static string Line(string id, string status = "open", int? ifVersion = null) => JsonSerializer.Serialize(
        new { recordId = id, kind = "wallet", status, holder = new { number = Personas.Plain.Number, name = Personas.Plain.Name }, ifVersion });

    private static string Shown(ToldRecordLine line) =>
        string.Join(' ', [
            $"{line.Line} {line.RecordId} {line.Result} {line.Version}",
            .. line.Errors.Concat(line.Warnings).Select(fault => $"{fault.Field}:{fault.Code}"),
        ]);

    private async Task<(List<ToldRecordLine> Answers, ToldRecordsSummary Sum)> SendAsync(params string[] lines)
    {
        using var response = await PostAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var answered = (await response.Content.ReadAsStringAsync(Cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return (
            [.. answered[..^1].Select(line => JsonSerializer.Deserialize<ToldRecordLine>(line, JsonSerializerOptions.Web)!)],
            JsonSerializer.Deserialize<ToldRecordsSummary>(answered[^1], JsonSerializerOptions.Web)!);
    }

    private async Task<HttpResponseMessage> PostAsync(byte[] body, string path = Path, string type = "application/x-ndjson", bool isChunked = false)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new(type);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.TransferEncodingChunked = isChunked;
        return await _service.Wallet.SendAsync(request, Cancellation);
    }
}
