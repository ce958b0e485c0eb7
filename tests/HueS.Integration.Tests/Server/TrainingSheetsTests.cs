using System.Net;
using System.Text;
using HueS.Integration.Contracts;
using HueS.Integration.Linking.Records;
using HueS.Integration.Storage;
using HueS.Integration.Tests.World;
using HueS.Integration.Upstreams.Records;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class TrainingSheetsTests(TestDatabases databases) : IAsyncLifetime
{
    private const string Path = "/v1/training-sheets";
    private const string Heading = "STT;HỌ VÀ TÊN;Năm sinh;Phường/Xã;Số điện thoại;Mã lớp;Ngày học;Ghi chú";

    private TestService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _service = await TestService.StartAsync(databases, "--Roles=Api", "--Records:SheetMaxRows=600", "--Records:SheetMaxBytes=100000");

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_list_is_kept_whole_and_told_again_changes_nothing()
    {
        string[] rows = ["1;TRAN THI VI DU;1950;Phường Thuận Hóa;0905 123 456;KNS-01;12/03/2026;", "2;Lê Văn Mẫu;;;0905123457;KNS-01;2026-03-12;vắng buổi 2"];

        var first = await KeptAsync(rows);
        var again = await KeptAsync([rows[1], "", rows[0]]);

        (first.Rows, first.Created, first.Unchanged).ShouldBe((2, 2, 0));
        (again.Rows, again.Created, again.Unchanged).ShouldBe((2, 0, 2));
        (await _service.Database.QueryAsync<string>("select distinct system || ' ' || kind || ' ' || status || ' ' || (opened_at at time zone 'Asia/Ho_Chi_Minh')::date from record"))
            .ShouldBe(["training KNS-01 attended 2026-03-12"]);
        (await _service.Database.QueryAsync<long>("select count(*) from work where kind = 'linking' and state = 'new'")).ShouldBe([2]);
        (await HoldersAsync()).ShouldContain(new HolderClaim(null, null, Upstreams.The.NameOf("TRAN THI VI DU"), Upstreams.The.Date("1950"), "0905123456") { Ward = "19789" });
        (await _service.Database.QueryAsync<long>("select count(*) from audit where action = 'record_sheet.kept' and officer_id is not null")).ShouldBe([2]);
    }

    [Fact]
    public async Task One_row_to_correct_keeps_the_whole_list_out_and_every_row_is_named()
    {
        using var response = await SendAsync(Csv(
            "1;Trần Thị Ví Dụ;1950;;;KNS-01;12/03/2026;",
            "2;;1950;;;KNS-01;12/03/2026;",
            "3;Ñoã Thò Lan;31/02/1950;;12;KNS 01;12/03/2099;",
            "",
            "5;TRẦN THỊ VÍ DỤ;1950;;;KNS-01;12/03/2026;",
            "6;\"Trần Thị Ví Dụ;1950;;;KNS-01;12/03/2026;"), language: "vi");
        var problem = await response.ProblemAsync();

        (problem.Type, problem.Status).ShouldBe(("/problems/sheet_not_kept", 422));
        problem.Errors!.Select(error => $"{error.Field} {error.Code}").ShouldBe(
        [
            "rows[3].name name_empty",
            "rows[4].classCode class_code_format",
            "rows[4].heldOn held_on_unreadable",
            "rows[4].name legacy_encoding",
            "rows[4].birthDate birth_date_unreadable",
            "rows[4].phone phone_format",
            "rows[6] row_repeated",
            "rows[7] quote_open",
        ]);
        problem.Errors![0].NextStep.ShouldContain("Cán bộ");
        (await _service.Database.QueryAsync<long>("select (select count(*) from record) + (select count(*) from record_sheet)")).ShouldBe([0]);
    }

    [Fact]
    public async Task A_class_and_day_named_once_hold_for_rows_that_name_none()
    {
        using var response = await SendAsync(
            "Họ tên,Năm sinh,SĐT\nTrần Thị Ví Dụ,1950,0905123456\n",
            request: new { officer = "can-bo-01", classCode = "KNS-02", heldOn = "2026-03-12", host = "Tổ 5 Thuận Hóa" });
        using var without = await SendAsync("Họ tên,Năm sinh,SĐT\nTrần Thị Ví Dụ,1950,0905123456\n");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await _service.Database.QueryAsync<string>("select kind from record")).ShouldBe(["KNS-02"]);
        (await without.ProblemAsync()).Errors!.Select(error => $"{error.Field} {error.Code}")
            .ShouldBe(["rows[2].classCode required", "rows[2].heldOn required"]);
    }

    [Fact]
    public async Task What_stands_for_nothing_is_left_out_and_told_by_its_row()
    {
        var kept = await KeptAsync("1;Trần Thị Ví Dụ;01/01/1900;không rõ;0000000000;KNS-01;12/03/2026;");

        kept.Warnings.Select(warning => $"{warning.Row} {warning.Field} {warning.Code}").ShouldBe(
            ["2 birthDate placeholder", "2 phone placeholder", "2 ward placeholder"], ignoreOrder: true);
        (await HoldersAsync()).ShouldBe([new HolderClaim(null, null, Upstreams.The.NameOf("Trần Thị Ví Dụ"), null, null)]);
    }

    [Fact]
    public async Task A_learners_own_code_names_the_attendance_but_never_a_persons_number()
    {
        string[] heading = ["Mã học viên,Họ tên,Năm sinh,Mã lớp,Ngày học"];

        using var first = await SendAsync(string.Join('\n', [.. heading, "HV-1,Tran Van Mau,1950,KNS-01,12/03/2026"]));
        using var corrected = await SendAsync(string.Join('\n', [.. heading, "HV-1,Trần Văn Mẫu,1951,KNS-01,12/03/2026"]));
        using var personal = await SendAsync(string.Join('\n', [.. heading, "046150000017,Trần Văn Mẫu,1951,KNS-01,12/03/2026"]));

        (await TestService.ReadAsync<TrainingSheet>(corrected)).Changed.ShouldBe(1);
        (await personal.ProblemAsync()).Errors!.ShouldHaveSingleItem().Code.ShouldBe("record_key_personal");
        (await _service.Database.QueryAsync<string>("select record_id from record")).ShouldBe(["HV-1"]);
    }

    [Fact]
    public async Task The_same_key_again_is_answered_the_same_and_with_another_list_is_refused()
    {
        var csv = Csv("1;Trần Thị Ví Dụ;1950;;không có;KNS-01;12/03/2026;");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SendAsync(csv, key: "sheet-1")));
        using var other = await SendAsync(Csv("1;Trần Thị Ví Dụ;1951;;;KNS-01;12/03/2026;"), key: "sheet-1");

        var sheets = await Task.WhenAll(answers.Select(TestService.ReadAsync<TrainingSheet>));
        sheets.Select(sheet => (sheet.Id, sheet.Created, sheet.Warnings.Count)).Distinct().ShouldHaveSingleItem().Created.ShouldBe(1);
        (await other.ProblemAsync()).Type.ShouldBe("/problems/idempotency_key_reused");
    }

    [Fact]
    public async Task A_preview_shows_the_columns_and_the_rows_to_correct_and_keeps_nothing()
    {
        using var response = await SendAsync(
            Csv("1;Trần Thị Ví Dụ;1950;;chưa có;KNS-01;12/03/2026;", "2;Lê Văn Mẫu;1950;;12;KNS-01;12/03/2026;"),
            path: $"{Path}:preview",
            request: new { });
        var shown = await TestService.ReadAsync<TrainingPreview>(response);

        shown.Columns.Select(column => column.Field).ShouldBe([null, "name", "birthDate", "ward", "phone", "classCode", "heldOn", null]);
        (shown.Delimiter, shown.Ready, shown.Rows, shown.RowsToCorrect).ShouldBe((";", false, 2, 1));
        var row = shown.Corrections.ShouldHaveSingleItem();
        (row.Row, row.Errors.Single().Field, row.Errors.Single().Code).ShouldBe((3, "phone", "phone_format"));
        row.Errors.Single().Expected.Vi.ShouldBe("từ 9 đến 11 chữ số");
        shown.Warnings.Select(warning => $"{warning.Row} {warning.Field} {warning.Code}").ShouldBe(["2 phone placeholder"]);
        (await _service.Database.QueryAsync<long>("select (select count(*) from record) + (select count(*) from record_sheet) + (select count(*) from subject)")).ShouldBe([0]);
    }

    [Fact]
    public async Task A_list_that_is_too_long_too_large_or_empty_is_refused_and_so_is_one_without_names()
    {
        string[] rows = [.. Enumerable.Range(0, 601).Select(no => $"{no};Trần Thị Ví Dụ;{1900 + (no % 90)};;{905_000_000 + no};KNS-01;12/03/2026;")];

        using var tooLong = await SendAsync(Csv(rows));
        using var tooLarge = await SendAsync(Csv([.. rows, new string(';', 150_000)]));
        using var empty = await SendAsync(Csv());
        using var nameless = await SendAsync("Năm sinh,SĐT\n1950,0905123456\n");
        var most = await KeptAsync(rows[..600]);

        (await tooLong.ProblemAsync()).Errors!.ShouldHaveSingleItem().Code.ShouldBe("sheet_too_long");
        (await tooLarge.ProblemAsync()).Type.ShouldBe("/problems/sheet_too_large");
        (await empty.ProblemAsync()).Errors!.ShouldHaveSingleItem().Code.ShouldBe("sheet_empty");
        (await nameless.ProblemAsync()).Errors!.ShouldHaveSingleItem().Code.ShouldBe("columns_missing");
        most.Created.ShouldBe(600);
    }

    [Fact]
    public async Task Whoever_was_not_granted_attendances_sends_none()
    {
        using var wallet = await SendAsync(Csv("1;Trần Thị Ví Dụ;1950;;;KNS-01;12/03/2026;"), caller: _service.Wallet);

        (await wallet.ProblemAsync()).Type.ShouldBe("/problems/record_system_not_granted");
    }

    private static string Csv(params string[] rows) => string.Join("\r\n", rows.Prepend(Heading)) + "\r\n";

    private async Task<TrainingSheet> KeptAsync(params string[] rows)
    {
        using var response = await SendAsync(Csv(rows));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await TestService.ReadAsync<TrainingSheet>(response);
    }

    private async Task<HttpResponseMessage> SendAsync(
        string file, string path = Path, string? key = null, object? request = null, HttpClient? caller = null, string? language = null)
    {
        using var form = Lists.Form(new ByteArrayContent(Encoding.UTF8.GetBytes(file)), request ?? new { officer = "can-bo-01" });
        using var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = form };
        if (key is not null)
            message.Headers.Add("Idempotency-Key", key);
        if (language is not null)
            message.Headers.AcceptLanguage.ParseAdd(language);
        return await (caller ?? _service.Ward).SendAsync(message, Cancellation);
    }

    private async Task<List<HolderClaim>> HoldersAsync()
    {
        await using var connection = await _service.Rooms.GetRequiredService<Database>().OpenAsync(Pool.Api, Cancellation);
        var holders = new List<HolderClaim>();
        foreach (var id in await _service.Database.QueryAsync<Guid>("select id from record"))
            holders.Add((await _service.Rooms.GetRequiredService<RecordBook>().OpenHolderAsync(connection, id, Cancellation))!);
        return holders;
    }
}
