using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace HueS.Integration.Mocks;

/// <summary>What both doors write the same way.</summary>
internal static class Answers
{
    private sealed record Wrapper(
        [property: System.Text.Json.Serialization.JsonPropertyName("error_code")] string ErrorCode,
        string Message);

    /// <summary>The platform's two ids: the caller's own, and one of the platform.</summary>
    public static void Echo(HttpContext context)
    {
        var asked = context.Request.Headers["X-Road-Id"];
        if (asked.Count > 0)
            context.Response.Headers["X-Road-Id"] = asked;
        context.Response.Headers["X-Road-Request-Id"] = Guid.CreateVersion7().ToString();
    }

    public static async Task XmlAsync(HttpContext context, int status, XElement envelope)
    {
        Echo(context);
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/xml; charset=utf-8";
        var text = "<?xml version='1.0' encoding='UTF-8'?>" + envelope.ToString(SaveOptions.DisableFormatting);
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted);
    }

    public static async Task WrapperAsync(
        HttpContext context, int status, string code, string message, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(new Wrapper(code, message), cancellationToken);
    }
}
