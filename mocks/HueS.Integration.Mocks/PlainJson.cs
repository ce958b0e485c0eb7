using System.Text.Encodings.Web;
using System.Text.Json;

namespace HueS.Integration.Mocks;

/// <summary>JSON whose element names are the upstream's own, so no naming policy.</summary>
internal static class PlainJson
{
    public static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
