using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace HueS.Integration.Mocks;

/// <summary>The dossiers' door: the bearer token; then the personas' dossiers in WireMock, or the city's.</summary>
internal static class DossiersDoor
{
    // The portal's element names are written as they are, so no naming policy.
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private const string List = "/api/dossiers";
    private const string Path = $"{List}/";

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
                new PortalAnswer(401, "Token không hợp lệ.", null), Json, context.RequestAborted);
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
        await context.Response.WriteAsJsonAsync(answer, Json, context.RequestAborted);
    };
}
