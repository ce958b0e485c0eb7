using HueS.Integration.Review;

namespace HueS.Integration.Linking.Unlinking;

/// <summary>Where it stands that several links are taken away at once. The names are stored; they never change.</summary>
internal enum UnlinkingState
{
    Proposed,
    Unlinked,
    Undone,

    /// <summary>It was seen that the links hold.</summary>
    Kept,
}

/// <summary>Several links of one citizen that somebody wants taken away at once.</summary>
/// <param name="Id">Also the id of the task by which it is agreed to.</param>
internal sealed record SeveralLinks(
    Guid Id,
    Guid CitizenId,
    LinkChangeReason Reason,
    string? CaseReference,
    UnlinkingState State,
    IReadOnlyList<FixedLink> Links);

/// <summary>A link in the version in which it is to be taken away.</summary>
/// <param name="VersionAfter">The version that left; <c>null</c> as long as nothing was done.</param>
internal sealed record FixedLink(Guid LinkId, int Version, int? VersionAfter = null);

/// <summary>What became of a wish to take several links away.</summary>
internal abstract record UnlinkResult
{
    private UnlinkResult()
    {
    }

    public sealed record Proposed(ReviewTask Task) : UnlinkResult;

    public sealed record NoProfile : UnlinkResult;

    /// <summary>One of the links is not the citizen's, or has nothing to take away; or there is none at all.</summary>
    public sealed record LinkNotFound : UnlinkResult;
}

/// <summary>What became of a wish to give several links back.</summary>
internal abstract record RestoreResult
{
    private RestoreResult()
    {
    }

    /// <param name="Restored">Links that stand as before; where the record is another citizen's by now, a person is asked.</param>
    /// <param name="LeftAlone">Links somebody changed since.</param>
    public sealed record Done(IReadOnlyList<Guid> Restored, IReadOnlyList<Guid> LeftAlone) : RestoreResult;

    public sealed record NotFound : RestoreResult;

    /// <summary>Nothing was taken away, or it was given back already.</summary>
    public sealed record NotUnlinked : RestoreResult;
}
