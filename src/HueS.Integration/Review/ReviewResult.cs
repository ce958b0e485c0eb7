namespace HueS.Integration.Review;

/// <summary>Why a wish about a task was not carried out.</summary>
internal enum ReviewRefusal
{
    /// <summary>There is no such task, or the client may not see its kind.</summary>
    NotFound,

    /// <summary>It is decided or withdrawn, or waits for a second person.</summary>
    Closed,

    /// <summary>Somebody else works on it.</summary>
    Owned,

    /// <summary>Whoever wants to decide it has not taken it.</summary>
    NotOwner,

    /// <summary>It changed since it was read.</summary>
    Stale,

    /// <summary>Its kind, or what is known of it, does not allow this decision.</summary>
    NotOffered,

    /// <summary>The decision cannot stand on this.</summary>
    GroundNotOffered,

    /// <summary>The decision names nobody where it has to, or somebody it may not.</summary>
    CandidateNotOffered,

    /// <summary>Nothing waits for a second person.</summary>
    NotProposed,

    /// <summary>The second person is the first one.</summary>
    SameOfficer,

    /// <summary>What the task is about changed, so that the decision no longer fits; a proposal is taken back.</summary>
    TargetChanged,
}

/// <summary>What became of a wish about a task.</summary>
internal abstract record ReviewResult
{
    private ReviewResult()
    {
    }

    public sealed record Done(ReviewTask Task) : ReviewResult;

    /// <param name="Allowed">What would have been accepted, where that is a choice.</param>
    public sealed record Refused(ReviewRefusal Why, IReadOnlyList<string>? Allowed = null) : ReviewResult;
}
