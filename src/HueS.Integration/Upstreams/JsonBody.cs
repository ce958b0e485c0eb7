using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace HueS.Integration.Upstreams;

/// <summary>Reads an upstream's JSON. The parser's own messages quote what they read, so they go no further than this file.</summary>
internal static class JsonBody
{
    public static T Read<T>(byte[] body, JsonTypeInfo<T> shape)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, shape) ?? throw UpstreamUnavailableException.Protocol("json");
        }
        catch (JsonException)
        {
            throw UpstreamUnavailableException.Protocol("json");
        }
    }

    /// <summary>One of many, where an odd one is left out.</summary>
    public static T? TryRead<T>(JsonElement one, JsonTypeInfo<T> shape)
        where T : class
    {
        try
        {
            return one.Deserialize(shape);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
