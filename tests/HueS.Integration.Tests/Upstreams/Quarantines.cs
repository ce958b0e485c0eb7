using HueS.Integration.Audit;
using HueS.Integration.Storage;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Population;
using Microsoft.Extensions.Logging;
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

    private static async Task ShouldBeStopped(Func<Task> ask)
    {
        var fault = await Should.ThrowAsync<UpstreamUnavailableException>(ask);
        fault.Reason.ShouldBe(UnavailableReason.Quarantined);
        The.ShouldBeFreeOfSecrets(fault.ToString());
    }
}
