using HueS.Integration.Benchmarks.Load;
using HueS.Integration.Mocks;

namespace HueS.Integration.Benchmarks.Faults.Hours;

/// <summary>One hour in a world of its own: two nodes, a greedy client and a modest one, each person asked about once.</summary>
internal static class HourRun
{
    private const int Nodes = 2;
    private const int MostUnderWay = 256;
    private const int Lookers = 8;
    private const int MostUsual = 40;

    /// <summary>So many of the greedy client's calls come on one of the modest.</summary>
    private const int Greed = 8;

    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LeastPatience = TimeSpan.FromMinutes(2);

    /// <param name="say">Told now and then how far it is.</param>
    public static async Task<HourResult> RunAsync(Hour hour, Action<string> say, CancellationToken cancellationToken)
    {
        var usual = Math.Min(hour.Calls, MostUsual);
        // The usual city is large enough for a few minutes only.
        var city = hour.Calls > Inhabitants.Plain.Count / 2 ? City.Generate(3 * (hour.Calls + usual), Inhabitants.Seed) : Inhabitants.City;
        await using var world = await FaultWorld.StartAsync(new Surroundings { City = city, Nodes = Nodes, Settings = hour.Settings }, cancellationToken);
        var people = Inhabitants.PlainOf(city).Where(Inhabitants.HasOneSpelling).Take(usual + hour.Calls).ToList();
        if (people.Count < usual + hour.Calls)
            throw new Sandbox.SandboxException($"Too few people for {hour}: {people.Count}.");
        world.Stubs.Population.Weather.Slow(Hour.UsualAnswer);
        await world.WarmAsync(cancellationToken);
        // What is usual is known before anything changes.
        foreach (var (at, person) in people.Take(usual).Index())
            await new FaultCall($"usual-{at}", person, isRight: true).AskAsync(world.Nodes[at % Nodes].Caller, asynchronously: false, cancellationToken);

        var (kept, before, start) = (await world.Database.CountAsync("verification", cancellationToken), await IntentsAsync(), TimeProvider.System.GetTimestamp());
        hour.Strike(world.Stubs.Population.Weather);
        var calls = await AskAsync(hour, world, people.Skip(usual), say, cancellationToken);
        var (questions, waiting, lifted) = (await IntentsAsync() - before, await world.Database.CountWaitingAsync(cancellationToken), TimeProvider.System.GetTimestamp());
        say($"{hour}: over, {waiting} wait");
        world.Stubs.Population.Weather.Clear().Slow(Hour.UsualAnswer);
        await UntilSettledAsync(hour, world, lifted, cancellationToken);
        var (settling, elapsed) = (TimeProvider.System.GetElapsedTime(lifted), TimeProvider.System.GetElapsedTime(start));
        var settlingQuestions = await IntentsAsync() - before - questions;

        await Parallel.ForEachAsync(
            calls,
            new ParallelOptions { MaxDegreeOfParallelism = Lookers, CancellationToken = cancellationToken },
            async (call, token) => await call.Asked.LookAsync(world.Nodes[0].Callers[call.Client], token));
        kept = await world.Database.CountAsync("verification", cancellationToken) - kept;
        var endedOtherwise = await world.Database.CountEndedOtherwiseAsync(
            calls.Where(call => call.Asked.IsSettled).Select(call => call.Asked.Id!.Value), cancellationToken);
        return new HourResult(
            hour,
            calls.Count,
            calls.Count(IsInTime),
            calls.GroupBy(call => call.Client).Min(client => client.Count(IsInTime) / (double)client.Count()),
            calls.Count(call => call.Asked.WasPutOff),
            calls.Count(call => call.Asked.IsWrong(mayEndWithPerson: false)) + (int)Math.Abs(kept - calls.Count) + (int)endedOtherwise,
            calls.Count(call => !call.Asked.IsSettled),
            waiting,
            questions,
            settlingQuestions,
            settling,
            elapsed);

        Task<long> IntentsAsync() => world.Database.CountAsync("intent", cancellationToken);
    }

    /// <summary>People come at an even pace, whether or not those before them have their answer.</summary>
    private static async Task<List<Caller>> AskAsync(
        Hour hour, FaultWorld world, IEnumerable<Citizen> people, Action<string> say, CancellationToken cancellationToken)
    {
        var (name, start, told) = ($"hour-{Guid.CreateVersion7():N}", TimeProvider.System.GetTimestamp(), 0);
        var (calls, asking) = (new List<Caller>(), new List<Task>());
        using var places = new SemaphoreSlim(MostUnderWay);
        foreach (var (at, person) in people.Index())
        {
            var early = TimeSpan.FromSeconds(at / hour.CallsPerSecond) - TimeProvider.System.GetElapsedTime(start);
            if (early > TimeSpan.Zero)
                await Task.Delay(early, cancellationToken);
            await places.WaitAsync(cancellationToken);
            var caller = new Caller(at % (Greed + 1) == Greed ? 1 : 0, new FaultCall($"{name}-{at}", person, isRight: at % 4 != 3));
            calls.Add(caller);
            asking.Add(AskOneAsync(caller, world.Nodes[at % Nodes]));
            if (at * 10 / hour.Calls > told)
                say($"{hour}: {++told * 10} % of the hour, {at + 1} calls");
        }

        await Task.WhenAll(asking);
        return calls;

        async Task AskOneAsync(Caller caller, Node node)
        {
            try
            {
                await caller.Asked.AskAsync(node.Callers[caller.Client], asynchronously: false, cancellationToken);
            }
            finally
            {
                places.Release();
            }
        }
    }

    /// <summary>Nobody hastens anything: what waits comes by itself, within the bound or not at all.</summary>
    private static async Task UntilSettledAsync(Hour hour, FaultWorld world, long lifted, CancellationToken cancellationToken)
    {
        var patience = hour.Length / 2 > LeastPatience ? hour.Length / 2 : LeastPatience;
        while (await world.Database.CountWaitingAsync(cancellationToken) > 0 && TimeProvider.System.GetElapsedTime(lifted) < patience)
            await Task.Delay(Look, cancellationToken);
    }

    private static bool IsInTime(Caller caller) => caller.Asked.IsAnswered(mayTurnAway: false) && caller.Asked.Took <= AnswerWithin + Grace;

    private sealed record Caller(int Client, FaultCall Asked);
}
