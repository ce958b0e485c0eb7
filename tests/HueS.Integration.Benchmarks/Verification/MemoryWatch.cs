namespace HueS.Integration.Benchmarks.Verification;

/// <summary>Looks at a process's memory while something is done to it.</summary>
internal sealed class MemoryWatch(Child watched)
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    /// <summary>Fewer looks would be chance.</summary>
    private const int FewestLooks = 12;

    private readonly List<long> _seen = [];

    /// <summary>
    /// The most that was held in the last third over the most in the second: a leak grows, a heap that breathes does not. In the
    /// first third the heap still finds its size. Where there was too little to look at it is no number, and meets no goal.
    /// </summary>
    public double Growth()
    {
        var third = _seen.Count / 3;
        return _seen.Count < FewestLooks ? double.NaN : _seen[(2 * third)..].Max() / (double)_seen[third..(2 * third)].Max();
    }

    public async Task<T> DuringAsync<T>(Task<T> work, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Period);
        do
        {
            _seen.Add(watched.ResidentBytes);
            await Task.WhenAny(work, timer.WaitForNextTickAsync(cancellationToken).AsTask());
        }
        while (!work.IsCompleted);
        return await work;
    }
}
