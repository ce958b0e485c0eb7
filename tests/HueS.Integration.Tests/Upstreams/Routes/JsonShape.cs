using System.Text.Json;
using System.Text.RegularExpressions;
using HueS.Integration.Tests.Conventions;

namespace HueS.Integration.Tests.Upstreams.Routes;

/// <summary>Holds JSON against a schema of a contract: types, members, lengths, forms and closed lists.</summary>
internal sealed class JsonShape
{
    private readonly JsonElement _contract;

    private JsonShape(JsonElement contract) => _contract = contract;

    public JsonElement Paths => _contract.GetProperty("paths");

    public static JsonShape Read(string contract)
    {
        var path = Path.Combine(Repository.Root, "contracts", "openapi", contract);
        return new JsonShape(JsonDocument.Parse(File.ReadAllText(path)).RootElement);
    }

    /// <summary>What does not fit, by its place; nothing where all fits.</summary>
    public IReadOnlyList<string> Misfits(string schema, JsonElement value) => [.. Check(Resolve(schema), value, schema)];

    private JsonElement Resolve(string name) => _contract.GetProperty("components").GetProperty("schemas").GetProperty(name);

    private IEnumerable<string> Check(JsonElement schema, JsonElement value, string place)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            return Check(Resolve(reference.GetString()!.Split('/')[^1]), value, place);
        if (schema.TryGetProperty("anyOf", out var some))
            return some.EnumerateArray().Any(one => !Check(one, value, place).Any()) ? [] : [$"{place} is none of what it may be"];
        return value.ValueKind switch
        {
            _ when !IsOfType(schema, value) => [$"{place} is of another type"],
            JsonValueKind.Object => CheckObject(schema, value, place),
            JsonValueKind.String => CheckText(schema, value.GetString()!, place),
            JsonValueKind.Null when schema.TryGetProperty("enum", out var listed) => Listed(listed, value, place),
            _ => [],
        };
    }

    private IEnumerable<string> CheckObject(JsonElement schema, JsonElement value, string place)
    {
        var properties = schema.GetProperty("properties");
        foreach (var required in schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()!))
        {
            if (!value.TryGetProperty(required, out _))
                yield return $"{place}.{required} is missing";
        }

        var isClosed = schema.TryGetProperty("additionalProperties", out var more) && !more.GetBoolean();
        foreach (var member in value.EnumerateObject())
        {
            if (properties.TryGetProperty(member.Name, out var known))
            {
                foreach (var misfit in Check(known, member.Value, $"{place}.{member.Name}"))
                    yield return misfit;
            }
            else if (isClosed)
            {
                yield return $"{place}.{member.Name} is not documented";
            }
        }
    }

    private static IEnumerable<string> CheckText(JsonElement schema, string text, string place)
    {
        if (schema.TryGetProperty("minLength", out var least) && text.Length < least.GetInt32())
            yield return $"{place} is too short";
        if (schema.TryGetProperty("maxLength", out var most) && text.Length > most.GetInt32())
            yield return $"{place} is too long";
        if (schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(text, pattern.GetString()!, RegexOptions.CultureInvariant))
            yield return $"{place} has another form";
        if (schema.TryGetProperty("const", out var only) && text != only.GetString())
            yield return $"{place} is another text";
        if (schema.TryGetProperty("enum", out var listed) && !listed.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.String && one.GetString() == text))
            yield return $"{place} is not listed";
    }

    private static IEnumerable<string> Listed(JsonElement listed, JsonElement value, string place) =>
        listed.EnumerateArray().Any(one => one.ValueKind == value.ValueKind) ? [] : [$"{place} is not listed"];

    private static bool IsOfType(JsonElement schema, JsonElement value)
    {
        if (!schema.TryGetProperty("type", out var type))
            return true;
        var kind = value.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => "boolean",
            JsonValueKind.Number => "integer",
            var other => other.ToString().ToLowerInvariant(),
        };
        return type.ValueKind == JsonValueKind.Array
            ? type.EnumerateArray().Any(one => one.GetString() == kind)
            : type.GetString() == kind;
    }
}
