using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace HueS.Integration.Server.Api;

/// <summary>
/// Checks a JSON text against a request type and names every field that does not fit, all at once: an official corrects a
/// form once, not field by field. Neither values nor unknown member names are repeated, for both may be personal.
/// </summary>
internal static class StrictJson
{
    private const int MaxDepth = 8;
    private const int MaxErrors = 20;

    /// <summary>The fields that do not fit; empty when the text can be read as the type.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static IReadOnlyList<FieldError> Check(ReadOnlySpan<byte> utf8, JsonTypeInfo type)
    {
        // The reader's own limit would call a deep text malformed; ours names it.
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = int.MaxValue });
        var errors = new List<FieldError>();
        if (IsTooDeep(utf8))
            return [new FieldError("$", FieldCodes.TooDeep)];

        reader.Read();
        CheckValue(ref reader, utf8, type, nullable: false, "$", errors);
        if (reader.Read())
            throw new JsonException();
        return errors.Count > MaxErrors ? errors[..MaxErrors] : errors;
    }

    /// <summary>Reads the whole text, so what is not JSON at all is found before any field is named.</summary>
    private static bool IsTooDeep(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = int.MaxValue });
        var deepest = 0;
        while (reader.Read())
            deepest = Math.Max(deepest, reader.CurrentDepth);
        return deepest > MaxDepth;
    }

    private static void CheckValue(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8, JsonTypeInfo type, bool nullable, string path, List<FieldError> errors)
    {
        if (reader.TokenType is JsonTokenType.Null)
        {
            if (!nullable)
                errors.Add(new FieldError(path, FieldCodes.Required));
        }
        else if (type.Kind is not JsonTypeInfoKind.Object)
        {
            CheckLeaf(ref reader, utf8, type, path, errors);
        }
        else if (reader.TokenType is JsonTokenType.StartObject)
        {
            CheckMembers(ref reader, utf8, type, path, errors);
        }
        else
        {
            errors.Add(new FieldError(path, FieldCodes.NotObject));
            reader.Skip();
        }
    }

    private static void CheckMembers(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8, JsonTypeInfo type, string path, List<FieldError> errors)
    {
        var seen = new HashSet<JsonPropertyInfo>();
        var unknown = false;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var member = Find(ref reader, type);
            reader.Read();
            if (member is null)
            {
                unknown = true;
                reader.Skip();
                continue;
            }

            var memberPath = Join(path, member.Name);
            if (!seen.Add(member))
                errors.Add(new FieldError(memberPath, FieldCodes.DuplicateMember));
            CheckValue(ref reader, utf8, type.Options.GetTypeInfo(member.PropertyType), member.IsSetNullable, memberPath, errors);
        }

        foreach (var member in type.Properties)
        {
            if (member.IsRequired && !seen.Contains(member))
                errors.Add(new FieldError(Join(path, member.Name), FieldCodes.Required));
        }

        if (unknown)
            errors.Add(new FieldError(path, FieldCodes.UnknownMember, [.. type.Properties.Select(member => member.Name)]));
    }

    private static void CheckLeaf(
        ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8, JsonTypeInfo type, string path, List<FieldError> errors)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        var value = utf8[start..(int)reader.BytesConsumed];
        try
        {
            // PostgreSQL cannot hold this character in a text, and no field of ours has a use for it.
            if (JsonSerializer.Deserialize(value, type) is string text && text.Contains('\0', StringComparison.Ordinal))
                errors.Add(new FieldError(path, FieldCodes.ControlCharacter));
        }
        catch (JsonException)
        {
            errors.Add(Mistyped(path, Nullable.GetUnderlyingType(type.Type) ?? type.Type));
        }
    }

    private static FieldError Mistyped(string path, Type type) =>
        type == typeof(string) ? new FieldError(path, FieldCodes.NotText)
        : type == typeof(Guid) ? new FieldError(path, FieldCodes.NotUuid)
        : type.IsEnum ? new FieldError(path, FieldCodes.NotListed, [.. Enum.GetNames(type).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)])
        : new FieldError(path, FieldCodes.NotReadable);

    private static JsonPropertyInfo? Find(ref Utf8JsonReader reader, JsonTypeInfo type)
    {
        try
        {
            foreach (var member in type.Properties)
            {
                if (reader.ValueTextEquals(member.Name))
                    return member;
            }

            return null;
        }
        catch (InvalidOperationException)
        {
            // An escape that is half a character, which no JSON text may hold.
            throw new JsonException();
        }
    }

    private static string Join(string path, string name) => path == "$" ? name : $"{path}.{name}";
}
