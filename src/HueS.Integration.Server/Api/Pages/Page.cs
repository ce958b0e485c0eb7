using System.Security.Cryptography;
using System.Text;
using HueS.Integration.Contracts;

namespace HueS.Integration.Server.Api.Pages;

/// <summary>
/// A page for people, whole in one answer: it runs no script and loads nothing, so its policy allows nothing but its own
/// style and, where it has one, its form.
/// </summary>
internal sealed class Page(BilingualText title, Html body, int status = StatusCodes.Status200OK) : IResult, IStatusCodeHttpResult
{
    private static readonly string Style = ReadStyle();

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public int? StatusCode => status;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.ContentLanguage = "vi, en";
        response.Headers.Append("Vary", "Accept");
        await response.WriteAsync(Whole().Text, httpContext.RequestAborted);
    }

    private Html Whole() => Html.Of(
        $"""
        <!doctype html>
        <html lang="vi">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{title.Vi} · Hue-S</title>
        <style>{new Html(Style)}</style>
        </head>
        <body>
        <main>
        <h1>{title.Vi}<span lang="en">{title.En}</span></h1>
        {body}
        </main>
        </body>
        </html>

        """);

    private static string ReadStyle()
    {
        using var stream = typeof(Page).Assembly.GetManifestResourceStream("Page.css")
            ?? throw new InvalidOperationException("The style of the pages is missing from this build.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
