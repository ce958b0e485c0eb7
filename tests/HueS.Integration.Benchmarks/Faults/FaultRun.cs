using HueS.Integration.Benchmarks.Load;
using HueS.Integration.Mocks;

namespace HueS.Integration.Benchmarks.Faults;

/// <summary>Callers ask while a fault lasts; then it ends, and everyone must have the outcome they deserve, once.</summary>
internal sealed class FaultRun(FaultWorld world)
{
    private const int Callers = 8;
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SettlePatience = TimeSpan.FromSeconds(150);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(300);

    private int _asked;

    public async Task<FaultResult> RunAsync(Scenario scenario, int calls, CancellationToken cancellationToken)
    {
        var (attempts, kept) = (await world.Database.CountAsync("intent", cancellationToken), await world.Database.CountAsync("verification", cancellationToken));
        FaultCall[] asked = [.. Enumerable.Range(0, calls).Select(_ => NewCall())];

        await scenario.StrikeAsync(world, cancellationToken);
        await AskAllAsync(scenario, asked, cancellationToken);
        attempts = await world.Database.CountAsync("intent", cancellationToken) - attempts;
        await SettleAsync(scenario, asked, cancellationToken);

        kept = await world.Database.CountAsync("verification", cancellationToken) - kept;
        return new FaultResult(
            scenario,
            calls,
            asked.Count(call => call.IsAnswered(scenario.MayTurnAway) && call.Took <= FaultWorld.AnswerWithin + Grace),
            asked.Count(call => call.IsWrong(scenario.MayEndWithPerson)) + (int)Math.Max(0, kept - calls),
            asked.Count(call => !call.IsSettled),
            attempts);
    }

    private async Task AskAllAsync(Scenario scenario, FaultCall[] asked, CancellationToken cancellationToken)
    {
        var midway = asked.Length / 3;
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(Callers, asked.Length)).Select(async _ =>
        {
            for (var at = Interlocked.Increment(ref next); at < asked.Length; at = Interlocked.Increment(ref next))
            {
                var asking = asked[at].AskAsync(NodeFor(at), cancellationToken);
                if (at == midway)
                    await scenario.MidwayAsync(world, cancellationToken);
                await asking;
            }
        }));
    }

    private async Task SettleAsync(Scenario scenario, FaultCall[] asked, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (asked.Any(call => !call.IsSettled) && TimeProvider.System.GetElapsedTime(start) < SettlePatience)
        {
            await scenario.LiftAsync(world, cancellationToken);
            await world.Database.ExecuteAsync("update work set due_at = clock_timestamp() where state = 'new' and due_at > clock_timestamp()", cancellationToken);
            await Task.Delay(Look, cancellationToken);
            foreach (var call in asked.Where(call => !call.IsSettled))
                await call.LookAsync(NodeFor(0), cancellationToken);
        }

        await scenario.LiftAsync(world, cancellationToken);
    }

    private HttpClient NodeFor(int at) => Pick(world.Nodes, at);

    private static HttpClient Pick(IReadOnlyList<Node> nodes, int at) => nodes[at % nodes.Count].Caller;

    private FaultCall NewCall()
    {
        var people = Inhabitants.Plain;
        var at = _asked++ % people.Count;
        // Every fourth states a birth date that is not theirs: an outage must not turn that into a yes either.
        return new FaultCall($"fault-{_asked}", people[at], isRight: at % 4 != 3);
    }
}
