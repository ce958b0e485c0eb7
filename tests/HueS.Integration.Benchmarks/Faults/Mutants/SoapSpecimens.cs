using HueS.Integration.Access;
using System.Text;
using System.Text.Json.Nodes;
using HueS.Integration.Identity;
using HueS.Integration.Mocks;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Population;
using HueS.Integration.Upstreams.Population.Soap;
using HueS.Integration.Verification;

namespace HueS.Integration.Benchmarks.Faults.Mutants;

/// <summary>The national register's answers about all personas, each asked by what they state and by what they should not state.</summary>
internal static class SoapSpecimens
{
    private static readonly AnswerReader Reader = new(new SoapDialect());

    public static async Task<IReadOnlyList<Specimen>> AllAsync(CancellationToken cancellationToken)
    {
        var answers = (await MappingFiles.ReadAsync("population", cancellationToken)).Texts
            .SelectMany(text => JsonNode.Parse(text)!.AsArray())
            .Where(mapping => mapping!["Response"]?["Body"] is not null)
            .ToDictionary(mapping => (string)mapping!["Title"]!, mapping => Encoding.UTF8.GetBytes((string)mapping!["Response"]!["Body"]!));
        return [.. Personas.All.SelectMany(persona => Of(persona, answers)).Select(Settled)];
    }

    private static IEnumerable<Specimen> Of(Persona persona, Dictionary<string, byte[]> answers)
    {
        var claim = Claim(persona, persona.Name, persona.BirthDate);
        yield return new Specimen($"{persona.Key}: verify", answers[$"{persona.Key}: verify"], (bytes, header) =>
            Reader.ReadVerify(SoapReader.ReadBody(bytes), Bound(claim, header)) is VerifyAnswer.Matches ? Reading.Verified : Reading.Other);
        yield return new Specimen($"{persona.Key}: vital status", answers[$"{persona.Key}: vital status"], (bytes, header) =>
            Reader.ReadVital(SoapReader.ReadBody(bytes), Bound(claim, header)) is VitalAnswer.Alive ? Reading.Verified : Reading.Other);

        yield return LookUp(persona, "look-up", claim, answers);
        // Whom the register answers with by mistake is no stranger to the answer.
        if (persona.AnswersWith is null && Personas.All.First(other => IsFar(persona, other)) is var stranger)
            yield return LookUp(persona, "look-up by someone else", Claim(persona, stranger.Name, stranger.BirthDate), answers);
    }

    private static readonly Policy Standard = PolicyBook.Published.Current(PurposeOptions.DefaultPolicy)!;

    // Any day will do: no claim here states a ward.
    private static readonly DateOnly Today = new(2026, 11, 24);

    private static Specimen LookUp(Persona persona, string name, ClaimedPerson stated, Dictionary<string, byte[]> answers) =>
        new($"{persona.Key}: {name}", answers[$"{persona.Key}: look-up"], (bytes, header) =>
            LookUp(stated, Reader.ReadLookUp(SoapReader.ReadBody(bytes), Bound(stated, header))));

    private static Reading LookUp(ClaimedPerson claim, LookUpAnswer answer) =>
        answer is LookUpAnswer.Found { Person: var person } && VerificationRules.Compare(Standard, claim, person, Today, asOf: null).Outcome == Outcome.Verified
            ? Reading.Verified
            : Reading.Other;

    private static Specimen Settled(Specimen specimen)
    {
        try
        {
            return specimen with { Verifies = specimen.Read(specimen.Answer, Header.Ours) == Reading.Verified };
        }
        catch (UpstreamException)
        {
            // The wrong person's answer is refused as it is.
            return specimen;
        }
    }

    /// <summary>So far apart that no single change makes one the other.</summary>
    private static bool IsFar(Persona persona, Persona other) =>
        other.BirthDate[..4] != persona.BirthDate[..4] && Name(other.Name).CompareTo(Name(persona.Name)) == NameGrade.Different;

    private static Binding Bound(ClaimedPerson claim, Header header) => new(claim.Number, claim.Number is null ? claim.OldCard : null, header switch
    {
        Header.Ours => Echo.Ours,
        Header.Another => Echo.Another,
        Header.None => Echo.None,
        _ => throw new ArgumentOutOfRangeException(nameof(header)),
    });

    private static ClaimedPerson Claim(Persona persona, string name, string birthDate) => new(
        persona.OldCard is null && PersonalNumber.TryParse(persona.Number, out var number) ? number : null,
        persona.OldCard is { } card && OldCardNumber.TryParse(card, out var old) ? old : null,
        Name(name),
        BirthDate.TryParse(birthDate, out var date) ? date : throw new ArgumentException("A persona's birth date does not read.", nameof(birthDate)),
        Sex.Unknown);

    private static PersonName Name(string text) =>
        PersonName.TryParse(text, out var name, out _) ? name : throw new ArgumentException("A persona's name does not read.", nameof(text));
}
