using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Linking.Records;
using HueS.Integration.Mocks;
using HueS.Integration.Storage;
using HueS.Integration.Tests.World;
using HueS.Integration.Upstreams.Records;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class RecordsTests(TestDatabases databases) : IAsyncLifetime
{
    private const string Path = "/v1/records/payments/W-1";

    private TestService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(databases, "--Roles=Api");

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_told_record_is_created_changed_and_told_again_without_a_change()
    {
        using var created = await PutAsync(Record());
        using var again = await PutAsync(Record());
        using var changed = await PutAsync(Record(status: "closed"));

        created.StatusCode.ShouldBe(HttpStatusCode.Created);
        created.Headers.Location!.ToString().ShouldBe(Path);
        created.Headers.ETag!.Tag.ShouldBe("\"1\"");
        (await ToldAsync(created)).ShouldBe((TellingResult.Created, 1));
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ToldAsync(again)).ShouldBe((TellingResult.Unchanged, 1));
        (await ToldAsync(changed)).ShouldBe((TellingResult.Changed, 2));
        changed.Headers.ETag!.Tag.ShouldBe("\"2\"");
    }

    [Fact]
    public async Task A_record_shows_how_it_stands_and_never_what_it_says_of_its_holder()
    {
        using var told = await PutAsync(Record());

        using var read = await _service.Wallet.GetAsync(Path, Cancellation);
        var text = await read.Content.ReadAsStringAsync(Cancellation);

        read.Headers.ETag!.Tag.ShouldBe("\"1\"");
        var state = JsonSerializer.Deserialize<RecordState>(text, JsonSerializerOptions.Web)!;
        (state.System, state.RecordId, state.Kind, state.Status, state.OpenedAt, state.GoneAt, state.Version).ShouldBe(
            ("payments", "W-1", "wallet", "open", new DateTimeOffset(2026, 3, 1, 1, 0, 0, TimeSpan.Zero), (DateTimeOffset?)null, 1));
        foreach (var (_, secret) in LeakWatch.SecretsOf(Personas.Plain))
            text.ShouldNotContain(secret);
        (await _service.Database.QueryAsync<long>("select count(*) from audit where action = 'record.disclosed'")).ShouldBe([1]);
    }

    [Theory]
    [InlineData("\"1\"", null, "closed", 200)]
    [InlineData("\"7\"", null, "closed", 412)]
    [InlineData("\"7\"", null, "open", 200)]
    [InlineData(null, "*", "closed", 412)]
    [InlineData(null, "*", "open", 412)]
    [InlineData("1", null, "closed", 400)]
    [InlineData("*", null, "closed", 400)]
    [InlineData("W/\"1\"", null, "closed", 400)]
    [InlineData("\"1\"", "*", "closed", 400)]
    [InlineData(null, "\"1\"", "closed", 400)]
    public async Task A_change_of_another_version_than_was_read_changes_nothing(string? ifMatch, string? ifNoneMatch, string status, int answer)
    {
        using var first = await PutAsync(Record());

        using var second = await PutAsync(Record(status: status), ifMatch: ifMatch, ifNoneMatch: ifNoneMatch);

        ((int)second.StatusCode).ShouldBe(answer);
        (await _service.Database.QueryAsync<string>("select status from record")).ShouldBe([answer == 200 ? status : "open"]);
        if (answer == 412)
            (await ProblemAsync(second)).Type.ShouldBe("/problems/record_stale");
    }

    [Fact]
    public async Task Of_many_that_tell_a_record_for_the_first_time_at_once_one_creates_it()
    {
        var node = await _service.AnotherNodeAsync("--Roles=Api");
        node.DefaultRequestHeaders.Authorization = _service.Wallet.DefaultRequestHeaders.Authorization;

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(no =>
            PutAsync(Record(), caller: no % 2 == 0 ? _service.Wallet : node)));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(11);
        answers.ShouldAllBe(answer => answer.Headers.ETag!.Tag == "\"1\"");
        (await _service.Database.QueryAsync<long>("select count(*) from audit where action = 'record.kept'")).ShouldBe([1]);
    }

    [Fact]
    public async Task A_record_that_vanished_is_gone_until_it_is_told_again()
    {
        using var told = await PutAsync(Record());

        using var stale = await DeleteAsync("\"2\"");
        using var gone = await DeleteAsync();
        using var again = await DeleteAsync();
        using var never = await _service.Wallet.DeleteAsync("/v1/records/payments/W-2", Cancellation);

        stale.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (gone.StatusCode, again.StatusCode, never.StatusCode).ShouldBe((HttpStatusCode.NoContent, HttpStatusCode.NoContent, HttpStatusCode.NotFound));
        (await StateAsync()).GoneAt.ShouldNotBeNull();
        using var back = await PutAsync(Record());
        (await ToldAsync(back)).ShouldBe((TellingResult.Changed, 3));
        (await StateAsync()).GoneAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_record_nobody_told_is_not_found()
    {
        using var read = await _service.Wallet.GetAsync(Path, Cancellation);

        (await ProblemAsync(read)).Type.ShouldBe("/problems/not_found");
    }

    [Fact]
    public async Task Only_granted_systems_are_told_and_an_unknown_one_is_called_so()
    {
        using var unknown = await PutAsync(Record(), "/v1/records/libraries/W-1");
        using var pulled = await PutAsync(Record(), "/v1/records/dossiers/W-1");
        using var others = await PutAsync(Record(), "/v1/records/training/W-1");
        using var scope = await PutAsync(Record(), caller: _service.Portal);

        (await ProblemAsync(unknown)).Type.ShouldBe("/problems/record_system_unknown");
        (await ProblemAsync(pulled)).Type.ShouldBe("/problems/record_system_not_granted");
        (await ProblemAsync(others)).Type.ShouldBe("/problems/record_system_not_granted");
        (await ProblemAsync(scope)).Type.ShouldBe("/problems/forbidden");
        (await _service.Database.QueryAsync<long>("select count(*) from record")).ShouldBe([0]);
    }

    [Theory]
    [InlineData("046190000017", "record_key_personal")]
    [InlineData("W-046190000017", "record_key_personal")]
    [InlineData("046.190.000.017", "record_key_personal")]
    [InlineData("0900000001", "record_key_personal")]
    [InlineData("191990001", "record_key_personal")]
    [InlineData("GD4460123456789", "record_key_personal")]
    [InlineData("VN%C3%8D-1", "record_key_format")]
    [InlineData("-1", "record_key_format")]
    [InlineData("a%20b", "record_key_format")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345", "record_key_format")]
    [InlineData("20260301123456-0001", null)]
    [InlineData("000.00.00.H57-260105-0001", null)]
    [InlineData("01935f6e-7c1a-7b52-9c3e-123456789012", null)]
    public async Task An_id_is_never_a_persons_number(string id, string? code)
    {
        using var told = await PutAsync(Record(), $"/v1/records/payments/{id}");

        if (code is null)
            told.StatusCode.ShouldBe(HttpStatusCode.Created);
        else
            (await ProblemAsync(told)).Errors!.ShouldHaveSingleItem().Code.ShouldBe(code);
        (await _service.Database.QueryAsync<long>("select count(*) from record")).ShouldBe([code is null ? 1 : 0]);
    }

    [Fact]
    public async Task Everything_that_does_not_fit_is_named_at_once()
    {
        using var told = await PutAsync(new
        {
            kind = "ví điện tử",
            status = "046190000017",
            openedAt = "2026-03-01T08:00:00",
            closedAt = "0001-01-01",
        });

        (await ProblemAsync(told)).Errors!.Select(error => $"{error.Field} {error.Code}").ShouldBe(
            ["kind record_code_format", "status record_key_personal", "openedAt date_time_format", "closedAt date_time_format"]);
    }

    [Fact]
    public async Task A_claim_in_an_old_encoding_finds_candidates_without_ever_being_exact()
    {
        using var told = await PutAsync(Record(holder: new { name = "Ñoã Thò Lan", phone = "+84 905 123 456" }));

        (await WarningsAsync(told)).ShouldBe(["holder.name old_encoding"]);
        var holder = await HolderAsync();
        holder.Name!.Text.ShouldBe("DO THI LAN");
        holder.Phone.ShouldBe("0905123456");
    }

    [Fact]
    public async Task What_stands_where_nothing_is_known_is_left_out_and_told()
    {
        using var told = await PutAsync(Record(holder: new
        {
            number = "000000000000",
            oldCardNumber = "111111111",
            insuranceNumber = "không có",
            name = "Trần Thị Hoài Thương",
            birthDate = "01/01/1900",
            phone = "0000000000",
            ward = "chưa rõ",
            accountId = "N/A",
        }));

        (await WarningsAsync(told)).ShouldBe(
        [
            "holder.number placeholder", "holder.oldCardNumber placeholder", "holder.birthDate placeholder", "holder.phone placeholder",
            "holder.insuranceNumber placeholder", "holder.ward placeholder", "holder.accountId placeholder",
        ], ignoreOrder: true);
        (await HolderAsync()).ShouldBe(new HolderClaim(null, null, Upstreams.The.NameOf("Trần Thị Hoài Thương"), null, null));
    }

    [Theory]
    [InlineData("business", "Trần Thị Hoài Thương", "046190990001")]
    [InlineData(null, "Công ty TNHH Hương Giang", "0301234567")]
    public async Task A_business_is_kept_without_a_word_of_its_own(string? kind, string name, string number)
    {
        using var told = await PutAsync(Record(holder: new { kind, name, number }));

        (await WarningsAsync(told)).ShouldBe(["holder business_holder"]);
        (await HolderAsync()).ShouldBe(HolderClaim.Business);
    }

    [Theory]
    [InlineData("""{"kind":"wallet","status":"open"}""")]
    [InlineData("""{"kind":"wallet","status":"open","holder":{}}""")]
    [InlineData("""{"kind":"wallet","status":"open","holder":{"birthDate":"1990"}}""")]
    public async Task An_empty_claim_is_kept_and_waits_for_more(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var told = await _service.Wallet.PutAsync(Path, content, Cancellation);

        told.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await WarningsAsync(told)).ShouldBe(["holder nothing_stated"]);
    }

    private static object Record(string status = "open", object? holder = null) => new
    {
        kind = "wallet",
        status,
        openedAt = "2026-03-01T08:00:00+07:00",
        holder = holder ?? new { number = Personas.Plain.Number, name = Personas.Plain.Name, birthDate = Personas.Plain.BirthDate },
    };

    private async Task<HttpResponseMessage> PutAsync(
        object record, string path = Path, string? ifMatch = null, string? ifNoneMatch = null, HttpClient? caller = null)
    {
        // A caller who puts a number into the address does so on purpose here.
        using var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(record) };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (ifNoneMatch is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        return await (caller ?? _service.Wallet).SendAsync(request, Cancellation);
    }

    private async Task<HttpResponseMessage> DeleteAsync(string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, Path);
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await _service.Wallet.SendAsync(request, Cancellation);
    }

    private async Task<RecordState> StateAsync()
    {
        using var read = await _service.Wallet.GetAsync(Path, Cancellation);
        return await TestService.ReadAsync<RecordState>(read);
    }

    private async Task<HolderClaim> HolderAsync()
    {
        await using var connection = await _service.Rooms.GetRequiredService<Database>().OpenAsync(Pool.Api, Cancellation);
        var id = (await _service.Database.QueryAsync<Guid>("select id from record")).Single();
        return (await _service.Rooms.GetRequiredService<RecordBook>().OpenHolderAsync(connection, id, Cancellation))!;
    }

    private static async Task<(TellingResult, int)> ToldAsync(HttpResponseMessage response)
    {
        var told = await TestService.ReadAsync<ToldRecord>(response);
        return (told.Result, told.Version);
    }

    private static async Task<IEnumerable<string>> WarningsAsync(HttpResponseMessage response)
    {
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (await TestService.ReadAsync<ToldRecord>(response)).Warnings.Select(warning => $"{warning.Field} {warning.Code}");
    }

    private static Task<HueS.Integration.Server.Api.Problem> ProblemAsync(HttpResponseMessage response) => response.ProblemAsync();
}
