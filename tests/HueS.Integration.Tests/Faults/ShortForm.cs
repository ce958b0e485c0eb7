using HueS.Integration.Benchmarks.Faults;
using Shouldly;
using Xunit;

namespace HueS.Integration.Tests.Faults;

/// <summary>
/// The faults of the full run with a few calls each, against processes that can be killed. How fast anything is answered is the full
/// run's matter: this machine may be busy.
/// </summary>
public sealed class ShortForm(ShortForm.World world) : IClassFixture<ShortForm.World>
{
    private const int Calls = 8;
    private const int RetriesInReserve = 10;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. Scenarios.All.Select(scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_fault_turns_no_answer_round_and_loses_and_doubles_none(string fault)
    {
        var scenario = Scenarios.All.Single(one => one.Name == fault);

        var result = await world.Run.RunAsync(scenario, Calls, Cancellation);

        (result.Wrong, result.Unsettled).ShouldBe((0, 0));
        result.HasStruck.ShouldBeTrue($"{result.Attempts} questions");
        if (scenario.IsTotal)
            result.Attempts.ShouldBeLessThanOrEqualTo(result.Calls + RetriesInReserve + 1);
        // What a node has in hand when it stalls is asked again by the one that takes over.
        if (scenario.IsQueued)
            result.SettlingAttempts.ShouldBeInRange(1, 2 * result.Calls);
    }

    public sealed class World : IAsyncLifetime
    {
        internal FaultWorld Faults { get; private set; } = null!;

        /// <summary>One for all: whoever was asked about is not asked about again.</summary>
        internal FaultRun Run { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Faults = await FaultWorld.StartAsync(new Surroundings { Settings = Surroundings.DatabasePatience }, CancellationToken.None);
            Run = new FaultRun(Faults);
        }

        public ValueTask DisposeAsync() => Faults.DisposeAsync();
    }
}
