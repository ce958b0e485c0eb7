using System.Text.Json;
using System.Text.Json.Serialization;

namespace HueS.Integration.Mocks;

/// <summary>The invented people of <c>mocks/personas.json</c>.</summary>
public static class Personas
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    private static readonly Dictionary<string, Persona> ByKey = Load();

    /// <summary>Every persona, in the order of the file.</summary>
    public static IReadOnlyList<Persona> All { get; } = [.. ByKey.Values];

    /// <summary>Everything agrees.</summary>
    public static Persona Plain => ByKey["plain"];

    /// <summary>The register places the tone in the other style.</summary>
    public static Persona ToneStyle => ByKey["tone-style"];

    /// <summary>The register holds the name without marks.</summary>
    public static Persona MarksLost => ByKey["marks-lost"];

    /// <summary>Only the birth year is known.</summary>
    public static Persona YearOnly => ByKey["year-only"];

    /// <summary>The whole name stands in <c>Ten</c>.</summary>
    public static Persona WholeName => ByKey["whole-name"];

    /// <summary>Asked for by the old card number.</summary>
    public static Persona OldCard => ByKey["old-card"];

    /// <summary>The number was replaced.</summary>
    public static Persona ReplacedNumber => ByKey["replaced-number"];

    /// <summary>Dead.</summary>
    public static Persona Deceased => ByKey["deceased"];

    /// <summary>Declared missing.</summary>
    public static Persona Missing => ByKey["missing"];

    /// <summary>Unknown to the register: no person in the answer.</summary>
    public static Persona NotFound => ByKey["not-found"];

    /// <summary>Unknown to the register: a person with an empty name in the answer.</summary>
    public static Persona EmptyName => ByKey["empty-name"];

    /// <summary>The first twin.</summary>
    public static Persona TwinA => ByKey["twin-a"];

    /// <summary>The other twin.</summary>
    public static Persona TwinB => ByKey["twin-b"];

    /// <summary>The register answers with another person: asking for this one stops the route.</summary>
    public static Persona WrongPerson => ByKey["wrong-person"];

    /// <summary>Every answer takes a second and a half.</summary>
    public static Persona Slow => ByKey["slow"];

    /// <summary>The register wrote Ð for Đ.</summary>
    public static Persona WrongLetter => ByKey["wrong-letter"];

    /// <summary>A royal-lineage name.</summary>
    public static Persona Royal => ByKey["royal"];

    /// <summary>A highland name.</summary>
    public static Persona Highland => ByKey["highland"];

    private static Dictionary<string, Persona> Load()
    {
        using var file = typeof(Personas).Assembly.GetManifestResourceStream("personas.json")
            ?? throw new InvalidOperationException("personas.json is not embedded in the Mocks assembly.");
        return JsonSerializer.Deserialize<List<Persona>>(file, Json)!.ToDictionary(persona => persona.Key);
    }
}
