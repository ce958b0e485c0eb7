namespace HueS.Integration.Contracts;

/// <summary>How the service reaches the national register.</summary>
/// <param name="Routes">Every route.</param>
/// <param name="PendingChecks">Checks that wait for the register.</param>
/// <param name="OldestPendingAt">When the citizen who has waited longest began to wait.</param>
public sealed record RegisterStatus(IReadOnlyList<RegisterRoute> Routes, long PendingChecks, DateTimeOffset? OldestPendingAt);

/// <summary>One way to the register.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Quarantined">Whether it was stopped because an answer held another citizen's data.</param>
/// <param name="QuarantinedAt">Since when.</param>
public sealed record RegisterRoute(string Name, bool Quarantined, DateTimeOffset? QuarantinedAt);
