using System.Text.Json.Serialization;

namespace HueS.Integration.Client.Tokens;

/// <summary>What an issuer answers (RFC 6749, 5.1 and 5.2), in its own words.</summary>
internal sealed record TokenAnswer(
    [property: JsonPropertyName("access_token")] string? AccessToken,
    [property: JsonPropertyName("expires_in")] long? ExpiresIn,
    [property: JsonPropertyName("error")] string? Error);

[JsonSerializable(typeof(TokenAnswer))]
internal sealed partial class TokenJson : JsonSerializerContext;
