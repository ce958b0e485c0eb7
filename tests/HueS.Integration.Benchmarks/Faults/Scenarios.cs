using HueS.Integration.Benchmarks.Load;
using HueS.Integration.Mocks;
using HueS.Integration.Sandbox;

namespace HueS.Integration.Benchmarks.Faults;

/// <summary>The faults, by where they strike.</summary>
internal static class Scenarios
{
    private const int Terminate = 15;
    private const long Endless = 400L << 20;

    public static IReadOnlyList<Scenario> All { get; } =
    [
        Sky("register down (503)", weather => weather.Down()) with { IsTotal = true },
        BreakerOff(Sky("register down (503), retries alone", weather => weather.Down()), "the retries' own budget is measured"),
        // While the register wants to be left alone nobody asks, and some callers are put off without a question.
        Sky("503 for a third, Retry-After 1 s", weather => weather.Flaky(0.3, TimeSpan.FromSeconds(1))) with { Striking = AThird },
        Sky("429, Retry-After 3600 s", weather => weather.Throttled(TimeSpan.FromHours(1))) with
        {
            StrikeAsync = PauseAsync,
            Striking = _ => (0, 0),
        },
        Sky("no answer, ever", weather => weather.BlackHole()) with { IsTotal = true },
        Sky("body dripped over 30 s", weather => weather.Dripping(TimeSpan.FromSeconds(30))) with { IsTotal = true },
        Sky("reset in mid-body, half of them", weather => weather.Resetting(0.5)),
        Sky("truncated answers", weather => weather.Truncated()),
        Sky("HTML page with 200", weather => weather.Lying()),
        Sky("HTML page labelled XML", weather => weather.Lying(Lie.MislabelledPage)),
        Sky("JSON labelled XML", weather => weather.Lying(Lie.MislabelledFormat)),
        Sky("400 MB body", weather => weather.Oversized(Endless)),
        Sky("platform error", weather => weather.PlatformError()) with { IsTotal = true },
        Sky("wrapper refuses", weather => weather.Refusing()) with { MayEndWithPerson = true, Striking = Half },
        Sky("brown-out: 30 % errors, three times as slow", weather => weather.Flaky(0.3).Slow(TimeSpan.FromMilliseconds(150))) with { Striking = AThird },
        OnWire("nobody listens", Wire.Refused) with { IsTotal = true },
        OnWire("reset at once", Wire.ResetAtOnce) with { IsTotal = true },
        OnWire("reset when the answer begins", Wire.ResetInBody) with { IsTotal = true },
        OnWire("half-open connection", Wire.HalfOpen) with { IsTotal = true },
        OnWire("answer a few bytes at a time", Wire.Drip) with { IsTotal = true },
        OnWire("answers late", Wire.Late) with { Striking = Half },
        OnWire("another citizen's data", Wire.SomeoneElse) with
        {
            LiftAsync = ReleaseAsync,
            // Those under way together when the first of them was found out.
            Striking = _ => (1, FaultRun.Callers),
        },
        new Scenario("PostgreSQL killed", "kill -9", Scenario.Nothing, Scenario.Nothing)
        {
            MayTurnAway = true,
            Striking = AThird,
            MidwayAsync = (world, _) =>
            {
                Processes.Signal(world.Postgres.ProcessId, Processes.Kill);
                return Task.CompletedTask;
            },
        },
        new Scenario("service killed", "kill -9 of one of two nodes", AddNodeAsync, Scenario.Nothing)
        {
            MayTurnAway = true,
            Striking = AThird,
            MidwayAsync = (world, _) => world.EndNodeAsync(world.Nodes[^1], Processes.Kill),
        },
        new Scenario("SIGTERM under load", "SIGTERM to one of two nodes", AddNodeAsync, Scenario.Nothing)
        {
            Striking = AThird,
            MidwayAsync = (world, _) => world.EndNodeAsync(world.Nodes[^1], Terminate),
        },
        Queue("three nodes racing for the queue", "two more nodes", QueuedWork.RaceAsync),
        Queue("node stalled past its lease", "SIGSTOP while it holds leases", QueuedWork.StallAsync),
    ];

    /// <summary>Where the fault strikes in the midst, what came before it at least, but for those under way just then.</summary>
    private static (long Least, long Most) AThird(int calls) => (Math.Max(1, (calls / 3) - FaultRun.Callers), long.MaxValue);

    /// <summary>Nothing keeps the questions back, so most calls have to ask.</summary>
    private static (long Least, long Most) Half(int calls) => (calls / 2, long.MaxValue);

    private static Scenario BreakerOff(Scenario scenario, string why) => scenario with
    {
        Injector = $"{scenario.Injector}; breaker off: {why}",
        StrikeAsync = async (world, cancellationToken) =>
        {
            await world.ReplaceNodesAsync(cancellationToken, FaultSettings.BreakerOff);
            await world.WarmAsync(cancellationToken);
            await scenario.StrikeAsync(world, cancellationToken);
        },
        RestoreAsync = (world, cancellationToken) => world.ReplaceNodesAsync(cancellationToken),
        IsTotal = true,
        Striking = Half,
    };

    private static Scenario Queue(string name, string injector, Func<FaultWorld, CancellationToken, Task> lift) => new(
        name,
        $"{injector}; breaker off: while it is open nobody holds a lease",
        QueuedWork.BeginAsync,
        lift)
    {
        IsQueued = true,
        Striking = _ => (0, long.MaxValue),
        RestoreAsync = (world, cancellationToken) => world.ReplaceNodesAsync(cancellationToken),
    };

    private static Scenario Sky(string name, Action<Weather> strike) => new(
        name,
        "WireMock weather",
        (world, _) =>
        {
            strike(world.Stubs.Population.Weather);
            return Task.CompletedTask;
        },
        (world, _) =>
        {
            world.Stubs.Population.Weather.Clear();
            return Task.CompletedTask;
        });

    private static Scenario OnWire(string name, Wire wire) => new(
        name,
        "TCP fault proxy",
        (world, _) => world.Proxy.ChangeAsync(wire),
        (world, _) => world.Proxy.ChangeAsync(Wire.Sound));

    /// <summary>One caller draws the wish to be left alone, before anybody is counted.</summary>
    private static async Task PauseAsync(FaultWorld world, CancellationToken cancellationToken)
    {
        world.Stubs.Population.Weather.Throttled(TimeSpan.FromHours(1));
        var herald = new FaultCall($"herald-{Guid.CreateVersion7():N}", Inhabitants.Plain[0], isRight: true);
        await herald.AskAsync(world.Nodes[0].Caller, asynchronously: false, cancellationToken);
        for (var look = 0; await world.Database.CountPausedAsync(cancellationToken) == 0; look++)
        {
            if (look == 100)
                throw new SandboxException("The register asked to be left alone for an hour, and nobody noted it.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
        }
    }

    /// <summary>The first wrong person stops the route for everyone; only an operator lets it be asked again.</summary>
    private static async Task ReleaseAsync(FaultWorld world, CancellationToken cancellationToken)
    {
        await world.Proxy.ChangeAsync(Wire.Sound);
        await world.PostAsOperatorAsync("/v1/register/routes/ndxp/release", cancellationToken);
    }

    private static async Task AddNodeAsync(FaultWorld world, CancellationToken cancellationToken)
    {
        await world.AddNodeAsync(cancellationToken);
        await world.WarmAsync(cancellationToken);
    }
}
