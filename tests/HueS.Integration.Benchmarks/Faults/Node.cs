namespace HueS.Integration.Benchmarks.Faults;

/// <summary>A process of the service, and a caller of its own.</summary>
internal sealed record Node(Child Process, HttpClient Caller);
