using HueS.Integration.Benchmarks.Load;
using HueS.Integration.Mocks;

namespace HueS.Integration.Benchmarks.Faults;

/// <summary>Callers ask while a fault lasts; then it ends, and everyone must have the outcome they deserve, once.</summary>
internal sealed class FaultRun(FaultWorld world)
{
    public const int Callers = 8;

    /// <summary>Calls a second at most: an open breaker answers at once, and they would all be over before it closes.</summary>
    public const int PerSecond = 50;

    private const int MostRounds = 5;
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SettlePatience = TimeSpan.FromSeconds(150);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(300);

    private static readonly IReadOnlyList<Citizen> People = [.. Inhabitants.Plain.Where(Inhabitants.HasOneSpelling)];

    // A key that was used before would bring an answer of before.
    private readonly string _name = $"fault-{Guid.CreateVersion7():N}";
    private int _asked;

    public async Task<FaultResult> RunAsync(Scenario scenario, int calls, CancellationToken cancellationToken)
    {
        await world.WarmAsync(cancellationToken);
        await scenario.StrikeAsync(world, cancellationToken);
        var kept = await world.Database.CountAsync("verification", cancellationToken);
        var before = await world.Database.CountAsync("intent", cancellationToken);
        var asked = await AskUntilStruckAsync(scenario, calls, before, cancellationToken);
        if (scenario.IsQueued)
            await world.Database.UntilQuietAsync(cancellationToken);
        var struck = await world.Database.CountAsync("intent", cancellationToken);
        world.SettlingFrom = null;
        await SettleAsync(scenario, asked, cancellationToken);
        await scenario.RestoreAsync(world, cancellationToken);
        var settled = await world.Database.CountAsync("intent", cancellationToken);

        foreach (var call in asked)
            await call.ConfirmAsync(NodeFor(0), cancellationToken);
        kept = await world.Database.CountAsync("verification", cancellationToken) - kept;
        var endedOtherwise = await world.Database.CountEndedOtherwiseAsync(
            asked.Where(call => call.IsSettled).Select(call => call.Id!.Value), cancellationToken);
        return new FaultResult(
            scenario,
            asked.Count,
            asked.Count(call => call.IsAnswered(scenario.MayTurnAway) && call.Took <= FaultSettings.AnswerWithin + Grace),
            asked.Count(call => call.IsWrong(scenario.MayEndWithPerson)) + (int)Math.Abs(kept - asked.Count) + (int)endedOtherwise,
            asked.Count(call => !call.IsSettled),
            struck - before,
            settled - (world.SettlingFrom ?? struck));
    }

    /// <summary>A busy machine may put calls off before they ask anybody: then others follow, so that the fault has somebody to strike.</summary>
    private async Task<List<FaultCall>> AskUntilStruckAsync(Scenario scenario, int calls, long before, CancellationToken cancellationToken)
    {
        var (least, _) = scenario.Striking(calls);
        var asked = new List<FaultCall>();
        for (var round = 0; round < MostRounds; round++)
        {
            FaultCall[] more = [.. Enumerable.Range(0, calls).Select(_ => NewCall())];
            await AskAllAsync(round == 0 ? scenario : scenario with { MidwayAsync = Scenario.Nothing }, more, cancellationToken);
            asked.AddRange(more);
            if (await world.Database.CountAsync("intent", cancellationToken) - before >= least)
                break;
        }

        return asked;
    }

    private async Task AskAllAsync(Scenario scenario, FaultCall[] asked, CancellationToken cancellationToken)
    {
        var midway = asked.Length / 3;
        var next = -1;
        var start = TimeProvider.System.GetTimestamp();
        // With few calls fewer callers, or all would be under way before the midst.
        await Task.WhenAll(Enumerable.Range(0, Math.Clamp(asked.Length / 4, 1, Callers)).Select(async _ =>
        {
            for (var at = Interlocked.Increment(ref next); at < asked.Length; at = Interlocked.Increment(ref next))
            {
                var early = (TimeSpan.FromSeconds(1) * at / PerSecond) - TimeProvider.System.GetElapsedTime(start);
                if (early > TimeSpan.Zero)
                    await Task.Delay(early, cancellationToken);
                var asking = asked[at].AskAsync(NodeFor(at), scenario.IsQueued, cancellationToken);
                if (at == midway)
                    await scenario.MidwayAsync(world, cancellationToken);
                await asking;
            }
        }));
    }

    private async Task SettleAsync(Scenario scenario, List<FaultCall> asked, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (asked.Any(call => !call.IsSettled) && TimeProvider.System.GetElapsedTime(start) < SettlePatience)
        {
            await scenario.LiftAsync(world, cancellationToken);
            await world.Database.EndPausesAsync(cancellationToken);
            await world.Database.HastenAsync(cancellationToken);
            await Task.Delay(Look, cancellationToken);
            foreach (var call in asked.Where(call => !call.IsSettled))
                await call.LookAsync(NodeFor(0), cancellationToken);
        }

        await scenario.LiftAsync(world, cancellationToken);
        await world.Database.EndPausesAsync(cancellationToken);
    }

    private HttpClient NodeFor(int at) => Pick(world.Nodes, at);

    private static HttpClient Pick(IReadOnlyList<Node> nodes, int at) => nodes[at % nodes.Count].Caller;

    private FaultCall NewCall()
    {
        var at = _asked++ % People.Count;
        // Every fourth states a birth date that is not theirs: an outage must not turn that into a yes either.
        return new FaultCall($"{_name}-{_asked}", People[at], isRight: at % 4 != 3);
    }
}
