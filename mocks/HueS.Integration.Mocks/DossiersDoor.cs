using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace HueS.Integration.Mocks;

/// <summary>The dossiers' door: the bearer token; then the personas' dossiers in WireMock, or the city's.</summary>
internal static class DossiersDoor
{
    private const string List = "/api/dossiers";
    private const string Path = $"{List}/";
    private const int UsualPage = 100;

    public static RequestDelegate Build(StubOptions options, MappingFiles files, RequestDelegate wireMock) => async context =>
    {
        var path = context.Request.Path.Value ?? "";
        if (path != List && !path.StartsWith(Path, StringComparison.Ordinal))
        {
            await wireMock(context);
            return;
        }

        if (context.Request.Headers.Authorization.ToString() != $"Bearer {options.DossiersToken}")
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            await context.Response.WriteAsJsonAsync(
                new PortalAnswer(401, "Token không hợp lệ.", null), PlainJson.Options, context.RequestAborted);
            return;
        }

        if (path == List && options.Records is { } records)
        {
            await context.Response.WriteAsJsonAsync(Page(records, context.Request.Query), PlainJson.Options, context.RequestAborted);
            return;
        }

        var number = path == List ? "" : path[Path.Length..];
        if (options.City is not { } city || number.Length == 0 || files.Keys.Contains(number))
        {
            await wireMock(context);
            return;
        }

        var answer = city.FindDossier(number) is { } dossier
            ? new PortalAnswer(0, "", PortalDossier.Of(dossier))
            : new PortalAnswer(1, "Không tìm thấy hồ sơ.", null);
        await context.Response.WriteAsJsonAsync(answer, PlainJson.Options, context.RequestAborted);
    };

    /// <summary>A mark says how many dossiers of which series were told; one of another series tells nothing of this one.</summary>
    private static PortalChanges Page(CityRecords records, IQueryCollection query)
    {
        var told = query["since"].ToString().Split('-') is [var series, var count] && series == records.Series ? Number(count, 0) : 0;
        var page = records.Dossiers.Skip(told).Take(Number(query["limit"].ToString(), UsualPage)).Select(PortalDossier.Of).ToList();
        var next = told + page.Count;
        return new PortalChanges(0, "", page, $"{records.Series}-{next}", next < records.Dossiers.Count);
    }

    private static int Number(string text, int otherwise) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
