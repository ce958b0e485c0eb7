using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace HueS.Integration.Mocks;

/// <summary>
/// The door of the provincial platform that carries SOAP in JSON: a token for those it knows; then the personas in WireMock,
/// or the city.
/// </summary>
internal static class LgspSoapDoor
{
    public const string TokenPath = "/token";

    private const string Service = "/csdldc/";
    private const string Success = "000";

    public static RequestDelegate Build(StubOptions options, MappingFiles files, RequestDelegate wireMock)
    {
        var tokens = new LgspTokens(options);
        return async context =>
        {
            var path = context.Request.Path.Value ?? "";
            if (path == TokenPath)
            {
                await tokens.IssueAsync(context);
                return;
            }

            if (!path.StartsWith(Service, StringComparison.Ordinal))
            {
                await wireMock(context);
                return;
            }

            if (!tokens.Accepts(context.Request))
            {
                await Answers.WrapperAsync(
                    context, StatusCodes.Status401Unauthorized, "001", "Mã truy cập không hợp lệ.", context.RequestAborted);
                return;
            }

            Answers.Echo(context);
            var operation = path[Service.Length..];
            var (question, wrong) = await ReadAsync(context, operation);
            context.Request.Body.Position = 0;
            if (question is null)
                await Answers.WrapperAsync(context, StatusCodes.Status200OK, "099", wrong, context.RequestAborted);
            else if (options.City is not { } city || files.Keys.Contains(question.Key))
                await wireMock(context);
            else
                await Answers.WrapperAsync(
                    context, StatusCodes.Status200OK, Success, Answers.Text(new CityRegister(city).Answer(operation, question)), context.RequestAborted);
        };
    }

    private static async Task<(RegisterQuestion? Question, string Wrong)> ReadAsync(HttpContext context, string operation)
    {
        try
        {
            using var json = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("message", out var message)
                && message.ValueKind == JsonValueKind.String
                    ? await RegisterQuestion.ReadAsync(
                        new MemoryStream(Encoding.UTF8.GetBytes(message.GetString()!)), operation, context.RequestAborted)
                    : (null, "The body holds no message.");
        }
        catch (JsonException)
        {
            return (null, "The body is not JSON.");
        }
    }
}
