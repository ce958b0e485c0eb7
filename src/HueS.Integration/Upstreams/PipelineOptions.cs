using System.ComponentModel.DataAnnotations;
using HueS.Integration.Upstreams.Quota;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Upstreams;

/// <summary>How one upstream is called. Times read <c>hh:mm:ss.fff</c>.</summary>
internal sealed class PipelineOptions
{
    /// <summary>Default: 16. Calls under way at once.</summary>
    [Range(1, 1_000)]
    public int Concurrency { get; set; } = 16;

    /// <summary>Default: 32. Calls that may wait for a place; the rest are turned away at once.</summary>
    [Range(0, 10_000)]
    public int Queue { get; set; } = 32;

    /// <summary>Default: 8 s. All attempts together, while a person waits.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan InteractiveTimeout { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>Default: 60 s. All attempts together, in background work.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan BackgroundTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Default: 3 s. One attempt, its body included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Default: 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Default: 2 min. Then a connection is replaced, so that a moved address is noticed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ConnectionLifetime { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Default: 256 KiB. A longer body is refused.</summary>
    [Range(1_024, 16 * 1_024 * 1_024)]
    public int BodyLimit { get; set; } = 256 * 1_024;

    /// <summary>Default: 2. Attempts after the first.</summary>
    [Range(0, 2)]
    public int Retries { get; set; } = 2;

    /// <summary>Default: 200 ms. A retry waits anything up to this, the next up to twice this.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Default: 0.1. Retries each answered call pays for.</summary>
    [Range(0.0, 1.0)]
    public double RetryShare { get; set; } = 0.1;

    /// <summary>Default: 10. Retries in hand at the start, and the most that can be saved up.</summary>
    [Range(0, 1_000)]
    public int RetryReserve { get; set; } = 10;

    /// <summary>Default: 0.5. Share of failures that opens the breaker.</summary>
    [Range(0.01, 1.0)]
    public double BreakerRatio { get; set; } = 0.5;

    /// <summary>Default: 10. Fewer attempts in the window never open it.</summary>
    [Range(2, 10_000)]
    public int BreakerMinimum { get; set; } = 10;

    /// <summary>Default: 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:10:00")]
    public TimeSpan BreakerWindow { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Default: 15 s. Doubled each time the trial call fails.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:10:00")]
    public TimeSpan ShortestBreak { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Default: 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "01:00:00")]
    public TimeSpan LongestBreak { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>What all nodes together may ask.</summary>
    [ValidateObjectMembers]
    public QuotaOptions Quota { get; set; } = new();
}
