using System.Text;
using HueS.Integration.Audit;
using HueS.Integration.Storage;
using HueS.Integration.Tests.World;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Population;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Upstreams.Routes;

/// <summary>When another route is asked, when none is, and what is left behind.</summary>
public sealed class Failovers(TestDatabases databases)
{
    private static readonly string[] Routes = Dress.Routes;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private delegate Task Play(Dress dress, Received request, Stream stream, CancellationToken cancellationToken);

    [Fact]
    public async Task The_first_route_alone_is_asked_as_long_as_it_answers()
    {
        await using var world = await StartAsync();
        Script(world, ("ndxp", Yes), ("lgsp-soap", Yes), ("lgsp-json", Yes));

        await ShouldMatch(world);

        (await world.AskedAsync()).ShouldBe(["ndxp"]);
        world.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_order_is_a_setting()
    {
        await using var world = await RouteWorld.StartAsync(databases, ["lgsp-json", "ndxp"]);
        Script(world, ("ndxp", Yes), ("lgsp-json", Yes));

        await ShouldMatch(world);

        (await world.AskedAsync()).ShouldBe(["lgsp-json"]);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(404)]
    [InlineData(401)]
    [InlineData(403)]
    public async Task Where_the_first_route_is_down_or_does_not_know_us_the_second_answers(int status)
    {
        await using var world = await StartAsync();
        Script(world, ("ndxp", Status(status)), ("lgsp-soap", Yes));

        await ShouldMatch(world);

        var asked = await world.AskedAsync();
        asked.ShouldBe([.. Enumerable.Repeat("ndxp", Dress.Of("ndxp").Questions(world).Count), "lgsp-soap"]);
    }

    [Fact]
    public async Task A_garbled_answer_is_asked_for_elsewhere()
    {
        await using var world = await StartAsync();
        Script(world, ("ndxp", Say("text/html", "<html>Bảo trì</html>")), ("lgsp-soap", Yes));

        await ShouldMatch(world);
    }

    [Fact]
    public async Task Each_attempt_is_an_intent_and_none_leaves_without_one()
    {
        await using var world = await StartAsync();
        Script(world, ("ndxp", Status(500)), ("lgsp-soap", Status(500)), ("lgsp-json", Yes));

        await ShouldMatch(world);

        var ids = Routes.Select(Dress.Of).SelectMany(dress => dress.Questions(world).Select(dress.RequestId)).ToList();
        ids.ShouldBeUnique();
        (await world.IntentsAsync()).ShouldBe(ids, ignoreOrder: true);
        ids.Count.ShouldBe(7, "three attempts each of the first two");
    }

    [Fact]
    public async Task With_everything_down_the_shortest_wait_is_told()
    {
        await using var world = await StartAsync();
        Script(world, ("ndxp", Status(429, "3600")), ("lgsp-soap", Status(429, "40")), ("lgsp-json", Status(429, "600")));

        var fault = await Should.ThrowAsync<UpstreamUnavailableException>(() => AskAsync(world));

        (fault.Reason, fault.RetryAfter).ShouldBe((UnavailableReason.Throttled, TimeSpan.FromSeconds(40)));
        The.ShouldBeFreeOfSecrets(fault.ToString());
    }

    [Fact]
    public async Task At_total_failure_no_route_gets_more_than_a_tenth_more_calls()
    {
        const int calls = 120;
        (string, string)[] patient =
        [
            .. Routes.SelectMany(route => new[]
            {
                ($"{Dress.Of(route).Section}:Pipeline:BreakerMinimum", "10000"),
                ($"{Dress.Of(route).Section}:Pipeline:Quota:Burst", "10000"),
            }),
        ];
        await using var world = await RouteWorld.StartAsync(databases, Routes, patient);
        Script(world, ("ndxp", Status(500)), ("lgsp-soap", Status(500)), ("lgsp-json", Status(500)));

        for (var call = 0; call < calls; call++)
            await Should.ThrowAsync<UpstreamUnavailableException>(() => AskAsync(world));

        foreach (var route in Routes)
            Dress.Of(route).Questions(world).Count.ShouldBeInRange(calls, (int)(calls * 1.1), route);
    }

    [Fact]
    public async Task An_open_breaker_is_gone_around_without_a_call()
    {
        await using var world = await StartAsync(("Population:Ndxp:Pipeline:BreakerMinimum", "2"), ("Population:Ndxp:Pipeline:Retries", "0"));
        Script(world, ("ndxp", Status(500)), ("lgsp-soap", Yes));

        for (var call = 0; call < 5; call++)
            await ShouldMatch(world);

        Dress.Of("ndxp").Questions(world).Count.ShouldBe(2);
        (await world.AskedAsync()).Count(route => route == "ndxp").ShouldBe(2, "what does not leave has no intent");
    }

    [Fact]
    public async Task A_route_whose_quota_is_spent_rests_and_the_next_one_pays_from_its_own()
    {
        await using var world = await StartAsync(
            ("Population:Ndxp:Pipeline:Quota:Burst", "2"),
            ("Population:Ndxp:Pipeline:Quota:PerSecond", "0.01"),
            ("Population:LgspSoap:Pipeline:Quota:Burst", "2"),
            ("Population:LgspSoap:Pipeline:Quota:PerSecond", "0.01"),
            ("Population:LgspJson:Pipeline:Quota:Burst", "1"),
            ("Population:LgspJson:Pipeline:Quota:PerSecond", "0.02"));
        Script(world, ("ndxp", Yes), ("lgsp-soap", Yes), ("lgsp-json", Yes));

        for (var call = 0; call < 5; call++)
            await ShouldMatch(world);
        var fault = await Should.ThrowAsync<UpstreamUnavailableException>(() => AskAsync(world));

        fault.Reason.ShouldBe(UnavailableReason.QuotaSpent);
        fault.RetryAfter.ShouldNotBeNull().ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(50), "the third route is the first to have one again");
        (await world.AskedAsync()).ShouldBe(["ndxp", "ndxp", "lgsp-soap", "lgsp-soap", "lgsp-json"]);
        Routes.Sum(route => Dress.Of(route).Questions(world).Count).ShouldBe(5, "nothing leaves unpaid");
    }

    [Fact]
    public async Task A_person_at_a_counter_does_not_wait_for_a_turn_where_another_route_has_one()
    {
        // Long enough waits, so that only a machine that stands still could have the first route's next turn come.
        await using var world = await StartAsync(
            ("Population:Ndxp:Pipeline:Quota:Burst", "1"),
            ("Population:Ndxp:Pipeline:Quota:PerSecond", "0.05"),
            ("Population:Ndxp:Pipeline:Quota:CounterWait", "00:01:00"),
            ("Population:Ndxp:Pipeline:InteractiveTimeout", "00:01:00"));
        Script(world, ("ndxp", Yes), ("lgsp-soap", Yes));
        var ask = The.Ask() with { Deadline = TimeProvider.System.GetUtcNow().AddSeconds(100) };

        await world.Register.VerifyAsync(The.Question, ask, Cancellation);
        await world.Register.VerifyAsync(The.Question, ask, Cancellation);

        (await world.AskedAsync()).ShouldBe(["ndxp", "lgsp-soap"]);
    }

    [Fact]
    public async Task A_route_that_hangs_leaves_the_next_one_time_to_answer()
    {
        await using var world = await StartAsync(("Population:Ndxp:Pipeline:AttemptTimeout", "00:00:03"), ("Population:Ndxp:Pipeline:InteractiveTimeout", "00:00:08"));
        Script(world, ("ndxp", (_, _, _, token) => Task.Delay(Timeout.Infinite, token)), ("lgsp-soap", Yes));

        // Long enough for whole attempts, so that nothing here depends on how fast this machine is.
        var ask = The.Ask() with { Deadline = TimeProvider.System.GetUtcNow().AddSeconds(14) };
        (await world.Register.VerifyAsync(The.Question, ask, Cancellation)).ShouldBeOfType<VerifyAnswer.Matches>();
    }

    [Fact]
    public async Task A_quarantined_route_is_gone_around()
    {
        await using var world = await StartAsync();
        await world.Quarantine.StopAsync(new Incident("ndxp", "look-up", "earlier", [1], "one-stop-desk", Guid.CreateVersion7()));
        Script(world, ("ndxp", Yes), ("lgsp-soap", Yes));

        await ShouldMatch(world);

        (await world.AskedAsync()).ShouldBe(["lgsp-soap"]);
    }

    [Theory]
    [InlineData("ndxp")]
    [InlineData("lgsp-soap")]
    [InlineData("lgsp-json")]
    public async Task The_wrong_person_stops_exactly_that_route_and_ends_the_call(string wrong)
    {
        string[] order = [wrong, .. Routes.Except([wrong])];
        await using var world = await RouteWorld.StartAsync(databases, order);
        var honest = Find();
        Script(world, [.. order.Select(route => (route, route == wrong ? Find(The.SomeoneElse) : honest))]);

        await Should.ThrowAsync<WrongPersonException>(() => world.Register.LookUpAsync(The.Question, The.Ask(), Cancellation));

        (await world.AskedAsync()).ShouldBe([wrong], "no other route is asked in the same call");
        foreach (var route in Routes)
            (await world.Quarantine.StandingAsync(route, Pool.Api, Cancellation) is { IsStopped: true }).ShouldBe(route == wrong);
        (await world.CountAsync(AuditAction.RouteQuarantined)).ShouldBe(1);

        // The deferred retry is another call, and goes around.
        (await world.Register.LookUpAsync(The.Question, The.Ask(), Cancellation)).ShouldBeOfType<LookUpAnswer.Found>();
        (await world.AskedAsync()).ShouldBe([wrong, order[1]]);
    }

    [Theory]
    [InlineData("004", nameof(RefusalReason.ProcedureNotLicensed))]
    [InlineData("005", nameof(RefusalReason.OfficerNotEntitled))]
    public async Task A_refused_procedure_or_officer_is_not_taken_elsewhere(string code, string reason)
    {
        await using var world = await StartAsync();
        Script(world, ("ndxp", Say(Dress.Json, $$"""{"error_code":"{{code}}","message":""}""")), ("lgsp-soap", Yes));

        var refusal = await Should.ThrowAsync<UpstreamRefusedException>(() => AskAsync(world));

        refusal.Reason.ToString().ShouldBe(reason);
        (await world.AskedAsync()).ShouldBe(["ndxp"]);
    }

    [Fact]
    public async Task An_answer_we_do_not_understand_is_not_asked_for_elsewhere()
    {
        await using var world = await StartAsync();
        Script(world, ("ndxp", Say("text/xml", The.People(The.Person(), "GhiChu='HUY'"))), ("lgsp-soap", Find()));

        var fault = await Should.ThrowAsync<UpstreamUnavailableException>(() =>
            world.Register.LookUpAsync(The.Question, The.Ask(), Cancellation));

        fault.Reason.ShouldBe(UnavailableReason.Indeterminate);
        (await world.AskedAsync()).ShouldBe(["ndxp"], "elsewhere the note might be missing");
    }

    [Fact]
    public async Task Where_nobody_knows_us_that_is_what_the_caller_is_told()
    {
        await using var world = await StartAsync();
        Script(world, ("ndxp", Status(401)), ("lgsp-soap", Status(401)), ("lgsp-json", Status(401)));

        (await Should.ThrowAsync<UpstreamRefusedException>(() => AskAsync(world))).Reason.ShouldBe(RefusalReason.NotAuthenticated);
    }

    [Fact]
    public async Task A_caller_who_leaves_takes_the_question_along()
    {
        await using var world = await StartAsync();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Script(world, ("ndxp", async (_, _, _, token) =>
        {
            await leaving.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
        }), ("lgsp-soap", Yes));

        await Should.ThrowAsync<OperationCanceledException>(() => world.Register.VerifyAsync(The.Question, The.Ask(), leaving.Token));

        (await world.AskedAsync()).ShouldBe(["ndxp"]);
    }

    private Task<UpstreamWorld> StartAsync(params (string, string)[] settings) => RouteWorld.StartAsync(databases, Routes, settings);

    private static Task<VerifyAnswer> AskAsync(UpstreamWorld world) =>
        world.Register.VerifyAsync(The.Question, The.Ask(), Cancellation);

    private static async Task ShouldMatch(UpstreamWorld world) => (await AskAsync(world)).ShouldBeOfType<VerifyAnswer.Matches>();

    private static void Script(UpstreamWorld world, params (string Route, Play Play)[] plays) =>
        world.Server.Script = (_, request, stream, token) =>
        {
            if (request.Target == Token.Path)
                return Token.GiveAsync(stream, token);
            foreach (var (route, play) in plays)
            {
                if (Dress.Of(route) is var dress && request.Target.StartsWith(dress.Path, StringComparison.Ordinal))
                    return play(dress, request, stream, token);
            }

            throw new InvalidOperationException($"Nothing is scripted for {request.Target}.");
        };

    private static Task Yes(Dress dress, Received request, Stream stream, CancellationToken cancellationToken) =>
        SayAsync(stream, request, dress.ContentType, dress.Verified(dress.RequestId(request), matches: true), cancellationToken);

    private static Play Find(string number = The.Number) => (dress, request, stream, token) =>
        SayAsync(stream, request, dress.ContentType, dress.Found(dress.RequestId(request), number), token);

    private static Play Say(string contentType, string body) => (_, request, stream, token) =>
        SayAsync(stream, request, contentType, body, token);

    private static Play Status(int status, string? retryAfter = null) => (_, _, stream, token) =>
        ScriptedServer.AnswerAsync(stream, status, "text/plain", [], token, retryAfter is null ? [] : [("Retry-After", retryAfter)]);

    private static Task SayAsync(Stream stream, Received request, string contentType, string body, CancellationToken cancellationToken) =>
        ScriptedServer.AnswerAsync(stream, 200, contentType, Encoding.UTF8.GetBytes(body), cancellationToken, UpstreamWorld.Echo(request));
}
