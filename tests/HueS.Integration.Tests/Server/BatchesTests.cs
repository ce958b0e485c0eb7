using System.Net;
using System.Text;
using System.Text.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class BatchesTests(TestDatabases databases) : IAsyncLifetime
{
    private TestService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(databases);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_vietnamese_list_is_checked_row_by_row_and_its_results_stand_in_order()
    {
        var sent = await Lists.SendAsync(_service.Portal, Lists.Csv(
            Lists.Row(Personas.Plain, "HS-1"),
            Lists.Row(Personas.Deceased, "HS-2"),
            "046199999999,Nguyễn Văn Lạ,1990-13-45,HS-3",
            "",
            Lists.Row(Personas.NotFound)));
        sent.State.ShouldBe(VerificationBatchState.Reading);

        var done = await Lists.UntilAsync(_service.Portal, sent.Id, VerificationBatchState.Completed);

        done.Rows.ShouldBe(new BatchRows(4, 3, 1, Complete: true));
        (done.Progress.ShouldNotBeNull().Settled, done.Progress.Pending).ShouldBe((3, 0));
        done.Progress.Outcomes.ShouldBe([new(Outcome.Verified, 1), new(Outcome.NotFound, 1), new(Outcome.NotAlive, 1)], ignoreOrder: true);
        done.FinishedAt.ShouldNotBeNull();
        var rows = await Lists.CellsAsync(_service.Portal, sent.Id);
        rows.Select(row => $"{row[0]} {row[1]} {row[2]} {row[3]}").ShouldBe(
        [
            "2 HS-1 verified ",
            "3 HS-2 not_alive person_dead",
            "4  rejected birthDate:birth_date_unreadable",
            "6  not_found no_such_person",
        ]);
        (await _service.Database.QueryAsync<string>("select case_reference from verification order by row_no")).ShouldBe(["HS-1", "HS-2", "QD-12/2026/6"]);
        (await _service.Database.QueryAsync<long>("select count(*) from batch_chunk")).ShouldBe([0]);
        (await _service.Database.QueryAsync<string>("select kind from event where kind like 'batch.%' order by id"))
            .ShouldBe(["batch.reading", "batch.running", "batch.completed"]);
    }

    [Fact]
    public async Task A_list_of_json_lines_is_checked_too_and_can_be_downloaded_as_such()
    {
        var lines = string.Join('\n',
            JsonSerializer.Serialize(new { number = Personas.Plain.Number, name = Personas.Plain.Name, birthDate = Personas.Plain.BirthDate, reference = "A-1" }),
            JsonSerializer.Serialize(new { number = 46190990001, name = Personas.TwinA.Name, birthDate = Personas.TwinA.BirthDate }),
            "not json",
            JsonSerializer.Serialize(new { number = Personas.TwinA.Number, name = Personas.TwinA.Name, birthDate = Personas.TwinA.BirthDate, note = (string?)null }));

        var sent = await Lists.SendAsync(_service.Portal, lines, "ndjson");
        await Lists.UntilAsync(_service.Portal, sent.Id, VerificationBatchState.Completed);

        var results = Encoding.UTF8.GetString(await Lists.ResultsAsync(_service.Portal, sent.Id, "?format=ndjson"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<BatchResult>(line, JsonSerializerOptions.Web)!)
            .ToList();
        results.Select(row => (row.Row, row.Reference, row.Outcome)).ShouldBe(
        [
            (1, "A-1", BatchRowOutcome.Verified),
            (2, null, BatchRowOutcome.Rejected),
            (3, null, BatchRowOutcome.Rejected),
            (4, null, BatchRowOutcome.Verified),
        ]);
        results[1].Reasons.ShouldBe(["number:not_text"]);
        results[2].Reasons.ShouldBe(["row:row_not_json"]);
    }

    [Fact]
    public async Task Rejected_rows_are_listed_with_everything_that_is_wrong_and_nothing_they_hold()
    {
        var sent = await Lists.SendAsync(_service.Portal, Lists.Csv(
            "46190990001,,31/02/1990,=1+1",
            $"{Personas.Plain.Number},{Personas.Plain.Name},12/05/1990,{Personas.Plain.Number}",
            $"\"{Personas.Plain.Number},{Personas.Plain.Name},12/05/1990,",
            Lists.Row(Personas.TwinA)));
        await Lists.UntilAsync(_service.Portal, sent.Id, VerificationBatchState.Completed);

        using var listed = await _service.Portal.GetAsync($"{Lists.Path}/{sent.Id}/rejections", Cancellation);
        var page = await TestService.ReadAsync<BatchRejectionPage>(listed);
        var csv = await _service.Portal.GetStringAsync($"{Lists.Path}/{sent.Id}/rejections?format=csv", Cancellation);

        page.Next.ShouldBeNull();
        page.Items.Select(row => (row.Row, string.Join(' ', row.Errors.Select(error => $"{error.Field}:{error.Code}")))).ShouldBe(
        [
            (2, "number:leading_zero_lost name:name_empty birthDate:birth_date_unreadable reference:case_reference_format"),
            (3, "reference:case_reference_personal"),
            (4, "row:quote_open"),
        ]);
        csv.ShouldStartWith("Dòng,Mục,Mã lỗi,Cần nhập\r\n2,number,leading_zero_lost,");
        csv.ShouldNotContain("1+1");
    }

    [Fact]
    public async Task Results_are_there_while_the_list_runs_and_pending_rows_say_so()
    {
        _service.Stubs.Population.Weather.Down();
        var sent = await Lists.SendAsync(_service.Portal, Lists.Csv(Lists.Row(Personas.Plain)));
        await Lists.UntilAsync(_service.Portal, sent.Id, VerificationBatchState.Running);

        (await Lists.CellsAsync(_service.Portal, sent.Id)).Single()[2].ShouldBe("pending");

        _service.Stubs.Population.Weather.Clear();
        await Lists.UntilAsync(_service.Portal, sent.Id, VerificationBatchState.Completed);
        (await Lists.CellsAsync(_service.Portal, sent.Id)).Single()[2].ShouldBe("verified");
    }

    [Fact]
    public async Task A_byte_order_mark_and_the_language_of_the_heading_are_as_asked()
    {
        var sent = await Lists.SendAsync(_service.Portal, Lists.Csv(Lists.Row(Personas.Plain)));
        await Lists.UntilAsync(_service.Portal, sent.Id, VerificationBatchState.Completed);

        var plain = await Lists.ResultsAsync(_service.Portal, sent.Id);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Lists.Path}/{sent.Id}/results?format=csv&bom=true");
        request.Headers.AcceptLanguage.ParseAdd("en");
        using var marked = await _service.Portal.SendAsync(request, Cancellation);
        var bytes = await marked.Content.ReadAsByteArrayAsync(Cancellation);

        Encoding.UTF8.GetString(plain).ShouldStartWith("Dòng,Mã tham chiếu,Mã kết quả,Mã lý do,Mã lần kiểm tra,Mã biên nhận,Thời điểm trả lời,Mã lưu ý,Diễn giải kết quả,Việc cần làm,Chỗ nên xem lại khi nhập\r\n");
        bytes[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
        Encoding.UTF8.GetString(bytes[3..]).ShouldStartWith("Row,Reference,Outcome code,Reason codes,Verification id,Receipt,As of,Warning codes,Result in words,What to do,What to look at in the form\r\n");
        marked.Content.Headers.ContentDisposition.ShouldNotBeNull().DispositionType.ShouldBe("attachment");
    }

    [Fact]
    public async Task Results_can_have_semicolons_and_say_what_their_codes_mean_and_what_looks_like_a_slip()
    {
        var sent = await Lists.SendAsync(_service.Portal, Lists.Csv(
            "046190000123,Nguyễn Văn Lạ,01/01/1990,A-1",
            "46190990001,Nguyễn Văn Lạ,12/05/1990,A-2"));
        await Lists.UntilAsync(_service.Portal, sent.Id, VerificationBatchState.Completed);

        var text = Encoding.UTF8.GetString(await Lists.ResultsAsync(_service.Portal, sent.Id, "?delimiter=semicolon"));
        using var other = await _service.Portal.GetAsync($"{Lists.Path}/{sent.Id}/results?delimiter=tab", Cancellation);

        var lines = text.Split("\r\n");
        lines[0].ShouldBe("Dòng;Mã tham chiếu;Mã kết quả;Mã lý do;Mã lần kiểm tra;Mã biên nhận;Thời điểm trả lời;Mã lưu ý;Diễn giải kết quả;Việc cần làm;Chỗ nên xem lại khi nhập");
        lines[1].ShouldStartWith("2;A-1;not_found;no_such_person;");
        lines[1].ShouldContain("first_of_january");
        lines[1].ShouldContain("không nên hiểu là công dân không có trong dữ liệu");
        lines[1].ShouldContain("Cán bộ xem lại số giấy tờ trước, rồi đến họ tên và ngày sinh.");
        lines[1].ShouldContain("Ngày 1 tháng 1 thường được ghi khi chỉ biết năm sinh.");
        lines[2].ShouldStartWith("3;;rejected;number:leading_zero_lost;");
        lines[2].ShouldContain("Dòng này chưa đọc được");
        lines[2].ShouldContain("Số chỉ có 11 chữ số, có vẻ đã mất số 0 ở đầu");
        other.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_faulty_first_line_does_not_refuse_a_list_of_json_lines()
    {
        var sent = await Lists.SendAsync(
            _service.Portal,
            string.Join('\n', "not json", """{"number":5}""", JsonSerializer.Serialize(new { number = Personas.Plain.Number, name = Personas.Plain.Name, birthDate = Personas.Plain.BirthDate })),
            "ndjson");

        (await Lists.UntilAsync(_service.Portal, sent.Id, VerificationBatchState.Completed)).Rows.ShouldBe(new BatchRows(3, 1, 2, Complete: true));
    }

    [Fact]
    public async Task Equal_rows_are_asked_once_and_answered_each()
    {
        var sent = await Lists.SendAsync(_service.Portal, Lists.Csv(Enumerable.Repeat(Lists.Row(Personas.Plain), 5)));

        var done = await Lists.UntilAsync(_service.Portal, sent.Id, VerificationBatchState.Completed);

        done.Progress.ShouldNotBeNull().Outcomes.ShouldBe([new(Outcome.Verified, 5)]);
        (await _service.Database.QueryAsync<string>("select source from verification order by row_no")).Count(source => source == "Register").ShouldBe(1);
        (await _service.Database.QueryAsync<long>("select count(distinct verification_id) from intent")).ShouldBe([1]);
    }

    [Fact]
    public async Task A_client_without_detail_is_told_no_more_than_at_the_counter()
    {
        var sent = await Lists.SendAsync(_service.Kiosk, Lists.Csv(Lists.Row(Personas.Deceased), Lists.Row(Personas.NotFound), Lists.Row(Personas.Plain)));
        var done = await Lists.UntilAsync(_service.Kiosk, sent.Id, VerificationBatchState.Completed);

        done.Progress.ShouldNotBeNull().Outcomes.ShouldBe([new(Outcome.Verified, 1), new(Outcome.NotVerified, 2)], ignoreOrder: true);
        var rows = await Lists.CellsAsync(_service.Kiosk, sent.Id);
        rows.Select(row => row[2]).ShouldBe(["not_verified", "not_verified", "verified"]);
        rows.ShouldAllBe(row => row[3].Length == 0 && row[6].Contains(":00+", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_clients_list_does_not_exist()
    {
        var sent = await Lists.SendAsync(_service.Portal, Lists.Csv(Lists.Row(Personas.Plain)));
        await Lists.UntilAsync(_service.Portal, sent.Id, VerificationBatchState.Completed);

        foreach (var path in new[] { "", "/results", "/rejections", "/rejections?format=csv" })
        {
            using var response = await _service.Kiosk.GetAsync($"{Lists.Path}/{sent.Id}{path}", Cancellation);
            response.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }

        foreach (var verb in new[] { "pause", "resume", "cancel" })
            await Lists.ChangeAsync(_service.Kiosk, sent.Id, verb, HttpStatusCode.NotFound);
        using var listed = await _service.Kiosk.GetAsync(Lists.Path, Cancellation);
        (await TestService.ReadAsync<VerificationBatchPage>(listed)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_clients_lists_come_newest_first_page_by_page()
    {
        await using var service = await TestService.StartAsync(databases, "--Roles=Api");
        var ids = new List<Guid>();
        for (var list = 0; list < 53; list++)
            ids.Add((await Lists.SendAsync(service.Portal, Lists.Csv(Lists.Strangers(1, list)))).Id);

        using var first = await service.Portal.GetAsync(Lists.Path, Cancellation);
        var page = await TestService.ReadAsync<VerificationBatchPage>(first);
        using var second = await service.Portal.GetAsync($"{Lists.Path}?cursor={page.Next}", Cancellation);
        var last = await TestService.ReadAsync<VerificationBatchPage>(second);

        page.Items.Concat(last.Items).Select(batch => batch.Id).ShouldBe(Enumerable.Reverse(ids));
        last.Next.ShouldBeNull();
        using var unknown = await service.Portal.GetAsync($"{Lists.Path}?cursor=x", Cancellation);
        unknown.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Every_look_at_results_is_in_the_trail_before_its_first_byte()
    {
        var sent = await Lists.SendAsync(_service.Portal, Lists.Csv(Lists.Row(Personas.Plain), Lists.Row(Personas.TwinA)));
        await Lists.UntilAsync(_service.Portal, sent.Id, VerificationBatchState.Completed);
        using var download = await _service.Portal.GetAsync($"{Lists.Path}/{sent.Id}/results", HttpCompletionOption.ResponseHeadersRead, Cancellation);

        (await _service.Database.QueryAsync<string>($"select note from audit where action = 'batch.disclosed' and target = '{sent.Id}' order by at"))
            .ShouldContain("results csv 1-3");
        // Who was in it, the checks say: each has its own line with its person.
        (await _service.Database.QueryAsync<long>(
            $"select count(*) from audit join verification on audit.target = verification.id::text where verification.batch_id = '{sent.Id}' and action = 'verification.queued' and audit.subject_id = verification.subject_id and officer_id is not null"))
            .ShouldBe([2]);
    }

    [Fact]
    public async Task The_database_alone_identifies_nobody_on_a_list_at_any_stage()
    {
        await using var service = await TestService.StartAsync(databases, "--Roles=Api");
        Persona[] people = [Personas.Plain, Personas.TwinA, Personas.Deceased];
        await Lists.SendAsync(service.Portal, Lists.Csv(people.Select(persona => Lists.Row(persona)).Append($"x{Personas.Royal.Number},{Personas.Royal.Name},1.1.1,")));

        await NobodyIsInAsync(service, ["046188000777", .. people.Append(Personas.Royal).SelectMany(LeakWatch.SecretsOf).Select(secret => secret.Secret)]);
        await Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions
            .GetRequiredService<HueS.Integration.Verification.Batches.BatchReader>(service.Rooms).RunOnceAsync(Cancellation);
        (await service.Database.QueryAsync<int>("select accepted + 10 * rejected from batch")).ShouldBe([13]);
        await NobodyIsInAsync(service, ["046188000777", .. people.Append(Personas.Royal).SelectMany(LeakWatch.SecretsOf).Select(secret => secret.Secret)]);
    }

    private static async Task NobodyIsInAsync(TestService service, string[] secrets)
    {
        var rows = 0;
        foreach (var table in await service.Database.QueryAsync<string>("select tablename::text from pg_tables where schemaname = 'public'"))
        {
            foreach (var row in await service.Database.QueryAsync<string>($"select {table}::text from {table}"))
            {
                rows++;
                foreach (var secret in secrets)
                {
                    row.Contains(secret, StringComparison.OrdinalIgnoreCase).ShouldBeFalse(table);
                    row.Contains(Convert.ToHexString(Encoding.UTF8.GetBytes(secret)), StringComparison.OrdinalIgnoreCase).ShouldBeFalse(table);
                }
            }
        }

        rows.ShouldBeGreaterThan(5);
    }
}
