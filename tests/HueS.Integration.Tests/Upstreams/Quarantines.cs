using System.Text;
using HueS.Integration.Audit;
using HueS.Integration.Storage;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Population;
using Microsoft.Extensions.Logging;
using HueS.Integration.Tests.Upstreams.Routes;
using HueS.Integration.Tests.World;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Upstreams;

public sealed class Quarantines(TestDatabases databases)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_wrong_person_stops_the_route_until_an_operator_releases_it()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        world.Answer(The.People(The.Person(number: The.SomeoneElse)));

        await ShouldBeStopped(() => world.Register.LookUpAsync(The.Question, The.Ask(), Cancellation));
        world.Answer(The.Verified("true"));
        await ShouldBeStopped(() => world.Register.VerifyAsync(The.Question, The.Ask(), Cancellation));

        world.Server.Requests.Count.ShouldBe(1, "neither retried nor asked again");
        (await world.CountAsync(AuditAction.RouteQuarantined)).ShouldBe(1);
        world.Log.Count(LogLevel.Critical).ShouldBe(1);
        var standing = (await world.Quarantine.StandingAsync("ndxp", Pool.Api, Cancellation)).ShouldNotBeNull();
        standing.IsStopped.ShouldBeTrue();
        standing.RequestId.ShouldBe(world.Server.Requests[0].Headers["X-Road-Id"]);

        var @operator = Actor.Client("operations", The.Officer("an.tran"));
        (await world.Quarantine.ReleaseAsync("ndxp", @operator, Cancellation)).ShouldBeTrue();
        (await world.Quarantine.ReleaseAsync("ndxp", @operator, Cancellation)).ShouldBeFalse();

        (await world.Register.VerifyAsync(The.Question, The.Ask(), Cancellation)).ShouldBeOfType<VerifyAnswer.Matches>();
        (await world.CountAsync(AuditAction.RouteReleased)).ShouldBe(1);
    }

    [Fact]
    public async Task Someone_else_beside_the_right_person_is_an_incident_too()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        world.Answer(The.People(The.Person() + The.Person(number: The.SomeoneElse), "SoCongDan='2'"));

        await ShouldBeStopped(() => world.Register.LookUpAsync(The.Question, The.Ask(), Cancellation));
    }

    [Fact]
    public async Task Someone_elses_vital_status_is_an_incident_too()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        world.Answer(The.Vital("0", The.SomeoneElse));

        await ShouldBeStopped(() => world.Register.VitalStatusAsync(The.Question, The.Ask(), Cancellation));
    }

    [Fact]
    public async Task Someone_elses_old_card_is_an_incident_too()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        world.Answer(The.People(The.Person(oldCard: "191990002")));

        await ShouldBeStopped(() => world.Register.LookUpAsync(The.QuestionByOldCard, The.Ask(), Cancellation));
    }

    [Fact]
    public async Task A_second_incident_is_recorded_anew_after_a_release()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        world.Answer(The.People(The.Person(number: The.SomeoneElse)));

        await ShouldBeStopped(() => world.Register.LookUpAsync(The.Question, The.Ask(), Cancellation));
        await world.Quarantine.ReleaseAsync("ndxp", Actor.Client("operations"), Cancellation);
        await ShouldBeStopped(() => world.Register.LookUpAsync(The.Question, The.Ask(), Cancellation));

        var standing = await world.Quarantine.StandingAsync("ndxp", Pool.Api, Cancellation);
        standing!.RequestId.ShouldBe(world.Server.Requests[1].Headers["X-Road-Id"]);
        standing.IsStopped.ShouldBeTrue();
    }

    [Fact]
    public async Task The_same_question_met_with_someone_else_again_stops_no_further_route()
    {
        string[] routes = ["ndxp", "lgsp-json"];
        await using var world = await RouteWorld.StartAsync(databases, routes);
        var ask = The.Ask();
        world.Server.Script = (_, request, stream, token) =>
        {
            var dress = routes.Select(Dress.Of).First(one => request.Target.StartsWith(one.Path, StringComparison.Ordinal));
            var body = Encoding.UTF8.GetBytes(dress.Found(dress.RequestId(request), The.SomeoneElse));
            return ScriptedServer.AnswerAsync(stream, 200, dress.ContentType, body, token, UpstreamWorld.Echo(request));
        };

        await ShouldBeStopped(() => world.Register.LookUpAsync(The.Question, ask, Cancellation));
        await Should.ThrowAsync<MixedUpRecordException>(() => world.Register.LookUpAsync(The.Question, ask, Cancellation));
        await Should.ThrowAsync<MixedUpRecordException>(() => world.Register.LookUpAsync(The.Question, ask, Cancellation));

        (await StoppedAsync(world, routes)).ShouldBe([true, false]);
        (await world.CountAsync(AuditAction.RouteQuarantined), await world.CountAsync(AuditAction.RecordMixedUp)).ShouldBe((1, 2));
        world.Log.Count(LogLevel.Critical).ShouldBe(3, "an operator is told each time");

        await ShouldBeStopped(() => world.Register.LookUpAsync(The.Question, The.Ask(), Cancellation));
        (await StoppedAsync(world, routes)).ShouldBe([true, true], "about somebody else it is the route");
    }

    [Fact]
    public async Task A_route_that_is_released_is_not_stopped_again_by_the_question_that_stopped_it()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        var ask = The.Ask();
        world.Answer(The.People(The.Person(number: The.SomeoneElse)));

        await ShouldBeStopped(() => world.Register.LookUpAsync(The.Question, ask, Cancellation));
        await world.Quarantine.ReleaseAsync("ndxp", Actor.Client("operations"), Cancellation);
        await Should.ThrowAsync<MixedUpRecordException>(() => world.Register.LookUpAsync(The.Question, ask, Cancellation));

        (await StoppedAsync(world, "ndxp")).ShouldBe([false]);
    }

    [Fact]
    public async Task Two_of_the_same_question_under_way_at_once_are_one_incident()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        var about = Guid.CreateVersion7();

        foreach (var request in (string[])["one", "other"])
            (await world.Quarantine.StopAsync(new Incident("ndxp", "look-up", request, [1], "one-stop-desk", about))).ShouldBeTrue();

        (await world.CountAsync(AuditAction.RecordMixedUp)).ShouldBe(0);
    }

    [Fact]
    public async Task A_question_that_was_answered_rightly_in_between_stops_its_route_anew()
    {
        await using var world = await UpstreamWorld.StartAsync(databases);
        var ask = The.Ask();

        for (var incident = 1; incident <= 2; incident++)
        {
            world.Answer(The.People(The.Person(number: The.SomeoneElse)));
            await ShouldBeStopped(() => world.Register.LookUpAsync(The.Question, ask, Cancellation));
            (await StoppedAsync(world, "ndxp")).ShouldBe([true]);
            await world.Quarantine.ReleaseAsync("ndxp", Actor.Client("operations"), Cancellation);
            world.Answer(The.People(The.Person()));
            (await world.Register.LookUpAsync(The.Question, ask, Cancellation)).ShouldBeOfType<LookUpAnswer.Found>();
        }

        (await world.CountAsync(AuditAction.RouteQuarantined), await world.CountAsync(AuditAction.RecordMixedUp)).ShouldBe((2, 0));
    }

    private static async Task<List<bool>> StoppedAsync(UpstreamWorld world, params string[] routes)
    {
        var stopped = new List<bool>();
        foreach (var route in routes)
            stopped.Add(await world.Quarantine.StandingAsync(route, Pool.Api, Cancellation) is { IsStopped: true });
        return stopped;
    }

    private static async Task ShouldBeStopped(Func<Task> ask)
    {
        var fault = await Should.ThrowAsync<UpstreamUnavailableException>(ask);
        fault.Reason.ShouldBe(UnavailableReason.Quarantined);
        The.ShouldBeFreeOfSecrets(fault.ToString());
    }
}
