using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace HueS.Integration.Mocks;

/// <summary><c>GET</c> and <c>PUT /__weather</c>: the weather, for people with curl.</summary>
internal static class WeatherRoute
{
    public const string Path = "/__weather";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    private sealed record Forecast(IReadOnlyList<Fault>? Faults, int? Seed = null);

    private sealed record Refusal(string Error);

    public static async Task InvokeAsync(HttpContext context, Weather weather)
    {
        if (HttpMethods.IsPut(context.Request.Method))
        {
            try
            {
                var forecast = await context.Request.ReadFromJsonAsync<Forecast>(Json, context.RequestAborted);
                weather.Set(forecast?.Faults ?? throw new ArgumentException("Give faults, an empty list for a clear sky."), forecast.Seed);
            }
            catch (Exception refused) when (refused is ArgumentException or JsonException or InvalidOperationException)
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                await context.Response.WriteAsJsonAsync(new Refusal(refused.Message), Json, context.RequestAborted);
                return;
            }
        }
        else if (!HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        await context.Response.WriteAsJsonAsync(new Forecast(weather.Faults), Json, context.RequestAborted);
    }
}
