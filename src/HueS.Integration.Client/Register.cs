using HueS.Integration.Client.Wire;
using HueS.Integration.Contracts;

namespace HueS.Integration.Client;

/// <summary>How the service reaches the national register, for those who operate it. Scope <c>register</c>.</summary>
public sealed class Register
{
    private readonly IHuesApi _api;

    internal Register(IHuesApi api) => _api = api;

    /// <summary>Routes, breakers, quota used and left (attempts; fees in dong), queues and forecast.</summary>
    public Task<RegisterStatus> ReadAsync(CancellationToken cancellationToken = default) => _api.ReadRegisterAsync(cancellationToken);

    /// <summary>Stops a route on all nodes until it is released.</summary>
    /// <param name="route">Its name in the configuration, such as <c>ndxp</c>.</param>
    /// <param name="reason">A code such as <c>maintenance</c>: 1 to 40 lower-case letters, digits, dashes and underscores.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="HuesProblemException"><c>not_found</c>, <c>invalid_request</c>.</exception>
    public Task QuarantineAsync(string route, string reason, CancellationToken cancellationToken = default) =>
        _api.QuarantineAsync(route, new RouteQuarantineRequest(reason), cancellationToken);

    /// <summary>Lets a stopped route be asked again. Where it returned another citizen's data, look into that first.</summary>
    /// <exception cref="HuesProblemException"><c>not_found</c>.</exception>
    public Task ReleaseAsync(string route, CancellationToken cancellationToken = default) => _api.ReleaseRouteAsync(route, cancellationToken);

    /// <summary>Limits a route below its settings; a request without limits takes the limit away.</summary>
    /// <param name="route">Its name in the configuration.</param>
    /// <param name="cap">Attempts a second or a day by all nodes together.</param>
    /// <param name="version">Only if the limit stands at this version; absent: as it stands.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="HuesProblemException"><c>not_found</c>, <c>invalid_request</c>, <c>cap_changed</c>.</exception>
    public Task<RouteCap> CapAsync(string route, RouteCapRequest cap, int? version = null, CancellationToken cancellationToken = default) =>
        _api.CapAsync(route, cap, version is { } expected ? Calls.Tag(expected) : null, cancellationToken);
}
