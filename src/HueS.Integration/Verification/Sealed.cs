using HueS.Integration.Identity;

namespace HueS.Integration.Verification;

/// <summary>A person as stored: sealed, in plain words that outlive the code's types.</summary>
internal sealed record SealedPerson(
    string? Number,
    string? OldCard,
    string Name,
    string BirthDate,
    Sex Sex,
    string? WardCode = null)
{
    public static SealedPerson Of(ClaimedPerson person) =>
        new(person.Number?.Digits, person.OldCard?.Digits, person.Name.Text, person.BirthDate.ToIso(), person.Sex, person.WardCode);

    public ClaimedPerson Open() =>
        PersonName.TryParse(Name, out var name, out _) && Identity.BirthDate.TryParse(BirthDate, out var birthDate)
            ? new ClaimedPerson(
                PersonalNumber.TryParse(Number, out var number) ? number : null,
                OldCardNumber.TryParse(OldCard, out var oldCard) ? oldCard : null,
                name,
                birthDate,
                Sex,
                WardCode)
            : throw new InvalidOperationException("A stored person no longer parses.");

    public override string ToString() => "SealedPerson(*)";
}

/// <summary>What a deferred check needs in order to ask: the person, and the officer, whose account may be a personal number.</summary>
internal sealed record SealedClaim(SealedPerson Person, string Officer)
{
    public static SealedClaim Of(VerificationQuestion question) =>
        new(SealedPerson.Of(question.Claim), question.Officer.Text);

    public OfficerId OpenOfficer() =>
        OfficerId.TryParse(Officer, out var officer)
            ? officer
            : throw new InvalidOperationException("A stored officer no longer parses.");

    public override string ToString() => "SealedClaim(*)";
}
