using Microsoft.Extensions.Options;

namespace HueS.Integration.Verification;

/// <summary>When a check that was given back is asked for again.</summary>
internal sealed class Delays(IOptions<VerificationOptions> options, TimeProvider time)
{
    // Further doubling would only overflow.
    private const int MostDoublings = 20;

    public TimeSpan First => options.Value.FirstDelay;

    /// <summary>Doubles with every attempt up to the longest, with jitter; what the register asked for is the least.</summary>
    public TimeSpan After(VerificationCase check, int attempts, TimeSpan? retryAfter)
    {
        var (first, longest) = (options.Value.FirstDelay, options.Value.LongestDelay);
        var doublings = Math.Clamp(attempts - 1, 0, MostDoublings);
        var grown = Math.Min(first.TotalSeconds * Math.Pow(2, doublings), longest.TotalSeconds);
        var jittered = TimeSpan.FromSeconds(grown * (0.75 + (Random.Shared.NextDouble() / 2)));
        var wanted = retryAfter is { } least && least > jittered ? least : jittered;
        // However long the register wants to be left alone, the person who waits is handed over in time.
        var left = check.Deadline - time.GetUtcNow();
        return wanted < left ? wanted : left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
