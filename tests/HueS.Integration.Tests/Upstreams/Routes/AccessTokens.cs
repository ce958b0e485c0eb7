using System.Collections.Concurrent;
using System.Text;
using HueS.Integration.Tests.World;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Population;
using HueS.Integration.Upstreams.Population.LgspSoap;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Upstreams.Routes;

/// <summary>The token that the provincial platform wants first.</summary>
public sealed class AccessTokens(TestDatabases databases)
{
    private static readonly Dress Dress = Dress.Of("lgsp-soap");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_fetched_with_our_credentials_and_kept()
    {
        await using var world = await StartAsync();
        Dress.Answer(world, requestId => Dress.Verified(requestId, matches: true));

        for (var call = 0; call < 3; call++)
            await AskAsync(world);

        var fetched = Calls(world).ShouldHaveSingleItem();
        fetched.Body.ShouldBe("grant_type=client_credentials");
        fetched.Headers["Content-Type"].ShouldBe("application/x-www-form-urlencoded");
        fetched.Headers["Authorization"].ShouldBe("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("hues:a client secret for tests")));
        Dress.Questions(world).Select(question => question.Headers["Authorization"]).ShouldBe(["Bearer a-token", "Bearer a-token", "Bearer a-token"]);
        (await world.AskedAsync()).Count.ShouldBe(3, "a call for a token asks about nobody");
    }

    [Fact]
    public async Task Callers_who_need_it_at_once_fetch_it_once()
    {
        await using var world = await StartAsync();
        Dress.Answer(world, requestId => Dress.Verified(requestId, matches: true));

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => AskAsync(world)));

        Calls(world).Count.ShouldBe(1);
        Dress.Questions(world).Count.ShouldBe(10);
    }

    [Theory]
    [InlineData(3_600, 3_539, 3_541)]
    [InlineData(60, 29, 31)]
    public async Task It_is_replaced_before_it_expires_and_not_long_before(int expiresIn, int still, int noLonger)
    {
        await using var world = await StartAsync();
        world.Server.Script = (count, _, stream, token) => Token.GiveAsync(stream, token, $"token-{count}", expiresIn);
        var clock = new FakeTimeProvider();
        using var keeper = new TokenKeeper(
            world.Room<ILgspSoapApi>(),
            Options.Create(new LgspSoapOptions { TokenMargin = TimeSpan.FromMinutes(1) }),
            clock);

        var first = await keeper.TakeAsync(Cancellation);
        clock.Advance(TimeSpan.FromSeconds(still));
        var kept = await keeper.TakeAsync(Cancellation);
        clock.Advance(TimeSpan.FromSeconds(noLonger - still));
        var second = await keeper.TakeAsync(Cancellation);
        keeper.Drop(first);

        kept.ShouldBeSameAs(first);
        (first.Header, second.Header).ShouldBe(("Bearer token-1", "Bearer token-2"));
        (await keeper.TakeAsync(Cancellation)).ShouldBeSameAs(second, "a late complaint about the first does not cost the second");
    }

    [Fact]
    public async Task One_that_is_no_longer_accepted_is_dropped_and_the_next_attempt_fetches_and_pays_anew()
    {
        await using var world = await StartAsync();
        var accepted = new ConcurrentDictionary<string, bool> { ["Bearer token-1"] = true };
        var given = 0;
        world.Server.Script = (_, request, stream, token) =>
        {
            if (request.Target == Token.Path)
                return Token.GiveAsync(stream, token, $"token-{Interlocked.Increment(ref given)}");
            return accepted.ContainsKey(request.Headers["Authorization"])
                ? SayYesAsync(request, stream, token)
                : ScriptedServer.AnswerAsync(stream, 401, Dress.Json, Encoding.UTF8.GetBytes(Dress.Wrap("", "001")), token);
        };

        await AskAsync(world);
        accepted.Clear();
        accepted["Bearer token-2"] = true;
        await AskAsync(world);

        given.ShouldBe(2);
        var questions = Dress.Questions(world);
        questions.Select(question => question.Headers["Authorization"]).ShouldBe(["Bearer token-1", "Bearer token-1", "Bearer token-2"]);
        (await world.IntentsAsync()).ShouldBe(questions.Select(Dress.RequestId), ignoreOrder: true);
    }

    [Fact]
    public async Task One_that_was_never_accepted_tells_that_we_are_not_known()
    {
        await using var world = await StartAsync();
        Dress.Answer(world, _ => Dress.Wrap("", "001"), status: 401);

        (await Should.ThrowAsync<UpstreamRefusedException>(() => AskAsync(world))).Reason.ShouldBe(RefusalReason.NotAuthenticated);

        Dress.Questions(world).Count.ShouldBe(1);
        Calls(world).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    public async Task Credentials_nobody_knows_are_a_refusal_and_no_question_leaves(int status)
    {
        await using var world = await StartAsync();
        world.Server.Script = (_, _, stream, token) =>
            ScriptedServer.AnswerAsync(stream, status, Dress.Json, Encoding.UTF8.GetBytes("""{"error":"invalid_client"}"""), token);

        (await Should.ThrowAsync<UpstreamRefusedException>(() => AskAsync(world))).Reason.ShouldBe(RefusalReason.NotAuthenticated);

        Dress.Questions(world).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"access_token":"","token_type":"Bearer","expires_in":3600}""")]
    [InlineData("""{"access_token":"a b","token_type":"Bearer","expires_in":3600}""")]
    [InlineData("""{"access_token":"a\r\nX-Evil: 1","token_type":"Bearer","expires_in":3600}""")]
    [InlineData("""{"access_token":"a","token_type":"mac","expires_in":3600}""")]
    [InlineData("""{"access_token":"a","token_type":"Bearer","expires_in":0}""")]
    [InlineData("""{"access_token":"a","token_type":"Bearer","expires_in":"soon"}""")]
    [InlineData("""{"access_token":"a","access_token":"b","token_type":"Bearer","expires_in":3600}""")]
    [InlineData("""{"access_token":"a","token_type":"Bearer"}""")]
    [InlineData("<html/>")]
    public async Task A_token_that_is_none_is_a_protocol_error(string answer)
    {
        await using var world = await StartAsync();
        world.Server.Script = (_, _, stream, token) =>
            ScriptedServer.AnswerAsync(stream, 200, Dress.Json, Encoding.UTF8.GetBytes(answer), token);

        (await Should.ThrowAsync<UpstreamUnavailableException>(() => AskAsync(world))).Reason.ShouldBe(UnavailableReason.ProtocolError);

        Dress.Questions(world).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_platform_that_hangs_over_the_token_is_cut_by_the_attempts_time_out()
    {
        await using var world = await StartAsync(("Population:LgspSoap:Pipeline:AttemptTimeout", "00:00:00.300"));
        world.Server.Script = (_, _, _, token) => Task.Delay(Timeout.Infinite, token);

        (await Should.ThrowAsync<UpstreamUnavailableException>(() => AskAsync(world))).Reason.ShouldBe(UnavailableReason.TimedOut);
    }

    [Fact]
    public async Task Neither_token_nor_credentials_are_logged()
    {
        await using var world = await StartAsync();
        Dress.Answer(world, requestId => Dress.Verified(requestId, matches: true));

        await AskAsync(world);

        var log = string.Join('\n', world.Log.Lines);
        log.ShouldNotContain("a-token");
        log.ShouldNotContain("a client secret for tests");
        log.ShouldNotContain("Basic ");
        The.ShouldBeFreeOfSecrets(log);
    }

    private Task<UpstreamWorld> StartAsync(params (string, string)[] settings) =>
        RouteWorld.StartAsync(databases, ["lgsp-soap"], settings);

    private static async Task AskAsync(UpstreamWorld world) =>
        (await world.Register.VerifyAsync(The.Question, The.Ask(), Cancellation)).ShouldBeOfType<VerifyAnswer.Matches>();

    private static List<Received> Calls(UpstreamWorld world) => [.. world.Server.Requests.Where(request => request.Target == Token.Path)];

    private static Task SayYesAsync(Received request, Stream stream, CancellationToken cancellationToken) =>
        ScriptedServer.AnswerAsync(
            stream,
            200,
            Dress.ContentType,
            Encoding.UTF8.GetBytes(Dress.Verified(Dress.RequestId(request), matches: true)),
            cancellationToken,
            UpstreamWorld.Echo(request));
}
