using HueS.Integration.Tests.World;

namespace HueS.Integration.Tests.Upstreams.Routes;

internal static class RouteWorld
{
    /// <summary>The room with these routes, in this order, all of them to the scripted server.</summary>
    public static Task<UpstreamWorld> StartAsync(
        TestDatabases databases, IEnumerable<string> routes, params (string Key, string Value)[] settings) =>
        UpstreamWorld.StartAsync(databases, [.. routes.Select((route, place) => ($"Population:Routes:{place}", route)), .. settings]);
}
