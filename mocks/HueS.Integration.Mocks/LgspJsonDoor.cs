using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace HueS.Integration.Mocks;

/// <summary>The door of the provincial platform that speaks plain JSON: its key; then the personas in WireMock, or the city.</summary>
internal static class LgspJsonDoor
{
    private const string Service = "/population/v1/citizens/";
    private const string Key = "X-Api-Key";

    public static RequestDelegate Build(StubOptions options, MappingFiles files, RequestDelegate wireMock)
    {
        return async context =>
        {
            var path = context.Request.Path.Value ?? "";
            if (!path.StartsWith(Service, StringComparison.Ordinal))
            {
                await wireMock(context);
                return;
            }

            if (context.Request.Headers[Key].ToString() != options.LgspApiKey)
            {
                await RefuseAsync(context, StatusCodes.Status401Unauthorized, "", "001", "Khóa truy cập không hợp lệ.");
                return;
            }

            var asked = await ReadAsync(context);
            context.Request.Body.Position = 0;
            if (asked?.Question is not { } question)
                await RefuseAsync(context, StatusCodes.Status400BadRequest, asked?.RequestId ?? "", "099", "Câu hỏi không hợp lệ.");
            else if (options.City is not { } city || files.Keys.Contains(question.Key))
                await wireMock(context);
            else
                await context.Response.WriteAsJsonAsync(
                    new CityJson(city).Answer(path[Service.Length..], asked.RequestId, question), CityJson.Written, context.RequestAborted);
        };
    }

    private static async Task<JsonQuestion?> ReadAsync(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<JsonQuestion>(context.Request.Body, CityJson.Written, context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task RefuseAsync(HttpContext context, int status, string requestId, string code, string message)
    {
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(
            new JsonEnvelope(requestId, code, message, null), CityJson.Written, context.RequestAborted);
    }
}
