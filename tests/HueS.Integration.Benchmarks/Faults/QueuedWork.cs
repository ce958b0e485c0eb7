using HueS.Integration.Sandbox;

namespace HueS.Integration.Benchmarks.Faults;

/// <summary>Many checks wait in the queue, and those who work it off race, or one of them stalls.</summary>
internal static class QueuedWork
{
    private const int Continue = 18;
    private const int Stop = 19;
    private const int Racing = 3;
    private const int MostStops = 50;

    /// <summary>Long enough to be met while it is awaited, shorter than an attempt.</summary>
    private static readonly TimeSpan LongAnswer = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    /// <summary>A busy machine must make none of them ask twice: that would be counted as theirs. Still well inside the lease.</summary>
    private static readonly string[] Patient =
    [
        "--Population:Ndxp:Pipeline:AttemptTimeout=00:00:07",
        "--Verification:Lease=00:00:10",
        .. FaultSettings.BreakerOff,
    ];

    /// <summary>One node stands, and the register is away, so that whatever is asked has to wait.</summary>
    public static async Task BeginAsync(FaultWorld world, CancellationToken cancellationToken)
    {
        await world.ReplaceNodesAsync(cancellationToken, Patient);
        await world.WarmAsync(cancellationToken);
        world.Stubs.Population.Weather.Down();
    }

    public static async Task RaceAsync(FaultWorld world, CancellationToken cancellationToken)
    {
        while (world.Nodes.Count < Racing)
            await world.AddNodeAsync(cancellationToken, Patient);
        world.Stubs.Population.Weather.Clear();
    }

    /// <summary>The only node is stopped with leases in hand; another takes over and ends the work; then the first goes on where it was.</summary>
    public static async Task StallAsync(FaultWorld world, CancellationToken cancellationToken)
    {
        if (world.Nodes.Count > 1)
            return;

        var stalled = world.Nodes[0];
        world.Stubs.Population.Weather.Clear().Slow(LongAnswer);
        try
        {
            await StopWithLeasesAsync(world, stalled, cancellationToken);
            world.Stubs.Population.Weather.Clear();
            await world.AddNodeAsync(cancellationToken, Patient);
            await UntilAsync(async () => await world.Database.CountWaitingAsync(cancellationToken) == 0, cancellationToken);
        }
        finally
        {
            Processes.Signal(stalled.Process.Id, Continue);
        }
    }

    private static async Task StopWithLeasesAsync(FaultWorld world, Node node, CancellationToken cancellationToken)
    {
        for (var stop = 0; stop < MostStops; stop++)
        {
            // What a busy machine let it ask in vain before it could be stopped is not repeated by anybody.
            world.SettlingFrom = await world.Database.CountAsync("intent", cancellationToken);
            await world.Database.EndPausesAsync(cancellationToken);
            await world.Database.HastenAsync(cancellationToken);
            await UntilAsync(
                async () => await world.Database.CountLeasedAsync(cancellationToken) > 0 || await world.Database.CountWaitingAsync(cancellationToken) == 0,
                cancellationToken);
            if (await world.Database.CountWaitingAsync(cancellationToken) == 0)
                break;
            Processes.Signal(node.Process.Id, Stop);
            // It may have given back the last one just before it stopped.
            if (await world.Database.CountLeasedAsync(cancellationToken) > 0)
                return;
            Processes.Signal(node.Process.Id, Continue);
        }

        throw new SandboxException("The node could not be stopped while it held a lease.");
    }

    /// <summary>What does not come within the bound is found by whoever counts.</summary>
    private static async Task UntilAsync(Func<Task<bool>> condition, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition() && TimeProvider.System.GetElapsedTime(start) < Patience)
            await Task.Delay(Look, cancellationToken);
    }
}
