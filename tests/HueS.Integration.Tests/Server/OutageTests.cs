using System.Net;
using System.Net.Http.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class OutageTests(TestDatabases databases) : IAsyncLifetime
{
    private TestService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(
        databases,
        "--Population:Ndxp:Pipeline:AttemptTimeout=00:00:00.5",
        "--Verification:AnswerWithin=00:00:02");

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    public static TheoryData<string> Skies => [.. Storms.Keys];

    private static Dictionary<string, Action<Weather>> Storms { get; } = new()
    {
        ["down"] = weather => weather.Down(),
        ["black hole"] = weather => weather.BlackHole(),
        ["dripping"] = weather => weather.Dripping(TimeSpan.FromSeconds(30)),
        ["resetting"] = weather => weather.Resetting(),
        ["truncated"] = weather => weather.Truncated(),
        ["lying"] = weather => weather.Lying(),
        ["throttled for an hour"] = weather => weather.Throttled(TimeSpan.FromHours(1)),
        ["platform error"] = weather => weather.PlatformError(),
        ["oversized"] = weather => weather.Oversized(10 << 20),
    };

    [Theory]
    [MemberData(nameof(Skies))]
    public async Task An_outage_is_pending_and_never_an_answer(string sky)
    {
        Storms[sky](_service.Stubs.Population.Weather);

        using var response = await _service.PostAsync(_service.Portal, TestService.Ask(TestService.Claim(Personas.Plain)));
        var answer = await TestService.ReadAsync<Contracts.Verification>(response);

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        response.Headers.Location.ShouldNotBeNull().ToString().ShouldBe($"/v1/verifications/{answer.Id}");
        response.Headers.RetryAfter.ShouldNotBeNull().Delta.ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.Zero);
        (answer.State, answer.Outcome).ShouldBe((VerificationState.Pending, Outcome.Pending));
        answer.Pending.ShouldNotBeNull().Attempts.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task When_the_register_is_back_the_deferred_check_settles_by_itself()
    {
        _service.Stubs.Population.Weather.Down();
        var pending = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));

        _service.Stubs.Population.Weather.Clear();

        (await _service.UntilSettledAsync(_service.Portal, pending.Id)).Outcome.ShouldBe(Outcome.Verified);
        (await _service.Database.QueryAsync<string>("select kind from event order by at")).Last().ShouldBe("verification.settled");
    }

    [Fact]
    public async Task Another_citizens_data_is_no_outcome_and_stops_the_route_until_an_operator_releases_it()
    {
        var wrong = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.WrongPerson));
        var route = await UntilQuarantinedAsync();
        var asked = _service.Stubs.Population.Requests.Total;
        var meanwhile = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));

        wrong.Outcome.ShouldBe(Outcome.Pending);
        meanwhile.Outcome.ShouldBe(Outcome.Pending);
        meanwhile.Pending.ShouldNotBeNull().Reason.ShouldBe("register_quarantined");
        _service.Stubs.Population.Requests.Total.ShouldBe(asked);

        await _service.Database.ExecuteAsync($"update work set due_at = due_at + interval '1 hour' where target = '{wrong.Id}'");
        using var released = await _service.Operator.PostAsync($"/v1/register/routes/{route.Name}/release", null, Cancellation);

        released.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await _service.UntilSettledAsync(_service.Portal, meanwhile.Id)).Outcome.ShouldBe(Outcome.Verified);
    }

    [Fact]
    public async Task A_check_without_an_answer_until_its_deadline_goes_to_a_person()
    {
        _service.Stubs.Population.Weather.Down();
        var pending = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));

        await _service.Database.ExecuteAsync("update verification set deadline = clock_timestamp()");

        var settled = await _service.UntilSettledAsync(_service.Portal, pending.Id);
        (settled.Outcome, settled.Reasons.Single()).ShouldBe((Outcome.NeedsPerson, "deadline_passed"));
        (await _service.Database.QueryAsync<Guid>("select target from review_task")).ShouldBe([pending.Id]);
    }

    [Fact]
    public async Task A_refusal_of_the_wrapper_goes_to_a_person_and_says_nothing_about_the_citizen()
    {
        _service.Stubs.Population.Weather.Refusing();

        var asked = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));
        var answer = await _service.UntilSettledAsync(_service.Portal, asked.Id);

        (answer.Outcome, answer.Reasons.Single()).ShouldBe((Outcome.NeedsPerson, "register_refused"));
        answer.AsOf.ShouldBeNull();
    }

    [Fact]
    public async Task A_poison_check_goes_to_a_person_after_three_failures_and_the_others_are_worked_off()
    {
        // Nothing is tried again by itself: this test says when.
        await using var service = await TestService.StartAsync(databases, "--Verification:FirstDelay=00:05:00", "--Verification:LongestDelay=00:05:00");
        service.Stubs.Population.Weather.Down();
        var poisoned = await service.VerifyAsync(service.Portal, TestService.Claim(Personas.Plain));
        var sound = await service.VerifyAsync(service.Portal, TestService.Claim(Personas.TwinA));
        await service.Database.ExecuteAsync($"update verification set claim = '\\x00' where id = '{poisoned.Id}'");
        service.Stubs.Population.Weather.Clear();

        for (var pass = 0; pass < 300 && (await service.Database.QueryAsync<long>("select count(*) from work where state = 'new'")).Single() > 0; pass++)
        {
            await service.Database.ExecuteAsync("update work set due_at = clock_timestamp()");
            await Task.Delay(100, Cancellation);
        }

        (await service.UntilSettledAsync(service.Portal, sound.Id)).Outcome.ShouldBe(Outcome.Verified);
        var parked = await service.UntilSettledAsync(service.Portal, poisoned.Id);
        (parked.Outcome, parked.Reasons.Single()).ShouldBe((Outcome.NeedsPerson, "check_failed"));
        (await service.Database.QueryAsync<string>("select state from work order by state")).ShouldBe(["done", "parked"]);
        (await service.Database.QueryAsync<int>("select failures from work where state = 'parked'")).ShouldBe([3]);
        (await service.Database.QueryAsync<string>($"select action from audit where target = '{poisoned.Id}' and action in ('verification.put_off', 'verification.settled') order by at, id"))
            .ShouldBe(["verification.put_off", "verification.put_off", "verification.put_off", "verification.settled"]);
        (await service.Database.QueryAsync<string>($"select kind from event where target = '{poisoned.Id}' order by at, id"))
            .ShouldBe(["verification.pending", "verification.pending", "verification.pending", "verification.settled"]);
    }

    [Fact]
    public async Task A_database_that_cannot_answer_is_503_and_nothing_is_kept_or_asked()
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(_service.Database.Owner);
        await using var holder = await source.OpenConnectionAsync(Cancellation);
        await using var transaction = await holder.BeginTransactionAsync(Cancellation);
        await using var hold = new Npgsql.NpgsqlCommand("lock table subject", holder);
        await hold.ExecuteNonQueryAsync(Cancellation);

        using var refused = await _service.PostAsync(_service.Portal, TestService.Ask(TestService.Claim(Personas.Plain)), "lock-1");
        await transaction.RollbackAsync(Cancellation);
        var again = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain), key: "lock-1");

        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        (await _service.UntilSettledAsync(_service.Portal, again.Id)).Outcome.ShouldBe(Outcome.Verified);
        (await _service.Database.QueryAsync<long>("select count(*) from verification")).ShouldBe([1]);
    }

    [Fact]
    public async Task A_node_that_dies_while_it_works_on_a_check_leaves_it_to_another_which_finishes_it_once()
    {
        _service.Stubs.Population.Weather.Down();
        var pending = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));
        _service.Stubs.Population.Weather.BlackHole();
        await Until.TrueAsync("A lease on the check", async () =>
            (await _service.Database.QueryAsync<bool>("select lease_until is not null from work")).Single());

        // The node that holds the lease is as good as dead: its lease has run out and its fence is old.
        await _service.Database.ExecuteAsync("update work set lease_until = clock_timestamp() - interval '1 s', fence = fence + 1");
        await _service.Database.ExecuteAsync("update verification_flight set until = clock_timestamp()");
        _service.Stubs.Population.Weather.Clear();

        (await _service.UntilSettledAsync(_service.Portal, pending.Id)).Outcome.ShouldBe(Outcome.Verified);
        (await _service.Database.QueryAsync<long>("select count(*) from audit where action = 'verification.settled'")).ShouldBe([1]);
    }

    [Fact]
    public async Task A_check_that_draws_the_wrong_person_again_goes_to_a_person_and_stops_the_route_no_more()
    {
        var wrong = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.WrongPerson));

        for (var release = 0; release < 300 && (await _service.Database.QueryAsync<string>("select state from work")).Single() == "new"; release++)
        {
            using var released = await _service.Operator.PostAsync("/v1/register/routes/ndxp/release", null, Cancellation);
            await Task.Delay(100, Cancellation);
        }

        var settled = await _service.UntilSettledAsync(_service.Portal, wrong.Id);
        (settled.Outcome, settled.Reasons.Single(), settled.AsOf).ShouldBe((Outcome.NeedsPerson, "record_mixed_up", null));
        (await _service.Database.QueryAsync<string>("select action from audit where action in ('route.quarantined', 'record.mixed_up') order by at, id"))
            .ShouldBe(["route.quarantined", "record.mixed_up"]);
        (await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain))).Outcome.ShouldBe(Outcome.Verified);
    }

    [Fact]
    public async Task Credentials_the_register_does_not_accept_leave_the_check_waiting()
    {
        await using var service = await TestService.StartAsync(databases, "--Population:Ndxp:SecretKey=another-secret");

        var answer = await service.VerifyAsync(service.Portal, TestService.Claim(Personas.Plain));

        (answer.Outcome, answer.Pending.ShouldNotBeNull().Reason).ShouldBe((Outcome.Pending, "register_unreachable"));
        (await service.Database.QueryAsync<long>("select count(*) from review_task")).ShouldBe([0]);
    }

    [Fact]
    public async Task When_too_many_checks_wait_new_ones_are_turned_away_and_nothing_of_them_is_kept()
    {
        await using var service = await TestService.StartAsync(databases, "--Verification:MostWaiting=1", "--Verification:FirstDelay=00:05:00", "--Verification:LongestDelay=00:05:00");
        service.Stubs.Population.Weather.Down();
        HttpResponseMessage response;
        var tries = 0;
        do
        {
            // The queue is counted now and then, so the first few still get in.
            response = await service.PostAsync(service.Portal, TestService.Ask(TestService.Claim(Personas.Plain)));
            await Task.Delay(100, Cancellation);
        }
        while (response.StatusCode == HttpStatusCode.Accepted && ++tries < 300);

        var kept = await service.Database.QueryAsync<long>("select count(*) from verification");
        var problem = await TestService.ReadAsync<System.Text.Json.JsonElement>(response);
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.ShouldNotBeNull();
        problem.GetProperty("type").GetString().ShouldBe("/problems/register_queue_full");
        kept.ShouldBe([tries]);
    }

    [Fact]
    public async Task What_an_operator_caps_is_what_an_hour_of_quota_holds()
    {
        await using var service = await TestService.StartAsync(databases, "--Verification:FirstDelay=00:05:00", "--Verification:LongestDelay=00:05:00");
        service.Stubs.Population.Weather.Down();
        using var capped = await service.Operator.PutAsJsonAsync("/v1/register/routes/ndxp/cap", new { perDay = 1 }, Cancellation);
        capped.StatusCode.ShouldBe(HttpStatusCode.OK);

        await Until.TrueAsync("A check that is turned away", async () =>
        {
            using var response = await service.PostAsync(service.Portal, TestService.Ask(TestService.Claim(Personas.Plain)));
            return response.StatusCode == HttpStatusCode.ServiceUnavailable
                && (await response.ProblemAsync()).Type == "/problems/register_queue_full";
        });
    }

    private async Task<RegisterRoute> UntilQuarantinedAsync()
    {
        for (var look = 0; look < 300; look++)
        {
            using var shown = await _service.Operator.GetAsync("/v1/register", Cancellation);
            if ((await TestService.ReadAsync<RegisterStatus>(shown)).Routes.ShouldHaveSingleItem() is { Quarantined: true } route)
                return route;
            await Task.Delay(100, Cancellation);
        }

        throw new TimeoutException("The route was not quarantined within its bound.");
    }
}
