namespace HueS.Integration.Benchmarks.Faults;

/// <summary>One fault: how it is brought about while callers ask, and how it ends.</summary>
/// <param name="Name">As the table of faults names it.</param>
/// <param name="Injector">With what.</param>
/// <param name="StrikeAsync">Begins it.</param>
/// <param name="LiftAsync">Ends it; may be called again until everything is settled.</param>
internal sealed record Scenario(
    string Name,
    string Injector,
    Func<FaultWorld, CancellationToken, Task> StrikeAsync,
    Func<FaultWorld, CancellationToken, Task> LiftAsync)
{
    /// <summary>In the midst of the calls, once.</summary>
    public Func<FaultWorld, CancellationToken, Task> MidwayAsync { get; init; } = Nothing;

    /// <summary>Leaves the world to the next fault as it was found: with one node.</summary>
    public Func<FaultWorld, CancellationToken, Task> RestoreAsync { get; init; } = (world, _) => world.ShrinkAsync();

    /// <summary>
    /// Questions that have to leave, and may leave, for the register while the fault lasts, for so many calls: one that struck
    /// nobody proves nothing. After ten that failed the breaker shields the register off, but for a trial now and then.
    /// </summary>
    public Func<int, (long Least, long Most)> Striking { get; init; } = calls => (Math.Min(calls / 2, FaultSettings.BreakerMinimum), long.MaxValue);

    /// <summary>A refusal by the register goes to a person, which is no answer about the citizen either.</summary>
    public bool MayEndWithPerson { get; init; }

    /// <summary>Where the service itself or its database is struck, a caller may be told to come back, and does so with its key.</summary>
    public bool MayTurnAway { get; init; }

    /// <summary>Every attempt fails: what retries add is bounded by their budget.</summary>
    public bool IsTotal { get; init; }

    /// <summary>The callers want a place in the queue; the fault strikes those who work it off.</summary>
    public bool IsQueued { get; init; }

    public static Task Nothing(FaultWorld world, CancellationToken cancellationToken) => Task.CompletedTask;

    public override string ToString() => Name;
}

/// <summary>What a fault did.</summary>
/// <param name="Calls">Verifications asked.</param>
/// <param name="InTime">Answered 200, 202 or, where allowed, 503 or nothing, within the deadline and half a second.</param>
/// <param name="Wrong">
/// Outcomes the person does not deserve, at once or in the end; outcomes that are no longer what was told; checks lost or kept
/// twice; checks that ended twice.
/// </param>
/// <param name="Unsettled">Without an outcome after the fault has gone.</param>
/// <param name="Attempts">Questions that left for the register while it lasted.</param>
/// <param name="SettlingAttempts">Questions that left after it.</param>
internal sealed record FaultResult(Scenario Scenario, int Calls, int InTime, int Wrong, int Unsettled, long Attempts, long SettlingAttempts)
{
    public double Amplification => Attempts / (double)Calls;

    /// <summary>Questions for each check worked off.</summary>
    public double QuestionsEach => SettlingAttempts / (double)Calls;

    public bool HasStruck => Scenario.Striking(Calls) is var (least, most) && Attempts >= least && Attempts <= most;
}
