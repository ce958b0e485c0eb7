using HueS.Integration.Identity;
using HueS.Integration.Linking;
using HueS.Integration.Upstreams.Records;

namespace HueS.Integration.Tests.Linking;

/// <summary>Evidence by the plain comparisons of identities, without the matching: what the rules make of it is looked at by itself.</summary>
internal static class PlainComparison
{
    public static Evidence Of(CitizenIdentity citizen, HolderClaim holder) => new(
        holder.Number is not { } stated ? KeyAgreement.NotStated
            : citizen.Number == stated || citizen.Numbers.Contains(stated) ? KeyAgreement.Same
            : KeyAgreement.Other,
        holder.OldCard is not null,
        holder.Name?.CompareTo(citizen.Name),
        holder.BirthDate?.CompareTo(citizen.BirthDate),
        holder.BirthDate is { Precision: BirthDatePrecision.Year } && citizen.BirthDate.Precision == BirthDatePrecision.Year,
        citizen.Phone is null || holder.Phone is null ? KeyAgreement.NotStated
            : citizen.Phone == holder.Phone ? KeyAgreement.Same
            : KeyAgreement.Other);
}

/// <summary>A citizen as the rules' tests know them.</summary>
internal sealed record CitizenIdentity(PersonalNumber Number, PersonName Name, BirthDate BirthDate, string? Phone)
{
    public IReadOnlyList<PersonalNumber> Numbers { get; init; } = [];
}
