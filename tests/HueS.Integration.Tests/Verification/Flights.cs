using System.Text;
using HueS.Integration.Storage;
using HueS.Integration.Tests.World;
using HueS.Integration.Upstreams;
using HueS.Integration.Verification;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Verification;

/// <summary>Who asks where several want to know the same.</summary>
public sealed class Flights(TestDatabases databases) : IAsyncLifetime
{
    private static readonly byte[] Claim = Encoding.UTF8.GetBytes("a claim");
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private readonly FlightStore _flights = new();
    private TestDatabase _database = null!;
    private Database _open = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await databases.MigratedAsync();
        _open = _database.Open();
    }

    public ValueTask DisposeAsync() => _open.DisposeAsync();

    [Theory]
    [InlineData(nameof(Lane.Deferred))]
    [InlineData(nameof(Lane.Reconciliation))]
    public async Task A_person_at_a_counter_takes_over_from_a_later_lane_and_whoever_lost_it_ends_nothing(string later)
    {
        var (waits, counter) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        (await TakeAsync(waits, Enum.Parse<Lane>(later))).ShouldBe(waits);

        (await TakeAsync(counter, Lane.Counter)).ShouldBe(counter);
        await EndAsync(waits);

        (await TakeAsync(Guid.CreateVersion7(), Lane.Counter)).ShouldBe(counter);
        (await TakeAsync(waits, Enum.Parse<Lane>(later))).ShouldBe(counter);
        await EndAsync(counter);
        (await TakeAsync(waits, Enum.Parse<Lane>(later))).ShouldBe(waits);
    }

    [Fact]
    public async Task Of_those_who_come_together_the_earliest_lane_asks_and_in_it_whoever_came_first()
    {
        var checks = Enumerable.Range(0, 4).Select(_ => Guid.CreateVersion7()).ToArray();
        Lane[] lanes = [Lane.Reconciliation, Lane.Counter, Lane.Deferred, Lane.Counter];

        await using var connection = await _open.OpenAsync(Pool.Api, Cancellation);
        var flown = await _flights.TakeAsync(
            connection, [.. checks.Zip(lanes, (check, lane) => new Flight(Claim, check, lane, Long))], Cancellation);

        flown.ShouldAllBe(check => check == checks[1]);
    }

    [Fact]
    public async Task Flights_taken_and_ended_in_crossing_orders_never_wait_for_each_other()
    {
        var claims = Enumerable.Range(0, 40).Select(claim => Encoding.UTF8.GetBytes($"claim {claim}")).ToArray();
        var check = Guid.CreateVersion7();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async worker =>
        {
            var order = worker % 2 == 0 ? claims : [.. claims.Reverse()];
            for (var round = 0; round < 10; round++)
            {
                await using var connection = await _open.OpenAsync(Pool.Api, Cancellation);
                await _flights.TakeAsync(connection, [.. order.Select(claim => new Flight(claim, check, Lane.Counter, Long))], Cancellation);
                await using var batch = new Npgsql.NpgsqlBatch(connection);
                FlightStore.Append(batch, [.. order.Select(claim => (claim, check))]);
                await batch.ExecuteNonQueryAsync(Cancellation);
            }
        }));

        (await _database.QueryAsync<long>("select count(*) from verification_flight")).ShouldBe([0]);
    }

    private async Task<Guid> TakeAsync(Guid check, Lane lane)
    {
        await using var connection = await _open.OpenAsync(Pool.Api, Cancellation);
        return (await _flights.TakeAsync(connection, [new Flight(Claim, check, lane, Long)], Cancellation)).ShouldHaveSingleItem();
    }

    private async Task EndAsync(Guid check)
    {
        await using var connection = await _open.OpenAsync(Pool.Api, Cancellation);
        await _flights.EndAsync(connection, Claim, check, Cancellation);
    }
}
