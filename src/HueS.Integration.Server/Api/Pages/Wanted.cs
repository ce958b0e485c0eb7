using Microsoft.Net.Http.Headers;

namespace HueS.Integration.Server.Api.Pages;

/// <summary>Whether a caller reads pages or data (<c>Accept</c>). Whoever does not say is taken for a person.</summary>
internal static class Wanted
{
    public static bool IsJson(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return Best(accepted, type => type.Contains("json", StringComparison.OrdinalIgnoreCase))
            > Best(accepted, type => type.Contains("html", StringComparison.OrdinalIgnoreCase));
    }

    private static double Best(IEnumerable<MediaTypeHeaderValue> accepted, Func<string, bool> wanted) =>
        accepted.Where(type => type.SubType.HasValue && wanted(type.SubType.Value)).Select(type => type.Quality ?? 1).DefaultIfEmpty(0).Max();
}
