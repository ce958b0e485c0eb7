namespace HueS.Integration.Upstreams;

/// <summary>How long one question has waited for its turn, attempt by attempt and route by route.</summary>
internal sealed class TurnWaits
{
    public TimeSpan Total { get; private set; }

    public void Add(TimeSpan waited) => Total += waited;
}
