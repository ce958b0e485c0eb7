using HueS.Integration.Mocks;
using HueS.Integration.Upstreams;
using HueS.Integration.Upstreams.Population;

namespace HueS.Integration.Tests.Upstreams.Routes;

/// <summary>What somebody is asked about, by key, name and birth date; and what must be said of them.</summary>
internal sealed record Asked(string Key, string Name, string BirthDate, string Verify, string LookUp, string VitalStatus)
{
    public static Asked Of(Persona persona) => new(
        persona.OldCard ?? persona.Number,
        persona.Name,
        persona.BirthDate,
        Said.YesOrNo(persona.Verify),
        persona.LookUp switch
        {
            LookUpKind.Found => Said.Found(persona.Number, persona.RegisterName!, persona.BirthDate, persona.Sex),
            LookUpKind.None or LookUpKind.EmptyName => Said.Nobody,
            LookUpKind.Replaced => Said.Replaced(persona.Successor),
            LookUpKind.OtherPerson => Said.SomeoneElse,
            _ => throw new ArgumentOutOfRangeException(nameof(persona)),
        },
        persona.LookUp == LookUpKind.OtherPerson ? Said.SomeoneElse : Said.Status(persona.VitalStatus.ToString()));

    public static Asked Of(Citizen citizen) => new(
        citizen.Number,
        citizen.FullName,
        citizen.BirthDate,
        Said.YesOrNo(true),
        Said.Found(citizen.Number, RegisterName(citizen), citizen.BirthDate, citizen.Sex),
        Said.Status(citizen.Vital.ToString()));

    public override string ToString() => "Asked(*)";

    private static string RegisterName(Citizen citizen)
    {
        var (family, middle, given) = citizen.RegisterName;
        return string.Join(' ', new[] { family, middle, given }.Where(part => part.Length > 0));
    }
}

/// <summary>An answer in words that no route uses, so that all routes can be held against the same.</summary>
internal static class Said
{
    public const string Nobody = "nobody";
    public const string SomeoneElse = "someone else";
    public const string NoStatus = "unknown";

    public static string YesOrNo(bool yes) => yes ? "yes" : "no";

    public static string Replaced(string? successor) => $"replaced by {successor}";

    public static string Status(string status) => status.ToLowerInvariant();

    public static string Found(string number, string name, string birthDate, string sex) =>
        $"{number} {The.NameOf(name).Text} {birthDate} {sex.ToLowerInvariant()}";

    public static string Of(VerifyAnswer answer) => answer switch
    {
        VerifyAnswer.Matches => YesOrNo(true),
        VerifyAnswer.DoesNotMatch => YesOrNo(false),
        _ => throw new ArgumentOutOfRangeException(nameof(answer)),
    };

    public static string Of(LookUpAnswer answer) => answer switch
    {
        LookUpAnswer.Found { Person: var person } =>
            Found(person.Number!.Value.Digits, person.Name.Text, person.BirthDate!.Value.ToIso(), person.Sex.ToString()),
        LookUpAnswer.NotFound => Nobody,
        LookUpAnswer.Replaced { Successor: var successor } => Replaced(successor?.Digits),
        _ => throw new ArgumentOutOfRangeException(nameof(answer)),
    };

    /// <summary>A route that answers nothing about a status, or with someone else, says so by an exception.</summary>
    public static async Task<string> OfAsync<T>(Func<Task<T>> ask, Func<T, string> say)
    {
        try
        {
            return say(await ask());
        }
        catch (WrongPersonException)
        {
            return SomeoneElse;
        }
        catch (UpstreamUnavailableException fault) when (fault is { Reason: UnavailableReason.Indeterminate, Detail: "vital status" })
        {
            return NoStatus;
        }
    }
}
