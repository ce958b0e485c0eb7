namespace HueS.Integration.Profiles;

/// <summary>An account bound to a verified citizen.</summary>
internal sealed record Profile(
    Guid Id,
    string AccountId,
    Guid CitizenId,
    Guid VerificationId,
    DateTimeOffset BoundAt,
    int Version);

/// <summary>What became of a binding.</summary>
internal abstract record BindResult
{
    private BindResult()
    {
    }

    public sealed record Bound(Profile Profile, bool Created) : BindResult;

    /// <summary>Not the caller's, not settled as verified, or verified by yes or no only.</summary>
    public sealed record VerificationNotUsable : BindResult;

    /// <summary>The account belongs to another citizen; a person decides.</summary>
    public sealed record BoundElsewhere : BindResult;

    /// <summary>The profile changed since the caller read it.</summary>
    public sealed record Stale : BindResult;
}
