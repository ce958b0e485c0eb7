using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace HueS.Integration.Mocks;

/// <summary>What the doors write the same way.</summary>
internal static class Answers
{
    public const string RoadId = "X-Road-Id";
    public const string RoadRequestId = "X-Road-Request-Id";

    private const string Declaration = "<?xml version='1.0' encoding='UTF-8'?>";

    // Read by machines: angle brackets and letters travel as they are.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private sealed record Wrapper([property: JsonPropertyName("error_code")] string ErrorCode, string Message);

    /// <summary>The platform's two ids, the caller's own and one of the platform, unless the answer brings its own.</summary>
    public static void Echo(HttpContext context) => context.Response.OnStarting(() =>
    {
        var asked = context.Request.Headers[RoadId];
        if (asked.Count > 0)
            context.Response.Headers.TryAdd(RoadId, asked);
        context.Response.Headers.TryAdd(RoadRequestId, Guid.CreateVersion7().ToString());
        return Task.CompletedTask;
    });

    public static string Text(XElement envelope) => Declaration + envelope.ToString(SaveOptions.DisableFormatting);

    public static async Task XmlAsync(HttpContext context, int status, XElement envelope)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/xml; charset=utf-8";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(Text(envelope)), context.RequestAborted);
    }

    public static async Task WrapperAsync(
        HttpContext context, int status, string code, string message, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(new Wrapper(code, message), Json, cancellationToken);
    }
}
