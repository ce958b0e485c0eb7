namespace HueS.Integration.Benchmarks.Faults;

/// <summary>A process of the service, and a caller of its own for each client.</summary>
internal sealed record Node(Child Process, IReadOnlyList<HttpClient> Callers)
{
    public HttpClient Caller => Callers[0];
}
