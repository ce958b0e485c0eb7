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

    public InsuranceNumber? Insurance { get; init; }

    public Sex Sex { get; init; }

    /// <summary>Code of the ward they gave, old or new.</summary>
    public string? Ward { get; init; }

    /// <summary>The account the record was made with, where its system knows one.</summary>
    public string? Account { get; init; }

    /// <summary>A business, whose own words are no person's.</summary>
    public static HolderClaim Business { get; } = new(null, null, null, null, null) { Kind = HolderKind.Business };

    /// <summary>Nothing is said by which anybody could be found.</summary>
    public bool IsEmpty => Number is null && OldCard is null && Name is null && Phone is null && Insurance is null && Account is null;

    public override string ToString() => "HolderClaim(*)";
}
