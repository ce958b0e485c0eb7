using HueS.Integration.Contracts;

namespace HueS.Integration.Server.Api;

internal enum Language
{
    Vietnamese,
    English,
}

internal static class Languages
{
    /// <summary>The better liked of the two languages we speak; Vietnamese where neither or nothing usable is asked for.</summary>
    public static Language AskedFor(HttpRequest request)
    {
        foreach (var asked in request.GetTypedHeaders().AcceptLanguage.OrderByDescending(value => value.Quality ?? 1))
        {
            if (asked.Quality == 0)
                continue;
            if (Is(asked.Value, "vi"))
                return Language.Vietnamese;
            if (Is(asked.Value, "en"))
                return Language.English;
        }

        return Language.Vietnamese;

        static bool Is(Microsoft.Extensions.Primitives.StringSegment tag, string language) =>
            tag.Equals(language, StringComparison.OrdinalIgnoreCase)
            || tag.StartsWith(language + "-", StringComparison.OrdinalIgnoreCase);
    }

    public static string ToTag(this Language language) => language is Language.English ? "en" : "vi";

    public static string In(this BilingualText text, Language language) => language is Language.English ? text.En : text.Vi;
}
