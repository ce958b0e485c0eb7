using HueS.Integration.Identity;
using HueS.Integration.Storage;

namespace HueS.Integration.Audit;

/// <summary>Who acts: a client, for an officer where one asked, through a door that pays with its own pool.</summary>
internal sealed record Actor(string ClientId, OfficerId? Officer, Pool Pool)
{
    public static Actor Client(string clientId, OfficerId? officer = null) => new(clientId, officer, Pool.Api);

    /// <summary>The service itself, finishing what a client asked for.</summary>
    public static Actor Worker(string clientId) => new(clientId, null, Pool.Work);
}
