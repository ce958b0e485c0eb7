using System.ComponentModel.DataAnnotations;

namespace HueS.Integration.Upstreams.Quota;

/// <summary>
/// What all nodes together may ask of one upstream, and how its lanes share that. Every node must be given the same. Times
/// of day are Vietnam's.
/// </summary>
internal sealed class QuotaOptions : IValidatableObject
{
    /// <summary>Default: 10 attempts a second.</summary>
    [Range(0.01, 1_000_000.0)]
    public double PerSecond { get; set; } = 10;

    /// <summary>Default: 20. Attempts that may leave at once after a quiet time.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; set; } = 20;

    /// <summary>Default: none. Attempts from midnight to midnight.</summary>
    [Range(1, 1_000_000_000_000)]
    public long? PerDay { get; set; }

    /// <summary>Default: 0. What one attempt costs, in dong; it is added up, never a reason to refuse.</summary>
    [Range(0, 1_000_000_000)]
    public long FeePerQuery { get; set; }

    /// <summary>
    /// Default: 0.25. Share of the burst, and of what the rest of the day may still bring, that deferred checks leave to
    /// people at a counter; reconciliation leaves twice as much.
    /// </summary>
    [Range(0.0, 0.5)]
    public double CounterShare { get; set; } = 0.25;

    /// <summary>Default: 0.1. Share of the rate that deferred checks get however many people stand at counters.</summary>
    [Range(0.0, 0.4)]
    public double DeferredMinimum { get; set; } = 0.1;

    /// <summary>Default: 0.02. The same for reconciliation.</summary>
    [Range(0.0, 0.4)]
    public double ReconciliationMinimum { get; set; } = 0.02;

    /// <summary>Default: 2 s. How long an attempt at a counter waits for its turn before it is turned away; one that cannot have it by then is turned away at once.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan CounterWait { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Default: 10 s. The same for background work, which waits in its lane rather than come back again and again; in all, on
    /// however many routes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan BackgroundWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Default: none. Off-peak windows such as <c>22:00-05:00</c>.</summary>
    public List<string> OffPeak { get; set; } = [];

    /// <summary>Default: 1. What the rate is multiplied by inside the windows.</summary>
    [Range(0.01, 100.0)]
    public double OffPeakFactor { get; set; } = 1;

    /// <summary>Default: false. Whether reconciliation asks inside the windows only.</summary>
    public bool ReconciliationOffPeakOnly { get; set; }

    /// <summary>Default: 4. How many times slower than usual the upstream answers when it is asked more slowly.</summary>
    [Range(1.5, 100.0)]
    public double SlowAtLatency { get; set; } = 4;

    public IEnumerable<DayWindow> Windows =>
        OffPeak.Select(text => DayWindow.TryParse(text, out var window) ? window : throw new FormatException("An off-peak window was not checked at the start."));

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (OffPeak.Any(text => !DayWindow.TryParse(text, out _)))
            yield return new ValidationResult("Quota:OffPeak may hold windows such as 22:00-05:00 that begin and end at different times.", [nameof(OffPeak)]);
        if (ReconciliationOffPeakOnly && OffPeak.Count == 0)
            yield return new ValidationResult("Quota:ReconciliationOffPeakOnly needs a window in Quota:OffPeak, or reconciliation would never ask.", [nameof(ReconciliationOffPeakOnly)]);
    }
}
