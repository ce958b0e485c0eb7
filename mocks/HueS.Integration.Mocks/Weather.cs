namespace HueS.Integration.Mocks;

/// <summary>
/// How an upstream behaves just now. Faults of different kinds combine, each with its share of the requests; which request
/// is struck is drawn from a seeded generator in order of arrival, so a run repeats.
/// </summary>
public sealed class Weather
{
    private readonly Lock _gate = new();
    private readonly int _seed;
    private Dice _dice;
    private IReadOnlyList<Fault> _faults = [];

    internal Weather(int seed) => (_seed, _dice) = (seed, new Dice(seed));

    /// <summary>The faults that are on.</summary>
    public IReadOnlyList<Fault> Faults
    {
        get
        {
            lock (_gate)
                return _faults;
        }
    }

    /// <summary>No faults; the generator starts anew.</summary>
    public Weather Clear() => Set([]);

    /// <summary>Exactly these faults; the generator starts anew, from its own seed or from another.</summary>
    /// <exception cref="ArgumentException">A share is not between 0 and 1, the shares exceed 1, or a kind comes twice.</exception>
    public Weather Set(IReadOnlyList<Fault> faults, int? seed = null)
    {
        lock (_gate)
        {
            _faults = Check(faults);
            _dice = new Dice(seed ?? _seed);
        }

        return this;
    }

    /// <summary>503 for everything, until <see cref="Up"/>; whatever else is on waits.</summary>
    public Weather Down(TimeSpan? retryAfter = null) =>
        With(new Fault(FaultKind.Down, RetryAfter: (int?)retryAfter?.TotalSeconds));

    /// <summary>Every request is accepted and never answered, until <see cref="Up"/>; whatever else is on waits.</summary>
    public Weather BlackHole() => With(new Fault(FaultKind.BlackHole));

    /// <summary>Ends <see cref="Down"/> and <see cref="BlackHole"/>; the weather before them returns.</summary>
    public Weather Up() => Change(faults => faults.Where(fault => !IsOutage(fault)));

    /// <summary>Answers late, on top of whatever else goes wrong.</summary>
    public Weather Slow(TimeSpan delay, double share = 1) =>
        With(new Fault(FaultKind.Slow, share, Seconds: delay.TotalSeconds));

    /// <summary>503 for a share of the requests.</summary>
    public Weather Flaky(double share, TimeSpan? retryAfter = null) =>
        With(new Fault(FaultKind.Flaky, share, RetryAfter: (int?)retryAfter?.TotalSeconds));

    /// <summary>The right body, byte by byte over this time.</summary>
    public Weather Dripping(TimeSpan over, double share = 1) =>
        With(new Fault(FaultKind.Dripping, share, Seconds: over.TotalSeconds));

    /// <summary>The connection is reset in the middle of the body.</summary>
    public Weather Resetting(double share = 1) => With(new Fault(FaultKind.Resetting, share));

    /// <summary>Half the body in an otherwise complete answer.</summary>
    public Weather Truncated(double share = 1) => With(new Fault(FaultKind.Truncated, share));

    /// <summary>The content type and the content do not belong together.</summary>
    public Weather Lying(Lie lie = Lie.Page, double share = 1) => With(new Fault(FaultKind.Lying, share, Lie: lie));

    /// <summary>429.</summary>
    public Weather Throttled(TimeSpan? retryAfter = null, double share = 1) =>
        With(new Fault(FaultKind.Throttled, share, RetryAfter: (int?)retryAfter?.TotalSeconds));

    /// <summary>The exchange platform answers instead of the register.</summary>
    public Weather PlatformError(string type = "Server.ServerProxy.ServiceFailed.HttpError", double share = 1) =>
        With(new Fault(FaultKind.PlatformError, share, Code: type));

    /// <summary>A body of this length.</summary>
    public Weather Oversized(long bytes = 400L << 20, double share = 1) =>
        With(new Fault(FaultKind.Oversized, share, Bytes: bytes));

    /// <summary>The provincial wrapper refuses: <c>004</c> procedure not licensed, <c>005</c> officer has no right.</summary>
    public Weather Refusing(string code = "005", double share = 1) =>
        With(new Fault(FaultKind.Refusing, share, Code: code));

    internal (Fault? Fault, TimeSpan Delay) Draw()
    {
        lock (_gate)
        {
            // Two throws for every request, whatever is on: a change of weather does not shift those that follow.
            var (struck, late) = (_dice.NextDouble(), _dice.NextDouble());
            if (_faults.FirstOrDefault(IsOutage) is { } outage)
                return (outage, TimeSpan.Zero);

            var slow = _faults.FirstOrDefault(fault => fault.Kind == FaultKind.Slow);
            var delay = slow is not null && late < slow.Share ? TimeSpan.FromSeconds(slow.Seconds ?? 1) : TimeSpan.Zero;
            foreach (var fault in _faults.Where(IsAlternative))
            {
                if (struck < fault.Share)
                    return (fault, delay);
                struck -= fault.Share;
            }

            return (null, delay);
        }
    }

    private Weather With(Fault added) => Change(faults => faults.Where(fault => fault.Kind != added.Kind).Append(added));

    private Weather Change(Func<IReadOnlyList<Fault>, IEnumerable<Fault>> change)
    {
        lock (_gate)
            _faults = Check([.. change(_faults)]);
        return this;
    }

    private static bool IsOutage(Fault fault) => fault.Kind is FaultKind.Down or FaultKind.BlackHole;

    private static bool IsAlternative(Fault fault) => !IsOutage(fault) && fault.Kind != FaultKind.Slow;

    private static IReadOnlyList<Fault> Check(IReadOnlyList<Fault> faults)
    {
        if (faults.Any(fault => fault.Share is not (>= 0 and <= 1)))
            throw new ArgumentException("A share lies between 0 and 1.");
        if (faults.Any(fault => fault.Seconds is not (null or (>= 0 and <= 3600))))
            throw new ArgumentException("Seconds lie between 0 and 3600.");
        if (faults.Any(fault => fault.RetryAfter < 0 || fault.Bytes < 0))
            throw new ArgumentException("retryAfter and bytes are not negative.");
        if (faults.GroupBy(fault => fault.Kind).Any(kind => kind.Count() > 1))
            throw new ArgumentException("A kind of fault comes once.");
        // Shares such as 0.1 do not add up exactly.
        if (faults.Where(IsAlternative).Sum(fault => fault.Share) > 1 + 1e-9)
            throw new ArgumentException("The shares of the faults that exclude each other exceed 1.");
        return faults;
    }
}
