using HueS.Integration.Identity;
using HueS.Integration.Upstreams.Records;

namespace HueS.Integration.Linking;

/// <summary>How a key compared.</summary>
internal enum KeyAgreement
{
    Same,
    Other,
    NotStated,
}

/// <summary>How a record's claim about its holder compared with a verified citizen. Grades only: it says nothing of either.</summary>
/// <param name="OldCardStated">The record names its holder by an old card number.</param>
/// <param name="BothYearOnly">Neither side knows more of the birth date than its year.</param>
internal sealed record Evidence(
    KeyAgreement Number,
    bool OldCardStated,
    NameGrade? Name,
    BirthDateComparison? BirthDate,
    bool BothYearOnly,
    KeyAgreement SecondKey)
{
    public static Evidence Compare(CitizenIdentity citizen, HolderClaim holder) => new(
        holder.Number is not { } stated ? KeyAgreement.NotStated
            : citizen.Number == stated || citizen.Numbers.Contains(stated) ? KeyAgreement.Same
            : KeyAgreement.Other,
        holder.OldCard is not null,
        holder.Name?.CompareTo(citizen.Name),
        holder.BirthDate?.CompareTo(citizen.BirthDate),
        holder.BirthDate is { Precision: BirthDatePrecision.Year } && citizen.BirthDate.Precision == BirthDatePrecision.Year,
        Agreement(citizen.Phone, holder.Phone));

    private static KeyAgreement Agreement(string? ours, string? theirs) =>
        ours is null || theirs is null ? KeyAgreement.NotStated
        : ours == theirs ? KeyAgreement.Same
        : KeyAgreement.Other;
}

/// <summary>What a profile knows of its citizen when records are compared with it.</summary>
internal sealed record CitizenIdentity(PersonalNumber Number, PersonName Name, BirthDate BirthDate, string? Phone)
{
    /// <summary>Every number they were verified under, each replaced by the next: records older than that still carry them.</summary>
    public IReadOnlyList<PersonalNumber> Numbers { get; init; } = [];

    public override string ToString() => "CitizenIdentity(*)";
}
