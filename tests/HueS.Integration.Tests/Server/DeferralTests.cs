using System.Net;
using System.Net.Http.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class DeferralTests(TestDatabases databases) : IAsyncLifetime
{
    // Nothing is tried again by itself unless a test hastens it.
    private static readonly string[] Patient = ["--Verification:FirstDelay=00:05:00", "--Verification:LongestDelay=00:05:00"];

    private TestService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(databases, Patient);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_caller_who_prefers_not_to_wait_gets_a_place_to_look_and_the_answer_comes_by_itself()
    {
        using var response = await AskAsync(Personas.Plain, "respond-async");
        var answer = await TestService.ReadAsync<Contracts.Verification>(response);

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        response.Headers.GetValues("Preference-Applied").ShouldBe(["respond-async"]);
        (answer.State, answer.Pending.ShouldNotBeNull().Reason).ShouldBe((VerificationState.Pending, "being_asked"));
        (await _service.UntilSettledAsync(_service.Portal, answer.Id)).Outcome.ShouldBe(Outcome.Verified);
    }

    [Fact]
    public async Task A_caller_who_states_a_waiting_time_gets_the_answer_as_soon_as_the_register_is_back()
    {
        await using var service = await TestService.StartAsync(databases);
        service.Stubs.Population.Weather.Down();
        var asking = service.PostAsync(service.Portal, TestService.Ask(TestService.Claim(Personas.Plain)), prefer: "wait=50");
        await Until.TrueAsync("A row of work", async () =>
            (await service.Database.QueryAsync<long>("select count(*) from work")).Single() > 0);

        service.Stubs.Population.Weather.Clear();
        using var response = await asking;

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.GetValues("Preference-Applied").ShouldBe(["wait=50"]);
        (await TestService.ReadAsync<Contracts.Verification>(response)).Outcome.ShouldBe(Outcome.Verified);
    }

    [Fact]
    public async Task A_waiting_time_that_runs_out_ends_in_a_place_to_look()
    {
        _service.Stubs.Population.Weather.BlackHole();

        using var response = await AskAsync(Personas.Plain, "wait=1");

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        response.Headers.Location.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_waiting_check_says_why_how_often_when_next_and_at_which_place()
    {
        _service.Stubs.Population.Weather.Down();
        await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));
        var second = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.TwinA));

        var standing = (await ReadAsync(second.Id)).Pending.ShouldNotBeNull();

        (standing.Reason, standing.Attempts, standing.Position).ShouldBe(("register_unreachable", 1, 2));
        standing.NextAttemptAt.ShouldBeGreaterThan(second.CreatedAt.AddMinutes(3));
        standing.ExpectedAt.ShouldBe(standing.NextAttemptAt, "the quota would let it go sooner");
        standing.Deadline.ShouldBe(second.CreatedAt.AddHours(24));
    }

    [Fact]
    public async Task When_a_waiting_check_is_expected_follows_from_the_quota_and_its_place()
    {
        await using var service = await TestService.StartAsync(
            databases,
            "--Verification:FirstDelay=00:00:10",
            "--Verification:LongestDelay=00:00:10",
            "--Population:Ndxp:Pipeline:Quota:PerSecond=0.01",
            "--Population:Ndxp:Pipeline:Quota:Burst=1");
        service.Stubs.Population.Weather.Down();
        foreach (var year in Enumerable.Range(1940, 4))
        {
            using var asked = await service.PostAsync(
                service.Portal, TestService.Ask(TestService.Claim(Personas.Plain, birthDate: $"{year}")), prefer: "respond-async");
        }

        var waiting = (await ListAsync(service, "")).Verifications.Select(check => check.Pending.ShouldNotBeNull()).ToList();

        waiting.Select(check => check.Position).ShouldBe([1, 2, 3, 4]);
        waiting.ShouldAllBe(check => check.ExpectedAt >= check.NextAttemptAt);
        // A hundred seconds a query, and two of them between these.
        (waiting[3].ExpectedAt!.Value - waiting[1].ExpectedAt!.Value).ShouldBeGreaterThan(TimeSpan.FromSeconds(150));
    }

    [Fact]
    public async Task While_no_route_runs_nobody_can_tell_when_an_answer_is_to_be_expected()
    {
        using var stopped = await _service.Operator.PostAsJsonAsync(
            "/v1/register/routes/ndxp/quarantine", new RouteQuarantineRequest("maintenance"), Cancellation);

        var pending = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));

        pending.Pending.ShouldNotBeNull().ExpectedAt.ShouldBeNull();
    }

    [Theory]
    [InlineData("wait=0", "wait=0")]
    [InlineData("wait=99999999999", "wait=60")]
    public async Task The_waiting_time_that_holds_is_told(string preferred, string applied)
    {
        using var response = await AskAsync(Personas.Plain, preferred);

        response.StatusCode.ShouldBe(applied == "wait=0" ? HttpStatusCode.Accepted : HttpStatusCode.OK);
        response.Headers.GetValues("Preference-Applied").ShouldBe([applied]);
    }

    [Theory]
    [InlineData(0, HttpStatusCode.Accepted)]
    [InlineData(1, HttpStatusCode.OK)]
    [InlineData(2, HttpStatusCode.OK)]
    public async Task A_person_at_a_counter_waits_for_an_equal_check_only_where_that_one_is_as_urgent(int lane, HttpStatusCode status)
    {
        _service.Stubs.Population.Weather.Down();
        await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));
        _service.Stubs.Population.Weather.Clear();
        await _service.Database.ExecuteAsync(
            $"insert into verification_flight select claim_index, id, now() + interval '10 minutes', {lane} from verification");

        using var response = await AskAsync(Personas.Plain, lane == 0 ? "wait=1" : "wait=50");

        response.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task A_waiting_check_steps_back_from_an_equal_one_without_an_attempt_and_without_a_word()
    {
        _service.Stubs.Population.Weather.Down();
        var pending = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));
        _service.Stubs.Population.Weather.Clear();
        await _service.Database.ExecuteAsync(
            "insert into verification_flight select claim_index, gen_random_uuid(), now() + interval '10 minutes', 0 from verification");

        using var wished = await _service.Portal.PostAsync($"/v1/verifications/{pending.Id}/retry", null, Cancellation);
        await Until.TrueAsync("Two steps back", async () =>
            (await _service.Database.QueryAsync<long>("select fence from work where lease_until is null")).Any(fence => fence > 1));
        await _service.Database.ExecuteAsync("delete from verification_flight");
        await _service.UntilSettledAsync(_service.Portal, pending.Id);

        (await _service.Database.QueryAsync<int>("select attempts from work")).ShouldBe([2]);
        (await EventsAsync()).ShouldBe(["verification.pending", "verification.retried", "verification.settled"]);
        (await _service.Database.QueryAsync<long>("select count(*) from intent where officer_id is null")).ShouldBe([0]);
    }

    [Fact]
    public async Task A_receipt_code_drawn_twice_costs_no_second_question()
    {
        await _service.Database.ExecuteAsync(
            """
            create sequence draws;
            grant usage on sequence draws to hues_service;
            create function drawn() returns trigger language plpgsql as $$
            begin
              if nextval('draws') <= 2 then
                raise exception using errcode = 'unique_violation', constraint = 'verification_receipt', table = 'verification';
              end if;
              return new;
            end $$;
            create trigger drawn before insert on verification for each row execute function drawn();
            """);

        var answer = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));

        answer.Outcome.ShouldBe(Outcome.Verified);
        (await _service.Database.QueryAsync<string>("select receipt from verification")).ShouldBe([answer.Receipt]);
        (await _service.Database.QueryAsync<long>("select count(*) - count(distinct operation) from intent")).ShouldBe([0]);
        (await _service.Database.QueryAsync<long>("select count(*) from verification_flight")).ShouldBe([0]);
    }

    [Fact]
    public async Task A_retry_asks_now_and_writes_who_wished_it()
    {
        _service.Stubs.Population.Weather.Down();
        var pending = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));
        _service.Stubs.Population.Weather.Clear();

        using var wished = await _service.Portal.PostAsync($"/v1/verifications/{pending.Id}/retry", null, Cancellation);
        var settled = await _service.UntilSettledAsync(_service.Portal, pending.Id);
        using var late = await _service.Portal.PostAsync($"/v1/verifications/{pending.Id}/retry", null, Cancellation);

        wished.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        settled.Outcome.ShouldBe(Outcome.Verified);
        late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await late.ProblemAsync()).Type.ShouldBe("/problems/verification_ended");
        (await EventsAsync()).ShouldBe(["verification.pending", "verification.retried", "verification.settled"]);
        (await _service.Database.QueryAsync<long>("select count(*) from audit where action = 'verification.retried'")).ShouldBe([1]);
    }

    [Fact]
    public async Task A_check_taken_back_is_not_asked_for_and_says_so()
    {
        _service.Stubs.Population.Weather.Down();
        var pending = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));
        _service.Stubs.Population.Weather.Clear();
        var asked = _service.Stubs.Population.Requests.Total;

        using var withdrawn = await _service.Portal.DeleteAsync($"/v1/verifications/{pending.Id}", Cancellation);
        using var again = await _service.Portal.DeleteAsync($"/v1/verifications/{pending.Id}", Cancellation);
        await _service.Database.ExecuteAsync("update work set due_at = clock_timestamp()");
        var other = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.TwinA));
        var shown = await ReadAsync(pending.Id);

        (withdrawn.StatusCode, again.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK));
        (shown.State, shown.Outcome, shown.Pending).ShouldBe((VerificationState.Withdrawn, Outcome.Pending, null));
        shown.WithdrawnAt.ShouldNotBeNull();
        shown.Text.Vi.Official.ShouldContain("rút lại");
        other.State.ShouldBe(VerificationState.Settled);
        _service.Stubs.Population.Requests.About(Personas.Plain.Number).ShouldBe(asked);
        (await EventsAsync()).ShouldContain("verification.withdrawn");
    }

    [Fact]
    public async Task An_answered_check_cannot_be_taken_back_and_anothers_is_not_there()
    {
        var settled = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));

        using var own = await _service.Portal.DeleteAsync($"/v1/verifications/{settled.Id}", Cancellation);
        using var others = await _service.Kiosk.DeleteAsync($"/v1/verifications/{settled.Id}", Cancellation);
        using var retried = await _service.Kiosk.PostAsync($"/v1/verifications/{settled.Id}/retry", null, Cancellation);

        own.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        others.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        retried.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_stuck_checks_are_listed_page_by_page_oldest_first_and_only_the_callers_own()
    {
        await using var service = await TestService.StartAsync(databases, [.. Patient, "--Verification:MostWaiting=1000"]);
        service.Stubs.Population.Weather.Down();
        await service.VerifyAsync(service.Kiosk, TestService.Claim(Personas.TwinB));
        foreach (var year in Enumerable.Range(1940, 52))
        {
            using var asked = await service.PostAsync(
                service.Portal, TestService.Ask(TestService.Claim(Personas.Plain, birthDate: $"{year}")), prefer: "respond-async");
        }

        var first = await ListAsync(service, "?state=pending&older-than=0");
        var second = await ListAsync(service, $"?state=pending&cursor={first.Next}");
        var young = await ListAsync(service, "?older-than=PT1H");
        var ancient = await ListAsync(service, "?older-than=P9999999D");

        (first.Verifications.Count, second.Verifications.Count, second.Next).ShouldBe((50, 2, null));
        first.Verifications.Concat(second.Verifications).Select(check => check.CreatedAt).ShouldBeInOrder();
        first.Verifications.Concat(second.Verifications).ShouldAllBe(check => check.Pending != null);
        first.Verifications.Select(check => check.Pending!.Position).ShouldBe(Enumerable.Range(2, 50).Select(place => (long)place));
        young.Verifications.ShouldBeEmpty();
        ancient.Verifications.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("?state=settled")]
    [InlineData("?older-than=yesterday")]
    [InlineData("?older-than=-PT5M")]
    [InlineData("?cursor=nowhere")]
    public async Task A_list_that_is_not_understood_is_refused_with_the_field(string query)
    {
        using var response = await _service.Portal.GetAsync("/v1/verifications" + query, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.ProblemAsync()).Errors.ShouldNotBeNull().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Equal_checks_in_flight_are_one_question_on_whichever_node_and_each_says_whose_answer_it_is()
    {
        var another = await _service.AnotherNodeAsync();
        _service.Stubs.Population.Weather.Slow(TimeSpan.FromSeconds(1));

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(caller =>
            _service.VerifyAsync(caller % 2 == 0 ? _service.Portal : another, TestService.Claim(Personas.Plain))));

        answers.ShouldAllBe(answer => answer.Outcome == Outcome.Verified);
        answers.Select(answer => answer.Id).Distinct().Count().ShouldBe(10);
        answers.Count(answer => answer.Source == AnswerSource.Register).ShouldBe(1);
        answers.Select(answer => answer.AsOf).Distinct().ShouldHaveSingleItem();
        (await _service.Database.QueryAsync<long>("select count(distinct verification_id) from intent")).ShouldBe([1]);
        (await _service.Database.QueryAsync<long>("select count(*) from verification_flight")).ShouldBe([0]);
    }

    [Fact]
    public async Task Equal_checks_that_waited_for_one_without_an_answer_are_put_off_with_it()
    {
        _service.Stubs.Population.Weather.BlackHole();
        var first = _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));
        await Until.TrueAsync("The first question", async () =>
            (await _service.Database.QueryAsync<long>("select count(*) from intent")).Single() > 0);

        var others = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ =>
            _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain))));

        others.Append(await first).ShouldAllBe(answer => answer.State == VerificationState.Pending);
        (await _service.Database.QueryAsync<long>("select count(distinct verification_id) from intent")).ShouldBe([1]);
    }

    [Fact]
    public async Task A_waiting_check_takes_the_answer_an_equal_one_got_meanwhile()
    {
        _service.Stubs.Population.Weather.Down();
        var waiting = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));
        _service.Stubs.Population.Weather.Clear();
        var answered = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));
        var asked = _service.Stubs.Population.Requests.Total;

        using var wished = await _service.Portal.PostAsync($"/v1/verifications/{waiting.Id}/retry", null, Cancellation);
        var settled = await _service.UntilSettledAsync(_service.Portal, waiting.Id);

        (settled.Source, settled.AsOf).ShouldBe((AnswerSource.Reuse, answered.AsOf));
        _service.Stubs.Population.Requests.Total.ShouldBe(asked);
        using var bound = await _service.Portal.PutAsJsonAsync("/v1/profiles/account-1", new { verificationId = settled.Id }, Cancellation);
        bound.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_check_whose_caller_hangs_up_is_finished_without_them()
    {
        _service.Stubs.Population.Weather.Slow(TimeSpan.FromSeconds(2));
        using var hangUp = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/verifications")
        {
            Content = JsonContent.Create(TestService.Ask(TestService.Claim(Personas.Plain))),
            Headers = { { "Idempotency-Key", "gone-1" } },
        };
        var asking = _service.Portal.SendAsync(request, hangUp.Token);
        await Until.TrueAsync("A row of intent", async () =>
            (await _service.Database.QueryAsync<long>("select count(*) from intent")).Single() > 0);

        await hangUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => asking);
        await Until.TrueAsync("A row of verification", async () =>
            (await _service.Database.QueryAsync<long>("select count(*) from verification")).Single() > 0);

        var again = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain), key: "gone-1");
        (await _service.UntilSettledAsync(_service.Portal, again.Id)).Outcome.ShouldBe(Outcome.Verified);
        (await _service.Database.QueryAsync<long>("select count(*) from verification")).ShouldBe([1]);
    }

    private Task<HttpResponseMessage> AskAsync(Persona persona, string prefer) =>
        _service.PostAsync(_service.Portal, TestService.Ask(TestService.Claim(persona)), prefer: prefer);

    private async Task<Contracts.Verification> ReadAsync(Guid id)
    {
        using var response = await _service.Portal.GetAsync($"/v1/verifications/{id}", Cancellation);
        return await TestService.ReadAsync<Contracts.Verification>(response);
    }

    private static async Task<VerificationPage> ListAsync(TestService service, string query)
    {
        using var response = await service.Portal.GetAsync("/v1/verifications" + query, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await TestService.ReadAsync<VerificationPage>(response);
    }

    private Task<List<string>> EventsAsync() => _service.Database.QueryAsync<string>("select kind from event order by at, id");
}
