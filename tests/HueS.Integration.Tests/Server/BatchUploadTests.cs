using System.Net;
using System.Text;
using System.Text.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class BatchUploadTests(TestDatabases databases) : IAsyncLifetime
{
    private TestService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // Nothing is read by itself: these tests are about what arrives.
    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(databases, "--Roles=Api", "--Batches:MaxBytes=1000000");

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task The_same_key_again_is_one_list_and_with_another_file_is_refused()
    {
        var first = await Lists.SendAsync(_service.Portal, Lists.Csv(Lists.Row(Personas.Plain)), key: "list-1");
        var again = await Lists.SendAsync(_service.Portal, Lists.Csv(Lists.Row(Personas.Plain)), key: "list-1");
        using var other = await Lists.PostAsync(_service.Portal, Lists.Csv(Lists.Row(Personas.TwinA)), key: "list-1");
        var kiosk = await Lists.SendAsync(_service.Kiosk, Lists.Csv(Lists.Row(Personas.TwinA)), key: "list-1");

        again.Id.ShouldBe(first.Id);
        other.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        kiosk.Id.ShouldNotBe(first.Id);
        (await _service.Database.QueryAsync<Guid>("select id from batch order by id")).ShouldBe([first.Id, kiosk.Id]);
    }

    [Fact]
    public async Task The_same_key_in_parallel_is_one_list()
    {
        await using var service = await TestService.StartAsync(databases, "--Roles=Api", "--Batches:UploadsAtOnce=6");

        var lists = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Lists.SendAsync(service.Portal, Lists.Csv(Lists.Row(Personas.Plain)), key: "list-2")));

        lists.Select(list => list.Id).Distinct().ShouldHaveSingleItem();
        (await service.Database.QueryAsync<string>("select state from batch")).ShouldBe(["Reading"]);
    }

    [Fact]
    public async Task A_client_sends_only_so_many_lists_at_once_and_is_told_when_one_more_is_refused()
    {
        await using var service = await TestService.StartAsync(databases, "--Roles=Api", "--Batches:UploadsAtOnce=1");
        var goOn = new TaskCompletionSource();
        using var form = Lists.Form(new HeldContent(Encoding.UTF8.GetBytes(Lists.Csv(Lists.Strangers(9_000))), goOn.Task), Lists.Asked());
        using var request = new HttpRequestMessage(HttpMethod.Post, Lists.Path) { Content = form };
        var sending = service.Portal.SendAsync(request, Cancellation);
        await Until.TrueAsync("An upload", async () => (await service.Database.QueryAsync<long>("select count(*) from batch")).Single() == 1);

        using var refused = await Lists.PostAsync(service.Portal, Lists.Csv(Lists.Row(Personas.Plain)));
        using var others = await Lists.PostAsync(service.Kiosk, Lists.Csv(Lists.Row(Personas.Plain)));
        goOn.SetResult();
        using var sent = await sending;
        using var next = await Lists.PostAsync(service.Portal, Lists.Csv(Lists.Row(Personas.Plain)));

        (refused.StatusCode, await TypeAsync(refused)).ShouldBe((HttpStatusCode.TooManyRequests, "/problems/too_many_uploads"));
        refused.Headers.RetryAfter.ShouldNotBeNull();
        (others.StatusCode, sent.StatusCode, next.StatusCode).ShouldBe((HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.Accepted));
        (await service.Database.QueryAsync<long>("select count(*) from batch")).ShouldBe([3]);
    }

    [Fact]
    public async Task The_key_of_a_list_is_destroyed_once_every_row_was_read_and_the_results_are_there_all_the_same()
    {
        await using var service = await TestService.StartAsync(databases);
        var sent = await Lists.SendAsync(service.Portal, Lists.Csv(Lists.Row(Personas.Plain)));
        await Lists.UntilAsync(service.Portal, sent.Id, VerificationBatchState.Completed);

        (await KeyLengthAsync(service)).ShouldBe(0);
        (await Lists.CellsAsync(service.Portal, sent.Id)).Single()[2].ShouldBe("verified");
    }

    [Fact]
    public async Task The_key_of_a_list_that_was_cancelled_before_it_was_read_is_destroyed()
    {
        var sent = await Lists.SendAsync(_service.Portal, Lists.Csv(Lists.Row(Personas.Plain)));
        (await KeyLengthAsync(_service)).ShouldBeGreaterThan(0);

        await Lists.ChangeAsync(_service.Portal, sent.Id, "cancel");

        (await KeyLengthAsync(_service)).ShouldBe(0);
    }

    [Fact]
    public async Task A_torn_upload_leaves_nothing_that_looks_like_a_list()
    {
        using var form = Lists.Form(new TornContent(Encoding.UTF8.GetBytes(Lists.Csv(Lists.Strangers(9_000)))), Lists.Asked());
        using var request = new HttpRequestMessage(HttpMethod.Post, Lists.Path) { Content = form };

        await Should.ThrowAsync<HttpRequestException>(() => _service.Portal.SendAsync(request, Cancellation));

        for (var look = 0; look < 300 && (await _service.Database.QueryAsync<long>("select count(*) from batch")).Single() > 0; look++)
            await Task.Delay(100, Cancellation);
        (await _service.Database.QueryAsync<long>("select (select count(*) from batch) + (select count(*) from batch_chunk)")).ShouldBe([0]);
        (await _service.Database.QueryAsync<long>("select count(*) from subject where length(wrapped_key) > 0")).ShouldBe([0]);
        (await _service.Database.QueryAsync<long>("select count(*) from audit where action = 'batch.created'")).ShouldBe([0]);
    }

    [Fact]
    public async Task An_upload_whose_node_died_is_shown_to_nobody_and_swept()
    {
        await using var service = await TestService.StartAsync(databases, "--Batches:AbandonedAfter=00:00:01");
        var sent = await Lists.SendAsync(service.Portal, Lists.Csv(Lists.Row(Personas.Plain)));
        await Lists.UntilAsync(service.Portal, sent.Id, VerificationBatchState.Completed);
        // As it stands in the database while pieces arrive, from a node of which nothing is left.
        await service.Database.ExecuteAsync(
            $"""
            insert into batch (id, client_id, subject_id, state, purpose, case_reference, officer, format, created_at)
            select gen_random_uuid(), client_id, subject_id, 'Receiving', purpose, case_reference, officer, format, created_at from batch;
            insert into batch_chunk (batch_id, no, content) select id, 0, '\x00' from batch where state = 'Receiving';
            """);

        using var listed = await service.Portal.GetAsync(Lists.Path, Cancellation);
        (await TestService.ReadAsync<VerificationBatchPage>(listed)).Items.Select(batch => batch.Id).ShouldBe([sent.Id]);
        for (var look = 0; look < 300 && (await service.Database.QueryAsync<long>("select count(*) from batch")).Single() > 1; look++)
            await Task.Delay(100, Cancellation);
        (await service.Database.QueryAsync<Guid>("select id from batch")).ShouldBe([sent.Id]);
        (await service.Database.QueryAsync<long>("select count(*) from batch_chunk")).ShouldBe([0]);
    }

    [Fact]
    public async Task A_list_without_the_columns_it_needs_is_refused_with_their_names()
    {
        using var missing = await Lists.PostAsync(_service.Portal, "Họ tên;Địa chỉ\r\nNguyễn Văn An;Huế\r\n");
        using var doubled = await Lists.PostAsync(_service.Portal, "CCCD,Số định danh,Họ tên,Ngày sinh\r\n1,2,3,4\r\n");
        using var empty = await Lists.PostAsync(_service.Portal, "");

        (await ErrorAsync(missing)).ShouldBe("file columns_missing");
        (await missing.Content.ReadAsStringAsync(Cancellation)).ShouldContain("dòng tiêu đề có đủ các cột: number, birthDate");
        (await ErrorAsync(doubled)).ShouldBe("file columns_doubled");
        (await ErrorAsync(empty)).ShouldBe("file columns_missing");
        (await _service.Database.QueryAsync<long>("select count(*) from batch")).ShouldBe([0]);
    }

    [Theory]
    [InlineData("purpose", "a purpose with spaces", "purpose purpose_format")]
    [InlineData("caseReference", "046190990001", "caseReference case_reference_personal")]
    [InlineData("caseReference", "A-a-reference-of-more-than-forty-characters-in-all", "caseReference batch_case_reference_format")]
    [InlineData("officer", "an officer", "officer officer_format")]
    [InlineData("format", "xlsx", "format not_listed")]
    public async Task A_request_that_does_not_fit_is_named_field_by_field(string field, string value, string error)
    {
        var request = (System.Text.Json.Nodes.JsonObject)JsonSerializer.SerializeToNode(Lists.Asked("csv"))!;
        request[field] = value;

        using var response = await Lists.PostAsync(_service.Portal, Lists.Csv(Lists.Row(Personas.Plain)), request: request);

        (await ErrorAsync(response)).ShouldBe(error);
        (await _service.Database.QueryAsync<long>("select count(*) from batch")).ShouldBe([0]);
    }

    [Fact]
    public async Task What_is_not_a_form_of_two_parts_too_large_or_not_allowed_is_refused()
    {
        using var plain = new StringContent(Lists.Csv(), Encoding.UTF8, "text/csv");
        using var notForm = await _service.Portal.PostAsync(Lists.Path, plain, Cancellation);
        using var large = await Lists.PostAsync(_service.Portal, Lists.Csv(Lists.Strangers(25_000)));
        using var purpose = await Lists.PostAsync(_service.Portal, Lists.Csv(Lists.Row(Personas.Plain)), request: new { purpose = "9.999999", caseReference = "A", officer = "b" });
        using var scope = await Lists.PostAsync(_service.Operator, Lists.Csv(Lists.Row(Personas.Plain)));

        (await TypeAsync(notForm)).ShouldBe("/problems/batch_form_unreadable");
        (await TypeAsync(large)).ShouldBe("/problems/batch_too_large");
        (await TypeAsync(purpose)).ShouldBe("/problems/unknown_purpose");
        scope.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await _service.Database.QueryAsync<long>("select (select count(*) from batch) + (select count(*) from batch_chunk)")).ShouldBe([0]);
    }

    [Fact]
    public async Task A_preview_shows_how_the_columns_and_dates_are_read_and_keeps_nothing()
    {
        using var response = await Lists.PreviewAsync(_service.Portal, string.Join("\r\n",
            "STT;SO_CCCD;HỌ TÊN;Ngày sinh;Giới tính;Địa chỉ",
            $"1;{Personas.Plain.Number};{Personas.Plain.Name};12/05/1990;Nữ;Huế",
            $"2;{Personas.TwinA.Number};{Personas.TwinA.Name};25/12/1991;nam;Huế",
            $"3;{Personas.TwinB.Number};{Personas.TwinB.Name};1991;;Huế",
            "4;12;;;x;Huế"));
        var shown = await TestService.ReadAsync<BatchPreview>(response);

        shown.Delimiter.ShouldBe(";");
        shown.Columns.Select(column => (column.Position, column.Name, column.Field)).ShouldBe(
        [
            (1, "STT", null), (2, "SO_CCCD", "number"), (3, "HỌ TÊN", "name"), (4, "Ngày sinh", "birthDate"), (5, "Giới tính", "sex"), (6, "Địa chỉ", null),
        ]);
        (shown.Usable, shown.RowsLookedAt, shown.RowsAccepted).ShouldBe((true, 4, 3));
        shown.Problems.Select(problem => $"{problem.Fault.Field}:{problem.Fault.Code} {problem.Rows}").ShouldBe(
            ["number:number_format 1", "name:name_empty 1", "birthDate:required 1", "sex:sex_not_understood 1"], ignoreOrder: true);
        shown.Warnings.Select(warning => warning.Code).ShouldBeSubsetOf(["first_of_january", "birth_year_disagrees_with_number", "sex_disagrees_with_number", "unknown_place"]);
        shown.BirthDates.ShouldBe([new("dd/MM/yyyy", 2, 1), new("yyyy", 1, 0)]);
        (await _service.Database.QueryAsync<long>("select (select count(*) from batch) + (select count(*) from subject) + (select count(*) from verification)")).ShouldBe([0]);
        _service.Stubs.Population.Requests.Total.ShouldBe(0);
    }

    [Fact]
    public async Task A_preview_survives_rows_of_any_kind_and_counts_what_looks_like_a_slip()
    {
        using var response = await Lists.PreviewAsync(
            _service.Portal,
            string.Join(
                '\n',
                """{"number":5,"name":"Nguyễn Văn An","birthDate":"x"}""",
                """{"number":{},"name":"Nguyễn Văn An","birthDate":""}""",
                """{"number":"046190000123","name":"Nguyễn Văn An","birthDate":"ngày 1"}""",
                """{"number":"046190000123","name":"Nguyễn Văn An","birthDate":"1990-01-01"}"""),
            "ndjson");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var shown = await TestService.ReadAsync<BatchPreview>(response);

        (shown.RowsLookedAt, shown.RowsAccepted).ShouldBe((4, 1));
        shown.BirthDates.ShouldBe([new("yyyy-MM-dd", 1, 0)]);
        shown.Warnings.ShouldContain(warning => warning.Code == "first_of_january" && warning.Rows == 1);
    }

    [Fact]
    public async Task A_preview_of_a_file_without_a_heading_repeats_nobody()
    {
        using var response = await Lists.PreviewAsync(_service.Portal, $"{Personas.Plain.Number},{Personas.Plain.Name},12/05/1990\r\n");
        var shown = await TestService.ReadAsync<BatchPreview>(response);

        shown.Usable.ShouldBeFalse();
        shown.Missing.ShouldBe(["number", "name", "birthDate"]);
        shown.Columns.ShouldBe([new(1, null, null), new(2, null, null), new(3, null, null)]);
    }

    private static async Task<int> KeyLengthAsync(TestService service) => (await service.Database.QueryAsync<int>(
        "select length(wrapped_key) from subject join batch on batch.subject_id = subject.id")).Single();

    private static async Task<string> ErrorAsync(HttpResponseMessage response)
    {
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var error = (await TestService.ReadAsync<JsonElement>(response)).GetProperty("errors").EnumerateArray().ShouldHaveSingleItem();
        return $"{error.GetProperty("field").GetString()} {error.GetProperty("code").GetString()}";
    }

    private static async Task<string?> TypeAsync(HttpResponseMessage response) =>
        (await TestService.ReadAsync<JsonElement>(response)).GetProperty("type").GetString();

    /// <summary>Sends more than a piece of the file, and the rest when it may.</summary>
    private sealed class HeldContent(byte[] file, Task goOn) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(file.AsMemory(0, file.Length - 1_000), Cancellation);
            await stream.FlushAsync(Cancellation);
            await goOn.WaitAsync(Cancellation);
            await stream.WriteAsync(file.AsMemory(file.Length - 1_000), Cancellation);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = file.Length;
            return true;
        }
    }

    /// <summary>Sends more than a piece of the file, and then the connection breaks.</summary>
    private sealed class TornContent(byte[] file) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(file.AsMemory(0, file.Length - 1_000), Cancellation);
            await stream.FlushAsync(Cancellation);
            throw new IOException("The line broke.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = file.Length;
            return true;
        }
    }
}
