using System.Net;
using HueS.Integration.Server;
using HueS.Integration.Server.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class ProblemTexts : IAsyncLifetime
{
    private const string Secret = "Bí Mật Tuyệt Đối";

    private TestServer server = null!;

    public async ValueTask InitializeAsync() => server = await TestServer.StartAsync(
        configure: builder => builder.Services.AddSingleton<Troubles>(),
        map: app => app.MapApi().MapGet("/trouble", IResult (Troubles troubles) => throw troubles.Next!));

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData(null, "vi")]
    [InlineData("fr", "vi")]
    [InlineData("en", "en")]
    [InlineData("en-GB, vi;q=0.5", "en")]
    [InlineData("en;q=0.2, vi-VN;q=0.9", "vi")]
    [InlineData("en;q=0", "vi")]
    [InlineData("*", "vi")]
    public async Task A_problem_speaks_the_language_asked_for_and_carries_both(string? asked, string answered)
    {
        var response = await server.PostAsync("/v1/probe", "{", language: asked);

        var problem = await response.ProblemAsync();
        response.Content.Headers.ContentLanguage.ShouldHaveSingleItem().ShouldBe(answered);
        problem.Detail.ShouldBe(answered == "vi" ? problem.Text.Vi.Official : problem.Text.En.Official);
        problem.NextStep.ShouldBe(answered == "vi" ? problem.Text.Vi.NextStep : problem.Text.En.NextStep);
        problem.Title.ShouldBe(answered == "vi" ? "Nội dung gửi lên không đọc được" : "The request could not be read");
        problem.TraceId.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task A_path_that_leads_nowhere_is_a_problem_and_is_not_recorded()
    {
        (await (await server.GetAsync("/v1/nothing")).ProblemAsync()).Type.ShouldBe("/problems/not_found");
        server.Refusals.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_method_that_does_not_fit_names_those_that_do()
    {
        var response = await server.GetAsync("/v1/probe");

        (await response.ProblemAsync()).Type.ShouldBe("/problems/method_not_allowed");
        response.Content.Headers.Allow.ShouldBe(["POST"]);
    }

    [Fact]
    public async Task A_bug_answers_without_the_exceptions_message_and_logs_without_it()
    {
        server.Services.GetRequiredService<Troubles>().Next = new InvalidOperationException(Secret, new FormatException(Secret));

        var response = await server.GetAsync("/v1/trouble");

        (await response.ProblemAsync()).Type.ShouldBe("/problems/internal_error");
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain(Secret);
        server.Logged.ShouldAllBe(line => !line.Contains(Secret, StringComparison.Ordinal));
        server.Logged.ShouldContain(line => line.Contains("System.FormatException", StringComparison.Ordinal));
        server.Refusals.ShouldBeEmpty();
    }

    public static TheoryData<string, string> DatabaseTroubles => new()
    {
        { "pool exhausted", "busy" },
        { "57014", "busy" },
        { "57P01", "busy" },
        { "53100", "busy" },
        { "55P03", "busy" },
        { "40001", "busy" },
        { "25006", "busy" },
        { "42601", "internal_error" },
        { "23505", "internal_error" },
    };

    [Theory]
    [MemberData(nameof(DatabaseTroubles))]
    public async Task A_database_that_is_away_reads_as_busy_and_a_wrong_statement_as_our_fault(string trouble, string code)
    {
        server.Services.GetRequiredService<Troubles>().Next = trouble == "pool exhausted"
            ? new NpgsqlException(Secret, new TimeoutException())
            : new PostgresException(Secret, "ERROR", "ERROR", trouble);

        var response = await server.GetAsync("/v1/trouble");

        (await response.ProblemAsync()).Type.ShouldBe($"/problems/{code}");
        (response.Headers.RetryAfter is not null).ShouldBe(response.StatusCode == HttpStatusCode.ServiceUnavailable);
        server.Logged.ShouldAllBe(line => !line.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refusal_is_answered_even_when_its_audit_cannot_be_written()
    {
        await using var broken = await TestServer.StartAsync(builder =>
            builder.Services.AddSingleton<RefusalRecorder>((_, _) => throw new NpgsqlException(Secret)));

        // The recorder registered last wins; the server's own test recorder is registered before it.
        var problem = await (await broken.PostAsync("/v1/probe", "{")).ProblemAsync();

        problem.Type.ShouldBe("/problems/malformed_json");
        broken.Refusals.ShouldBeEmpty();
        broken.Logged.ShouldContain(line => line.Contains("malformed_json", StringComparison.Ordinal));
        broken.Logged.ShouldAllBe(line => !line.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Answers_are_not_to_be_cached_or_sniffed()
    {
        var response = await server.GetAsync("/v1/nothing");

        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        response.Headers.Contains("Server").ShouldBeFalse();
    }

    private sealed class Troubles
    {
        public Exception? Next { get; set; }
    }
}
