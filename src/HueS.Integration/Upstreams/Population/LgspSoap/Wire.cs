using System.Text.Json;
using System.Text.Json.Serialization;

namespace HueS.Integration.Upstreams.Population.LgspSoap;

/// <summary>The wrapper's own words around the register's SOAP.</summary>
internal static class Wire
{
    public const string RequestId = "X-Road-Id";

    /// <summary>In a question and in an answer: the whole SOAP envelope, as text.</summary>
    public const string Message = "message";
    public const string ErrorCode = "error_code";

    public const string TokenRequest = "grant_type=client_credentials";
}

/// <summary>
/// The wrapper's envelope: a code, and the SOAP where the code says success. It has no third member: one we do not know may
/// change what the others mean.
/// </summary>
internal sealed record WireEnvelope(
    [property: JsonPropertyName(Wire.ErrorCode)] string ErrorCode,
    [property: JsonPropertyName(Wire.Message)] string? Message)
{
    public override string ToString() => "WireEnvelope(*)";
}

/// <summary>What a call for a token answers; further members say nothing about anybody.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record WireToken(
    [property: JsonPropertyName("access_token")] string AccessToken,
    [property: JsonPropertyName("token_type")] string TokenType,
    [property: JsonPropertyName("expires_in")] int ExpiresIn)
{
    public const string Bearer = "Bearer";

    public override string ToString() => "WireToken(*)";
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict)]
[JsonSerializable(typeof(WireEnvelope))]
[JsonSerializable(typeof(WireToken))]
internal sealed partial class LgspSoapContext : JsonSerializerContext;
