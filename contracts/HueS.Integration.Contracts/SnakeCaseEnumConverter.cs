using System.Text.Json;
using System.Text.Json.Serialization;

namespace HueS.Integration.Contracts;

/// <summary>Writes enums as <c>snake_case</c> strings and refuses numbers.</summary>
/// <typeparam name="TEnum">The enum.</typeparam>
public sealed class SnakeCaseEnumConverter<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where TEnum : struct, Enum;
