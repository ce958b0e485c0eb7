using HueS.Integration.Identity;
using HueS.Integration.Upstreams.Records;

namespace HueS.Integration.Linking.Records;

/// <summary>What a record says of its holder, as stored: sealed, in plain words that outlive the code's types.</summary>
internal sealed record SealedHolder(
    HolderKind Kind,
    string? Number,
    string? OldCard,
    string? Insurance,
    string? Name,
    string? BirthDate,
    Sex Sex,
    string? Phone,
    string? Ward,
    string? Account)
{
    public static SealedHolder Of(HolderClaim holder) => new(
        holder.Kind,
        holder.Number?.Digits,
        holder.OldCard?.Digits,
        holder.Insurance?.Digits,
        holder.Name?.Text,
        holder.BirthDate?.ToIso(),
        holder.Sex,
        holder.Phone,
        holder.Ward,
        holder.Account);

    public HolderClaim Open() => new(
        PersonalNumber.TryParse(Number, out var number) ? number : null,
        OldCardNumber.TryParse(OldCard, out var oldCard) ? oldCard : null,
        PersonName.TryParse(Name, out var name, out _) ? name : null,
        Identity.BirthDate.TryParse(BirthDate, out var birthDate) ? birthDate : null,
        Phone)
    {
        Kind = Kind,
        Insurance = InsuranceNumber.TryParse(Insurance, out var insurance) ? insurance : null,
        Sex = Sex,
        Ward = Ward,
        Account = Account,
    };

    /// <summary>The same in one line, by which two tellings are known to be equal.</summary>
    public string Canonical() =>
        string.Join('\n', Kind, Number, OldCard, Insurance, Name, BirthDate, Sex, Phone, Ward, Account);

    public override string ToString() => "SealedHolder(*)";
}
