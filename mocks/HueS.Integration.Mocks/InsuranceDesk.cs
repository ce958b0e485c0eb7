using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace HueS.Integration.Mocks;

/// <summary>The insurance's two look-ups, from a city's members; whom the city does not know, the mapping files answer for.</summary>
internal sealed class InsuranceDesk(CityInsurance insurance, RequestDelegate wireMock)
{
    private const string Found = "00";

    private sealed record Answer(string maKetQua, IReadOnlyList<Membership> data);

    public async Task AnswerAsync(HttpContext context)
    {
        context.Request.EnableBuffering();
        var found = await FindAsync(context.Request, context.RequestAborted);
        context.Request.Body.Position = 0;
        if (found.Count == 0)
            await wireMock(context);
        else
            await context.Response.WriteAsJsonAsync(new Answer(Found, found), PlainJson.Options, context.RequestAborted);
    }

    private async Task<IReadOnlyList<Membership>> FindAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: cancellationToken);
            return request.Path.Value switch
            {
                "/api/bhyt/tra-cuu-theo-so" => insurance.OfNumber(Text(body, "maSoBhxh")),
                "/api/bhyt/tra-cuu-theo-ten" => insurance.OfName(
                    Text(body, "hoTen"), Text(body, "ngaySinh"), body.RootElement.GetProperty("loaiNgaySinh").GetInt32()),
                _ => [],
            };
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return [];
        }
    }

    private static string Text(JsonDocument body, string name) => body.RootElement.GetProperty(name).GetString() ?? "";
}
