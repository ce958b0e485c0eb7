namespace HueS.Integration.Upstreams;

internal enum BreakerPosition
{
    Closed,
    Open,

    /// <summary>The next call tries whether the upstream is back.</summary>
    HalfOpen,
}

/// <summary>Whether this node's breaker lets calls through, and until when it does not.</summary>
internal sealed record BreakerStanding(BreakerPosition Position, DateTimeOffset? Until);
