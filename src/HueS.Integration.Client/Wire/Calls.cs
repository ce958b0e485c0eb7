using System.Globalization;

namespace HueS.Integration.Client.Wire;

/// <summary>What the parts of a call tell each other.</summary>
internal static class Calls
{
    public const string IdempotencyKey = "Idempotency-Key";

    /// <summary>The body can be sent, or the answer read, once only, and takes as long as it takes.</summary>
    public static readonly HttpRequestOptionsKey<bool> Streamed = new("hues-streamed");

    /// <summary>The door asks for no token.</summary>
    public static readonly HttpRequestOptionsKey<bool> Anonymous = new("hues-anonymous");

    public static string NewKey() => Guid.CreateVersion7().ToString();

    public static string Tag(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    public static bool IsStreamed(HttpRequestMessage request) => request.Options.TryGetValue(Streamed, out var streamed) && streamed;
}
