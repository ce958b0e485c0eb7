namespace HueS.Integration.Linking;

/// <summary>Where a link stands.</summary>
internal enum LinkState
{
    Linked,
    NeedsPerson,
}

/// <summary>A record and the citizen it belongs to, or may belong to, with what that stands on.</summary>
/// <param name="Purpose">What it was decided for; decides how much of the evidence a caller is shown.</param>
internal sealed record Link(
    Guid Id,
    Guid CitizenId,
    string System,
    string RecordId,
    string Purpose,
    LinkState State,
    LinkDecision Decision,
    Evidence Evidence,
    string RulesVersion,
    DateTimeOffset DecidedAt);

/// <summary>What became of a wish to link.</summary>
internal abstract record LinkResult
{
    private LinkResult()
    {
    }

    public sealed record Decided(Link Link) : LinkResult;

    public sealed record NoProfile : LinkResult;

    /// <summary>The purpose is unknown, or not this client's.</summary>
    public sealed record PurposeNotAllowed : LinkResult;

    public sealed record RecordNotFound : LinkResult;
}

/// <summary>One page of a citizen's links, oldest first.</summary>
internal sealed record LinkPage(IReadOnlyList<Link> Links, Guid? Next);
