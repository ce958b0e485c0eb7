using Polly;

namespace HueS.Integration.Upstreams;

/// <summary>One call on its way through the pipeline, all its attempts together.</summary>
internal sealed class UpstreamCall(string operation, Ask ask, CancellationToken callerToken)
{
    private static readonly ResiliencePropertyKey<UpstreamCall> Key = new("hues.upstream.call");

    public string Operation => operation;

    public Ask Ask => ask;

    public int Attempts { get; set; }

    /// <summary>When the total time-out cuts the call.</summary>
    public DateTimeOffset EndsAt { get; set; }

    /// <summary>Whether an attempt is under way that has as much time as one may take; waiting for a turn or for our own database is none.</summary>
    public bool AttemptHadTime { get; set; }

    /// <summary>Whether the call was to try an upstream out whose breaker is open, and told nothing about it.</summary>
    public bool ProvedNothing { get; set; }

    public bool CallerLeft => callerToken.IsCancellationRequested;

    public static UpstreamCall Of(ResilienceContext context) => context.Properties.GetValue(Key, null!);

    public void AttachTo(ResilienceContext context) => context.Properties.Set(Key, this);
}
