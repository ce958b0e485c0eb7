using System.Net;
using System.Net.Sockets;
using System.Text;
using HueS.Integration.Server;
using HueS.Integration.Server.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class Operations
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_failing_check_makes_the_node_unready_but_leaves_it_alive_and_tells_no_reason()
    {
        await using var server = await TestServer.StartAsync(builder => builder.Services.AddHealthChecks()
            .AddCheck("broken", () => HealthCheckResult.Unhealthy("the password of the database")));

        var ready = await server.GetAsync("/health/ready", token: null);
        var live = await server.GetAsync("/health/live", token: null);

        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var told = await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        told.ShouldStartWith("""{"status":"unhealthy",""");
        told.ShouldContain("\"broken\":\"unhealthy\"");
        told.ShouldContain("\"serving\":\"healthy\"");
        told.ShouldNotContain("password");
        live.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_stopping_node_turns_unready_first_and_completes_what_is_in_flight()
    {
        var entered = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        await using var server = await TestServer.StartAsync(
            builder => builder.Configuration.AddInMemoryCollection([new("Server:DrainDelay", "00:00:05")]),
            app => app.MapApi().MapGet("/slow", async () =>
            {
                entered.SetResult();
                await release.Task;
                return TypedResults.Ok("done");
            }));

        var inFlight = server.GetAsync("/v1/slow");
        await entered.Task.WaitAsync(Bound, TestContext.Current.CancellationToken);
        var stopped = server.StopAsync();
        var ready = await server.GetAsync("/health/ready", token: null);
        release.SetResult();

        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await inFlight).StatusCode.ShouldBe(HttpStatusCode.OK);
        await stopped.WaitAsync(Bound, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Metrics_name_routes_and_never_paths_or_query_strings()
    {
        await using var server = await TestServer.StartAsync(map: app => app.MapApi().MapGet("/things/{id}", (string id) => TypedResults.Ok()));
        await server.GetAsync("/v1/things/some-secret-id?name=some-secret-name");

        var metrics = await Poll(async () => await (await server.GetAsync("/metrics", token: null)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            text => text.Contains("/v1/things/{id}", StringComparison.Ordinal));

        metrics.ShouldNotContain("some-secret");
    }

    [Fact]
    public async Task A_caller_that_sends_its_headers_too_slowly_is_let_go()
    {
        await using var server = await TestServer.StartAsync();
        using var slow = new TcpClient();
        await slow.ConnectAsync(IPAddress.Loopback, server.Url.Port, TestContext.Current.CancellationToken);
        var stream = slow.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes("GET /health/live HTTP/1.1\r\nHost: a\r\n"), TestContext.Current.CancellationToken);

        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(Bound, TestContext.Current.CancellationToken);

        answer.ShouldStartWith("HTTP/1.1 408");
    }

    [Fact]
    public void The_server_listens_on_this_machine_only_unless_told_otherwise()
    {
        var settings = ServerHost.Build([]).Configuration;

        settings["urls"].ShouldBe("http://127.0.0.1:5080");
    }

    [Theory]
    [InlineData(null, "Access:Authority is missing")]
    [InlineData("http://tokens.example", "https")]
    [InlineData("/relative", "absolute")]
    public async Task A_wrong_authority_stops_the_start_with_a_sentence(string? authority, string sentence)
    {
        await using var app = ServerHost.Build([$"--Access:Authority={authority}"]);

        var wrong = Should.Throw<Exception>(app.Services.GetRequiredService<IStartupValidator>().Validate);

        wrong.Message.ShouldContain(sentence);
        wrong.Message.ShouldContain("Storage:ConnectionString is missing");
    }

    [Fact]
    public void Help_and_unknown_verbs_have_their_own_exit_codes()
    {
        Commands.Help().ShouldBe(Commands.Done);
        Commands.Unknown().ShouldBe(Commands.Misused);
    }

    [Fact]
    public async Task A_wrong_setting_ends_the_start_with_an_exit_code() =>
        (await Commands.ServeAsync(["--Access:Authority=/relative"])).ShouldBe(Commands.Failed);

    [Fact]
    public async Task Keys_are_made_once_and_never_overwritten()
    {
        var folder = Directory.CreateTempSubdirectory("hues-keys-");
        var file = Path.Combine(folder.FullName, "ring.json");
        string[] settings = [$"--Protection:KeyRingFile={file}"];

        (await Commands.CreateKeysAsync(settings)).ShouldBe(Commands.Done);
        var made = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        (await Commands.CreateKeysAsync(settings)).ShouldBe(Commands.Failed);

        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldBe(made);
        (await Commands.CreateKeysAsync([])).ShouldBe(Commands.Failed);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Migrate_without_an_owner_connection_fails() =>
        (await Commands.MigrateAsync([])).ShouldBe(Commands.Failed);

    private static async Task<string> Poll(Func<Task<string>> read, Func<string, bool> until)
    {
        using var bound = new CancellationTokenSource(Bound);
        while (true)
        {
            var text = await read();
            if (until(text))
                return text;
            await Task.Delay(50, bound.Token);
        }
    }
}
