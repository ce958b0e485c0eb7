using HueS.Integration.Client.Wire;
using HueS.Integration.Contracts;

namespace HueS.Integration.Client;

/// <summary>Citizens by the ids their caller knows them by. Scope <c>profiles</c>; what people say of two of them needs <c>links</c>.</summary>
public sealed class Citizens
{
    private readonly IHuesApi _api;

    internal Citizens(IHuesApi api) => _api = api;

    /// <summary>Shows a citizen's accounts, links and merges. The id of one who turned out to be another one too leads to that one: keep the id that is answered.</summary>
    /// <exception cref="HuesProblemException"><c>not_found</c> (also for an id that was given to another caller), <c>citizen_withdrawn</c>.</exception>
    public Task<CitizenDetail> ReadAsync(Guid id, CancellationToken cancellationToken = default) => _api.ReadCitizenAsync(id, cancellationToken);

    /// <summary>Says that another citizen is this one too. Nothing is changed before a second officer agrees in the task this answers; saying it again answers the same task.</summary>
    /// <param name="id">The citizen who goes on.</param>
    /// <param name="request">Who the other one is, and why.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="HuesProblemException"><c>not_found</c>, <c>same_citizen</c>, <c>invalid_request</c>.</exception>
    public Task<ReviewTask> MergeAsync(Guid id, CitizenMergeRequest request, CancellationToken cancellationToken = default) =>
        _api.MergeCitizensAsync(id, request, cancellationToken);

    /// <summary>Says that a merged citizen is somebody of their own after all. Both have again what they had, save what was changed since.</summary>
    /// <param name="id">The one who was merged into the other.</param>
    /// <param name="request">Who says so, and why.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="HuesProblemException"><c>not_found</c>, <c>citizen_not_merged</c>, <c>citizen_merged_further</c>, <c>invalid_request</c>.</exception>
    public Task<CitizenUnmerged> UnmergeAsync(Guid id, CitizenUnmergeRequest request, CancellationToken cancellationToken = default) =>
        _api.UnmergeCitizenAsync(id, request, cancellationToken);
}
