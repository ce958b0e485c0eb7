using System.Net;
using System.Text.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class ReceiptsTests(TestDatabases databases) : IAsyncLifetime
{
    private TestService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(databases, "--Receipts:LooksPerMinute=20");

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_request_that_was_answered_shows_its_steps_and_no_answer()
    {
        var answer = await AnsweredAsync(Personas.Plain);

        var receipt = await ReadAsync(answer.Receipt);

        (receipt.Code, receipt.State, receipt.Service).ShouldBe((answer.Receipt, ReceiptState.Answered, "portal"));
        StepsOf(receipt).ShouldBe([ReceiptStep.Received, ReceiptStep.Asked, ReceiptStep.Answered]);
        receipt.Hops[1].Via.ShouldNotBeNullOrEmpty();
        receipt.Text.Vi.NextStep.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("not-found")]
    [InlineData("deceased")]
    [InlineData("replaced-number")]
    public async Task One_answer_cannot_be_told_from_another(string persona)
    {
        var answer = await AnsweredAsync(Personas.All.Single(one => one.Key == persona));

        var receipt = await ReadAsync(answer.Receipt);

        receipt.State.ShouldBe(ReceiptState.Answered);
        StepsOf(receipt).ShouldBe([ReceiptStep.Received, ReceiptStep.Asked, ReceiptStep.Answered]);
        receipt.Hops.ShouldAllBe(hop => hop.At.Ticks % TimeSpan.TicksPerMinute == 0);
        receipt.ToString().ShouldNotContain("verified");
    }

    [Fact]
    public async Task Neither_form_shows_anything_of_the_person_or_the_case()
    {
        var answer = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));

        foreach (var accept in new[] { "application/json", "text/html" })
        {
            using var response = await LookAsync(answer.Receipt, accept);
            var body = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation));

            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            foreach (var (_, secret) in LeakWatch.SecretsOf(Personas.Plain))
                body.ShouldNotContain(secret, Case.Insensitive);
            body.ShouldNotContain(answer.Id.ToString());
            body.ShouldNotContain(answer.CaseReference);
            body.ShouldNotContain("mot-cua-01");
            response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task A_request_that_waits_says_why_and_until_when()
    {
        _service.Stubs.Population.Weather.Down();
        var asked = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));

        var waiting = await ReadAsync(asked.Receipt);
        _service.Stubs.Population.Weather.Clear();
        await _service.UntilSettledAsync(_service.Portal, asked.Id);
        var answered = await ReadAsync(asked.Receipt);

        waiting.State.ShouldBe(ReceiptState.Waiting);
        (waiting.NextAttemptAt is not null, waiting.Deadline is not null).ShouldBe((true, true));
        waiting.Hops.ShouldContain(hop => hop.Step == ReceiptStep.PutOff && hop.Reason == "register_unreachable");
        waiting.Hops.ShouldNotContain(hop => hop.Step == ReceiptStep.Answered);
        answered.State.ShouldBe(ReceiptState.Answered);
        answered.Hops[0].Step.ShouldBe(ReceiptStep.Received);
        answered.Hops[^1].Step.ShouldBe(ReceiptStep.Answered);
        answered.Hops.ShouldContain(hop => hop.Step == ReceiptStep.PutOff);
        (answered.NextAttemptAt, answered.Deadline).ShouldBe((null, null));
        answered.Hops.Select(hop => hop.At).ShouldBeInOrder();
    }

    [Fact]
    public async Task A_request_left_to_a_person_shows_its_task_until_it_is_closed()
    {
        var asked = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.TwinA, name: Personas.TwinB.Name));
        var answer = await _service.UntilSettledAsync(_service.Portal, asked.Id);

        var open = await ReadAsync(answer.Receipt);
        await _service.Database.QueryAsync<Guid>("update review_task set state = 'withdrawn', closed_at = clock_timestamp() returning id");
        var closed = await ReadAsync(answer.Receipt);

        open.State.ShouldBe(ReceiptState.WithPerson);
        open.Hops[^1].Step.ShouldBe(ReceiptStep.TaskOpened);
        open.Text.WhoActs.ShouldBe(WhoActs.Reviewer);
        closed.State.ShouldBe(ReceiptState.Answered);
        closed.Hops[^1].Step.ShouldBe(ReceiptStep.TaskClosed);
    }

    [Fact]
    public async Task A_withdrawn_request_says_so()
    {
        _service.Stubs.Population.Weather.Down();
        var asked = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));
        using var withdrawn = await _service.Portal.DeleteAsync($"/v1/verifications/{asked.Id}", Cancellation);
        withdrawn.IsSuccessStatusCode.ShouldBeTrue();

        var receipt = await ReadAsync(asked.Receipt);

        receipt.State.ShouldBe(ReceiptState.Withdrawn);
        receipt.Hops.ShouldContain(hop => hop.Step == ReceiptStep.Withdrawn);
    }

    [Fact]
    public async Task An_official_may_type_small_letters_spaces_and_no_dash()
    {
        var answer = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));
        var typed = answer.Receipt.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

        (await ReadAsync(typed)).Code.ShouldBe(answer.Receipt);
        (await ReadAsync($" {typed[..4]} {typed[4..]} ")).Code.ShouldBe(answer.Receipt);

        using var form = await SendAsync($"/v1/receipts?code={typed}", "text/html");
        form.StatusCode.ShouldBe(HttpStatusCode.OK);
        form.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe($"/v1/receipts/{answer.Receipt}");
    }

    [Theory]
    [InlineData("ABCD-EFGH")]
    [InlineData("ABCD-0O1I")]
    [InlineData("046190000123")]
    [InlineData("x")]
    public async Task An_unknown_code_says_how_to_look_at_ones_typing_and_repeats_nothing(string code)
    {
        using var data = await LookAsync(code, "application/json");
        using var page = await LookAsync(code, "text/html,application/xhtml+xml,*/*;q=0.8");
        using var form = await SendAsync($"/v1/receipts?code={code}", "text/html");

        var problem = await TestService.ReadAsync<JsonElement>(data);
        problem.GetProperty("type").GetString().ShouldBe("/problems/receipt_not_found");
        foreach (var shown in new[] { page, form })
        {
            var text = WebUtility.HtmlDecode(await shown.Content.ReadAsStringAsync(Cancellation));
            shown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            shown.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
            text.ShouldContain("không bao giờ có số 0, chữ O, số 1 và chữ I");
            text.ShouldContain("name=\"code\"");
            text.ShouldNotContain(code.Length > 1 ? code : "value=");
        }
    }

    [Fact]
    public async Task The_page_tells_the_time_of_Vietnam_and_says_so()
    {
        var answer = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));

        using var response = await LookAsync(answer.Receipt, "text/html");

        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation));
        page.ShouldContain(answer.CreatedAt.ToOffset(TimeSpan.FromHours(7)).ToString("HH:mm dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture));
        page.ShouldContain("giờ Việt Nam");
        page.ShouldContain("<th scope=\"col\">");
        page.ShouldContain("<caption>");
    }

    [Fact]
    public async Task Every_look_is_in_the_trail_and_tried_codes_are_sampled()
    {
        var answer = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));

        await ReadAsync(answer.Receipt);
        (await LookAsync(answer.Receipt, "text/html")).Dispose();
        (await LookAsync("ABCD-EFGH", "text/html")).Dispose();

        (await _service.Database.QueryAsync<string>("select target from audit where action = 'receipt.disclosed' and subject_id is not null"))
            .ShouldBe([answer.Id.ToString(), answer.Id.ToString()]);
        (await _service.Database.QueryAsync<string>("select target || ' ' || split_part(note, ' ', 1) from audit where action = 'request.refused'"))
            .ShouldBe(["GET /v1/receipts/{code} receipt_not_found"]);
    }

    [Fact]
    public async Task One_address_may_look_so_often_and_another_is_not_held_up_by_it()
    {
        var answer = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));
        for (var look = 0; look < 20; look++)
            (await LookAsync(answer.Receipt, "application/json", from: "203.0.113.7")).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var data = await LookAsync(answer.Receipt, "application/json", from: "203.0.113.7");
        using var page = await LookAsync(answer.Receipt, "text/html", from: "203.0.113.7");
        using var other = await LookAsync(answer.Receipt, "application/json", from: "203.0.113.8");

        (data.StatusCode, page.StatusCode, other.StatusCode).ShouldBe((HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests, HttpStatusCode.OK));
        data.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 60);
        page.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 60);
        (await TestService.ReadAsync<JsonElement>(data)).GetProperty("type").GetString().ShouldBe("/problems/too_many_requests");
        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
    }

    [Fact]
    public async Task A_network_of_the_new_kind_counts_as_one_address()
    {
        for (var look = 0; look < 20; look++)
            (await LookAsync("ABCD-EFGH", "application/json", from: $"2001:db8:1:2::{look + 1}")).Dispose();

        using var same = await LookAsync("ABCD-EFGH", "application/json", from: "2001:db8:1:2:ffff::1");
        using var next = await LookAsync("ABCD-EFGH", "application/json", from: "2001:db8:1:3::1");

        (same.StatusCode, next.StatusCode).ShouldBe((HttpStatusCode.TooManyRequests, HttpStatusCode.NotFound));
    }

    private async Task<Contracts.Verification> AnsweredAsync(Persona persona)
    {
        var asked = await _service.VerifyAsync(_service.Portal, TestService.Claim(persona));
        return await _service.UntilSettledAsync(_service.Portal, asked.Id);
    }

    /// <summary>The steps without attempts that failed: on a busy machine the first may.</summary>
    private static IEnumerable<ReceiptStep> StepsOf(Receipt receipt)
    {
        receipt.Hops.Count(hop => hop.Step == ReceiptStep.Asked).ShouldBeInRange(1, receipt.Hops.Count(hop => hop.Step == ReceiptStep.PutOff) + 1);
        return receipt.Hops.Select(hop => hop.Step).Where(step => step != ReceiptStep.PutOff).Distinct();
    }

    private async Task<Receipt> ReadAsync(string code)
    {
        using var response = await LookAsync(code, "application/json");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await TestService.ReadAsync<Receipt>(response);
    }

    private Task<HttpResponseMessage> LookAsync(string code, string accept, string? from = null) =>
        SendAsync($"/v1/receipts/{Uri.EscapeDataString(code)}", accept, from);

    private async Task<HttpResponseMessage> SendAsync(string path, string accept, string? from = null)
    {
        using var caller = new HttpClient { BaseAddress = _service.Address };
        caller.DefaultRequestHeaders.Accept.ParseAdd(accept);
        if (from is not null)
            caller.DefaultRequestHeaders.Add("X-Forwarded-For", from);
        return await caller.GetAsync(path, Cancellation);
    }
}
