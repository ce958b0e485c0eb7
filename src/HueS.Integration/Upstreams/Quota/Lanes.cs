namespace HueS.Integration.Upstreams.Quota;

/// <summary>An attempt that waits to be paid for.</summary>
internal sealed class Waiter(DateTimeOffset until) : TaskCompletionSource<Payment>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    /// <summary>When its patience ends.</summary>
    public DateTimeOffset Until => until;

    /// <summary>Whether a draw was made for it already.</summary>
    public bool IsAsked { get; set; }
}

/// <summary>The attempts of one node that wait, first come, first served in each lane. Not safe for several threads: its owner locks.</summary>
internal sealed class Lanes
{
    public static readonly Lane[] All = Enum.GetValues<Lane>();

    private readonly List<Waiter>[] _lines = [.. All.Select(_ => new List<Waiter>())];

    public bool IsEmpty => _lines.All(line => line.Count == 0);

    /// <summary>Whether somebody no draw was made for yet is the first of a lane: another draw may serve them at once.</summary>
    public bool HasNewcomerFirst => _lines.Any(line => line is [{ IsAsked: false }, ..]);

    public int Count(Lane lane) => _lines[(int)lane].Count;

    public Waiter Add(Lane lane, DateTimeOffset until)
    {
        var waiter = new Waiter(until);
        _lines[(int)lane].Add(waiter);
        return waiter;
    }

    /// <summary>How many tokens the lane asks for; whoever left gives up their place.</summary>
    public int Ask(Lane lane)
    {
        var line = _lines[(int)lane];
        line.RemoveAll(waiter => waiter.Task.IsCompleted);
        foreach (var waiter in line)
            waiter.IsAsked = true;
        return line.Count;
    }

    /// <summary>Pays for the first of the lane, and answers what nobody took.</summary>
    public int Grant(Lane lane, int tokens)
    {
        var line = _lines[(int)lane];
        var served = 0;
        while (tokens > 0 && served < line.Count)
        {
            if (line[served++].TrySetResult(Payment.Paid))
                tokens--;
        }

        line.RemoveRange(0, served);
        return tokens;
    }

    /// <summary>Turns away whoever has waited too long, or would have to. Each was in at least one draw.</summary>
    public void TurnAway(DateTimeOffset now, Func<Lane, int, TimeSpan> waitWith)
    {
        foreach (var lane in All)
        {
            var ahead = 0;
            _lines[(int)lane].RemoveAll(waiter =>
            {
                var wait = waitWith(lane, ahead);
                if (!waiter.IsAsked || (waiter.Until > now && now + wait <= waiter.Until))
                {
                    ahead++;
                    return false;
                }

                waiter.TrySetResult(Payment.Refused(wait));
                return true;
            });
        }
    }

    /// <summary>How long until the first of any lane may be served.</summary>
    public TimeSpan Soonest(Func<Lane, TimeSpan> wait) =>
        All.Where(lane => Count(lane) > 0).Min(wait);

    /// <summary>Ends the wait of everybody the failed draw was made for.</summary>
    public void Fail(Exception failure)
    {
        foreach (var line in _lines)
        {
            line.RemoveAll(waiter =>
            {
                if (waiter.IsAsked)
                    waiter.TrySetException(failure);
                return waiter.IsAsked;
            });
        }
    }

    /// <summary>Turns everybody away.</summary>
    public void Close()
    {
        foreach (var line in _lines)
        {
            foreach (var waiter in line)
                waiter.TrySetResult(Payment.Refused(TimeSpan.Zero));
            line.Clear();
        }
    }
}
