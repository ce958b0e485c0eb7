namespace HueS.Integration.Client;

/// <summary>Whether the node that answered should be given requests.</summary>
/// <param name="Status"><c>healthy</c> or <c>unhealthy</c>.</param>
/// <param name="Checks">What it looked at: <c>database</c> (which includes that its migrations are applied), <c>key_ring</c>, <c>serving</c>.</param>
/// <param name="ServerTime">Its clock, to the second; absent where it did not say.</param>
public sealed record Readiness(string Status, IReadOnlyDictionary<string, string> Checks, DateTimeOffset? ServerTime = null);
