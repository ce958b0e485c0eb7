using System.Text;
using System.Text.Json.Nodes;
using HueS.Integration.Access;
using HueS.Integration.Identity;
using HueS.Integration.Mocks;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Population;
using HueS.Integration.Upstreams.Population.LgspJson;
using HueS.Integration.Upstreams.Population.LgspSoap;
using HueS.Integration.Upstreams.Population.Ndxp;
using HueS.Integration.Verification;
using Microsoft.Extensions.Options;

namespace HueS.Integration.Benchmarks.Faults.Mutants;

/// <summary>
/// The register's answers about all personas by each of the three ways to it, each asked by what they state and by what they
/// should not state.
/// </summary>
internal static class RouteSpecimens
{
    private const string Placeholder = "{{request.bodyAsJson.requestId}}";

    private static readonly Policy Standard = PolicyBook.Published.Current(PurposeOptions.DefaultPolicy)!;

    // Any day will do: no claim here states a ward.
    private static readonly DateOnly Today = new(2026, 11, 24);

    // Reading asks nobody: the readers get no one to ask.
    private static readonly Route[] Routes =
    [
        new(NdxpAdapter.Route, "population", new NdxpAdapter(null!, Options.Create(new NdxpOptions()), TimeProvider.System)),
        new(LgspSoapAdapter.Route, "population-lgsp-soap", new LgspSoapAdapter(null!, null!, Options.Create(new LgspSoapOptions()), TimeProvider.System)),
        new(LgspJsonAdapter.Route, "population-lgsp-json", new LgspJsonAdapter(null!, Options.Create(new LgspJsonOptions()), TimeProvider.System)),
    ];

    public static async Task<IReadOnlyList<Specimen>> AllAsync(CancellationToken cancellationToken)
    {
        var specimens = new List<Specimen>();
        foreach (var route in Routes)
        {
            var answers = (await MappingFiles.ReadAsync(route.Folder, cancellationToken)).Texts
                .SelectMany(text => JsonNode.Parse(text)!.AsArray())
                .Where(mapping => mapping!["Response"]?["Body"] is not null)
                .ToDictionary(mapping => (string)mapping!["Title"]!, mapping => (string)mapping!["Response"]!["Body"]!);
            specimens.AddRange(Personas.All.SelectMany(persona => Of(route, persona, answers)).Select(Settled));
        }

        return specimens;
    }

    private static IEnumerable<Specimen> Of(Route route, Persona persona, Dictionary<string, string> answers)
    {
        var claim = Claim(persona, persona.Name, persona.BirthDate);
        yield return Specimen(route, persona, "verify", "verify", claim, answers, (bytes, binding) =>
            route.Adapter.ReadVerify(bytes, binding) is VerifyAnswer.Matches);
        yield return Specimen(route, persona, "vital status", "vital status", claim, answers, (bytes, binding) =>
            route.Adapter.ReadVital(bytes, binding) is VitalAnswer.Alive);
        yield return LookUp(route, persona, "look-up", claim, answers);
        // Whom the register answers with by mistake is no stranger to the answer.
        if (persona.AnswersWith is null && Personas.All.First(other => IsFar(persona, other)) is var stranger)
            yield return LookUp(route, persona, "look-up by someone else", Claim(persona, stranger.Name, stranger.BirthDate), answers);
    }

    private static Specimen LookUp(Route route, Persona persona, string name, ClaimedPerson stated, Dictionary<string, string> answers) =>
        Specimen(route, persona, name, "look-up", stated, answers, (bytes, binding) => IsVerified(stated, route.Adapter.ReadLookUp(bytes, binding)));

    private static Specimen Specimen(
        Route route,
        Persona persona,
        string name,
        string title,
        ClaimedPerson stated,
        Dictionary<string, string> answers,
        Func<byte[], Binding, bool> verifies)
    {
        // Where the body names the request, each question has an id of its own, and a swapped body names another's.
        var requestId = $"{persona.Key} {name}";
        var answer = answers[$"{persona.Key}: {title}"].Replace(Placeholder, requestId, StringComparison.Ordinal);
        return new Specimen($"{route.Name} {persona.Key}: {name}", route.Name, Encoding.UTF8.GetBytes(answer), (bytes, header) =>
            verifies(bytes, route.Adapter.EchoHeader is null ? Bound(stated, requestId) : Bound(stated, header)) ? Reading.Verified : Reading.Other);
    }

    private static bool IsVerified(ClaimedPerson claim, LookUpAnswer answer) =>
        answer is LookUpAnswer.Found { Person: var person } && VerificationRules.Compare(Standard, claim, person, Today, asOf: null).Outcome == Outcome.Verified;

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

    private static Binding Bound(ClaimedPerson claim, string requestId)
    {
        using var response = new HttpResponseMessage();
        var question = new Upstreams.Population.RegisterQuestion(
            claim.Number, claim.OldCard, claim.Name, claim.BirthDate, FaultSettings.Purpose, OfficerId.TryParse("cb.001", out var officer) ? officer : default, null);
        return Binding.Of(question, requestId, response, echoHeader: null);
    }

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

    /// <summary>A way to the register, and what reads its answers.</summary>
    private sealed record Route(string Name, string Folder, IRouteAdapter Adapter);
}
