using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace HueS.Integration.Mocks;

/// <summary>The doors of the feedback service and of the insurance's look-up: the one header each wants; then a city's records, or WireMock.</summary>
internal static class RecordDoors
{
    private const string Service = "/api/";

    public static RequestDelegate Feedback(StubOptions options, MappingFiles files, RequestDelegate wireMock) => Behind(
        "Token",
        options.FeedbackToken,
        """{"data":[],"totalrow":0}""",
        options.Records is { } records ? new FeedbackLists(records).AnswerAsync : wireMock);

    public static RequestDelegate HealthInsurance(StubOptions options, MappingFiles files, RequestDelegate wireMock) => Behind(
        "X-Api-Key",
        options.HealthInsuranceKey,
        """{"maKetQua":"99","data":null}""",
        options.City is { } city ? new InsuranceDesk(new CityInsurance(city), wireMock).AnswerAsync : wireMock);

    private static RequestDelegate Behind(string header, string value, string refusal, RequestDelegate beyond) => async context =>
    {
        var isService = context.Request.Path.Value?.StartsWith(Service, StringComparison.Ordinal) == true;
        if (!isService || context.Request.Headers[header].ToString() == value)
        {
            await beyond(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        await context.Response.WriteAsJsonAsync(JsonSerializer.Deserialize<JsonElement>(refusal), context.RequestAborted);
    };
}
