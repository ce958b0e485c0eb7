using HueS.Integration.Client.Wire;
using HueS.Integration.Contracts;

namespace HueS.Integration.Client;

/// <summary>Links between records and citizens, as people decide about them. Scope <c>links</c>.</summary>
public sealed class Links
{
    private readonly IHuesApi _api;

    internal Links(IHuesApi api) => _api = api;

    /// <summary>Shows a link with what it stands on.</summary>
    /// <exception cref="HuesProblemException"><c>not_found</c>.</exception>
    public Task<Link> ReadAsync(Guid id, CancellationToken cancellationToken = default) => _api.ReadLinkAsync(id, cancellationToken);

    /// <summary>Why a link stands as it does, every change of it, and why others do not have the record. Nobody is named.</summary>
    /// <exception cref="HuesProblemException"><c>not_found</c>.</exception>
    public Task<LinkAccount> ExplainAsync(Guid id, CancellationToken cancellationToken = default) => _api.ExplainLinkAsync(id, cancellationToken);

    /// <summary>Decides about a link. Everything can be undone, and a machine never undoes it.</summary>
    /// <param name="id">The link.</param>
    /// <param name="decision">What to do, and why.</param>
    /// <param name="version">Decide only if it stands at this version; absent: as it stands.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="HuesProblemException"><c>not_found</c>, <c>stale</c>, <c>link_not_in_state</c>, <c>record_linked_elsewhere</c>, <c>second_person_needed</c>.</exception>
    public Task<Link> DecideAsync(Guid id, LinkDecisionRequest decision, int? version = null, CancellationToken cancellationToken = default) =>
        _api.DecideLinkAsync(id, decision, version is { } expected ? Calls.Tag(expected) : null, cancellationToken);

    /// <summary>Asks to take several of a citizen's links away at once. Nothing is changed before a second officer agrees, in the task this answers, to these links as they stand now.</summary>
    /// <param name="accountId">An account of the citizen.</param>
    /// <param name="request">Which links, and why; without links, all that are linked or frozen.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="HuesProblemException"><c>not_found</c>, <c>nothing_to_unlink</c>, <c>invalid_request</c>.</exception>
    public Task<ReviewTask> UnlinkAllAsync(string accountId, UnlinkingRequest request, CancellationToken cancellationToken = default) =>
        _api.UnlinkAllAsync(accountId, request, cancellationToken);

    /// <summary>Gives back what was taken away at once; a link somebody changed since stays as it is, and is named.</summary>
    /// <param name="task">The task in which that was agreed to.</param>
    /// <param name="request">Who decides, and why.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="HuesProblemException"><c>not_found</c>, <c>nothing_to_restore</c>, <c>invalid_request</c>.</exception>
    public Task<RestoredLinks> RestoreAsync(Guid task, RestoreRequest request, CancellationToken cancellationToken = default) =>
        _api.RestoreLinksAsync(task, request, cancellationToken);
}
