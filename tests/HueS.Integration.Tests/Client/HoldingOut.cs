using System.Collections.Concurrent;
using HueS.Integration.Client;
using HueS.Integration.Client.Tokens;
using HueS.Integration.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Client;

/// <summary>What the client does about a service that does not answer well: a small one that answers as it is told.</summary>
public sealed class HoldingOut : IAsyncLifetime
{
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _answers = new();
    private readonly ConcurrentQueue<(string Path, string? Key)> _asked = new();
    private WebApplication _app = null!;
    private HuesClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(context =>
        {
            _asked.Enqueue((context.Request.Path, context.Request.Headers["Idempotency-Key"]));
            return _answers.TryDequeue(out var answer) ? answer(context) : Answer(503)(context);
        });
        await _app.StartAsync(Cancellation);
        _client = HuesClient.Create(new HuesClientOptions
        {
            BaseAddress = new Uri(_app.Urls.Single()),
            TokenAddress = new Uri(_app.Urls.Single()),
            ClientId = "any",
            ClientSecret = "any",
            TokenCache = new CountedTokens(new AccessToken("any", DateTimeOffset.MaxValue)),
        });
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task A_check_that_got_no_answer_is_asked_again_under_the_same_key()
    {
        _answers.Enqueue(context => { context.Abort(); return Task.CompletedTask; });
        _answers.Enqueue(Answer(503));
        _answers.Enqueue(Answer(200, "application/json", Settled));

        var answer = await _client.Verifications.VerifyAsync(new VerificationRequest("1", "2", "3", new SubjectClaim()), cancellationToken: Cancellation);

        answer.Outcome.ShouldBe(Outcome.Verified);
        _asked.Count.ShouldBe(3);
        _asked.Select(call => call.Key).Distinct().ShouldHaveSingleItem().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task What_has_an_effect_and_no_key_is_not_done_twice()
    {
        _answers.Enqueue(context => { context.Abort(); return Task.CompletedTask; });

        await Should.ThrowAsync<HuesUnreachableException>(_client.Review.ApproveAsync(Guid.CreateVersion7(), "any", Cancellation));

        _asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_long_wish_to_be_left_alone_is_the_callers_to_plan()
    {
        _answers.Enqueue(context =>
        {
            context.Response.Headers.RetryAfter = "600";
            return Answer(503, "application/problem+json", """
                {"type":"/problems/register_queue_full","title":"t","status":503,"detail":"d","nextStep":"n","traceId":"0af7"}
                """)(context);
        });

        var refused = await Should.ThrowAsync<HuesProblemException>(_client.Register.ReadAsync(Cancellation));

        (refused.Code, refused.RetryAfter).ShouldBe(("register_queue_full", TimeSpan.FromMinutes(10)));
        _asked.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(502, "text/html", "<html>proxy</html>", "http_502")]
    [InlineData(200, "application/json", "<html>", "unreadable_answer")]
    [InlineData(200, "application/json", """{"id":7}""", "unreadable_answer")]
    [InlineData(403, "application/problem+json", "{", "http_403")]
    public async Task What_is_not_the_services_own_answer_is_no_answer(int status, string type, string body, string reason)
    {
        for (var attempt = 0; attempt < 3; attempt++)
            _answers.Enqueue(Answer(status, type, body));

        var nothing = await Should.ThrowAsync<HuesUnreachableException>(_client.Verifications.ReadAsync(Guid.CreateVersion7(), Cancellation));

        (nothing.Party, nothing.Reason).ShouldBe((HuesParty.Service, reason));
        nothing.Message.ShouldNotContain("proxy");
    }

    [Fact]
    public async Task A_member_of_a_newer_service_is_left_out()
    {
        _answers.Enqueue(Answer(200, "application/json", Settled.Insert(1, "\"madeLater\":{\"x\":1},")));

        (await _client.Verifications.ReadAsync(Guid.CreateVersion7(), Cancellation)).Outcome.ShouldBe(Outcome.Verified);
    }

    [Fact]
    public async Task A_stream_of_records_without_its_sum_was_torn()
    {
        _answers.Enqueue(Answer(200, "application/x-ndjson", """{"line":1,"result":"created","errors":[],"warnings":[]}""" + "\n"));

        var torn = await Should.ThrowAsync<HuesUnreachableException>(
            _client.Records.TellAllAsync("payments", NothingAsync(), _ => ValueTask.CompletedTask, Cancellation));

        torn.Reason.ShouldBe("torn_answer");
    }

    [Fact]
    public async Task Giving_up_is_not_an_outage()
    {
        using var given = new CancellationTokenSource();
        _answers.Enqueue(async context => { await given.CancelAsync(); await Task.Delay(Timeout.Infinite, context.RequestAborted); });

        await Should.ThrowAsync<OperationCanceledException>(_client.Register.ReadAsync(given.Token));
    }

    private const string Settled = """
        {"id":"01a20b18-a9c2-7e9d-b7c9-d668e6b08db3","state":"settled","outcome":"verified","reasons":[],"receipt":"LHXN-9D5A","purpose":"1","caseReference":"2","createdAt":"2026-11-24T01:08:15Z","warnings":[]}
        """;

    private static Func<HttpContext, Task> Answer(int status, string type = "text/plain", string body = "") => context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        return context.Response.WriteAsync(body);
    };

    private static async IAsyncEnumerable<PushedRecordLine> NothingAsync()
    {
        await Task.Yield();
        yield break;
    }
}
