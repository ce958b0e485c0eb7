using HueS.Integration.Benchmarks.Faults.Standby;
using HueS.Integration.Storage;
using Microsoft.Extensions.Options;
using Npgsql;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Faults;

/// <summary>A primary and its synchronous standby. How long nobody takes a write is the full run's matter: this machine may be busy.</summary>
public sealed class Failover
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_promoted_standby_has_every_acknowledged_write_and_the_old_primary_takes_none_when_it_returns()
    {
        var result = await StandbyRun.RunAsync(Cancellation);

        (result.Lost, result.TakenByOld).ShouldBe((0, 0));
    }

    [Fact]
    public async Task A_standby_alone_takes_no_connection()
    {
        await using var pair = await StandbyPair.StartAsync(Cancellation);
        await using var database = new Database(Options.Create(StandbyRun.Patient(StandbyPair.Of(pair.Second))), TimeProvider.System);

        var refused = await Should.ThrowAsync<NpgsqlException>(async () => await database.OpenAsync(Pool.Api, Cancellation));

        refused.Message.ShouldContain("standby");
    }
}
