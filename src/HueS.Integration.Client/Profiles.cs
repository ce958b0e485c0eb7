using HueS.Integration.Client.Wire;
using HueS.Integration.Contracts;

namespace HueS.Integration.Client;

/// <summary>Accounts bound to verified citizens, and what is linked to them. Scope <c>profiles</c>; holds need <c>links</c>.</summary>
public sealed class Profiles
{
    private readonly IHuesApi _api;

    internal Profiles(IHuesApi api) => _api = api;

    /// <summary>Binds an account to the citizen of a verification that the caller made and that came out verified.</summary>
    /// <param name="accountId">The caller's account id; it stands in the URL, so it must say nothing about the person.</param>
    /// <param name="binding">The verification, and a phone number if known.</param>
    /// <param name="version">Bind only if it stands at this version; absent: as it stands.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="HuesProblemException"><c>verification_not_usable</c>, <c>account_bound_elsewhere</c> (a person decides), <c>stale</c>.</exception>
    public Task<Profile> BindAsync(string accountId, ProfileBinding binding, int? version = null, CancellationToken cancellationToken = default) =>
        _api.BindProfileAsync(accountId, binding, version is { } expected ? Calls.Tag(expected) : null, cancellationToken);

    /// <summary>Shows an account's binding.</summary>
    /// <exception cref="HuesProblemException"><c>not_found</c>.</exception>
    public Task<Profile> ReadAsync(string accountId, CancellationToken cancellationToken = default) => _api.ReadProfileAsync(accountId, cancellationToken);

    /// <summary>Links a record to the citizen, or leaves it to a person and says why (<see cref="Link.Explanation"/>).</summary>
    /// <exception cref="HuesProblemException"><c>not_found</c>, <c>record_not_found</c>, <c>unknown_purpose</c>, <c>record_system_unavailable</c>.</exception>
    public Task<Link> LinkAsync(string accountId, LinkRequest request, CancellationToken cancellationToken = default) =>
        _api.LinkAsync(accountId, request, cancellationToken);

    /// <summary>The citizen's links with what each stands on, oldest first.</summary>
    /// <exception cref="HuesProblemException"><c>not_found</c>.</exception>
    public IAsyncEnumerable<Link> LinksAsync(string accountId, CancellationToken cancellationToken = default) =>
        Pages.AllAsync<LinkPage, Link>((cursor, token) => _api.ListLinksAsync(accountId, cursor, token), page => (page.Items, page.Next), cancellationToken);

    /// <summary>Keeps machines from linking anything for the citizen; what is linked stays.</summary>
    /// <exception cref="HuesProblemException"><c>not_found</c>.</exception>
    public Task HoldLinkingAsync(string accountId, LinkingHoldRequest request, CancellationToken cancellationToken = default) =>
        _api.HoldLinkingAsync(accountId, request, cancellationToken);

    /// <summary>Lets machines link for the citizen again, unless the other kind holds: ends what the citizen asked for, or the protection where that is named.</summary>
    /// <exception cref="HuesProblemException"><c>not_found</c>.</exception>
    public Task ReleaseLinkingAsync(string accountId, LinkingHold kind = LinkingHold.Frozen, CancellationToken cancellationToken = default) =>
        _api.ReleaseLinkingAsync(accountId, HuesJson.Code(kind), cancellationToken);
}
