using System.Text.Json;
using System.Text.Json.Serialization;

namespace HueS.Integration.Cli.SignIn;

/// <summary>A server and who calls it. Holds no secret: at most the name of a file that does.</summary>
internal sealed record ServerContext(
    string Name,
    Uri Server,
    Uri TokenAddress,
    string ClientId,
    string? Credentials = null,
    string? Officer = null,
    string? Purpose = null);

/// <summary>All of them, and which one is meant where none is named.</summary>
internal sealed record ContextList(IReadOnlyList<ServerContext> Contexts, string? Current = null);

/// <summary>What a file of credentials holds.</summary>
internal sealed record CredentialFile(string ClientId, string ClientSecret);

/// <summary>A token as it is kept between two commands.</summary>
internal sealed record KeptToken(string Token, DateTimeOffset ExpiresAt, string ClientId, Uri TokenAddress);

[JsonSerializable(typeof(ContextList))]
[JsonSerializable(typeof(ServerContext))]
[JsonSerializable(typeof(CredentialFile))]
[JsonSerializable(typeof(KeptToken))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
internal sealed partial class SignInJson : JsonSerializerContext;
