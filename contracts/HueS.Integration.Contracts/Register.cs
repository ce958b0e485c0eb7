using System.Text.Json.Serialization;

namespace HueS.Integration.Contracts;

/// <summary>How the service reaches the national register, what it may still ask, and who waits.</summary>
/// <param name="Routes">Every route, in the order in which they are tried.</param>
/// <param name="Queue">Who waits, lane by lane, the counter first.</param>
/// <param name="PendingChecks">Checks that wait for the register, batches not counted.</param>
/// <param name="OldestPendingAt">When the citizen who has waited longest began to wait.</param>
public sealed record RegisterStatus(
    IReadOnlyList<RegisterRoute> Routes,
    IReadOnlyList<LaneStatus> Queue,
    long PendingChecks,
    DateTimeOffset? OldestPendingAt);

/// <summary>One way to the register.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Quarantined">Whether it is stopped until an operator releases it.</param>
/// <param name="QuarantinedAt">Since when.</param>
/// <param name="QuarantineCause">What stopped it.</param>
/// <param name="QuarantineReason">The reason the operator gave who stopped it.</param>
/// <param name="Breaker">Whether the node that answers lets calls through; other nodes may see the route otherwise.</param>
/// <param name="Quota">What all nodes together may ask.</param>
public sealed record RegisterRoute(
    string Name,
    bool Quarantined,
    DateTimeOffset? QuarantinedAt,
    QuarantineCause? QuarantineCause,
    string? QuarantineReason,
    RouteBreaker Breaker,
    RouteQuota Quota);

/// <summary>What stopped a route.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<QuarantineCause>))]
public enum QuarantineCause
{
    /// <summary>It returned another citizen's data: an incident, to be looked into before it is released.</summary>
    WrongPerson,

    /// <summary>An operator stopped it.</summary>
    Operator,
}

/// <summary>The breaker of a route: it opens when too many attempts fail.</summary>
/// <param name="State">Its state.</param>
/// <param name="Until">When an open one lets a call through to try; absent otherwise.</param>
public sealed record RouteBreaker(BreakerState State, DateTimeOffset? Until);

/// <summary>State of a breaker.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<BreakerState>))]
public enum BreakerState
{
    /// <summary>Calls go through.</summary>
    Closed,

    /// <summary>No call goes through.</summary>
    Open,

    /// <summary>The next call tries whether the register is back.</summary>
    HalfOpen,
}

/// <summary>The quota of a route, shared by all nodes. Days are those of Vietnam, fees are in dong.</summary>
/// <param name="PerSecond">Attempts a second by the settings, as they stand at this time of day.</param>
/// <param name="PerSecondNow">Attempts a second in force: less while the register is slow or says it is busy, or under a cap.</param>
/// <param name="Burst">Attempts that may leave at once after a quiet time.</param>
/// <param name="UsedToday">Attempts today.</param>
/// <param name="LeftToday">Attempts left today; absent where the day has no limit.</param>
/// <param name="FeeToday">What today's attempts cost.</param>
/// <param name="PausedUntil">Until when the register wants to be left alone; absent when it does not.</param>
/// <param name="OffPeak">Whether an off-peak window is open.</param>
/// <param name="Cap">What operators allow less than the settings; its <c>version</c> is 0 as long as nobody ever did.</param>
public sealed record RouteQuota(
    double PerSecond,
    double PerSecondNow,
    int Burst,
    long UsedToday,
    long? LeftToday,
    long FeeToday,
    DateTimeOffset? PausedUntil,
    bool OffPeak,
    RouteCap Cap);

/// <summary>An upper limit set by an operator, below which the settings stay in force.</summary>
/// <param name="PerSecond">Attempts a second; absent where not limited.</param>
/// <param name="PerDay">Attempts a day; absent where not limited.</param>
/// <param name="Until">When it ends by itself; absent where it stays until changed.</param>
/// <param name="Version">Grows with every change; also the <c>ETag</c>.</param>
public sealed record RouteCap(double? PerSecond, long? PerDay, DateTimeOffset? Until, int Version);

/// <summary>Limits a route below its settings. Without <paramref name="PerSecond"/> and <paramref name="PerDay"/> the limit is taken away.</summary>
/// <param name="PerSecond">Attempts a second by all nodes, 0.01 to 1,000,000. To stop a route, quarantine it.</param>
/// <param name="PerDay">Attempts a day by all nodes, 1 to 1,000,000,000,000.</param>
/// <param name="Until">When the limit ends by itself, a moment to come.</param>
public sealed record RouteCapRequest(double? PerSecond = null, long? PerDay = null, DateTimeOffset? Until = null);

/// <summary>Stops a route by hand.</summary>
/// <param name="Reason">Why, as a code such as <c>maintenance</c>: 1 to 40 lower-case letters, digits, dashes and underscores. It is shown to operators and kept in the trail.</param>
public sealed record RouteQuarantineRequest(string Reason);

/// <summary>Whom the register is asked for, the first served first.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<RegisterLane>))]
public enum RegisterLane
{
    /// <summary>People at a counter.</summary>
    Counter,

    /// <summary>Checks that were put off.</summary>
    Deferred,

    /// <summary>Batches and reconciliation.</summary>
    Reconciliation,
}

/// <summary>Who waits in a lane.</summary>
/// <param name="Lane">The lane.</param>
/// <param name="Waiting">How many wait; at the counter, those of the node that answers.</param>
/// <param name="OldestAt">Since when the first of them does; absent where nobody waits, and at the counter, where nobody waits longer than seconds.</param>
/// <param name="EmptyAt">When, as things stand, all of them will have been asked for; absent where that cannot be told or is over two months away.</param>
public sealed record LaneStatus(RegisterLane Lane, long Waiting, DateTimeOffset? OldestAt, DateTimeOffset? EmptyAt);
