namespace HueS.Integration.Upstreams.Population;

/// <summary>
/// A way to the register: the name settings, intents and operators call it by, the pipeline its calls take, and the language
/// it speaks.
/// </summary>
internal sealed record RegisterRoute(string Name, UpstreamPipeline Pipeline, IRouteAdapter Adapter);

/// <summary>The ways to the register, in the order in which they are tried.</summary>
internal sealed class RegisterRoutes(IReadOnlyList<RegisterRoute> routes)
{
    public IReadOnlyList<RegisterRoute> All => routes;

    public RegisterRoute? Find(string name) => routes.FirstOrDefault(route => route.Name == name);
}
