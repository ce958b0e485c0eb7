using HueS.Integration.Identity;

namespace HueS.Integration.Upstreams.Records;

internal enum HolderKind
{
    Person,
    Business,
}

/// <summary>
/// What a record says about whom it belongs to: as people typed it, so anything may be absent, and what could not be
/// understood is absent.
/// </summary>
internal sealed record HolderClaim(
    PersonalNumber? Number,
    OldCardNumber? OldCard,
    PersonName? Name,
    BirthDate? BirthDate,
    string? Phone)
{
    /// <summary>A business names no citizen: its number and name are not a person's and are left out.</summary>
    public HolderKind Kind { get; init; } = HolderKind.Person;

    public override string ToString() => "HolderClaim(*)";
}
