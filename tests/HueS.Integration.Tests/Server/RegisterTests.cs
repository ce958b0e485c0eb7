using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Server.Api;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

public sealed class RegisterTests(TestDatabases databases) : IAsyncLifetime
{
    private TestService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync(
        databases,
        "--Population:Ndxp:Pipeline:Quota:PerDay=5000",
        "--Population:Ndxp:Pipeline:Quota:FeePerQuery=1500",
        // Nothing is tried again by itself: what waits goes on waiting.
        "--Verification:FirstDelay=00:05:00",
        "--Verification:LongestDelay=00:05:00");

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task An_operator_sees_what_was_asked_what_it_cost_and_what_is_left()
    {
        await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));
        var asked = _service.Stubs.Population.Requests.Total;

        var route = await ShowRouteAsync();

        (route.Name, route.Quarantined, route.QuarantineCause).ShouldBe(("ndxp", false, null));
        route.Breaker.ShouldBe(new RouteBreaker(BreakerState.Closed, null));
        (route.Quota.UsedToday, route.Quota.LeftToday, route.Quota.FeeToday).ShouldBe((asked, 5_000 - asked, 1_500 * asked));
        (route.Quota.PerSecond, route.Quota.Burst, route.Quota.PausedUntil, route.Quota.OffPeak).ShouldBe((1_000, 1_000, null, false));
        route.Quota.Cap.ShouldBe(new RouteCap(null, null, null, 0));
    }

    [Fact]
    public async Task Who_waits_is_counted_by_lane_with_the_oldest_and_when_the_lane_will_be_empty()
    {
        _service.Stubs.Population.Weather.Down();
        var first = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));
        await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.TwinA));
        var sent = await Lists.SendAsync(_service.Portal, Lists.Csv(Lists.Strangers(3)));
        await Lists.UntilAsync(_service.Portal, sent.Id, VerificationBatchState.Running);

        var status = await ShowAsync();

        status.Queue.Select(queue => (queue.Lane, queue.Waiting)).ShouldBe(
            [(RegisterLane.Counter, 0), (RegisterLane.Deferred, 2), (RegisterLane.Reconciliation, 3)]);
        status.Queue[0].EmptyAt.ShouldBeNull();
        status.Queue[1].OldestAt.ShouldNotBeNull().ShouldBe(first.CreatedAt, TimeSpan.FromSeconds(30));
        status.Queue[1].EmptyAt.ShouldNotBeNull();
        status.Queue[2].EmptyAt!.Value.ShouldBeGreaterThanOrEqualTo(status.Queue[1].EmptyAt!.Value);
        await Lists.ChangeAsync(_service.Portal, sent.Id, "pause");
        (await ShowAsync()).Queue[2].Waiting.ShouldBe(0, "a paused list waits for a person");
        (status.PendingChecks, status.OldestPendingAt).ShouldBe((2, status.Queue[1].OldestAt));
    }

    [Fact]
    public async Task A_register_that_wants_to_be_left_alone_is_shown_so()
    {
        _service.Stubs.Population.Weather.Throttled(TimeSpan.FromMinutes(30));
        await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));
        await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.TwinA));

        var status = await ShowAsync();

        status.Routes.Single().Quota.PausedUntil.ShouldNotBeNull();
        status.Routes.Single().Quota.PerSecondNow.ShouldBe(500);
        status.Queue[1].EmptyAt!.Value.ShouldBeGreaterThanOrEqualTo(status.Routes.Single().Quota.PausedUntil!.Value);
        _service.Stubs.Population.Requests.Total.ShouldBe(1);
    }

    [Fact]
    public async Task A_route_stopped_by_hand_asks_nobody_and_is_told_apart_from_an_incident()
    {
        (await QuarantineAsync("maintenance")).ShouldBe(HttpStatusCode.NoContent);
        (await QuarantineAsync("second-thoughts")).ShouldBe(HttpStatusCode.NoContent);
        var pending = await _service.VerifyAsync(_service.Portal, TestService.Claim(Personas.Plain));

        var route = await ShowRouteAsync();
        (route.Quarantined, route.QuarantineCause, route.QuarantineReason).ShouldBe((true, QuarantineCause.Operator, "maintenance"));
        pending.Pending.ShouldNotBeNull().Reason.ShouldBe("register_quarantined");
        _service.Stubs.Population.Requests.Total.ShouldBe(0);
        (await ShowAsync()).Queue[1].EmptyAt.ShouldBeNull("no route runs");

        (await ReleaseAsync()).ShouldBe(HttpStatusCode.NoContent);
        route = await ShowRouteAsync();
        (route.Quarantined, route.QuarantineCause, route.QuarantineReason).ShouldBe((false, null, null));
        (await TrailAsync()).ShouldBe(["route.stopped ndxp maintenance", "route.released ndxp "]);
    }

    [Fact]
    public async Task An_incident_takes_the_place_of_an_operators_stop_and_not_the_other_way_round()
    {
        var quarantine = (HueS.Integration.Upstreams.Population.RouteQuarantine)_service.Rooms.GetService(typeof(HueS.Integration.Upstreams.Population.RouteQuarantine))!;
        await QuarantineAsync("maintenance");
        await quarantine.StopAsync(new HueS.Integration.Upstreams.Population.Incident("ndxp", "look-up", "request-1", [1, 2, 3], "portal", Guid.CreateVersion7()));
        await QuarantineAsync("maintenance");

        var route = await ShowRouteAsync();

        (route.Quarantined, route.QuarantineCause, route.QuarantineReason).ShouldBe((true, QuarantineCause.WrongPerson, null));
    }

    [Fact]
    public async Task A_cap_limits_the_route_and_is_changed_only_by_who_has_seen_it()
    {
        var (set, cap) = await CapAsync(new RouteCapRequest(PerSecond: 2.5, PerDay: 100));
        (set.StatusCode, set.Headers.ETag?.Tag).ShouldBe((HttpStatusCode.OK, "\"1\""));
        cap.ShouldBe(new RouteCap(2.5, 100, null, 1));

        var route = await ShowRouteAsync();
        (route.Quota.PerSecondNow, route.Quota.LeftToday, route.Quota.Cap).ShouldBe((2.5, 100, cap));

        var (stale, _) = await CapAsync(new RouteCapRequest(), ifMatch: "\"0\"");
        stale.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await TestService.ReadAsync<JsonElement>(stale)).GetProperty("type").GetString().ShouldBe("/problems/cap_changed");

        var (lifted, none) = await CapAsync(new RouteCapRequest(), ifMatch: "\"1\"");
        (lifted.StatusCode, none).ShouldBe((HttpStatusCode.OK, new RouteCap(null, null, null, 2)));
        (await ShowRouteAsync()).Quota.PerSecondNow.ShouldBe(1_000);
        (await TrailAsync()).ShouldBe(["route.capped ndxp second=2.5 day=100 until=", "route.capped ndxp none"]);
    }

    [Theory]
    [InlineData("""{"perSecond":0}""", null, "perSecond", "cap_per_second_range")]
    [InlineData("""{"perDay":0}""", null, "perDay", "cap_per_day_range")]
    [InlineData("""{"perDay":1,"until":"2020-01-01T00:00:00Z"}""", null, "until", "cap_until_past")]
    [InlineData("{}", "\"one\"", "If-Match", "if_match_format")]
    public async Task A_cap_that_cannot_be_is_refused_with_its_field(string body, string? ifMatch, string field, string code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/v1/register/routes/ndxp/cap") { Content = Json(body) };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var response = await _service.Operator.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var error = (await TestService.ReadAsync<JsonElement>(response)).GetProperty("errors")[0];
        (error.GetProperty("field").GetString(), error.GetProperty("code").GetString()).ShouldBe((field, code));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bảo trì")]
    [InlineData("a sentence about somebody")]
    [InlineData("046190990001")]
    [InlineData("about-046190990001")]
    public async Task A_reason_is_a_code(string reason) => (await QuarantineAsync(reason)).ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task Only_operators_look_and_only_at_routes_there_are()
    {
        using var looked = await _service.Portal.GetAsync("/v1/register", Cancellation);
        using var capped = await _service.Portal.PutAsJsonAsync("/v1/register/routes/ndxp/cap", new RouteCapRequest(), Cancellation);
        using var stopped = await _service.Portal.PostAsJsonAsync("/v1/register/routes/ndxp/quarantine", new RouteQuarantineRequest("x"), Cancellation);

        new[] { looked, capped, stopped }.ShouldAllBe(response => response.StatusCode == HttpStatusCode.Forbidden);
        (await QuarantineAsync("maintenance", "elsewhere")).ShouldBe(HttpStatusCode.NotFound);
        (await CapAsync(new RouteCapRequest(), route: "elsewhere")).Response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<RegisterStatus> ShowAsync()
    {
        using var response = await _service.Operator.GetAsync("/v1/register", Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await response.Content.ReadFromJsonAsync<RegisterStatus>(ApiJson.Options, Cancellation))!;
    }

    private async Task<RegisterRoute> ShowRouteAsync() => (await ShowAsync()).Routes.ShouldHaveSingleItem();

    private async Task<HttpStatusCode> QuarantineAsync(string reason, string route = "ndxp")
    {
        using var response = await _service.Operator.PostAsJsonAsync(
            $"/v1/register/routes/{route}/quarantine", new RouteQuarantineRequest(reason), Cancellation);
        return response.StatusCode;
    }

    private async Task<HttpStatusCode> ReleaseAsync()
    {
        using var response = await _service.Operator.PostAsync("/v1/register/routes/ndxp/release", null, Cancellation);
        return response.StatusCode;
    }

    private async Task<(HttpResponseMessage Response, RouteCap? Cap)> CapAsync(RouteCapRequest cap, string? ifMatch = null, string route = "ndxp")
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/v1/register/routes/{route}/cap")
        {
            Content = Json(JsonSerializer.Serialize(cap, ApiJson.TypeInfo<RouteCapRequest>())),
        };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        var response = await _service.Operator.SendAsync(request, Cancellation);
        return (response, response.IsSuccessStatusCode ? await TestService.ReadAsync<RouteCap>(response) : null);
    }

    private static StringContent Json(string body) => new(body, System.Text.Encoding.UTF8, "application/json");

    private Task<List<string>> TrailAsync() => _service.Database.QueryAsync<string>(
        "select action || ' ' || target || ' ' || coalesce(note, '') from audit where action like 'route.%' order by at, id");
}
