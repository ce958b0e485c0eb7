using Microsoft.AspNetCore.Http;

namespace HueS.Integration.Mocks;

/// <summary>What the exchange platform answers by itself: a header that says so, and JSON even to callers who sent XML.</summary>
internal static class RoadError
{
    private sealed record Body(string Type, string Message, string Detail);

    public static async Task WriteAsync(HttpContext context, string type, string message, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = type.StartsWith("Client.", StringComparison.Ordinal)
            ? StatusCodes.Status400BadRequest
            : StatusCodes.Status500InternalServerError;
        context.Response.Headers["X-Road-Error"] = type;
        await context.Response.WriteAsJsonAsync(new Body(type, message, Guid.CreateVersion7().ToString()), cancellationToken);
    }
}
