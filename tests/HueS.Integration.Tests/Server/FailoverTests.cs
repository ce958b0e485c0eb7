using System.Net;
using System.Net.Http.Json;
using HueS.Integration.Contracts;
using HueS.Integration.Mocks;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Server;

/// <summary>The whole service with all three ways to the register.</summary>
public sealed class FailoverTests(TestDatabases databases) : IAsyncLifetime
{
    // However slow this machine is: a route that is down says so at once, and one that is up may take its time.
    private static readonly string[] Patience =
    [
        "--Verification:AnswerWithin=00:00:20",
        .. new[] { "Ndxp", "LgspSoap", "LgspJson" }.SelectMany(route => new[]
        {
            $"--Population:{route}:Pipeline:AttemptTimeout=00:00:15",
            $"--Population:{route}:Pipeline:InteractiveTimeout=00:00:20",
            $"--Population:{route}:Pipeline:BreakerMinimum=10000",
        }),
    ];

    private Stubs _provincial = null!;
    private TestService? _service;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _provincial = await Stubs.StartAsync(new StubOptions { Provincial = true }, Cancellation);

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        await _provincial.DisposeAsync();
    }

    [Fact]
    public async Task With_one_route_after_another_down_the_citizen_at_the_counter_is_still_answered()
    {
        var service = await StartAsync();
        service.Stubs.Population.Weather.Down();
        var second = await service.VerifyAsync(service.Portal, TestService.Claim(Personas.Plain));
        _provincial.LgspSoap.Weather.Down();
        var third = await service.VerifyAsync(service.Portal, TestService.Claim(Personas.WholeName));
        _provincial.LgspJson.Weather.Down();
        var pending = await service.VerifyAsync(service.Portal, TestService.Claim(Personas.ToneStyle));
        _provincial.LgspJson.Weather.Up();
        var settled = await service.UntilSettledAsync(service.Portal, pending.Id);

        (second.Outcome, third.Outcome, pending.Outcome, settled.Outcome)
            .ShouldBe((Outcome.Verified, Outcome.Verified, Outcome.Pending, Outcome.Verified));
        _provincial.LgspSoap.Requests.About(Personas.Plain.Number).ShouldBeGreaterThan(0);
        _provincial.LgspJson.Requests.About(Personas.WholeName.Number).ShouldBeGreaterThan(0);
        var asked = await service.Database.QueryAsync<string>("select distinct upstream from intent order by upstream");
        asked.ShouldBe(["lgsp-json", "lgsp-soap", "ndxp"]);
    }

    [Fact]
    public async Task Operators_see_the_routes_in_their_order_and_a_wrong_person_stops_one_of_them_only()
    {
        // The check itself goes to the next route in its turn, which is not what this test is about.
        var service = await StartAsync("--Verification:FirstDelay=00:05:00", "--Verification:LongestDelay=00:05:00");

        var wrong = await service.VerifyAsync(service.Portal, TestService.Claim(Personas.WrongPerson));
        var next = await service.VerifyAsync(service.Portal, TestService.Claim(Personas.Plain));

        using var shown = await service.Operator.GetAsync("/v1/register", Cancellation);
        var routes = (await TestService.ReadAsync<RegisterStatus>(shown)).Routes;

        (wrong.Outcome, next.Outcome, shown.StatusCode).ShouldBe((Outcome.Pending, Outcome.Verified, HttpStatusCode.OK));
        routes.Select(route => route.Name).ShouldBe(["ndxp", "lgsp-soap", "lgsp-json"]);
        routes.Select(route => route.Quarantined).ShouldBe([true, false, false]);
    }

    [Fact]
    public async Task A_record_the_register_has_mixed_up_stops_one_route_and_then_goes_to_a_person()
    {
        var service = await StartAsync();

        var asked = await service.VerifyAsync(service.Portal, TestService.Claim(Personas.WrongPerson));
        var settled = await service.UntilSettledAsync(service.Portal, asked.Id);
        var again = await service.VerifyAsync(service.Portal, TestService.Claim(Personas.WrongPerson, birthDate: "1980"));
        var other = await service.VerifyAsync(service.Portal, TestService.Claim(Personas.Plain));

        using var shown = await service.Operator.GetAsync("/v1/register", Cancellation);
        var routes = (await TestService.ReadAsync<RegisterStatus>(shown)).Routes;
        routes.Select(route => route.Quarantined).ShouldBe([true, false, false]);
        foreach (var answer in (Contracts.Verification[])[settled, again])
            (answer.Outcome, answer.Reasons.Single(), answer.AsOf).ShouldBe((Outcome.NeedsPerson, "record_mixed_up", null));
        other.Outcome.ShouldBe(Outcome.Verified);
        (await service.Database.QueryAsync<Guid>("select target from review_task order by target")).ShouldBe([asked.Id, again.Id]);
        var why = await service.Portal.PostAsJsonAsync("/v1/verifications:explain", new { verificationId = asked.Id }, Cancellation);
        (await TestService.ReadAsync<Explanation>(why)).DecidedBy.ShouldNotBeNull().Code.ShouldBe("record_mixed_up");
    }

    private async Task<TestService> StartAsync(params string[] settings)
    {
        var options = new StubOptions();
        return _service = await TestService.StartAsync(
            databases,
            [
                "--Population:Routes:0=ndxp",
                "--Population:Routes:1=lgsp-soap",
                "--Population:Routes:2=lgsp-json",
                $"--Population:LgspSoap:BaseAddress={_provincial.LgspSoap.Address}",
                $"--Population:LgspSoap:ClientId={options.LgspClientId}",
                $"--Population:LgspSoap:ClientSecret={options.LgspClientSecret}",
                $"--Population:LgspJson:BaseAddress={_provincial.LgspJson.Address}",
                $"--Population:LgspJson:ApiKey={options.LgspApiKey}",
                .. Patience,
                .. settings,
            ]);
    }
}
