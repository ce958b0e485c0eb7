using HueS.Integration.Identity;

namespace HueS.Integration.Linking.Matching;

/// <summary>What is said of a person, as text, by a record of its holder or by us of a citizen. <c>null</c> and empty: not stated.</summary>
/// <param name="Number">The personal number; behind it, after commas, those it replaced.</param>
/// <param name="Insurance">The ten digits of a health-insurance number, or a card that ends in them.</param>
/// <param name="BirthDate">In any form met on the wire.</param>
/// <param name="Ward">Code of the ward.</param>
internal readonly record struct ClaimFields(
    string? Number,
    string? OldCard,
    string? Insurance,
    string? Phone,
    string? Name,
    string? BirthDate,
    Sex Sex,
    string? Ward)
{
    public override string ToString() => "ClaimFields(*)";
}
