using HueS.Integration.Identity;

namespace HueS.Integration.Upstreams.Population;

/// <summary>What is asked about one person, for which procedure, by which officer, in which case.</summary>
internal sealed record RegisterQuestion(
    PersonalNumber? Number,
    OldCardNumber? OldCard,
    PersonName Name,
    BirthDate BirthDate,
    string Purpose,
    OfficerId Officer,
    string? CaseReference)
{
    public override string ToString() => "RegisterQuestion(*)";
}
